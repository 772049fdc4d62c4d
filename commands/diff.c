/* diff: what differs between two reports, for a person: the verdict, then the units that changed;
 * or as a page or a patch. */
#include "commands/subject.h"
#include "forms/page.h"
#include "forms/patch.h"
#include "forms/text.h"
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

/* Reads both sides on an arena of their own, which goes before the corpus they borrow from. */
static int compare(const struct session *session)
{
    const struct config_rest *rest = &session->startup.rest;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct subject left = {.article = NO_ARTICLE}, right = left;
    int code = arena ? EXIT_OK : command_fail(EXIT_FAULT, "out of memory");

    if (code == EXIT_OK)
        code = subject_open(session, arena, rest->at[0], &left);
    if (code == EXIT_OK)
        code = subject_open(session, arena, rest->at[1], &right);
    if (code == EXIT_OK)
        code = session->asked.as_json ? subject_print_diff_reply(session, arena, &left, &right)
                                      : show(session, arena, &left, &right);
    arena_close(arena);
    return code;
}

int command_diff(const struct config_input *input)
{
    struct session session;
    int code = session_begin(&session, input, "diff", 2);

    if (code == EXIT_OK && strcmp(session.startup.rest.at[0], "-") == 0 &&
        strcmp(session.startup.rest.at[1], "-") == 0)
        code = command_fail(EXIT_USAGE, "diff: only one side can be standard input");
    if (code == EXIT_OK)
        code = compare(&session);
    session_end(&session);
    return code;
}
