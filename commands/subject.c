#include "commands/subject.h"

#include <unistd.h>

#include "handlers/route.h"
#include "schemas/shape.h"

int subject_begin(struct startup *startup, const struct config_input *input, const char *command,
                  size_t most, struct screen *screen, bool *as_json)
{
    int code = startup_read_options(startup, input);

    *as_json = startup_take_flag(&startup->rest, "--json");
    if (code == EXIT_OK && !screen_open(screen, startup_take(&startup->rest, "--color")))
        code = command_fail(EXIT_USAGE, "--color is auto, always or never");
    if (code == EXIT_OK)
        code = startup_check_rest(&startup->rest, command, most == 2 ? 2 : 1, most);
    if (code == EXIT_OK)
        code = startup_open(startup);
    return code == EXIT_OK ? startup_load(startup, true) : code;
}

/* The text of a file; a byte order mark at its begin is no text. */
static int read_file(const struct startup *startup, struct arena *arena, const char *argument,
                     struct subject *subject)
{
    struct problem problem = {.arena = arena};

    if (startup_read_file(arena, argument, UINT32_MAX, &subject->text, &problem))
        return command_fail(EXIT_FAULT, "%.*s", SLICE_ARGS(problem.detail));
    if (slice_starts(subject->text, SLICE("\xEF\xBB\xBF")))
        subject->text = slice_part(subject->text, 3, subject->text.len);
    if (document_read(arena, subject->text, &subject->document))
        return command_fail(EXIT_FAULT, "%s is not UTF-8 text", argument);
    if (slice_trim(subject->text).len == 0)
        return command_fail(EXIT_FAULT, "%s is empty", argument);
    struct analysis *analysis = arena_new(arena, struct analysis);
    if (!analysis ||
        analysis_read(arena, startup->models, &subject->document, subject->published, analysis))
        return command_fail(EXIT_FAULT, "out of memory");
    subject->analysis = analysis;
    return EXIT_OK;
}

static int read_article(struct arena *arena, struct subject *subject)
{
    const struct article *article = generation_article(subject->generation, subject->article);

    subject->text = article->text;
    subject->published = article->published;
    if (generation_document(subject->generation, subject->article, arena, &subject->document) ||
        generation_analysis(subject->generation, subject->article, arena, &subject->document,
                            &subject->analysis))
        return command_fail(EXIT_FAULT, "out of memory");
    return EXIT_OK;
}

int subject_open(const struct startup *startup, struct arena *arena, const char *argument,
                 struct subject *out)
{
    struct subject subject = {.name = slice_of(argument), .article = NO_ARTICLE};
    int code;

    if (corpus_borrow(startup->corpus, arena, &subject.generation))
        return command_fail(EXIT_FAULT, "out of memory");
    if (strcmp(argument, "-") != 0 && access(argument, F_OK) != 0)
        subject.article = generation_find(subject.generation, slice_of(argument));
    code = subject.article == NO_ARTICLE ? read_file(startup, arena, argument, &subject)
                                         : read_article(arena, &subject);
    if (code == EXIT_OK)
        *out = subject;
    return code;
}

static int print_reply(const struct startup *startup, struct arena *arena, const char *route,
                       struct slice body)
{
    struct request request = {
        .arena = arena,
        .method = METHOD_POST,
        .path = slice_of(route),
        .content_type = SLICE("application/json"),
        .body = body,
        .id = SLICE("call"),
    };
    struct reply reply = {.status = 0};

    route_answer(&startup->desk, &request, &reply);
    (void)fwrite(reply.body.ptr, 1, reply.body.len, stdout);
    putchar('\n');
    return reply.status >= 500 ? EXIT_SERVER : reply.status >= 400 ? EXIT_CLIENT : EXIT_OK;
}

/* The source object of a subject: {"text": …} or {"article": …}. */
static enum error write_source(struct arena *arena, const struct subject *subject,
                               struct slice *json)
{
    static const struct field text_fields[] = {{.name = "text", .kind = FIELD_TEXT}};
    static const struct field article_fields[] = {{.name = "article", .kind = FIELD_TEXT}};
    static const struct shape text_shape = {SHAPE("text", "text", struct slice, text_fields)};
    static const struct shape article_shape = {
        SHAPE("article", "article", struct slice, article_fields)};

    if (subject->article != NO_ARTICLE)
        return shape_write(&article_shape, arena, &subject->name, false, json);
    return shape_write(&text_shape, arena, &subject->text, false, json);
}

int subject_print_reply(const struct startup *startup, struct arena *arena, const char *route,
                        const struct subject *subject)
{
    struct slice body;

    if (write_source(arena, subject, &body))
        return command_fail(EXIT_FAULT, "out of memory");
    return print_reply(startup, arena, route, body);
}

int subject_print_diff_reply(const struct startup *startup, struct arena *arena,
                             const struct subject *left, const struct subject *right)
{
    struct slice sources[2], body;

    if (write_source(arena, left, &sources[0]) || write_source(arena, right, &sources[1]) ||
        arena_print(arena, &body, "{\"left\": %.*s, \"right\": %.*s}", SLICE_ARGS(sources[0]),
                    SLICE_ARGS(sources[1])))
        return command_fail(EXIT_FAULT, "out of memory");
    return print_reply(startup, arena, "/v1/diff", body);
}

int subject_each(const struct startup *startup, const struct screen *screen, const char *json_route,
                 void (*show)(const struct screen *screen, const struct startup *startup,
                              struct arena *arena, const struct subject *subject))
{
    int code = EXIT_OK;

    for (size_t i = 0; i < startup->rest.count; i++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct subject subject = {.article = NO_ARTICLE};
        int own = arena ? subject_open(startup, arena, startup->rest.at[i], &subject)
                        : command_fail(EXIT_FAULT, "out of memory");
        if (own == EXIT_OK && json_route)
            own = subject_print_reply(startup, arena, json_route, &subject);
        else if (own == EXIT_OK && startup->rest.count > 1)
            screen_print(screen, PAINT_FAINT, "%s== %.*s ==\n", i ? "\n" : "",
                         SLICE_ARGS(subject.name));
        if (own == EXIT_OK && !json_route)
            show(screen, startup, arena, &subject);
        arena_close(arena);
        if (own != EXIT_OK)
            code = own;
    }
    return code;
}

enum paint subject_paint(enum entity_type type)
{
    static const enum paint paints[ENTITY_TYPE_COUNT] = {
        [ENTITY_PERSON] = PAINT_PERSON,     [ENTITY_ORGANIZATION] = PAINT_ORGANIZATION,
        [ENTITY_LOCATION] = PAINT_LOCATION, [ENTITY_MISC] = PAINT_MISC,
        [ENTITY_DATE] = PAINT_FIGURE,       [ENTITY_TIME] = PAINT_FIGURE,
        [ENTITY_MONEY] = PAINT_FIGURE,      [ENTITY_PERCENT] = PAINT_FIGURE,
        [ENTITY_NUMBER] = PAINT_FIGURE,
    };

    return paints[type];
}
