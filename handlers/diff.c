#include "schemas/diff.h"

#include "forms/page.h"
#include "forms/patch.h"
#include "forms/text.h"
#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/media.h"
#include "handlers/reply.h"
#include "handlers/task.h"
#include "handlers/versions.h"

/* Both sides are told when neither can be read; the reply is of the left one's kind. */
static enum error check_sides(const struct task *task, const struct diff_request *in,
                              const char *const places[2])
{
    enum error left = task_check(task, &in->left, places[0]), right;
    struct slice words = task->problem->detail;

    right = task_check(task, &in->right, places[1]);
    if (!left)
        return right;
    task->problem->error = left;
    task->problem->detail = words;
    return left;
}

static void write_text(const struct diff_request *in, const struct view *view, struct sheet *sheet)
{
    const struct screen screen = {.has_colour = in->color, .sheet = sheet};

    text_write(view, &screen);
}

/* The comparison as a page, as text or as a patch. */
static enum error answer_form(const struct task *task, enum reply_form form,
                              const struct diff_request *in, const struct view *view,
                              struct reply *reply)
{
    static const char *const types[FORM_COUNT] = {[FORM_PAGE] = MEDIA_HTML "; charset=utf-8",
                                                  [FORM_TEXT] = MEDIA_TEXT "; charset=utf-8",
                                                  [FORM_PATCH] = MEDIA_PATCH "; charset=utf-8"};
    struct sheet sheet = {.arena = task->arena};
    struct slice body;
    enum error error = ERROR_OK;

    if (form == FORM_PATCH)
        error = patch_write(view, &sheet);
    else if (form == FORM_PAGE)
        page_write(view, (enum page_layout)in->layout, &sheet);
    else
        write_text(in, view, &sheet);
    if (!error)
        error = sheet_finish(&sheet, &body);
    if (error)
        return error;
    reply_text(reply, types[form], body);
    if (form == FORM_PAGE)
        reply_header(reply, "Content-Security-Policy",
                     SLICE("default-src 'none'; style-src 'unsafe-inline'"));
    return ERROR_OK;
}

static enum error answer_json(const struct task *task, const struct diff_request *in,
                              const struct report *left, const struct report *right,
                              const struct diff *diff, struct reply *reply)
{
    struct diff_form form = {.level = (enum diff_level)in->level, .operations = in->operations};
    struct reading left_reading = task_reading(task, left);
    struct reading right_reading = task_reading(task, right);
    struct diff_reply out;
    enum error error =
        diff_reply_build(task->arena, &left_reading, &right_reading, diff, &form, &out);

    return error ? error
                 : reply_json(reply, task->arena, &diff_reply_shape, &out, in->options.pretty);
}

/* places: the sides as the request names them. */
static enum error answer(const struct task *task, const struct diff_request *in,
                         const char *const places[2], struct reply *reply)
{
    struct diff_options options = {.level = (enum diff_level)in->level,
                                   .mode = (enum diff_mode)in->mode,
                                   .ignore = in->ignore};
    enum reply_form form = route_wanted_form(task->request);
    struct report left, right;
    struct diff diff;
    enum error error = check_sides(task, in, places);

    if (!error)
        error = task_read(task, &in->left, places[0], &left);
    if (!error)
        error = task_read(task, &in->right, places[1], &right);
    if (!error && diff_reads_names(&left.document, &right.document)) {
        error = task_analyse(task, &left);
        if (!error)
            error = task_analyse(task, &right);
    }
    if (!error)
        error = diff_compute(task->arena, task->desk->models,
                             &(struct diff_side){&left.document, left.analysis},
                             &(struct diff_side){&right.document, right.analysis}, &options, &diff);
    if (error)
        return error;
    reply_header(reply, "Vary", SLICE("Accept"));
    if (form == FORM_JSON || form == FORM_COUNT)
        return answer_json(task, in, &left, &right, &diff, reply);
    return answer_form(task, form, in,
                       &(struct view){{&left.document, left.analysis, left.id},
                                      {&right.document, right.analysis, right.id},
                                      &diff,
                                      options.level,
                                      in->context},
                       reply);
}

enum error handle_diff(const struct desk *desk, const struct request *request, struct reply *reply,
                       struct problem *problem)
{
    struct diff_request in = DIFF_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read_diff(desk, request, &in, problem);

    if (error)
        return error;
    error = task_open(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    task.reads_names_later = true;
    if (in.versions.at)
        return versions_answer(&task, &in, reply);
    return answer(&task, &in, (const char *const[]){"/left", "/right"}, reply);
}

enum error handle_article_diff(const struct desk *desk, const struct request *request,
                               struct reply *reply, struct problem *problem)
{
    struct diff_request in = DIFF_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read_query(request, &diff_query_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    task.reads_names_later = true;
    return answer(&task, &in, (const char *const[]){"?left", "?right"}, reply);
}
