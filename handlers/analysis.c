#include "schemas/analysis.h"

#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"

enum error handle_analysis(const struct desk *desk, const struct request *request,
                           struct reply *reply, struct problem *problem)
{
    struct analysis_request in = ANALYSIS_REQUEST_DEFAULT;
    struct quote_matches *matches = NULL;
    struct related_list related;
    struct analysis_reply out;
    struct report report;
    struct reading reading;
    struct task task;
    enum error error = body_read(desk, request, &analysis_request_shape, &in.source, &in, problem);

    if (error)
        return error;
    error = task_open(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    error = task_read(&task, &in.source, "", &report);
    if (error)
        return error;

    if (in.matches)
        error = task_match_quotes(&task, &report, QUOTE_TYPES_DEFAULT, &matches);
    if (error)
        return error;
    error = task_find_related(&task, &report, &related);
    if (error)
        return error;
    reading = task_reading(&task, &report);
    error = task_find_references(&task, &report, in.coreference, &reading);
    if (error)
        return error;
    error = analysis_reply_build(task.arena, &reading, matches, &related, &out);
    if (error)
        return error;
    return reply_json(reply, task.arena, &analysis_reply_shape, &out, in.options.pretty);
}
