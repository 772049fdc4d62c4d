#include "corpus/sharer.h"

#include "base/array.h"
#include "text/ids.h"

enum {
    POSTINGS_MAX = 1 << 20, /* read for one text */
    COMMON_LEAST = 100,     /* a shingle in more articles, and in more than */
    COMMON_SHARE = 200,     /* one in so many, is boilerplate */
    RARE_WEIGHT = 2,        /* of a shingle that is none */
    FEW_SHINGLES = 24,      /* of a text, so that one in common tells something */
    HITS_LEAST = 2          /* of others: a run of 20 words has as many at least */
};

static int rarest_first(const void *a, const void *b)
{
    const struct posting_list *left = a, *right = b;

    if (left->count != right->count)
        return left->count < right->count ? -1 : 1;
    return (left->at > right->at) - (left->at < right->at);
}

static int most_weight_first(const void *a, const void *b)
{
    const struct sharer *left = a, *right = b;

    if (left->weight != right->weight)
        return left->weight < right->weight ? 1 : -1;
    return (left->article > right->article) - (left->article < right->article);
}

static enum error read_lists(const struct stock *stock, struct arena *arena, struct key_set keys,
                             struct sharers *out)
{
    out->lists = arena_array(arena, struct posting_list, keys.count);
    if (!out->lists)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < keys.count; i++) {
        out->lists[out->list_count] = postings_find(&stock->shingles, keys.at[i]);
        out->list_count += out->lists[out->list_count].count > 0;
    }
    if (out->list_count > 1)
        qsort(out->lists, out->list_count, sizeof *out->lists, rarest_first);
    return ERROR_OK;
}

static uint32_t read_length(const struct sharers *sharers, size_t list)
{
    uint32_t count = sharers->lists[list].count;

    return count < sharers->common ? count : sharers->common;
}

/* How many lists are read before the bound, and their postings. */
static size_t bound_lists(struct sharers *sharers, size_t *postings)
{
    size_t lists = 0;

    *postings = 0;
    while (lists < sharers->list_count && *postings < POSTINGS_MAX)
        *postings += read_length(sharers, lists++);
    sharers->is_truncated |= lists < sharers->list_count;
    return lists;
}

/* Counts the hits of each article that any list names. */
static enum error count_hits(const struct stock *stock, struct arena *arena, uint32_t except,
                             struct sharers *out)
{
    size_t postings, lists = bound_lists(out, &postings);
    size_t most = postings < stock->count ? postings : stock->count;
    struct id_table places; /* article -> place in `at`, from 1 */
    enum error error = id_table_open(arena, most, &places);

    out->at = arena_array(arena, struct sharer, most);
    if (error || !out->at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < lists; i++) {
        uint32_t length = read_length(out, i);
        uint32_t weight = out->lists[i].count > out->common ? 1 : RARE_WEIGHT;

        for (uint32_t j = 0; j < length; j++) {
            uint32_t article = out->lists[i].at[j], *place;

            if (article == except)
                continue;
            place = id_table_at(&places, article);
            if (!*place) {
                out->at[out->count++] = (struct sharer){.article = article};
                *place = (uint32_t)out->count;
            }
            out->at[*place - 1].hits++;
            out->at[*place - 1].weight += weight;
        }
    }
    return ERROR_OK;
}

/* Leaves out what shares too little, and of the rest all but the first SHARERS_MOST. */
static void sift(const struct stock *stock, uint32_t keys, struct sharers *sharers)
{
    size_t kept = 0;

    for (size_t i = 0; i < sharers->count; i++) {
        struct sharer sharer = sharers->at[i];

        if (sharer.hits >= HITS_LEAST || keys <= FEW_SHINGLES ||
            stock->articles[sharer.article]->shingle_keys.count <= FEW_SHINGLES)
            sharers->at[kept++] = sharer;
    }
    if (kept > 1)
        qsort(sharers->at, kept, sizeof *sharers->at, most_weight_first);
    sharers->is_truncated |= kept > SHARERS_MOST;
    sharers->count = kept < SHARERS_MOST ? kept : SHARERS_MOST;
}

enum error sharers_find(const struct stock *stock, struct arena *arena, struct key_set keys,
                        uint32_t except, struct sharers *out)
{
    uint32_t common = stock->count / COMMON_SHARE;
    struct sharers found = {.common = common > COMMON_LEAST ? common : COMMON_LEAST};
    enum error error = read_lists(stock, arena, keys, &found);

    if (!error)
        error = count_hits(stock, arena, except, &found);
    if (error)
        return error;
    sift(stock, keys.count, &found);
    *out = found;
    return ERROR_OK;
}

double sharers_boilerplate(const struct sharers *sharers, uint32_t article)
{
    uint32_t all = 0, common = 0;

    for (size_t i = 0; i < sharers->list_count; i++) {
        uint32_t number = article;

        if (!posting_list_keep(&sharers->lists[i], &number, 1))
            continue;
        all++;
        common += sharers->lists[i].count > sharers->common;
    }
    return all ? (double)common / all : 0;
}
