#include "commands/subject.h"

#include <unistd.h>

#include "base/date.h"
#include "handlers/route.h"
#include "schemas/shape.h"

/* when: "auto", "always", "never", or NULL for auto, which asks standard output, TERM and NO_COLOR.
 * False when the word is none of these. */
static bool open_screen(struct screen *screen, const char *when)
{
    const char *term = getenv("TERM"), *no_colour = getenv("NO_COLOR");

    *screen = (struct screen){0};
    screen->has_colour =
        isatty(STDOUT_FILENO) && !(no_colour && *no_colour) && term && strcmp(term, "dumb") != 0;
    if (!when || strcmp(when, "auto") == 0)
        return true;
    screen->has_colour = strcmp(when, "always") == 0;
    return screen->has_colour || strcmp(when, "never") == 0;
}

int session_begin(struct session *session, const struct config_input *input, const char *command,
                  size_t least, size_t most)
{
    struct startup *startup = &session->startup;
    int code = startup_read_options(startup, input);

    asked_take(&startup->rest, command, &session->asked);
    if (code == EXIT_OK && !open_screen(&session->screen, startup_take(&startup->rest, "--color")))
        code = command_fail(EXIT_USAGE, "--color is auto, always or never");
    if (code == EXIT_OK && session->asked.published &&
        !date_is_valid(slice_of(session->asked.published)))
        code =
            command_fail(EXIT_USAGE, "--published: \"%s\" is no ISO 8601 date such as 2024-05-08",
                         session->asked.published);
    if (code == EXIT_OK)
        code = startup_check_rest(&startup->rest, command, least, most);
    if (code == EXIT_OK)
        code = startup_open(startup);
    return code == EXIT_OK ? startup_load(startup, true) : code;
}

void session_end(struct session *session)
{
    startup_close(&session->startup);
}

/* Files of articles are no articles. */
static bool is_of_json(struct slice path)
{
    static const struct slice endings[] = {SLICE_INIT(".ndjson"), SLICE_INIT(".jsonl"),
                                           SLICE_INIT(".json"), SLICE_INIT(".gz")};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (slice_ends(path, endings[i]))
            return true;
    return false;
}

/* The text of a file, with its byte order mark: a patch holds it too. */
static int read_file(struct arena *arena, const char *argument, struct subject *subject)
{
    struct problem problem = {.arena = arena};

    if (is_of_json(subject->name))
        return command_fail(EXIT_USAGE,
                            "%s holds articles as JSON: name one by its id, with --corpus %s; or "
                            "see copydesk batch --help",
                            argument, argument);
    if (startup_read_file(arena, argument, UINT32_MAX, &subject->sent, &problem))
        return command_fail(EXIT_FAULT, "%.*s", SLICE_ARGS(problem.detail));
    if (slice_find(subject->sent, '\0', 0) < subject->sent.len ||
        document_read(arena, subject->sent, &subject->document))
        return command_fail(EXIT_FAULT, "%s is not UTF-8 text", argument);
    if (slice_trim(subject->sent).len == 0)
        return command_fail(EXIT_FAULT, "%s is empty", argument);
    subject->text = subject->document.text;
    return EXIT_OK;
}

static int read_article(struct arena *arena, struct subject *subject)
{
    subject->text = generation_text(subject->generation, subject->article)->text;
    subject->published = generation_article(subject->generation, subject->article)->published;
    if (generation_document(subject->generation, subject->article, arena, &subject->document))
        return command_fail(EXIT_FAULT, "out of memory");
    return EXIT_OK;
}

int subject_analyse(const struct session *session, struct arena *arena, struct subject *subject)
{
    struct analysis *analysis;
    enum error error;

    if (subject->article != NO_ARTICLE) {
        error = generation_analysis(subject->generation, subject->article, arena,
                                    &subject->document, &subject->analysis);
        return error ? command_fail(EXIT_FAULT, "out of memory") : EXIT_OK;
    }
    analysis = arena_new(arena, struct analysis);
    if (!analysis || analysis_read(arena, session->startup.models, &subject->document,
                                   subject->published, analysis))
        return command_fail(EXIT_FAULT, "out of memory");
    subject->analysis = analysis;
    return EXIT_OK;
}

int subject_open(const struct session *session, struct arena *arena, const char *argument,
                 struct subject *out)
{
    struct subject subject = {.name = slice_of(argument),
                              .article = NO_ARTICLE,
                              .published = slice_of(session->asked.published)};
    int code;

    if (corpus_borrow(session->startup.corpus, arena, &subject.generation))
        return command_fail(EXIT_FAULT, "out of memory");
    if (strcmp(argument, "-") != 0 && access(argument, F_OK) != 0)
        subject.article = generation_find(subject.generation, slice_of(argument));
    code = subject.article == NO_ARTICLE ? read_file(arena, argument, &subject)
                                         : read_article(arena, &subject);
    if (code == EXIT_OK)
        *out = subject;
    return code;
}

static int print_reply(const struct session *session, struct arena *arena, const char *route,
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

    if (asked_query(arena, &session->asked, &request.query))
        return command_fail(EXIT_FAULT, "out of memory");
    route_answer(&session->startup.desk, &request, &reply);
    (void)fwrite(reply.body.ptr, 1, reply.body.len, stdout);
    putchar('\n');
    return reply.status >= 500 ? EXIT_SERVER : reply.status >= 400 ? EXIT_CLIENT : EXIT_OK;
}

/* The source object of a subject: an article of the corpus, or a text with its date. */
static enum error write_source(struct arena *arena, const struct subject *subject,
                               struct slice *json)
{
    static const struct field text_fields[] = {
        {.name = "text", .kind = FIELD_TEXT, .offset = offsetof(struct subject, sent)},
        {.name = "published",
         .kind = FIELD_TEXT,
         .offset = offsetof(struct subject, published),
         .rules = FIELD_OMIT_NULL}};
    static const struct field article_fields[] = {
        {.name = "article", .kind = FIELD_TEXT, .offset = offsetof(struct subject, name)}};
    static const struct shape text_shape = {SHAPE("text", "text", struct subject, text_fields)};
    static const struct shape article_shape = {
        SHAPE("article", "article", struct subject, article_fields)};

    return shape_write(subject->article == NO_ARTICLE ? &text_shape : &article_shape, arena,
                       subject, false, json);
}

int subject_print_diff_reply(const struct session *session, struct arena *arena,
                             const struct subject *subjects, size_t count)
{
    bool is_pair = count == 2;
    struct slice body = is_pair ? SLICE("{") : SLICE("{\"versions\": [");

    for (size_t i = 0; i < count; i++) {
        const char *name = !is_pair ? "" : i ? "\"right\": " : "\"left\": ";
        struct slice source;

        if (write_source(arena, &subjects[i], &source) ||
            arena_print(arena, &body, "%.*s%s%s%.*s", SLICE_ARGS(body), i ? ", " : "", name,
                        SLICE_ARGS(source)))
            return command_fail(EXIT_FAULT, "out of memory");
    }
    if (arena_print(arena, &body, "%.*s%s", SLICE_ARGS(body), is_pair ? "}" : "]}"))
        return command_fail(EXIT_FAULT, "out of memory");
    return print_reply(session, arena, "/v1/diff", body);
}

static int answer(const struct session *session, struct arena *arena, size_t i, const char *route,
                  int (*show)(const struct session *session, struct arena *arena,
                              const struct subject *subject))
{
    const struct config_rest *rest = &session->startup.rest;
    struct subject subject = {.article = NO_ARTICLE};
    struct slice body;
    int code = subject_open(session, arena, rest->at[i], &subject);

    if (code != EXIT_OK)
        return code;
    if (session->asked.as_json)
        return write_source(arena, &subject, &body) ? command_fail(EXIT_FAULT, "out of memory")
                                                    : print_reply(session, arena, route, body);
    if (rest->count > 1)
        screen_print(&session->screen, PAINT_FAINT, "%s== %.*s ==\n", i ? "\n" : "",
                     SLICE_ARGS(subject.name));
    code = subject_analyse(session, arena, &subject);
    return code == EXIT_OK ? show(session, arena, &subject) : code;
}

int subject_each(const struct session *session, const char *route,
                 int (*show)(const struct session *session, struct arena *arena,
                             const struct subject *subject))
{
    int code = EXIT_OK;

    for (size_t i = 0; i < session->startup.rest.count; i++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        int own = arena ? answer(session, arena, i, route, show)
                        : command_fail(EXIT_FAULT, "out of memory");
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
