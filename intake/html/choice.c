#include "intake/html/choice.h"

#include <math.h>

/* Features of neighbours that count. */
static const uint8_t near_features[NEAR_FEATURES] = {
    FEATURE_words,      FEATURE_linked, FEATURE_end,        FEATURE_stops,
    FEATURE_own_class,  FEATURE_tag,    FEATURE_kind_words, FEATURE_function_words,
    FEATURE_vocabulary, FEATURE_prefix,
};

static const float nobody = -9; /* stands for a neighbour beyond the first or last block */

/* Share of the threshold that is enough for what goes on where a block that is kept ended. */
static const float going_on = 0.6F;

/* What the first stage found within one element. */
struct found {
    float words, likely; /* words, and the same times their probabilities */
};

struct judging {
    const struct html_view *view;
    const float *rows;
    float *first;        /* probabilities of the first stage */
    struct found *found; /* one a node */
    float likely;        /* words of the page, times their probabilities */
    float most;          /* the highest probability */
};

static float judge(const struct tree_stage *stage, const float *inputs)
{
    float sum = 0;

    for (uint32_t tree = 0; tree < stage->trees; tree++) {
        const struct tree_node *nodes = stage->nodes + stage->first_node[tree];
        unsigned at = 0;
        do
            at =
                inputs[nodes[at].feature] <= nodes[at].threshold ? nodes[at].left : nodes[at].right;
        while (at < TREE_LEAF);
        sum += stage->leaves[stage->first_leaf[tree] + at - TREE_LEAF];
    }
    return 1 / (1 + expf(-sum));
}

static void gather_first(const struct judging *judging, size_t i, float *inputs)
{
    const size_t count = judging->view->blocks->count;

    memcpy(inputs, judging->rows + i * FEATURE_COUNT, FEATURE_COUNT * sizeof *inputs);
    inputs += FEATURE_COUNT;
    for (int step = -NEAR; step <= NEAR; step++) {
        size_t other = i + (size_t)step; /* wraps beyond the first */
        const float *row = other < count ? judging->rows + other * FEATURE_COUNT : NULL;
        if (step == 0)
            continue;
        for (size_t k = 0; k < NEAR_FEATURES; k++)
            *inputs++ = row ? row[near_features[k]] : nobody;
    }
}

static uint32_t up(const struct judging *judging, uint32_t node)
{
    return judging->view->tree->at[node].parent;
}

static float share(float part, float whole)
{
    return whole > 0 ? part / whole : 0;
}

/* before: words times probabilities of the blocks before this one. */
static void gather_second(const struct judging *judging, size_t i, float before, float *inputs)
{
    const size_t count = judging->view->blocks->count;
    uint32_t parent = up(judging, judging->view->blocks->at[i].node);
    uint32_t upper = up(judging, parent), third = up(judging, upper);
    const struct found *found = judging->found;

    inputs += FIRST_INPUTS;
    *inputs++ = judging->first[i];
    for (int step = -FAR; step <= FAR; step++) {
        size_t other = i + (size_t)step;
        if (step)
            *inputs++ = other < count ? judging->first[other] : 0;
    }
    *inputs++ = share(found[parent].likely, found[parent].words);
    *inputs++ = share(found[upper].likely, found[upper].words);
    *inputs++ = share(found[parent].likely, judging->likely);
    *inputs++ = share(found[upper].likely, judging->likely);
    *inputs++ = share(found[third].likely, judging->likely);
    *inputs++ = share(before, judging->likely);
    *inputs++ = judging->most;
    *inputs++ = log1pf(judging->likely);
}

/* Sums over the element that a block stands in and three levels up. */
static void add_found(const struct judging *judging, size_t i)
{
    enum { LEVELS = 4 };

    float words = (float)judging->view->blocks->at[i].words;
    uint32_t node = judging->view->blocks->at[i].node;

    for (size_t level = 0; level < LEVELS; level++) {
        judging->found[node].words += words;
        judging->found[node].likely += words * judging->first[i];
        if (node == 0)
            return;
        node = up(judging, node);
    }
}

/* Whether two elements are siblings of one kind, or stand in such. */
static bool is_sibling(const struct html_node *nodes, uint32_t a, uint32_t b)
{
    enum { LEVELS = 4 };

    for (size_t level = 0; level < LEVELS && a && b; level++) {
        if (nodes[a].tag != nodes[b].tag || !slice_equal(nodes[a].bytes, nodes[b].bytes))
            return false;
        if (nodes[a].parent == nodes[b].parent)
            return true;
        a = nodes[a].parent;
        b = nodes[b].parent;
    }
    return false;
}

/* Whether a block goes on where one before it ended that is kept: a sentence without links in an
 * element of the same kind. */
static bool goes_on(const struct html_view *view, const bool *kept, size_t i)
{
    enum { WORDS_LEAST = 5 };

    static const char *const ends[] = {".", "!", "?", "\"", "\xE2\x80\x9D"};
    const struct html_block *block = &view->blocks->at[i];
    bool is_end = false;

    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        is_end = is_end || slice_ends(block->text, slice_of(ends[k]));
    if (!is_end || block->words < WORDS_LEAST || block->linked)
        return false;
    return i && kept[i - 1] && is_sibling(view->tree->at, block->node, (block - 1)->node);
}

enum error html_choose(struct arena *arena, const struct html_view *view,
                       const struct html_weights *weights, bool **keeps)
{
    const size_t count = view->blocks->count;
    struct judging judging = {.view = view,
                              .first = arena_array(arena, float, count),
                              .found = arena_array(arena, struct found, view->tree->count)};
    bool *kept = arena_array(arena, bool, count);
    float likely, inputs[SECOND_INPUTS], before = 0, *rows;
    enum error error = html_measure(arena, view, &rows);

    if (error)
        return error;
    if (!judging.first || !judging.found || !kept)
        return ERROR_NO_MEMORY;
    judging.rows = rows;
    for (size_t i = 0; i < count; i++) {
        gather_first(&judging, i, inputs);
        judging.first[i] = judge(&weights->stages[0], inputs);
        judging.likely += judging.first[i] * (float)view->blocks->at[i].words;
        judging.most = judging.first[i] > judging.most ? judging.first[i] : judging.most;
        add_found(&judging, i);
    }
    for (size_t i = 0; i < count; i++) {
        gather_first(&judging, i, inputs);
        gather_second(&judging, i, before, inputs);
        before += judging.first[i] * (float)view->blocks->at[i].words;
        likely = judge(&weights->stages[1], inputs);
        kept[i] = likely > weights->threshold ||
                  (likely > weights->threshold * going_on && goes_on(view, kept, i));
    }
    *keeps = kept;
    return ERROR_OK;
}
