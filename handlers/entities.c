#include "schemas/entities.h"

#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"
#include "schemas/entity.h"

enum { COMPANIONS_MAX = 50 };

static enum error answer(const struct task *task, const struct entities_request *in,
                         const char *pointer, struct reply *reply)
{
    struct entities_reply out;
    struct report report;
    struct reading reading;
    enum error error = task_read(task, &in->source, pointer, &report);

    if (error)
        return error;
    reading = task_reading(task, &report);
    error = task_find_references(task, &report, in->coreference, &reading);
    if (error)
        return error;
    error = entities_reply_build(task->arena, &reading, in->types, &out);
    if (error)
        return error;
    return reply_json(reply, task->arena, &entities_reply_shape, &out, in->options.pretty);
}

enum error handle_entities(const struct desk *desk, const struct request *request,
                           struct reply *reply, struct problem *problem)
{
    struct entities_request in = ENTITIES_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read(desk, request, &entities_request_shape, &in.source, &in, problem);

    if (error)
        return error;
    error = task_open(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    return answer(&task, &in, "", reply);
}

enum error handle_article_entities(const struct desk *desk, const struct request *request,
                                   struct reply *reply, struct problem *problem)
{
    struct entities_request in = ENTITIES_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read_query(request, &entities_request_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    in.source.article = request->path_id;
    return answer(&task, &in, NULL, reply);
}

enum error handle_corpus_entities(const struct desk *desk, const struct request *request,
                                  struct reply *reply, struct problem *problem)
{
    struct entities_query in = ENTITIES_QUERY_DEFAULT;
    struct entity_filter filter;
    struct entity_list_reply out;
    struct indices found;
    struct task task;
    struct page page;
    uint64_t begin;
    enum error error = body_read_query(request, &entities_query_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    filter = (struct entity_filter){
        .q = in.q, .types = in.types, .source = in.source, .from = in.from, .to = in.to};
    error = corpus_find_entities(task.generation, task.arena, &filter, &found);
    if (error)
        return error;
    error = task_turn_page(&task, &in.page, request->query, found.count, &begin, &page);
    if (error)
        return error;
    page.at = found.at ? found.at + begin : NULL;
    error = entity_list_reply_build(task.arena, task.generation, &page, &out);
    if (error)
        return error;
    return reply_json(reply, task.arena, &entity_list_reply_shape, &out, in.options.pretty);
}

enum error handle_corpus_entity(const struct desk *desk, const struct request *request,
                                struct reply *reply, struct problem *problem)
{
    struct plain_query in = {.options = {.offsets = OFFSETS_UTF32}};
    struct wire_corpus_entity out;
    struct companies with;
    struct task task;
    uint32_t entity;
    enum error error = body_read_query(request, &plain_query_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    entity = corpus_find_entity(task.generation, request->path_id);
    if (entity == NO_ENTITY)
        return problem_set(problem, ERROR_UNKNOWN_ENTITY,
                           "the corpus knows no entity \"%.*s\"; GET /v1/entities lists them",
                           SLICE_ARGS(task_shown_id(request->path_id)));
    error = corpus_company(task.generation, task.arena, entity, COMPANIONS_MAX, &with);
    if (error)
        return error;
    error = entity_reply_build(task.arena, task.generation, entity, &with, &out);
    if (error)
        return error;
    return reply_json(reply, task.arena, &entity_reply_shape, &out, in.options.pretty);
}
