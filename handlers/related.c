#include "schemas/related.h"

#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"

/* subject: what the cursor is bound to besides the path. */
static enum error answer(const struct task *task, const struct related_request *in,
                         const char *pointer, struct slice subject, struct reply *reply)
{
    struct related_list found;
    struct related_reply out;
    struct report report;
    struct reading reading;
    struct page page;
    uint64_t begin;
    enum error error = task_read(task, &in->source, pointer, &report);

    if (error)
        return error;
    error = task_find_related(task, &report, &found);
    if (error)
        return error;
    error = task_turn_page(task, &in->page, subject, found.count, &begin, &page);
    if (error)
        return error;
    reading = task_reading(task, &report);
    found.at = found.at ? found.at + begin : NULL;
    found.count = page.count;
    error = related_reply_build(task->arena, &reading, &found, page.next, &out);
    if (error)
        return error;
    return reply_json(reply, task->arena, &related_reply_shape, &out, in->options.pretty);
}

enum error handle_related(const struct desk *desk, const struct request *request,
                          struct reply *reply, struct problem *problem)
{
    struct related_request in = RELATED_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read(desk, request, &related_request_shape, &in.source, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    return answer(&task, &in, "", source_subject(&in.source), reply);
}

enum error handle_article_related(const struct desk *desk, const struct request *request,
                                  struct reply *reply, struct problem *problem)
{
    struct related_request in = RELATED_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read_query(request, &related_request_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    in.source.article = request->path_id;
    return answer(&task, &in, NULL, request->query, reply);
}
