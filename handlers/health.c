#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "schemas/service.h"

enum error handle_health(const struct desk *desk, const struct request *request,
                         struct reply *reply, struct problem *problem)
{
    struct health_reply out = {.status = SLICE("ok")};

    (void)desk;
    (void)problem;
    return reply_json(reply, request->arena, &health_reply_shape, &out, false);
}

enum error handle_ready(const struct desk *desk, const struct request *request, struct reply *reply,
                        struct problem *problem)
{
    struct corpus_state state = {.ready = false};
    bool is_draining = desk->draining && atomic_load(desk->draining);
    struct ready_reply out;
    enum error error;

    (void)problem;
    if (desk->corpus)
        corpus_tell_state(desk->corpus, &state);
    out = (struct ready_reply){
        .ready = state.ready && !is_draining,
        .generation = state.generation,
        .articles = state.articles,
        .analysed = state.analysed,
        .refused = state.refused,
    };
    if (is_draining)
        out.reason = SLICE("draining");
    else if (!state.ready)
        out.reason = SLICE("loading");
    error = reply_json(reply, request->arena, &ready_reply_shape, &out, false);
    if (error || out.ready)
        return error;
    reply->status = 503;
    reply_header(reply, "Retry-After", SLICE("1"));
    return ERROR_OK;
}
