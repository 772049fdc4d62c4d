#include "corpus/likeness.h"

#include "base/array.h"
#include "corpus/sharer.h"

enum {
    SHARER_BYTES_MAX = 32 << 20, /* of the texts that are read in full */
    PASSAGES_MAX = 20,
    PARTIAL_WORDS_LEAST = 20, /* a shared run that alone makes an article related */
};

/* Shares from which a relation holds. Two edits of one wire story share 0.87 of the shorter one's
 * shingles and 0.50 of the longer's; independent reports 0.002; reused background 0.1 to 0.25. */
static const double duplicate_jaccard = 0.98;
static const double contained_share = 0.95; /* of the one that is held, */
static const double contained_other = 0.85; /* and the most of the one that holds it */
static const double edited_share = 0.5;
static const double rewritten_words = 0.4;  /* of the shorter text's words in shared runs, */
static const double rewritten_extent = 0.7; /* and of both texts between the first and last run */
static const double partial_share = 0.1;

static enum error find_sharers(const struct likeness_query *query, struct sharers *out)
{
    struct shingles few = {0};
    struct key_set keys;
    enum error error = shingle_winnow(query->arena, &query->shingles, &few);

    if (error)
        return error;
    keys = (struct key_set){few.at, key_set_sort(few.at, (uint32_t)few.count)};
    return sharers_find(query->generation->stock, query->arena, keys, query->except, out);
}

static bool same_words(const struct word_row *left, const struct word_row *right,
                       const struct runs *runs)
{
    return runs->count == 1 && runs->at[0].count == left->count &&
           runs->at[0].count == right->count;
}

/* The smaller share, of both texts, that lies between the first and the last shared word. */
static double shared_extent(const struct word_row *left, const struct word_row *right,
                            const struct runs *runs)
{
    uint32_t first = UINT32_MAX, last = 0, left_words;
    double left_share, right_share;

    if (!runs->count)
        return 0;
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->at[i];
        first = run->right < first ? run->right : first;
        last = run->right + run->count > last ? run->right + run->count : last;
    }
    left_words =
        runs->at[runs->count - 1].left + runs->at[runs->count - 1].count - runs->at[0].left;
    left_share = (double)left_words / left->count;
    right_share = (double)(last - first) / right->count;
    return left_share < right_share ? left_share : right_share;
}

/* True when shared runs lie all over both texts and make up much of one of them. */
static bool is_rewritten(const struct word_row *left, const struct word_row *right,
                         const struct runs *runs, uint32_t shared_words)
{
    uint32_t shorter = left->count < right->count ? left->count : right->count;

    return shared_words >= rewritten_words * shorter &&
           shared_extent(left, right, runs) >= rewritten_extent;
}

/* LIKENESS_COUNT: not a copy. */
static enum likeness relation_of(const struct word_row *left, const struct word_row *right,
                                 const struct runs *runs, const struct related *related)
{
    double in_right = related->overlap.containment_left;
    double in_left = related->overlap.containment_right;
    double more = in_right > in_left ? in_right : in_left;
    uint32_t longest = 0;

    if (related->overlap.jaccard >= duplicate_jaccard || same_words(left, right, runs))
        return LIKENESS_DUPLICATE;
    if (in_left >= contained_share && in_right < contained_other)
        return LIKENESS_CONTAINS;
    if (in_right >= contained_share && in_left < contained_other)
        return LIKENESS_CONTAINED;
    if (more >= edited_share || is_rewritten(left, right, runs, related->shared_words))
        return LIKENESS_EDITED;
    for (size_t i = 0; i < runs->count; i++)
        longest = runs->at[i].count > longest ? runs->at[i].count : longest;
    if (more >= partial_share || longest >= PARTIAL_WORDS_LEAST)
        return LIKENESS_PARTIAL;
    return LIKENESS_COUNT;
}

enum error likeness_open(struct arena *arena, const struct generation *generation,
                         const struct document *document, uint32_t except,
                         struct likeness_query *out)
{
    struct likeness_query query = {
        .generation = generation, .arena = arena, .document = document, .except = except};
    enum error error = shingle_read(arena, document, SHINGLE_WORDS, &query.shingles);

    if (!error)
        error = word_row_read(arena, document, &query.row);
    if (!error)
        *out = query;
    return error;
}

static enum error compare_on(struct arena *scratch, const struct likeness_query *query,
                             uint32_t article, struct related *out)
{
    const struct cleaned *cleaned = generation_text(query->generation, article);
    struct related related = {.article = article};
    struct document document = {.text = cleaned->text, .cleaned = *cleaned}; /* sentences aside */
    struct shingles shingles = {0};
    struct word_row row;
    struct runs runs = {0};
    enum error error = token_split(scratch, document.text, &document.tokens);

    if (!error)
        error = shingle_read(scratch, &document, SHINGLE_WORDS, &shingles);
    if (!error)
        error = shingle_overlap(scratch, &query->shingles, &shingles, &related.overlap);
    if (!error)
        error = word_row_read(scratch, &document, &row);
    if (!error)
        error = runs_find(scratch, &query->row, &row, &runs);
    if (error)
        return error;
    for (size_t i = 0; i < runs.count; i++)
        related.shared_words += runs.at[i].count;
    related.relation = relation_of(&query->row, &row, &runs, &related);
    error = passages_make(query->arena, &query->row, &row, &runs, PASSAGES_MAX, &related);
    if (!error)
        *out = related;
    return error;
}

enum error likeness_compare(const struct likeness_query *query, uint32_t article,
                            struct related *out)
{
    struct arena *scratch = arena_open_within(query->arena);
    enum error error = scratch ? compare_on(scratch, query, article, out) : ERROR_NO_MEMORY;

    arena_close(scratch);
    return error;
}

static double containment(const struct related *related)
{
    return related->overlap.containment_left > related->overlap.containment_right
               ? related->overlap.containment_left
               : related->overlap.containment_right;
}

static int most_contained_first(const void *a, const void *b)
{
    const struct related *left = a, *right = b;
    double left_share = containment(left), right_share = containment(right);

    if (left_share < right_share || left_share > right_share)
        return left_share < right_share ? 1 : -1;
    return (left->article > right->article) - (left->article < right->article);
}

enum error likeness_find(const struct likeness_query *query, struct related_list *out)
{
    struct sharers sharers = {0};
    struct related_list found = {0};
    size_t bytes = 0;
    enum error error = find_sharers(query, &sharers);

    found.is_truncated = sharers.is_truncated;
    for (size_t i = 0; !error && i < sharers.count; i++) {
        uint32_t article = sharers.at[i].article;
        struct related related, *added;

        bytes += generation_article(query->generation, article)->text.len;
        found.is_truncated |= bytes >= SHARER_BYTES_MAX;
        if (bytes >= SHARER_BYTES_MAX)
            break;
        error = likeness_compare(query, article, &related);
        if (error || related.relation == LIKENESS_COUNT)
            continue;
        related.boilerplate_share = sharers_boilerplate(&sharers, article);
        added = array_push(query->arena, &found);
        if (!added)
            return ERROR_NO_MEMORY;
        *added = related;
    }
    if (error)
        return error;
    if (found.count)
        qsort(found.at, found.count, sizeof *found.at, most_contained_first);
    *out = found;
    return ERROR_OK;
}
