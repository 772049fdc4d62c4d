/* Miniflux' webhook: the new entries of a feed, each read in full. */
#include "schemas/miniflux.h"

#include "handlers/body.h"
#include "handlers/compat/pieces.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"
#include "intake/moment.h"
#include "schemas/requests.h"

static enum error read_entry(const struct task *task, const struct miniflux_entry *entry,
                             struct miniflux_result *out)
{
    struct wire_source source = {.text = {NULL, 0}};
    struct quote_matches *matches;
    struct related_list related;
    struct report report;
    struct reading reading;
    enum error error = pieces_join(task->arena, &entry->content, 1, &source.text);

    if (!error)
        error = moment_read(task->arena, entry->published_at, &source.published);
    if (!error)
        error = task_read(task, &source, "/entries", &report);
    if (!error)
        error = task_match_quotes(task, &report, QUOTE_TYPES_DEFAULT, &matches);
    if (!error)
        error = task_find_related(task, &report, &related);
    if (error)
        return error;
    reading = task_reading(task, &report);
    *out = (struct miniflux_result){
        .id = entry->id, .title = entry->title, .url = entry->url, .text = source.text};
    return analysis_reply_build(task->arena, &reading, matches, &related, &out->analysis);
}

enum error handle_miniflux(const struct desk *desk, const struct request *request,
                           struct reply *reply, struct problem *problem)
{
    struct miniflux_request in = {.event_type = {NULL, 0}};
    const struct wire_options options = {.offsets = OFFSETS_UTF32};
    const struct miniflux_entry *entries;
    struct wire_source unused;
    struct miniflux_result *results;
    struct task task;
    enum error error = body_read(desk, request, &miniflux_request_shape, &unused, &in, problem);

    if (!error)
        error = task_open(desk, request, &options, problem, &task);
    if (error)
        return error;
    entries = in.entries.at;
    results = arena_array(request->arena, struct miniflux_result, in.entries.count);
    if (!results)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < in.entries.count; i++) {
        error = read_entry(&task, &entries[i], &results[i]);
        if (error)
            return error;
    }
    return reply_json(reply, request->arena, &miniflux_reply_shape,
                      &(struct miniflux_reply){in.event_type, {results, in.entries.count}}, false);
}
