/* diff: what differs between two reports, for a person: the verdict, then the units that changed;
 * or as a page or a patch. */
#include "commands/subject.h"
#include "forms/page.h"
#include "forms/patch.h"
#include "forms/text.h"
#include "news/versions.h"
#include "schemas/requests.h"

/* Writes the page or the patch. */
static int write_form(const struct session *session, struct arena *arena, const struct view *view)
{
    struct sheet sheet = {.arena = arena};
    struct slice text;
    uint32_t layout;
    int code = asked_layout(&session->asked, &layout);
    enum error error = ERROR_OK;

    if (code != EXIT_OK)
        return code;
    if (session->asked.as_html)
        page_write(view, (enum page_layout)layout, &sheet);
    else
        error = patch_write(view, &sheet);
    if (error || sheet_finish(&sheet, &text))
        return command_fail(EXIT_FAULT, "out of memory");
    if (text.len)
        (void)fwrite(text.ptr, 1, text.len, stdout);
    return EXIT_OK;
}

static int show(const struct session *session, struct arena *arena, const struct subject *left,
                const struct subject *right)
{
    const struct asked *asked = &session->asked;
    const struct diff_side left_side = {&left->document, left->analysis};
    const struct diff_side right_side = {&right->document, right->analysis};
    bool is_form = asked->as_patch || asked->as_html;
    struct diff_options options;
    struct diff diff;
    struct view view = {.left = {&left->document, left->analysis, left->name},
                        .right = {&right->document, right->analysis, right->name},
                        .diff = &diff};
    int code = asked_diff_options(asked, &options);

    if (asked->as_patch && asked->as_html)
        return command_fail(EXIT_USAGE, "diff: choose one of --html and --patch");
    if (code == EXIT_OK)
        code = asked_context(asked, is_form ? DIFF_CONTEXT_DEFAULT : 0, &view.context);
    if (code != EXIT_OK)
        return code;
    if (diff_compute(arena, session->startup.models, &left_side, &right_side, &options, &diff))
        return command_fail(EXIT_FAULT, "out of memory");
    view.level = options.level;
    if (is_form)
        return write_form(session, arena, &view);
    text_write(&view, &session->screen);
    return EXIT_OK;
}

/* The last version's text; what came with a later version than the first stands in braces behind
 * its number: {3+in the night+}. */
static void show_passages(const struct screen *screen, const struct subject *subjects,
                          const struct versions *versions)
{
    const struct subject *last = &subjects[versions->count - 1];

    for (size_t i = 0; i < versions->passages.count; i++) {
        const struct provenance *passage = &versions->passages.at[i];
        struct slice text = slice_at(last->text, passage->span);
        struct slice words = slice_trim(text);
        size_t before = words.len ? (size_t)(words.ptr - text.ptr) : text.len;

        screen_put(screen, slice_part(text, 0, before));
        if (passage->version)
            screen_print(screen, PAINT_FAINT, "{%u+", passage->version + 1);
        screen_write(screen, passage->version ? PAINT_INSERTED : PAINT_PLAIN, words);
        if (passage->version)
            screen_print(screen, PAINT_FAINT, "+}");
        screen_put(screen, slice_part(text, before + words.len, text.len));
    }
    screen_put(screen, SLICE("\n"));
}

/* More than two: what each version did, then the last one by what came when. */
static int show_versions(const struct session *session, struct arena *arena,
                         const struct subject *subjects, size_t count)
{
    const struct screen *screen = &session->screen;
    struct diff_side *sides = arena_array(arena, struct diff_side, count);
    struct diff_options options;
    struct versions versions;
    int code = asked_diff_options(&session->asked, &options);

    if (code != EXIT_OK)
        return code;
    if (session->asked.as_patch || session->asked.as_html)
        return command_fail(EXIT_USAGE, "diff: --patch and --html are of two texts");
    for (size_t i = 0; sides && i < count; i++)
        sides[i] = (struct diff_side){&subjects[i].document, subjects[i].analysis};
    if (!sides || versions_compare(arena, session->startup.models, sides, (uint32_t)count, &options,
                                   &versions))
        return command_fail(EXIT_FAULT, "out of memory");
    screen_write(screen, PAINT_STRONG, versions.verdict);
    screen_put(screen, SLICE("\n\n"));
    for (uint32_t i = 1; i < count; i++) {
        screen_print(screen, PAINT_FAINT, "%4u  ", i + 1);
        screen_write(screen, PAINT_STRONG, subjects[i].name);
        screen_put(screen, SLICE(": "));
        screen_write(screen, PAINT_PLAIN, versions.steps[i - 1].verdict);
        screen_put(screen, SLICE("\n"));
    }
    screen_put(screen, SLICE("\n"));
    show_passages(screen, subjects, &versions);
    return EXIT_OK;
}

/* Reads the names and quotes of the texts that are short enough to compare them. */
static int analyse(const struct session *session, struct arena *arena, struct subject *subjects,
                   uint32_t count)
{
    struct diff_side *sides = arena_array(arena, struct diff_side, count);
    int code = sides ? EXIT_OK : command_fail(EXIT_FAULT, "out of memory");

    for (uint32_t i = 0; sides && i < count; i++)
        sides[i].document = &subjects[i].document;
    for (uint32_t i = 0; code == EXIT_OK && i < count; i++)
        if (versions_read_names(sides, count, i))
            code = subject_analyse(session, arena, &subjects[i]);
    return code;
}

/* Reads all texts on an arena of their own, which goes before the corpus they borrow from. */
static int compare(const struct session *session)
{
    const struct config_rest *rest = &session->startup.rest;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct subject *subjects = arena ? arena_array(arena, struct subject, rest->count) : NULL;
    int code = EXIT_OK;

    if (!subjects) {
        arena_close(arena);
        return command_fail(EXIT_FAULT, "out of memory");
    }
    for (size_t i = 0; code == EXIT_OK && i < rest->count; i++)
        code = subject_open(session, arena, rest->at[i], &subjects[i]);
    if (code == EXIT_OK && session->asked.as_json)
        code = subject_print_diff_reply(session, arena, subjects, rest->count);
    else if (code == EXIT_OK)
        code = analyse(session, arena, subjects, (uint32_t)rest->count);
    if (code == EXIT_OK && !session->asked.as_json)
        code = rest->count > 2 ? show_versions(session, arena, subjects, rest->count)
                               : show(session, arena, &subjects[0], &subjects[1]);
    arena_close(arena);
    return code;
}

static size_t count_standard_inputs(const struct config_rest *rest)
{
    size_t count = 0;

    for (size_t i = 0; i < rest->count; i++)
        count += strcmp(rest->at[i], "-") == 0;
    return count;
}

int command_diff(const struct config_input *input)
{
    struct session session;
    int code = session_begin(&session, input, "diff", VERSIONS_LEAST, VERSIONS_MOST);

    if (code == EXIT_OK && count_standard_inputs(&session.startup.rest) > 1)
        code = command_fail(EXIT_USAGE, "diff: only one text can be standard input");
    if (code == EXIT_OK)
        code = compare(&session);
    session_end(&session);
    return code;
}
