#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/media.h"
#include "handlers/reply.h"
#include "handlers/task.h"
#include "schemas/article.h"
#include "schemas/ninjs.h"

/* The articles asked for; none when the entity asked for is not one of the corpus. */
static enum error find(const struct task *task, const struct articles_query *in,
                       struct indices *found)
{
    struct article_filter filter = {
        .q = in->q, .entity = NO_ENTITY, .source = in->source, .from = in->from, .to = in->to};
    enum error error = ERROR_OK;

    *found = (struct indices){.at = NULL};
    if (in->entity.len)
        error = task_find_entity(task, in->entity, &filter.entity);
    if (error || (in->entity.len && filter.entity == NO_ENTITY))
        return error;
    return corpus_find_articles(task->generation, task->arena, &filter, found);
}

enum error handle_articles(const struct desk *desk, const struct request *request,
                           struct reply *reply, struct problem *problem)
{
    struct articles_query in = ARTICLES_QUERY_DEFAULT;
    struct articles_reply out;
    struct indices found;
    struct task task;
    struct page page;
    uint64_t begin;
    enum error error = body_read_query(request, &articles_query_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    error = find(&task, &in, &found);
    if (error)
        return error;
    error = task_turn_page(&task, &in.page, request->query, found.count, &begin, &page);
    if (error)
        return error;
    page.at = found.at ? found.at + begin : NULL;
    error = articles_reply_build(task.arena, task.generation, &page, &out);
    if (error)
        return error;
    return reply_json(reply, task.arena, &articles_reply_shape, &out, in.options.pretty);
}

/* The article as newsrooms' systems take it, with who and what it names. */
static enum error answer_ninjs(const struct task *task, uint32_t article, bool pretty,
                               struct reply *reply)
{
    struct wire_source source = {.article = task->request->path_id};
    struct ninjs_reply out;
    struct report report;
    struct reading reading;
    enum error error = task_read(task, &source, NULL, &report);

    if (error)
        return error;
    reading = task_reading(task, &report);
    error = ninjs_reply_build(task->arena, &reading, article, &out);
    if (!error)
        error = reply_json(reply, task->arena, &ninjs_reply_shape, &out, pretty);
    if (!error)
        reply->media_type = SLICE(MEDIA_NINJS);
    return error;
}

enum error handle_read_article(const struct desk *desk, const struct request *request,
                               struct reply *reply, struct problem *problem)
{
    struct article_request in = {.options = {.offsets = OFFSETS_UTF32}};
    struct read_article out;
    const struct article *told;
    struct report report;
    struct task task;
    enum error error = body_read(desk, request, &article_request_shape, &in.source, &in, problem);

    if (error)
        return error;
    error = task_open(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    task.reads_names_later = true; /* the text is asked for, not what stands in it */
    error = task_read(&task, &in.source, "", &report);
    if (error)
        return error;
    told = report.article == NO_ARTICLE ? &report.told
                                        : generation_article(task.generation, report.article);
    out = (struct read_article){
        .id = report.id,
        .title = told->title,
        .byline = told->byline,
        .source = told->source,
        .published = told->published,
        .modified = told->modified,
        .url = told->url,
        .language = told->language,
        .words = report.document.word_count,
        .text = report.document.cleaned.sent,
    };
    return reply_json(reply, task.arena, &read_article_shape, &out, in.options.pretty);
}

enum error handle_article(const struct desk *desk, const struct request *request,
                          struct reply *reply, struct problem *problem)
{
    struct plain_query in = {.options = {.offsets = OFFSETS_UTF32}};
    struct wire_article out;
    struct task task;
    uint32_t article;
    enum error error = body_read_query(request, &plain_query_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (error)
        return error;
    error = task_find_article(&task, request->path_id, NULL, &article);
    if (error)
        return error;
    reply_header(reply, "Vary", SLICE("Accept"));
    if (route_wants_ninjs(request))
        return answer_ninjs(&task, article, in.options.pretty, reply);
    article_reply_build(task.generation, article, &out);
    return reply_json(reply, task.arena, &article_reply_shape, &out, in.options.pretty);
}
