#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "news/diff.h"
#include "schemas/service.h"

enum error handle_limits(const struct desk *desk, const struct request *request,
                         struct reply *reply, struct problem *problem)
{
    struct plain_query in = {.options = {.offsets = OFFSETS_UTF32}};
    struct corpus_state state = {.ready = false};
    struct limits_reply out;
    enum error error = body_read_query(request, &plain_query_shape, &in, problem);

    if (error)
        return error;
    if (desk->corpus)
        corpus_tell_state(desk->corpus, &state);
    out = (struct limits_reply){
        .version = SLICE(COPYDESK_VERSION),
        .generation = state.generation,
        .body_bytes = (uint64_t)desk->config->body_bytes,
        .text_bytes = (uint64_t)desk->config->text_bytes,
        .batch_bytes = (uint64_t)desk->config->batch_bytes,
        .batch_lines = (uint64_t)desk->config->batch_lines,
        .diff_names_bytes = DIFF_NAMES_BYTES,
        .json_depth = (uint64_t)desk->config->json_depth,
        .request_ms = (uint64_t)desk->config->request_ms,
        .request_memory = (uint64_t)desk->config->request_memory,
        .total_memory = (uint64_t)desk->config->total_memory,
        .queue = (uint64_t)desk->config->queue,
        .connections_per_client = (uint64_t)desk->config->connections_per_client,
        .connections = (uint64_t)desk->config->connections,
    };
    return reply_json(reply, request->arena, &limits_reply_shape, &out, in.options.pretty);
}
