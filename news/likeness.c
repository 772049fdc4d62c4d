#include "news/likeness.h"

#include "base/array.h"

enum { COMMON_PARTS = 64 }; /* a run in more parts of a side than this tells nothing */

/* The distinct runs of each part of a side, one part after the other. */
struct run_lists {
    uint32_t *runs;
    uint32_t *begin; /* by part, and one more: where its runs begin */
    uint32_t *parts; /* by run: in how many parts */
};

struct index {
    struct arena *scratch;
    const struct likeness_terms *terms;
    struct vocabulary pairs; /* of words -> run, where runs have two words */
    uint32_t runs;           /* bound of all */
    bool *is_stopword;       /* by run, where runs have one word */
    struct run_lists left, right;
    uint32_t *postings, *posting_at; /* parts of the right by run */
    double *left_weight, *right_weight;
};

/* What one part of the left shares with one of the right. */
struct shared {
    double weight;
    uint32_t runs;
};

/* What one part of the left shares with all of the right. */
struct tally {
    struct shared *shared; /* by part of the right; all zero between parts of the left */
    uint32_t *touched;     /* parts of the right that share something */
    uint32_t count;        /* of these */
    uint64_t visits;       /* left of the budget */
    bool truncated;
};

static size_t token_room(const struct likeness_side *side)
{
    return side->reading->document->tokens.count;
}

/* Words of the parts that are not left out. */
static size_t count_words(const struct likeness_side *side)
{
    size_t words = 0;

    for (size_t i = 0; i < side->parts->count; i++)
        words += side->skip && side->skip[i] ? 0 : side->parts->at[i].words;
    return words;
}

/* The runs of a part as they come, some more than once; NULL when there is no memory. */
static uint32_t *read_part(struct index *index, const struct reading *reading,
                           const struct part *part, uint32_t *runs)
{
    uint64_t before = LOOSE_NONE;
    uint32_t words = 0;

    for (uint32_t i = part->first; i < part->last; i++) {
        uint64_t word = reading->loose[i];

        if (!(reading->flags[i] & READING_WORD))
            continue;
        words++;
        if (index->terms->run == 1)
            index->is_stopword[ *runs++ = (uint32_t)word] =
                (reading->flags[i] & READING_STOPWORD) != 0;
        else if (words > 1 &&
                 (*runs++ = vocabulary_number(&index->pairs, before << 32 | word)) == NO_NUMBER)
            return NULL;
        before = word;
    }
    if (index->terms->run > 1 && words == 1 &&
        (*runs++ = vocabulary_number(&index->pairs, before)) == NO_NUMBER)
        return NULL;
    return runs;
}

static enum error read_side(struct index *index, const struct likeness_side *side,
                            struct run_lists *out)
{
    uint32_t *next;

    out->runs = arena_unset(index->scratch, uint32_t, token_room(side) + 1);
    out->begin = arena_array(index->scratch, uint32_t, side->parts->count + 1);
    if (!out->runs || !out->begin)
        return ERROR_NO_MEMORY;
    next = out->runs;
    for (uint32_t i = 0; i < side->parts->count; i++) {
        out->begin[i] = (uint32_t)(next - out->runs);
        if (!side->skip || !side->skip[i])
            next = read_part(index, side->reading, &side->parts->at[i], next);
        if (!next)
            return ERROR_NO_MEMORY;
    }
    out->begin[side->parts->count] = (uint32_t)(next - out->runs);
    return ERROR_OK;
}

/* Leaves each run of a part once, and counts the parts of each. */
static enum error make_distinct(struct index *index, size_t parts, struct run_lists *lists)
{
    uint32_t *last_part = arena_array(index->scratch, uint32_t, index->runs);
    uint32_t kept = 0, at = 0;

    lists->parts = arena_array(index->scratch, uint32_t, index->runs);
    if (!last_part || !lists->parts)
        return ERROR_NO_MEMORY;
    for (uint32_t part = 0; part < parts; part++) {
        uint32_t end = lists->begin[part + 1];

        lists->begin[part] = kept;
        for (; at < end; at++) {
            uint32_t run = lists->runs[at];

            if (last_part[run] == part + 1)
                continue;
            last_part[run] = part + 1;
            lists->runs[kept++] = run;
            lists->parts[run]++;
        }
    }
    lists->begin[parts] = kept;
    return ERROR_OK;
}

/* Turns the right's lists round: the parts of each run. */
static enum error post_right(struct index *index, size_t parts)
{
    const struct run_lists *right = &index->right;

    index->postings = arena_unset(index->scratch, uint32_t, right->begin[parts]);
    index->posting_at = arena_array(index->scratch, uint32_t, (size_t)index->runs + 1);
    if (!index->postings || !index->posting_at)
        return ERROR_NO_MEMORY;
    for (size_t run = 0; run < index->runs; run++)
        index->posting_at[run + 1] = index->posting_at[run] + right->parts[run];
    for (uint32_t part = (uint32_t)parts; part-- > 0;)
        for (uint32_t i = right->begin[part]; i < right->begin[part + 1]; i++)
            index->postings[--index->posting_at[right->runs[i] + 1]] = part;
    return ERROR_OK;
}

/* 1 for a run that stands once on each side, less for commoner ones, 0 for common ones. */
static double run_weight(const struct index *index, uint32_t run)
{
    uint32_t left = index->left.parts[run], right = index->right.parts[run];
    uint32_t more = left > right ? left : right;
    bool is_small = index->terms->run == 1 && index->is_stopword[run];

    return more > COMMON_PARTS ? 0 : (is_small ? index->terms->stopword : 1) / more;
}

/* The weight of each part of a side; NULL when there is no memory. */
static double *weigh_parts(const struct index *index, const struct run_lists *lists, size_t parts)
{
    double *weights = arena_array(index->scratch, double, parts);

    for (size_t part = 0; weights && part < parts; part++)
        for (uint32_t i = lists->begin[part]; i < lists->begin[part + 1]; i++)
            weights[part] += run_weight(index, lists->runs[i]);
    return weights;
}

static int by_right(const void *a, const void *b)
{
    const struct likeness *x = a, *y = b;

    return (x->right > y->right) - (x->right < y->right);
}

/* Adds up what a part of the left shares with each of the right. */
static void add_up(const struct index *index, uint32_t left, struct tally *tally)
{
    const struct run_lists *lists = &index->left;

    tally->count = 0;
    for (uint32_t i = lists->begin[left]; i < lists->begin[left + 1]; i++) {
        uint32_t run = lists->runs[i], parts = index->right.parts[run];
        double weight = run_weight(index, run);

        if (weight == 0 || parts > tally->visits) {
            tally->truncated |= weight > 0;
            continue;
        }
        tally->visits -= parts;
        for (uint32_t p = 0; p < parts; p++) {
            uint32_t right = index->postings[index->posting_at[run + 1] + p];

            if (tally->shared[right].runs++ == 0)
                tally->touched[tally->count++] = right;
            tally->shared[right].weight += weight;
        }
    }
}

/* Keeps of them what is alike enough, by their right parts. */
static enum error keep_alike(const struct index *index, struct arena *arena, uint32_t left,
                             struct tally *tally, struct likenesses *out)
{
    size_t first = out->count;

    for (uint32_t i = 0; i < tally->count; i++) {
        uint32_t right = tally->touched[i];
        struct shared shared = tally->shared[right];
        struct likeness like = {.left = left,
                                .right = right,
                                .shared = shared.runs,
                                .weight = shared.weight,
                                .in_left = shared.weight / index->left_weight[left],
                                .in_right = shared.weight / index->right_weight[right]};
        struct likeness *place;

        tally->shared[right] = (struct shared){0};
        if (like.in_left < index->terms->least && like.in_right < index->terms->least)
            continue;
        place = array_push(arena, out);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = like;
    }
    if (out->count > first)
        qsort(out->at + first, out->count - first, sizeof *out->at, by_right);
    return ERROR_OK;
}

static enum error weigh_all(struct index *index, struct arena *arena, size_t lefts, size_t rights,
                            struct likenesses *out)
{
    struct tally tally = {.shared = arena_array(index->scratch, struct shared, rights),
                          .touched = arena_array(index->scratch, uint32_t, rights),
                          .visits = index->terms->visits};
    enum error error = ERROR_OK;

    index->left_weight = weigh_parts(index, &index->left, lefts);
    index->right_weight = weigh_parts(index, &index->right, rights);
    if (!tally.shared || !tally.touched || !index->left_weight || !index->right_weight)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; !error && i < lefts; i++) {
        add_up(index, i, &tally);
        error = keep_alike(index, arena, i, &tally, out);
    }
    out->truncated = tally.truncated;
    return error;
}

static enum error index_read(struct index *index, const struct comparison *c,
                             const struct likeness_side *left, const struct likeness_side *right)
{
    size_t words = index->terms->run == 1 ? 0 : count_words(left) + count_words(right);
    size_t distinct = c->lexemes.looses.count;
    size_t pairs = words / distinct < distinct ? words : distinct * distinct;
    enum error error = vocabulary_open(index->scratch, pairs, &index->pairs);

    index->is_stopword = arena_array(index->scratch, bool, distinct);
    if (!index->is_stopword)
        return ERROR_NO_MEMORY;
    if (!error)
        error = read_side(index, left, &index->left);
    if (!error)
        error = read_side(index, right, &index->right);
    if (error)
        return error;
    index->runs = index->terms->run == 1 ? c->lexemes.looses.count : index->pairs.count;
    error = make_distinct(index, left->parts->count, &index->left);
    if (!error)
        error = make_distinct(index, right->parts->count, &index->right);
    return error ? error : post_right(index, right->parts->count);
}

enum error likeness_weigh(const struct comparison *c, const struct likeness_side *left,
                          const struct likeness_side *right, const struct likeness_terms *terms,
                          struct likenesses *out)
{
    struct index index = {.scratch = arena_open_within(c->arena), .terms = terms};
    struct likenesses found = {0};
    enum error error = index.scratch ? index_read(&index, c, left, right) : ERROR_NO_MEMORY;

    if (!error)
        error = weigh_all(&index, c->arena, left->parts->count, right->parts->count, &found);
    arena_close(index.scratch);
    if (!error)
        *out = found;
    return error;
}

/* The words of a side in a row, and the part that each stands in. */
struct word_row {
    uint32_t *loose;
    uint32_t *parts;
    uint32_t *words; /* by part */
    uint32_t count;
};

static enum error read_row(struct arena *arena, const struct likeness_side *side,
                           struct word_row *out)
{
    struct word_row row = {.loose = arena_unset(arena, uint32_t, token_room(side)),
                           .parts = arena_unset(arena, uint32_t, token_room(side)),
                           .words = arena_array(arena, uint32_t, side->parts->count)};

    if (!row.loose || !row.parts || !row.words)
        return ERROR_NO_MEMORY;
    for (uint32_t part = 0; part < side->parts->count; part++) {
        const struct part *at = &side->parts->at[part];

        if (side->skip && side->skip[part])
            continue;
        for (uint32_t i = at->first; i < at->last; i++) {
            if (!(side->reading->flags[i] & READING_WORD))
                continue;
            row.loose[row.count] = side->reading->loose[i];
            row.parts[row.count++] = part;
            row.words[part]++;
        }
    }
    *out = row;
    return ERROR_OK;
}

/* Counts one kept word for its two parts: pairs ascend on both sides, so the last is theirs or
 * none.
 */
static enum error count_kept(struct arena *arena, uint32_t left, uint32_t right,
                             struct likenesses *out)
{
    struct likeness *last = out->count ? &out->at[out->count - 1] : NULL;

    if (!last || last->left != left || last->right != right) {
        last = array_push(arena, out);
        if (!last)
            return ERROR_NO_MEMORY;
        *last = (struct likeness){.left = left, .right = right};
    }
    last->shared++;
    last->weight += 1;
    return ERROR_OK;
}

enum error likeness_in_order(const struct comparison *c, const struct likeness_side *left,
                             const struct likeness_side *right, uint64_t steps,
                             struct likenesses *out)
{
    struct word_row lefts, rights;
    struct edit_script script;
    struct likenesses found = {0};
    uint32_t i = 0, j = 0;
    enum error error = read_row(c->arena, left, &lefts);

    if (!error)
        error = read_row(c->arena, right, &rights);
    if (!error)
        error = editor_find(c->editor, (struct number_row){lefts.loose, lefts.count},
                            (struct number_row){rights.loose, rights.count}, steps, &script);
    for (size_t n = 0; !error && n <= script.runs.count; n++) {
        bool end = n == script.runs.count;

        for (; !error && i < (end ? lefts.count : script.runs.at[n].left_first); i++, j++)
            error = count_kept(c->arena, lefts.parts[i], rights.parts[j], &found);
        if (!error && !end) {
            i = script.runs.at[n].left_last;
            j = script.runs.at[n].right_last;
        }
    }
    if (error)
        return error;
    for (size_t n = 0; n < found.count; n++) {
        found.at[n].in_left = found.at[n].weight / lefts.words[found.at[n].left];
        found.at[n].in_right = found.at[n].weight / rights.words[found.at[n].right];
    }
    found.truncated = script.truncated;
    *out = found;
    return ERROR_OK;
}
