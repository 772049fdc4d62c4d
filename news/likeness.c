#include "news/likeness.h"

#include "base/array.h"
#include "text/edit.h"
#include "text/ids.h"

enum { COMMON_PARTS = 64 }; /* a run in more parts of a side than this tells nothing */

struct run_lists {
    uint32_t *runs;  /* distinct runs of each part, one part after the other */
    uint32_t *begin; /* by part: where its runs begin; one more at the end */
    uint32_t *parts; /* by run: in how many parts */
    uint32_t count;  /* of runs */
};

struct index {
    struct arena *arena;
    struct id_table ids; /* run -> its number, from 1 */
    uint32_t *last_part; /* by run: the part seen last, from 1 */
    struct run_lists left, right;
    uint32_t *postings, *posting_at; /* parts of the right by run */
};

static size_t token_room(const struct likeness_side *side)
{
    return side->reading->document->tokens.count;
}

/* Notes a run in a part; runs already noted there are passed over. */
static void note_run(struct index *index, struct run_lists *lists, uint64_t id, uint32_t part)
{
    uint32_t *number = id_table_at(&index->ids, id);

    if (*number == 0)
        *number = (uint32_t)index->ids.count;
    if (index->last_part[*number - 1] == part + 1)
        return;
    index->last_part[*number - 1] = part + 1;
    lists->runs[lists->count++] = *number - 1;
    lists->parts[*number - 1]++;
}

static void read_part(struct index *index, struct run_lists *lists, const struct reading *reading,
                      const struct part *part, uint32_t number, uint32_t run)
{
    uint64_t before = 0;
    uint32_t words = 0;

    for (uint32_t i = part->first; i < part->last; i++) {
        if (!(reading->flags[i] & READING_WORD))
            continue;
        words++;
        if (run == 1)
            note_run(index, lists, id_mix(0, reading->loose[i]), number);
        else if (words > 1)
            note_run(index, lists, id_mix(before, reading->loose[i]), number);
        before = reading->loose[i];
    }
    if (run > 1 && words == 1)
        note_run(index, lists, id_mix(0, before), number);
}

static enum error read_side(struct index *index, const struct likeness_side *side, uint32_t run,
                            size_t runs, struct run_lists *out)
{
    struct run_lists lists = {
        .runs = arena_array(index->arena, uint32_t, token_room(side)),
        .begin = arena_array(index->arena, uint32_t, side->parts->count + 1),
        .parts = arena_array(index->arena, uint32_t, runs),
    };

    if (!lists.runs || !lists.begin || !lists.parts)
        return ERROR_NO_MEMORY;
    memset(index->last_part, 0, runs * sizeof *index->last_part);
    for (uint32_t i = 0; i < side->parts->count; i++) {
        lists.begin[i] = lists.count;
        if (!side->skip || !side->skip[i])
            read_part(index, &lists, side->reading, &side->parts->at[i], i, run);
    }
    lists.begin[side->parts->count] = lists.count;
    *out = lists;
    return ERROR_OK;
}

/* Turns the right's lists round: the parts of each run. */
static enum error post_right(struct index *index, size_t parts)
{
    const struct run_lists *right = &index->right;
    size_t runs = index->ids.count;

    index->postings = arena_array(index->arena, uint32_t, right->begin[parts]);
    index->posting_at = arena_array(index->arena, uint32_t, runs + 1);
    if (!index->postings || !index->posting_at)
        return ERROR_NO_MEMORY;
    for (size_t run = 0; run < runs; run++)
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

    return more > COMMON_PARTS ? 0 : 1.0 / more;
}

static double part_weight(const struct index *index, const struct run_lists *lists, uint32_t part)
{
    double weight = 0;

    for (uint32_t i = lists->begin[part]; i < lists->begin[part + 1]; i++)
        weight += run_weight(index, lists->runs[i]);
    return weight;
}

static int by_right(const void *a, const void *b)
{
    const struct likeness *x = a, *y = b;

    return (x->right > y->right) - (x->right < y->right);
}

/* Gathers the likenesses of one part of the left. at[right part] is 1 + its place in `out`, or 0.
 */
static enum error gather(const struct index *index, uint32_t left, uint32_t *at, uint64_t *visits,
                         struct likenesses *out)
{
    const struct run_lists *lists = &index->left;
    size_t first = out->count;

    for (uint32_t i = lists->begin[left]; i < lists->begin[left + 1]; i++) {
        uint32_t run = lists->runs[i];
        double weight = run_weight(index, run);
        uint32_t parts = index->right.parts[run];

        if (weight == 0 || parts > *visits) {
            out->truncated |= weight > 0;
            continue;
        }
        *visits -= parts;
        for (uint32_t p = 0; p < parts; p++) {
            uint32_t right = index->postings[index->posting_at[run + 1] + p];

            if (at[right] == 0) {
                struct likeness *likeness = array_push(index->arena, out);
                if (!likeness)
                    return ERROR_NO_MEMORY;
                *likeness = (struct likeness){.left = left, .right = right};
                at[right] = (uint32_t)out->count;
            }
            out->at[at[right] - 1].shared++;
            out->at[at[right] - 1].weight += weight;
        }
    }
    for (size_t i = first; i < out->count; i++)
        at[out->at[i].right] = 0;
    if (out->count > first)
        qsort(out->at + first, out->count - first, sizeof *out->at, by_right);
    return ERROR_OK;
}

static enum error gather_all(const struct index *index, size_t lefts, size_t rights,
                             uint64_t visits, struct likenesses *out)
{
    uint32_t *at = arena_array(index->arena, uint32_t, rights);
    double *left = arena_array(index->arena, double, lefts);
    double *right = arena_array(index->arena, double, rights);
    enum error error = at && left && right ? ERROR_OK : ERROR_NO_MEMORY;

    for (uint32_t i = 0; !error && i < lefts; i++) {
        left[i] = part_weight(index, &index->left, i);
        error = gather(index, i, at, &visits, out);
    }
    if (error)
        return error;
    for (uint32_t i = 0; i < rights; i++)
        right[i] = part_weight(index, &index->right, i);
    for (size_t i = 0; i < out->count; i++) {
        struct likeness *likeness = &out->at[i];
        likeness->in_left = likeness->weight / left[likeness->left];
        likeness->in_right = likeness->weight / right[likeness->right];
    }
    return ERROR_OK;
}

enum error likeness_weigh(struct arena *arena, const struct likeness_side *left,
                          const struct likeness_side *right, uint32_t run, uint64_t visits,
                          struct likenesses *out)
{
    struct index index = {.arena = arena};
    struct likenesses found = {0};
    size_t runs = token_room(left) + token_room(right);
    enum error error = id_table_open(arena, runs, &index.ids);

    if (error)
        return error;
    index.last_part = arena_array(arena, uint32_t, runs);
    if (!index.last_part)
        return ERROR_NO_MEMORY;
    error = read_side(&index, left, run, runs, &index.left);
    if (!error)
        error = read_side(&index, right, run, runs, &index.right);
    if (!error)
        error = post_right(&index, right->parts->count);
    if (!error)
        error = gather_all(&index, left->parts->count, right->parts->count, visits, &found);
    if (error)
        return error;
    *out = found;
    return ERROR_OK;
}

/* The words of a side in a row, and the part that each stands in. */
struct word_row {
    uint64_t *ids;
    uint32_t *parts;
    uint32_t *words; /* by part */
    uint32_t count;
};

static enum error read_row(struct arena *arena, const struct likeness_side *side,
                           struct word_row *out)
{
    struct word_row row = {.ids = arena_array(arena, uint64_t, token_room(side)),
                           .parts = arena_array(arena, uint32_t, token_room(side)),
                           .words = arena_array(arena, uint32_t, side->parts->count)};

    if (!row.ids || !row.parts || !row.words)
        return ERROR_NO_MEMORY;
    for (uint32_t part = 0; part < side->parts->count; part++) {
        const struct part *at = &side->parts->at[part];

        if (side->skip && side->skip[part])
            continue;
        for (uint32_t i = at->first; i < at->last; i++) {
            if (!(side->reading->flags[i] & READING_WORD))
                continue;
            row.ids[row.count] = side->reading->loose[i];
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

enum error likeness_in_order(struct arena *arena, const struct likeness_side *left,
                             const struct likeness_side *right, uint64_t steps,
                             struct likenesses *out)
{
    struct word_row lefts, rights;
    struct edit_script script;
    struct likenesses found = {0};
    uint32_t i = 0, j = 0;
    enum error error = read_row(arena, left, &lefts);

    if (!error)
        error = read_row(arena, right, &rights);
    if (!error)
        error = edit_find(arena, (struct id_row){lefts.ids, lefts.count},
                          (struct id_row){rights.ids, rights.count}, steps, &script);
    for (size_t n = 0; !error && n <= script.runs.count; n++) {
        bool end = n == script.runs.count;

        for (; !error && i < (end ? lefts.count : script.runs.at[n].left_first); i++, j++)
            error = count_kept(arena, lefts.parts[i], rights.parts[j], &found);
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
