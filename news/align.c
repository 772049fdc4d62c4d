/* How: equal parts first; then pairs that share many word pairs, the weightiest first, a part
 * growing into a split or a merge when neighbours are contained in it; the heaviest chain that
 * ascends on both sides stays, what is off it has moved; at last, what is left between two
 * neighbours of the chain is paired where it shares words at all. */
#include "news/align.h"

#include "base/array.h"
#include "news/collect.h"
#include "news/remainder.h"
#include "text/edit.h"
#include "text/ids.h"

/* Bounds of each search, and what they grow by with each token of the two texts. */
enum { VISITS = 3000000, TOKEN_VISITS = 8, STEPS = 2000000, TOKEN_STEPS = 4 };

/* Shares of the weight of the words in common, 0 to 1. */
static const double strong_share = 0.5;     /* of the part that is contained more */
static const double strong_least = 0.12;    /* of the other */
static const double founding_share = 0.8;   /* of a piece that alone founds a split or a merge */
static const double moved_share = 0.4;      /* mean of both, for a pair out of order */
static const double weak_share = 0.2;       /* mean of both, for a pair between neighbours */
static const double weak_contained = 0.6;   /* or of the one that is contained more */
static const double stopword_weight = 0.25; /* of another word's, between neighbours */
static const double order_share = 0.5;      /* of the words of both, kept by a script */

static uint64_t visits_of(const struct aligning *a)
{
    return VISITS + TOKEN_VISITS * comparison_tokens(a->c);
}

static uint64_t steps_of(const struct comparison *c)
{
    return STEPS + TOKEN_STEPS * comparison_tokens(c);
}

static enum error add_group(struct aligning *a, uint32_t left, uint32_t right, double mean,
                            double covered)
{
    struct group *group = array_push(a->arena, &a->groups);

    if (!group)
        return ERROR_NO_MEMORY;
    *group = (struct group){.left_first = left,
                            .left_last = left + 1,
                            .right_first = right,
                            .right_last = right + 1,
                            .covered = covered,
                            .mean = mean};
    a->left_group[left] = a->right_group[right] = (uint32_t)a->groups.count;
    a->left_done[left] = a->right_done[right] = true;
    return ERROR_OK;
}

static uint64_t *part_ids(struct arena *arena, const struct parts *parts)
{
    uint64_t *ids = arena_array(arena, uint64_t, parts->count);

    for (size_t i = 0; ids && i < parts->count; i++)
        ids[i] = parts->at[i].bytes;
    return ids;
}

/* Pairs equal parts that stand in the same order. */
static enum error pair_equal_in_order(struct aligning *a)
{
    uint64_t *left = part_ids(a->arena, &a->left->parts);
    uint64_t *right = part_ids(a->arena, &a->right->parts);
    struct id_row left_row = {left, (uint32_t)a->left->parts.count};
    struct id_row right_row = {right, (uint32_t)a->right->parts.count};
    struct edit_script script;
    uint32_t i = 0, j = 0;
    enum error error;

    if (!left || !right)
        return ERROR_NO_MEMORY;
    error = edit_find(a->arena, left_row, right_row, steps_of(a->c), &script);
    if (error)
        return error;
    a->truncated |= script.truncated;
    for (size_t n = 0; n <= script.runs.count; n++) {
        bool end = n == script.runs.count;

        for (; i < (end ? left_row.count : script.runs.at[n].left_first); i++, j++) {
            error = add_group(a, i, j, 1, 1);
            if (error)
                return error;
        }
        if (!end) {
            i = script.runs.at[n].left_last;
            j = script.runs.at[n].right_last;
        }
    }
    return ERROR_OK;
}

/* How often each part's bytes stand on either side: left in the low half, right in the high one. */
static enum error count_parts(const struct aligning *a, struct id_table *out)
{
    enum { HALF = 16, MOST = (1 << HALF) - 1 };

    const struct parts *sides[] = {&a->left->parts, &a->right->parts};
    enum error error = id_table_open(a->arena, sides[0]->count + sides[1]->count, out);

    for (uint32_t side = 0; !error && side < 2; side++)
        for (size_t i = 0; i < sides[side]->count; i++) {
            uint32_t *counts = id_table_at(out, sides[side]->at[i].bytes);
            uint32_t shift = side ? HALF : 0;

            if ((*counts >> shift & MOST) < MOST)
                *counts += 1u << shift;
        }
    return error;
}

/* Whether a part can be told from others wherever it stands: by its words, or, of a few words, as
 * both sides have it once; a mark between paragraphs is none. */
static bool is_tellable(const struct part *part, const struct id_table *counts)
{
    enum { ONCE_EACH = 1 << 16 | 1, LEAST_BYTES = 8 };

    return part->words >= LEAST_MOVED_WORDS ||
           (part->words > 0 && span_length(part->span) >= LEAST_BYTES &&
            id_table_find(counts, part->bytes) == ONCE_EACH);
}

/* Pairs equal parts that stand elsewhere, in their order. */
static enum error pair_equal_moved(struct aligning *a)
{
    const struct parts *left = &a->left->parts, *right = &a->right->parts;
    struct id_table first; /* the first free part of the right with these bytes, from 1 */
    struct id_table counts;
    uint32_t *next = arena_array(a->arena, uint32_t, right->count);
    enum error error = id_table_open(a->arena, right->count, &first);

    if (!error)
        error = count_parts(a, &counts);
    if (error || !next)
        return ERROR_NO_MEMORY;
    for (uint32_t j = (uint32_t)right->count; j-- > 0;) {
        if (a->right_done[j] || !is_tellable(&right->at[j], &counts))
            continue;
        next[j] = id_table_find(&first, right->at[j].bytes);
        *id_table_at(&first, right->at[j].bytes) = j + 1;
    }
    for (uint32_t i = 0; i < left->count; i++) {
        uint32_t j = a->left_done[i] ? 0 : id_table_find(&first, left->at[i].bytes);

        if (j == 0)
            continue;
        *id_table_at(&first, left->at[i].bytes) = next[j - 1];
        error = add_group(a, i, j - 1, 1, 1);
        if (error)
            return error;
    }
    return ERROR_OK;
}

static int by_weight(const void *a, const void *b)
{
    const struct likeness *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return (x->right > y->right) - (x->right < y->right);
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static bool is_strong(const struct likeness *like)
{
    return larger(like->in_left, like->in_right) >= strong_share &&
           smaller(like->in_left, like->in_right) >= strong_least;
}

/* The share of the longer part that the shorter one has of it. */
static double coverage(const struct aligning *a, const struct likeness *like)
{
    return a->left->parts.at[like->left].words > a->right->parts.at[like->right].words
               ? like->in_left
               : like->in_right;
}

static void dissolve(struct aligning *a, struct group *group)
{
    for (uint32_t i = group->left_first; i < group->left_last; i++) {
        a->left_group[i] = 0;
        a->left_done[i] = false;
    }
    for (uint32_t j = group->right_first; j < group->right_last; j++) {
        a->right_group[j] = 0;
        a->right_done[j] = false;
    }
    group->left_last = group->left_first;
}

/* Whether one part holds nearly all of the other, however little that is of it. */
static bool is_founding(const struct aligning *a, const struct likeness *like)
{
    uint32_t x = a->left->parts.at[like->left].words, y = a->right->parts.at[like->right].words;

    return x != y && (x < y ? x : y) >= LEAST_MOVED_WORDS &&
           (x < y ? like->in_left : like->in_right) >= founding_share;
}

/* Founds groups and joins pieces, the weightiest likeness first. */
static enum error found_groups(struct aligning *a, const struct likenesses *likes, bool by_pieces)
{
    enum error error = ERROR_OK;

    for (size_t i = 0; !error && i < likes->count; i++) {
        const struct likeness *like = &likes->at[i];
        bool left_free = !a->left_group[like->left], right_free = !a->right_group[like->right];

        if (left_free && right_free && (by_pieces ? is_founding(a, like) : is_strong(like)))
            error = add_group(a, like->left, like->right, (like->in_left + like->in_right) / 2,
                              coverage(a, like));
        else if (left_free != right_free)
            piece_join(a, like);
    }
    return error;
}

/* Joins the pieces that the weightiest-first order had to pass over. likes: by left, then right. */
static void join_rest(struct aligning *a, const struct likeness *likes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!a->left_group[likes[i].left] != !a->right_group[likes[i].right])
            piece_join(a, &likes[i]);
    for (size_t i = count; i-- > 0;)
        if (!a->left_group[likes[i].left] != !a->right_group[likes[i].right])
            piece_join(a, &likes[i]);
    for (uint32_t i = 0; i < a->groups.count; i++)
        piece_join_edges(a, i + 1);
}

/* A piece that stayed alone founds nothing. */
static void dissolve_lone_pieces(struct aligning *a, size_t first)
{
    for (size_t i = first; i < a->groups.count; i++) {
        struct group *group = &a->groups.at[i];

        if (group->left_last - group->left_first == 1 &&
            group->right_last - group->right_first == 1)
            dissolve(a, group);
    }
}

static enum error pair_alike(struct aligning *a)
{
    struct likeness_side left = {a->left, &a->left->parts, a->left_done};
    struct likeness_side right = {a->right, &a->right->parts, a->right_done};
    struct likeness_terms terms = {.run = 2, .least = strong_share, .visits = visits_of(a)};
    struct likenesses likes;
    struct likeness *in_order;
    size_t founded;
    enum error error = likeness_weigh(a->c, &left, &right, &terms, &likes);

    if (error)
        return error;
    a->truncated |= likes.truncated;
    in_order = arena_array(a->arena, struct likeness, likes.count);
    if (!in_order)
        return ERROR_NO_MEMORY;
    if (likes.count) {
        memcpy(in_order, likes.at, likes.count * sizeof *in_order);
        qsort(likes.at, likes.count, sizeof *likes.at, by_weight);
    }
    error = found_groups(a, &likes, false);
    founded = a->groups.count;
    if (!error)
        error = found_groups(a, &likes, true);
    if (error)
        return error;
    join_rest(a, in_order, likes.count);
    dissolve_lone_pieces(a, founded);
    return ERROR_OK;
}

/* One candidate of a chain: stands at `left`, then at `right`. */
struct link {
    uint32_t left, right, index;
    double weight;
};

static int by_left(const void *a, const void *b)
{
    const struct link *x = a, *y = b;

    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return (x->right < y->right) - (x->right > y->right);
}

struct chain_end {
    double weight;
    uint32_t link; /* from 1; 0: none */
};

/* Marks in chosen[index] the links of the heaviest chain that ascends strictly on both sides.
 * right_count: right places. Sorts the links. O(n log n). */
static enum error choose_chain(struct arena *arena, struct link *links, size_t count,
                               uint32_t right_count, bool *chosen)
{
    struct chain_end *best = arena_array(arena, struct chain_end, (size_t)right_count + 1);
    uint32_t *before = arena_array(arena, uint32_t, count);
    struct chain_end heaviest = {0};

    if (!best || !before)
        return ERROR_NO_MEMORY;
    if (count)
        qsort(links, count, sizeof *links, by_left);
    /* A binary indexed tree over the right places holds the heaviest chain up to each; of one left
     * place the later right ones come first, so that no two links of a place chain. */
    for (uint32_t i = 0; i < count; i++) {
        struct chain_end end = {0};

        for (uint32_t at = links[i].right; at > 0; at -= at & -at)
            if (best[at].weight > end.weight)
                end = best[at];
        before[i] = end.link;
        end = (struct chain_end){end.weight + links[i].weight, i + 1};
        for (uint32_t at = links[i].right + 1; at <= right_count; at += at & -at)
            if (end.weight > best[at].weight)
                best[at] = end;
        if (end.weight > heaviest.weight)
            heaviest = end;
    }
    for (uint32_t at = heaviest.link; at; at = before[at - 1])
        chosen[links[at - 1].index] = true;
    return ERROR_OK;
}

/* What a group weighs on the chain: one, so that the fewest parts move; of two ways to move as
 * many, the one that moves the fewer words. A part of a few words hardly counts. */
static double staying_weight(const struct aligning *a, const struct group *group)
{
    const double few = 0.25, words_most = 60, words_share = 0.2;
    double words = 0;

    for (uint32_t j = group->right_first; j < group->right_last; j++)
        words += a->right->parts.at[j].words;
    return words < LEAST_MOVED_WORDS ? few : 1 + smaller(words / words_most, 1) * words_share;
}

/* Finds what stays in order; a pair off the chain must be much alike to count as moved. */
static enum error chain_groups(struct aligning *a)
{
    struct link *links = arena_array(a->arena, struct link, a->groups.count);
    bool *chosen = arena_array(a->arena, bool, a->groups.count);
    enum error error;

    if (!links || !chosen)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < a->groups.count; i++)
        links[i] = (struct link){a->groups.at[i].left_first, a->groups.at[i].right_first, i,
                                 staying_weight(a, &a->groups.at[i])};
    error = choose_chain(a->arena, links, a->groups.count, (uint32_t)a->right->parts.count, chosen);
    if (error)
        return error;
    for (uint32_t i = 0; i < a->groups.count; i++)
        a->groups.at[i].is_chained = chosen[i];
    return ERROR_OK;
}

static void dissolve_weak_moves(struct aligning *a)
{
    for (size_t i = 0; i < a->groups.count; i++) {
        struct group *group = &a->groups.at[i];

        if (!group->is_chained &&
            (group->mean < moved_share ||
             (group->mean < 1 && a->left->parts.at[group->left_first].words < LEAST_MOVED_WORDS)))
            dissolve(a, group);
    }
}

/* Numbers the gaps between neighbours of the chain: gap[part] = chained parts before it. */
static void number_gaps(const struct groups *groups, const uint32_t *part_group, size_t parts,
                        uint32_t *gap)
{
    uint32_t before = 0, last = 0;

    for (size_t i = 0; i < parts; i++) {
        uint32_t group = part_group[i];

        if (group && group != last && groups->at[group - 1].is_chained) {
            before++;
            last = group;
        }
        gap[i] = before;
    }
}

static double weak_score(const struct likeness *like)
{
    double mean = (like->in_left + like->in_right) / 2;
    double contained = larger(like->in_left, like->in_right);

    return larger(mean - weak_share, (contained - weak_contained) / 2);
}

/* Where every word is common the words kept must be many. */
static double order_score(const struct likeness *like)
{
    return (like->in_left + like->in_right) / 2 - order_share;
}

/* Adds the heaviest chain of these likenesses, by their scores, to the chain there is. */
static enum error chain_between(struct aligning *a, const struct likenesses *likes,
                                double score_of(const struct likeness *like))
{
    size_t lefts = a->left->parts.count, rights = a->right->parts.count;
    uint32_t *left_gap = arena_array(a->arena, uint32_t, lefts);
    uint32_t *right_gap = arena_array(a->arena, uint32_t, rights);
    struct link *links = arena_array(a->arena, struct link, likes->count);
    bool *chosen = arena_array(a->arena, bool, likes->count);
    size_t count = 0;
    enum error error;

    if (!left_gap || !right_gap || !links || !chosen)
        return ERROR_NO_MEMORY;
    a->truncated |= likes->truncated;
    number_gaps(&a->groups, a->left_group, lefts, left_gap);
    number_gaps(&a->groups, a->right_group, rights, right_gap);
    for (uint32_t i = 0; i < likes->count; i++) {
        const struct likeness *like = &likes->at[i];
        double score = score_of(like);

        if (left_gap[like->left] == right_gap[like->right] && score > 0)
            links[count++] = (struct link){like->left, like->right, i,
                                           score * piece_words(a, like->left, like->right)};
    }
    error = choose_chain(a->arena, links, count, (uint32_t)rights, chosen);
    for (size_t i = 0; !error && i < likes->count; i++) {
        if (!chosen[i])
            continue;
        error = add_group(a, likes->at[i].left, likes->at[i].right, 0, 1);
        if (!error)
            a->groups.at[a->groups.count - 1].is_chained = true;
    }
    return error;
}

/* Pairs what is left between neighbours of the chain, in order, where words are shared; then what
 * says the same over and over, so that no word of it is rare. */
static enum error pair_between(struct aligning *a)
{
    struct likeness_side left = {a->left, &a->left->parts, a->left_done};
    struct likeness_side right = {a->right, &a->right->parts, a->right_done};
    struct likeness_terms terms = {
        .run = 1, .least = weak_share, .visits = visits_of(a), .stopword = stopword_weight};
    struct likenesses likes;
    enum error error = likeness_weigh(a->c, &left, &right, &terms, &likes);

    if (!error)
        error = chain_between(a, &likes, weak_score);
    if (!error)
        error = likeness_in_order(a->c, &left, &right, steps_of(a->c), &likes);
    return error ? error : chain_between(a, &likes, order_score);
}

enum error align_find(const struct comparison *c, bool are_related, struct units *out,
                      bool *truncated)
{
    const struct reading *left = &c->left, *right = &c->right;
    struct arena *arena = c->arena;
    struct aligning a = {
        .c = c,
        .arena = arena,
        .left = left,
        .right = right,
        .steps = steps_of(c),
        .left_group = arena_array(arena, uint32_t, left->parts.count),
        .right_group = arena_array(arena, uint32_t, right->parts.count),
        .left_done = arena_array(arena, bool, left->parts.count),
        .right_done = arena_array(arena, bool, right->parts.count),
    };
    struct units units = {0};
    enum error error;

    if (!a.left_group || !a.right_group || !a.left_done || !a.right_done ||
        !array_reserve(arena, &a.groups, left->parts.count + 1))
        return ERROR_NO_MEMORY;
    error = pair_equal_in_order(&a);
    if (!error)
        error = pair_equal_moved(&a);
    if (!error)
        error = pair_alike(&a);
    if (!error)
        error = chain_groups(&a);
    if (error)
        return error;
    dissolve_weak_moves(&a);
    if (are_related)
        error = pair_between(&a);
    if (!error)
        error = remainder_join(&a);
    if (!error)
        error = collect_units(&a, &units);
    if (error)
        return error;
    *out = units;
    *truncated = a.truncated;
    return ERROR_OK;
}
