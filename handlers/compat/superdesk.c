/* What Superdesk's text checkers ask of an AI service: tags for an item. */
#include "schemas/superdesk.h"

#include "handlers/body.h"
#include "handlers/compat/pieces.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"

enum error handle_superdesk(const struct desk *desk, const struct request *request,
                            struct reply *reply, struct problem *problem)
{
    struct superdesk_request in = {.service = {NULL, 0}};
    struct wire_source unused, source = {.text = {NULL, 0}};
    const struct wire_options options = {.offsets = OFFSETS_UTF32};
    struct superdesk_reply out = {.analysis = {.subject = {NULL, 0}}};
    struct report report;
    struct reading reading;
    struct task task;
    enum error error = body_read(desk, request, &superdesk_request_shape, &unused, &in, problem);

    if (!error)
        error = pieces_join(
            request->arena,
            (const struct slice[]){in.item.headline, in.item.abstract, in.item.body_html}, 3,
            &source.text);
    if (error)
        return error;
    if (!source.text.len) /* an item that is just being begun has no tags */
        return reply_json(reply, request->arena, &superdesk_reply_shape, &out, false);
    error = task_open(desk, request, &options, problem, &task);
    if (!error)
        error = task_read(&task, &source, "/item", &report);
    if (error)
        return error;
    reading = task_reading(&task, &report);
    error = superdesk_reply_build(task.arena, &reading, &out);
    return error ? error : reply_json(reply, task.arena, &superdesk_reply_shape, &out, false);
}
