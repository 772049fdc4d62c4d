#include "corpus/corpus.h"
#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"
#include "schemas/cluster.h"

/* The clusters asked for: of one article, or of those that pass the filters. */
static enum error find(const struct task *task, const struct clusters_query *in,
                       struct indices *found)
{
    struct article_filter filter = {
        .q = in->q, .entity = NO_ENTITY, .source = in->source, .from = in->from, .to = in->to};
    uint32_t article, cluster;
    uint32_t *only;
    enum error error;

    if (!in->article.len)
        return corpus_find_clusters(task->generation, task->arena, &filter, found);
    *found = (struct indices){.at = NULL};
    error = task_find_article(task, in->article, "?article", &article);
    only = arena_new(task->arena, uint32_t);
    if (error || !only)
        return error ? error : ERROR_NO_MEMORY;
    cluster = corpus_cluster_of(task->generation, article);
    *only = cluster;
    *found = (struct indices){only, cluster != NO_CLUSTER, 1};
    return ERROR_OK;
}

enum error handle_clusters(const struct desk *desk, const struct request *request,
                           struct reply *reply, struct problem *problem)
{
    struct clusters_query in = CLUSTERS_QUERY_DEFAULT;
    struct clusters_reply out;
    struct indices found;
    struct task task;
    struct page page;
    uint64_t begin;
    enum error error = body_read_query(request, &clusters_query_shape, &in, problem);

    if (error)
        return error;
    error = task_open_corpus(desk, request, &in.options, problem, &task);
    if (!error)
        error = find(&task, &in, &found);
    if (!error)
        error = task_turn_page(&task, &in.page, request->query, found.count, &begin, &page);
    if (error)
        return error;
    page.at = found.at ? found.at + begin : NULL;
    error = clusters_reply_build(task.arena, task.generation, &page, &out);
    if (error)
        return error;
    return reply_json(reply, task.arena, &clusters_reply_shape, &out, in.options.pretty);
}
