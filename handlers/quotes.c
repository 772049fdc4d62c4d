#include "schemas/quotes.h"

#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"

static enum error answer(const struct task *task, const struct quotes_request *in,
                         const char *pointer, struct reply *reply)
{
    struct quote_matches *matches = NULL;
    struct quotes_reply out;
    struct report report;
    struct reading reading;
    enum error error = task_read(task, &in->source, pointer, &report);

    if (error)
        return error;
    if (in->matches)
        error = task_match_quotes(task, &report, in->types, &matches);
    if (error)
        return error;
    reading = task_reading(task, &report);
    error = quotes_reply_build(task->arena, &reading, in->types, matches, &out);
    if (error)
        return error;
    return reply_json(reply, task->arena, &quotes_reply_shape, &out, in->options.pretty);
}

enum error handle_quotes(const struct desk *desk, const struct request *request,
                         struct reply *reply, struct problem *problem)
{
    struct quotes_request in = QUOTES_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read(desk, request, &quotes_request_shape, &in.source, &in, problem);

    if (error)
        return error;
    error = task_open(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    return answer(&task, &in, "", reply);
}

enum error handle_article_quotes(const struct desk *desk, const struct request *request,
                                 struct reply *reply, struct problem *problem)
{
    struct quotes_request in = QUOTES_REQUEST_DEFAULT;
    struct task task;
    enum error error = body_read_query(request, &quotes_request_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.gives_text = in.echo.text;
    in.source.article = request->path_id;
    return answer(&task, &in, NULL, reply);
}

enum error handle_corpus_quotes(const struct desk *desk, const struct request *request,
                                struct reply *reply, struct problem *problem)
{
    struct quotes_query in = QUOTES_QUERY_DEFAULT;
    struct quote_filter filter;
    struct quote_list_reply out;
    struct quote_refs found;
    struct task task;
    struct page page;
    uint64_t begin;
    enum error error = body_read_query(request, &quotes_query_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    filter = (struct quote_filter){.speaker = in.speaker,
                                   .q = in.q,
                                   .source = in.source,
                                   .from = in.from,
                                   .to = in.to,
                                   .types = in.types,
                                   .altered = in.altered};
    error = corpus_find_quotes(task.generation, task.arena, &filter, &found);
    if (error)
        return error;
    error = task_turn_page(&task, &in.page, request->query, found.count, &begin, &page);
    if (error)
        return error;
    error = quote_list_reply_build(task.arena, task.generation, found.at ? found.at + begin : NULL,
                                   &page, task.offsets, &out);
    if (error)
        return error;
    if (in.altered)
        out.end.complete = corpus_knows_altered(task.generation);
    return reply_json(reply, task.arena, &quote_list_reply_shape, &out, in.options.pretty);
}
