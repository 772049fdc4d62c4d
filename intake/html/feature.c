#include "intake/html/feature.h"

#include <math.h>

#include "base/map.h"
#include "intake/html/scan.h"
#include "intake/html/surround.h"
#include "intake/html/wording.h"

enum {
    ATTRIBUTES_BYTES = 4096,
    GOOD_WORDS = 8,
    BODY_SHINGLE = 3,
    FROM_H1_LEAST = -50,
    FROM_H1_MOST = 100
};

/* Sums over all blocks within one element. */
struct sums {
    uint32_t words, linked, good, blocks;
};

/* Blocks of the same element and classes. */
struct kind {
    uint32_t words, linked, blocks;
};

struct measuring {
    const struct html_view *view;
    struct surround *surrounds; /* one a node */
    struct sums *sums;          /* one a node */
    uint32_t *kinds;            /* hashes, one a block */
    struct map kind_of;         /* their numbers */
    struct kind *kind_sums;
    struct map repeats; /* of texts */
    struct shingle_set body, description;
    uint32_t h1;       /* the first block in one, or UINT32_MAX */
    uint32_t articles; /* elements */
    uint32_t words;
};

/* Kinds of block elements, as FEATURE_tag has them; the rest is 0. */
static const uint8_t tag_kinds[TAG_COUNT] = {
    [TAG_p] = 1,          [TAG_h1] = 2,         [TAG_h2] = 3,      [TAG_h3] = 4,
    [TAG_h4] = 4,         [TAG_h5] = 4,         [TAG_h6] = 4,      [TAG_li] = 5,
    [TAG_td] = 6,         [TAG_th] = 6,         [TAG_dd] = 6,      [TAG_dt] = 6,
    [TAG_blockquote] = 7, [TAG_figcaption] = 8, [TAG_caption] = 8, [TAG_pre] = 9,
    [TAG_button] = 10,    [TAG_label] = 10,     [TAG_legend] = 10, [TAG_summary] = 10,
    [TAG_section] = 11,   [TAG_article] = 11,   [TAG_header] = 12, [TAG_figure] = 8,
};

static bool is_good(const struct html_block *block)
{
    return block->words >= GOOD_WORDS && block->linked * 3 < block->words;
}

static uint32_t parent_of(const struct measuring *measuring, uint32_t node)
{
    return measuring->view->tree->at[node].parent;
}

/* Hash of an element's name and classes; their digits count as one. */
static uint32_t hash_element(const struct html_node *node, uint32_t hash)
{
    /* asked once a block: no element may make that dear */
    struct slice head = slice_part(node->bytes, 0, ATTRIBUTES_BYTES);
    struct slice names = html_attribute(head, SLICE("class"));

    hash = cue_add(hash, (char)node->tag) * 31U;
    for (size_t i = 0; i < names.len; i++)
        if (!(names.ptr[i] >= '0' && names.ptr[i] <= '9'))
            hash = cue_add(hash, names.ptr[i]);
    return hash;
}

static enum error count_kind(struct arena *arena, struct measuring *measuring, uint32_t i)
{
    const struct html_block *block = &measuring->view->blocks->at[i];
    const struct html_node *nodes = measuring->view->tree->at;
    uint32_t hash = hash_element(&nodes[block->node], cue_begin(CUE_NAME));
    uint32_t *number;
    struct kind *kind;

    measuring->kinds[i] = hash_element(&nodes[nodes[block->node].parent], hash);
    number = map_at(arena, &measuring->kind_of,
                    (struct slice){(const char *)&measuring->kinds[i], sizeof hash});
    if (!number)
        return ERROR_NO_MEMORY;
    if (*number == MAP_NONE)
        *number = (uint32_t)measuring->kind_of.count - 1;
    kind = &measuring->kind_sums[*number];
    kind->words += block->words;
    kind->linked += block->linked;
    kind->blocks++;
    return ERROR_OK;
}

/* First pass: sums over elements, kinds, repeats, and where the headline stands. */
static enum error count_block(struct arena *arena, struct measuring *measuring, uint32_t i)
{
    const struct html_block *block = &measuring->view->blocks->at[i];
    uint32_t *times = map_at(arena, &measuring->repeats, block->text);

    if (!times)
        return ERROR_NO_MEMORY;
    *times = *times == MAP_NONE ? 1 : *times + 1;
    for (uint32_t node = block->node;; node = parent_of(measuring, node)) {
        struct sums *sums = &measuring->sums[node];
        sums->words += block->words;
        sums->linked += block->linked;
        sums->good += is_good(block) ? block->words : 0;
        sums->blocks++;
        if (node == 0)
            break;
        if (measuring->view->tree->at[node].tag == TAG_h1 && measuring->h1 == UINT32_MAX)
            measuring->h1 = i;
    }
    measuring->words += block->words;
    return count_kind(arena, measuring, i);
}

static float share(uint32_t part, uint32_t whole)
{
    return whole ? (float)part / (float)whole : 0;
}

static void measure_place(const struct measuring *measuring, uint32_t i, float *row)
{
    const struct html_block *block = &measuring->view->blocks->at[i];
    const struct html_node *node = &measuring->view->tree->at[block->node];
    const struct surround *around = &measuring->surrounds[block->node];
    float from_h1 = (float)i - (float)measuring->h1;

    if (from_h1 < FROM_H1_LEAST)
        from_h1 = FROM_H1_LEAST;
    row[FEATURE_index] = share(i, (uint32_t)measuring->view->blocks->count);
    row[FEATURE_from_h1] = measuring->h1 == UINT32_MAX ? -100
                           : from_h1 > FROM_H1_MOST    ? FROM_H1_MOST
                                                       : from_h1;
    row[FEATURE_page_blocks] = logf((float)measuring->view->blocks->count);
    row[FEATURE_page_words] = log1pf((float)measuring->words);
    row[FEATURE_depth] = node->depth;
    row[FEATURE_tag] = tag_kinds[node->tag];
    for (size_t k = 0; k < LANDMARK_BODY; k++)
        row[FEATURE_to_article + k] = around->to[k];
    row[FEATURE_to_body] = around->to[LANDMARK_BODY];
    row[FEATURE_articles] = log1pf((float)measuring->articles);
    row[FEATURE_hidden] = around->is_hidden;
}

static void measure_classes(const struct measuring *measuring, uint32_t i, float *row)
{
    uint32_t node = measuring->view->blocks->at[i].node;
    uint32_t up = parent_of(measuring, node), upper = parent_of(measuring, up);
    const struct surround *around = &measuring->surrounds[node];

    row[FEATURE_own_class] = around->own;
    row[FEATURE_up_class] = measuring->surrounds[up].own;
    row[FEATURE_upper_class] = measuring->surrounds[upper].own;
    row[FEATURE_sum_class] = around->sum;
    row[FEATURE_worst_class] = around->worst;
    row[FEATURE_best_class] = around->best;
}

/* before: words of each parent's blocks up to this one. */
static void measure_around(const struct measuring *measuring, uint32_t i, uint32_t *before,
                           float *row)
{
    const struct html_block *block = &measuring->view->blocks->at[i];
    uint32_t node = parent_of(measuring, block->node), good = measuring->sums[0].good;
    const struct sums *parent = &measuring->sums[node];
    const struct kind *kind = &measuring->kind_sums[map_find(
        &measuring->kind_of,
        (struct slice){(const char *)&measuring->kinds[i], sizeof *measuring->kinds})];

    row[FEATURE_siblings] = logf((float)parent->blocks);
    row[FEATURE_parent_linked] = share(parent->linked, parent->words);
    row[FEATURE_parent_place] = share(before[node], parent->words);
    before[node] += block->words;
    for (size_t level = 0; level < 4; level++) {
        row[FEATURE_share_1 + level] = share(measuring->sums[node].good, good);
        node = parent_of(measuring, node);
    }
    row[FEATURE_kind_words] = share(kind->words, measuring->words);
    row[FEATURE_kind_mean] = log1pf((float)kind->words / (float)kind->blocks);
    row[FEATURE_kind_linked] = share(kind->linked, kind->words);
    row[FEATURE_repeats] = logf((float)map_find(&measuring->repeats, block->text));
}

static bool is_same_text(struct slice a, struct slice b)
{
    struct slice left, right;
    bool has_left, has_right;

    do {
        has_left = cue_next_word(&a, &left);
        has_right = cue_next_word(&b, &right);
        if (has_left != has_right)
            return false;
    } while (has_left && cue_of(CUE_WORD, left) == cue_of(CUE_WORD, right));
    return !has_left;
}

static void measure_told(const struct measuring *measuring, uint32_t i, float *row)
{
    const struct html_view *view = measuring->view;
    struct slice text = view->blocks->at[i].text;

    row[FEATURE_in_linked_data] =
        measuring->body.count ? shingle_set_share(&measuring->body, text, BODY_SHINGLE) : -1;
    row[FEATURE_is_headline] =
        view->headline.len && is_same_text(text, view->headline) ? 1.0F : 0.0F;
    row[FEATURE_is_summary] = shingle_set_share(&measuring->description, text, 1);
}

static enum error prepare(struct arena *arena, const struct html_view *view,
                          struct measuring *measuring)
{
    size_t nodes = view->tree->count, blocks = view->blocks->count;
    enum error error;

    *measuring = (struct measuring){
        .view = view,
        .surrounds = arena_array(arena, struct surround, nodes),
        .sums = arena_array(arena, struct sums, nodes),
        .kinds = arena_array(arena, uint32_t, blocks),
        .kind_sums = arena_array(arena, struct kind, blocks),
        .h1 = UINT32_MAX,
    };
    if (!measuring->surrounds || !measuring->sums || !measuring->kinds || !measuring->kind_sums)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < nodes; i++)
        measuring->articles += view->tree->at[i].tag == TAG_article;
    error = shingle_set_read(arena, view->linked_body, BODY_SHINGLE, &measuring->body);
    if (!error)
        error = shingle_set_read(arena, view->description, 1, &measuring->description);
    for (uint32_t i = 0; !error && i < blocks; i++) {
        surround_read(view, view->blocks->at[i].node, measuring->surrounds);
        error = count_block(arena, measuring, i);
    }
    return error;
}

enum error html_measure(struct arena *arena, const struct html_view *view, float **rows)
{
    size_t blocks = view->blocks->count;
    float *at = arena_array(arena, float, blocks *FEATURE_COUNT);
    uint32_t *before = arena_array(arena, uint32_t, view->tree->count);
    struct measuring measuring;
    uint32_t words = 0;
    enum error error = at && before ? prepare(arena, view, &measuring) : ERROR_NO_MEMORY;

    if (error)
        return error;
    for (uint32_t i = 0; i < blocks; i++) {
        float *row = at + (size_t)i * FEATURE_COUNT;
        wording_measure(view, i, row);
        measure_place(&measuring, i, row);
        row[FEATURE_before] = share(words, measuring.words);
        words += view->blocks->at[i].words;
        measure_classes(&measuring, i, row);
        measure_around(&measuring, i, before, row);
        measure_told(&measuring, i, row);
    }
    *rows = at;
    return ERROR_OK;
}
