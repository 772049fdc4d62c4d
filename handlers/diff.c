#include "schemas/diff.h"

#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"

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

/* places: the sides as the request names them. */
static enum error answer(const struct task *task, const struct diff_request *in,
                         const char *const places[2], struct reply *reply)
{
    struct diff_options options = {.level = (enum diff_level)in->level,
                                   .mode = (enum diff_mode)in->mode,
                                   .ignore = in->ignore};
    struct diff_form form = {.level = options.level, .operations = in->operations};
    struct report left, right;
    struct reading left_reading, right_reading;
    struct diff diff;
    struct diff_reply out;
    enum error error = check_sides(task, in, places);

    if (!error)
        error = task_read(task, &in->left, places[0], &left);
    if (!error)
        error = task_read(task, &in->right, places[1], &right);
    if (error)
        return error;

    error = diff_compute(task->arena, task->desk->models,
                         &(struct diff_side){&left.document, left.analysis},
                         &(struct diff_side){&right.document, right.analysis}, &options, &diff);
    if (error)
        return error;
    left_reading = task_reading(task, &left);
    right_reading = task_reading(task, &right);
    error = diff_reply_build(task->arena, &left_reading, &right_reading, &diff, &form, &out);
    if (error)
        return error;
    return reply_json(reply, task->arena, &diff_reply_shape, &out, in->options.pretty);
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
    return answer(&task, &in, (const char *const[]){"?left", "?right"}, reply);
}
