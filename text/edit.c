/* How: ids that stand on one side only are dropped first (they are changed whatever happens), then
 * boxes (a range of the left against a range of the right) are cut at the middle of a shortest path
 * until one side is empty. A box that costs more than its share is cut at ids, or runs of four,
 * that are unique on both sides; when there are none, where the search got furthest. */
#include "text/edit.h"

#include "base/array.h"
#include "text/ids.h"

enum {
    ANCHOR_IDS = 4,    /* ids in a row that must be unique on both sides */
    LEAST_CHANGES = 8, /* of a hurried search before it is cut */
    MOST_IDS = INT32_MAX / 2 - 2
};

enum haste {
    HASTE_NONE,    /* a shortest script is looked for */
    HASTE_ANCHORS, /* cut at runs of four unique ids, its share of the budget for each box */
    HASTE_MUCH     /* cut at single unique ids, few changes for each box, then cut short */
};

/* One text without the ids that the other lacks. */
struct lane {
    const uint64_t *ids;
    uint32_t *places; /* index in the caller's sequence */
    uint32_t count;
    bool *changed; /* by index in the caller's sequence */
};

struct box {
    uint32_t left_first, left_last, right_first, right_last;
    enum haste haste;
};

struct boxes {
    struct box *at;
    size_t count, capacity;
};

struct search {
    struct arena *arena;
    struct lane left, right;
    struct id_table in_left, in_right; /* where an id or a run of ids stands */
    int32_t *forward, *backward;       /* furthest left position by diagonal */
    struct boxes boxes;                /* still to do */
    uint64_t steps, budget;
    uint64_t size_left; /* ids in all boxes still to do */
    bool truncated;
};

static uint64_t box_size(const struct box *box)
{
    return (uint64_t)(box->left_last - box->left_first) + (box->right_last - box->right_first);
}

static bool search_push(struct search *search, struct box box)
{
    struct box *place = array_push(search->arena, &search->boxes);

    if (!place)
        return false;
    *place = box;
    search->size_left += box_size(&box);
    return true;
}

static struct box search_pop(struct search *search)
{
    struct box box = search->boxes.at[--search->boxes.count];

    search->size_left -= box_size(&box);
    return box;
}

static void box_trim(const struct search *search, struct box *box)
{
    const uint64_t *left = search->left.ids, *right = search->right.ids;

    while (box->left_first < box->left_last && box->right_first < box->right_last &&
           left[box->left_first] == right[box->right_first]) {
        box->left_first++;
        box->right_first++;
    }
    while (box->left_first < box->left_last && box->right_first < box->right_last &&
           left[box->left_last - 1] == right[box->right_last - 1]) {
        box->left_last--;
        box->right_last--;
    }
}

static void mark_changed(const struct search *search, const struct box *box)
{
    for (uint32_t i = box->left_first; i < box->left_last; i++)
        search->left.changed[search->left.places[i]] = true;
    for (uint32_t i = box->right_first; i < box->right_last; i++)
        search->right.changed[search->right.places[i]] = true;
}

struct point {
    uint32_t left, right;
};

/* A search from both corners of a box. Diagonals are left - right positions within the box, shifted
 * to be indices. */
struct sweep {
    const uint64_t *left, *right;  /* of the box */
    int32_t lefts, rights;         /* sizes of the box */
    int32_t *forward, *backward;   /* shifted so that negative diagonals are fine */
    int32_t first, last;           /* diagonals of the forward sweep */
    int32_t back_first, back_last; /* and of the backward one */
    int32_t changes;
    uint64_t steps;
};

/* The next round of diagonals: one more on each side, as far as the box goes. */
static void widen(int32_t *first, int32_t *last, const struct sweep *sweep)
{
    *first += *first > -sweep->rights ? -1 : 1;
    *last += *last < sweep->lefts ? 1 : -1;
}

/* One round from the upper left; true when it met the backward sweep, at *x on diagonal *k. */
static bool sweep_forward(struct sweep *sweep, int32_t *x, int32_t *k)
{
    int32_t *reach = sweep->forward;
    bool odd = (sweep->lefts - sweep->rights) & 1;
    int32_t low = sweep->first, high = sweep->last;

    widen(&sweep->first, &sweep->last, sweep);
    if (sweep->first < low)
        reach[sweep->first - 1] = reach[sweep->first] = -1;
    if (sweep->last > high)
        reach[sweep->last + 1] = reach[sweep->last] = -1;
    for (int32_t d = sweep->last; d >= sweep->first; d -= 2) {
        int32_t at = reach[d - 1] >= reach[d + 1] ? reach[d - 1] + 1 : reach[d + 1];
        int32_t from = at;

        while (at < sweep->lefts && at - d < sweep->rights &&
               sweep->left[at] == sweep->right[at - d])
            at++;
        sweep->steps += (uint64_t)(at - from) + 1;
        reach[d] = at;
        if (odd && d >= sweep->back_first && d <= sweep->back_last && sweep->backward[d] <= at) {
            *x = at;
            *k = d;
            return true;
        }
    }
    return false;
}

/* One round from the lower right; true when it met the forward sweep. */
static bool sweep_backward(struct sweep *sweep, int32_t *x, int32_t *k)
{
    int32_t *reach = sweep->backward;
    bool even = ((sweep->lefts - sweep->rights) & 1) == 0;
    int32_t low = sweep->back_first, high = sweep->back_last;

    widen(&sweep->back_first, &sweep->back_last, sweep);
    if (sweep->back_first < low)
        reach[sweep->back_first - 1] = reach[sweep->back_first] = INT32_MAX;
    if (sweep->back_last > high)
        reach[sweep->back_last + 1] = reach[sweep->back_last] = INT32_MAX;
    for (int32_t d = sweep->back_last; d >= sweep->back_first; d -= 2) {
        int32_t at = reach[d - 1] < reach[d + 1] ? reach[d - 1] : reach[d + 1] - 1;
        int32_t from = at;

        while (at > 0 && at - d > 0 && sweep->left[at - 1] == sweep->right[at - d - 1])
            at--;
        sweep->steps += (uint64_t)(from - at) + 1;
        reach[d] = at;
        if (even && d >= sweep->first && d <= sweep->last && at <= sweep->forward[d]) {
            *x = at;
            *k = d;
            return true;
        }
    }
    return false;
}

/* Where either sweep got furthest: the cut of a box too dear to search to the end. */
static struct point sweep_furthest(const struct sweep *sweep)
{
    int64_t best = -1;
    struct point point = {0, 0};

    for (int32_t d = sweep->first; d <= sweep->last; d += 2) {
        int32_t x = sweep->forward[d] < sweep->lefts ? sweep->forward[d] : sweep->lefts;
        int32_t y = x - d;

        if (y > sweep->rights) {
            y = sweep->rights;
            x = y + d;
        }
        if (x >= 0 && y >= 0 && (int64_t)x + y > best) {
            best = (int64_t)x + y;
            point = (struct point){(uint32_t)x, (uint32_t)y};
        }
    }
    for (int32_t d = sweep->back_first; d <= sweep->back_last; d += 2) {
        int32_t x = sweep->backward[d] > 0 ? sweep->backward[d] : 0;
        int32_t y = x - d;
        int64_t done;

        if (y < 0) {
            y = 0;
            x = d;
        }
        done = (int64_t)sweep->lefts + sweep->rights - x - y;
        if (x <= sweep->lefts && y <= sweep->rights && done > best) {
            best = done;
            point = (struct point){(uint32_t)x, (uint32_t)y};
        }
    }
    return point;
}

/* What a box may cost before it is cut otherwise. */
struct allowance {
    uint64_t steps;
    int32_t changes;
};

static struct allowance allowance_of(const struct search *search, const struct box *box)
{
    uint64_t rest = search->budget > search->steps ? search->budget - search->steps : 0;
    uint64_t size = box_size(box);
    uint64_t all = search->size_left + size;
    uint64_t changes;

    switch (box->haste) {
    case HASTE_NONE:
        return (struct allowance){rest < search->budget / 4 ? rest : search->budget / 4, INT32_MAX};
    case HASTE_ANCHORS:
        return (struct allowance){rest / 2 / all * size + rest / 2 % all * size / all, INT32_MAX};
    case HASTE_MUCH:
        break;
    }
    changes = rest / (4 * all);
    if (changes < LEAST_CHANGES)
        changes = LEAST_CHANGES;
    return (struct allowance){rest, changes < INT32_MAX ? (int32_t)changes : INT32_MAX};
}

/* Looks for the middle of a shortest path through a trimmed box with both sides. *met is false when
 * the allowance ran out; the point is then the furthest reached. */
static struct point find_middle(struct search *search, const struct box *box, bool *met)
{
    struct allowance allowance = allowance_of(search, box);
    struct sweep sweep = {
        .left = search->left.ids + box->left_first,
        .right = search->right.ids + box->right_first,
        .lefts = (int32_t)(box->left_last - box->left_first),
        .rights = (int32_t)(box->right_last - box->right_first),
    };
    int32_t x = 0, k = 0, corner = sweep.lefts - sweep.rights;
    struct point point;

    sweep.forward = search->forward + sweep.rights + 1;
    sweep.backward = search->backward + sweep.rights + 1;
    sweep.forward[0] = 0;
    sweep.backward[corner] = sweep.lefts;
    sweep.back_first = sweep.back_last = corner;
    *met = false;
    do {
        *met = sweep_forward(&sweep, &x, &k) || sweep_backward(&sweep, &x, &k);
        sweep.changes++;
    } while (!*met && sweep.steps < allowance.steps && sweep.changes < allowance.changes);
    search->steps += sweep.steps;
    point = *met ? (struct point){(uint32_t)x, (uint32_t)(x - k)} : sweep_furthest(&sweep);
    return (struct point){box->left_first + point.left, box->right_first + point.right};
}

static bool push_halves(struct search *search, const struct box *box, struct point middle)
{
    struct box before = {box->left_first, middle.left, box->right_first, middle.right, box->haste};
    struct box after = {middle.left, box->left_last, middle.right, box->right_last, box->haste};

    return search_push(search, after) && search_push(search, before);
}

struct points {
    struct point *at;
    size_t count, capacity;
};

static uint64_t run_hash(const uint64_t *ids, uint32_t count)
{
    uint64_t hash = count;

    for (uint32_t i = 0; i < count; i++)
        hash = id_mix(hash, ids[i]);
    return hash;
}

/* Places on both sides where the same run of ids begins that comes once on each side, by left. */
static enum error find_unique(struct search *search, const struct box *box, uint32_t run,
                              struct points *out)
{
    const uint32_t twice = UINT32_MAX; /* in place of a position: the run is not unique */

    uint32_t lefts = box->left_last - box->left_first, rights = box->right_last - box->right_first;
    const uint64_t *left = search->left.ids + box->left_first;
    const uint64_t *right = search->right.ids + box->right_first;

    if (lefts < run || rights < run)
        return ERROR_OK;
    id_table_clear(&search->in_left, lefts);
    id_table_clear(&search->in_right, rights);
    search->steps += 2 * box_size(box);
    for (uint32_t i = 0; i + run <= lefts; i++) {
        uint32_t *place = id_table_at(&search->in_left, run_hash(left + i, run));
        *place = *place ? twice : i + 1;
    }
    for (uint32_t i = 0; i + run <= rights; i++) {
        uint32_t *place = id_table_at(&search->in_right, run_hash(right + i, run));
        *place = *place ? twice : i + 1;
    }
    for (uint32_t i = 0; i + run <= lefts; i++) {
        uint64_t hash = run_hash(left + i, run);
        uint32_t there = id_table_find(&search->in_right, hash);
        struct point *point;

        if (there == 0 || there == twice || id_table_find(&search->in_left, hash) == twice)
            continue;
        point = array_push(search->arena, out);
        if (!point)
            return ERROR_NO_MEMORY;
        *point = (struct point){box->left_first + i, box->right_first + there - 1};
    }
    return ERROR_OK;
}

/* Keeps the longest chain of points that ascends on both sides. O(n log n). */
static enum error keep_chain(struct arena *arena, struct points *points)
{
    uint32_t *ends = arena_array(arena, uint32_t, points->count); /* last of the best, by length */
    uint32_t *before = arena_array(arena, uint32_t, points->count); /* chain, backwards, from 1 */
    uint32_t longest = 0, at;

    if (!ends || !before)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < points->count; i++) {
        uint32_t low = 0, high = longest;

        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (points->at[ends[middle]].right < points->at[i].right)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? ends[low - 1] + 1 : 0;
        ends[low] = i;
        if (low == longest)
            longest++;
    }
    if (longest == 0)
        return ERROR_OK;
    at = ends[longest - 1];
    for (uint32_t i = longest; i-- > 0; at = before[at] ? before[at] - 1 : 0)
        ends[i] = at;
    for (uint32_t i = 0; i < longest; i++)
        points->at[i] = points->at[ends[i]];
    points->count = longest;
    return ERROR_OK;
}

/* Cuts a box at what is unique on both sides, in more haste than before; *cut tells whether it
 * could. */
static enum error push_anchored(struct search *search, const struct box *box, bool *cut)
{
    enum haste haste = box->haste == HASTE_NONE ? HASTE_ANCHORS : HASTE_MUCH;
    struct points points = {0};
    struct box gap = *box;
    enum error error = find_unique(search, box, haste == HASTE_MUCH ? 1 : ANCHOR_IDS, &points);

    if (!error)
        error = keep_chain(search->arena, &points);
    if (error)
        return error;
    gap.haste = haste;
    for (size_t i = points.count; i-- > 0;) {
        struct box after = gap;

        after.left_first = points.at[i].left + 1;
        after.right_first = points.at[i].right + 1;
        gap.left_last = points.at[i].left;
        gap.right_last = points.at[i].right;
        if (box_size(&after) && !search_push(search, after))
            return ERROR_NO_MEMORY;
    }
    *cut = points.count > 0;
    return search_push(search, gap) ? ERROR_OK : ERROR_NO_MEMORY;
}

/* Does one box: marks it, or pushes what it is cut into. */
static enum error search_box(struct search *search, struct box box)
{
    struct point middle;
    bool met, cut;

    box_trim(search, &box);
    if (box.left_first == box.left_last || box.right_first == box.right_last) {
        mark_changed(search, &box);
        return ERROR_OK;
    }
    if (search->steps >= search->budget) {
        search->truncated = true;
        mark_changed(search, &box);
        return ERROR_OK;
    }
    middle = find_middle(search, &box, &met);
    if (!met && box.haste != HASTE_MUCH)
        return push_anchored(search, &box, &cut);
    search->truncated |= !met;
    return push_halves(search, &box, middle) ? ERROR_OK : ERROR_NO_MEMORY;
}

/* Copies the ids that stand on the other side too; the others are marked as changed. */
static enum error lane_open(struct arena *arena, struct id_row row, const struct id_table *other,
                            struct lane *out)
{
    uint64_t *kept = arena_array(arena, uint64_t, row.count);
    struct lane lane = {
        .ids = kept,
        .places = arena_array(arena, uint32_t, row.count),
        .changed = arena_array(arena, bool, (size_t)row.count + 1),
    };

    if (!kept || !lane.places || !lane.changed)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < row.count; i++) {
        if (id_table_find(other, row.at[i])) {
            kept[lane.count] = row.at[i];
            lane.places[lane.count++] = i;
        } else {
            lane.changed[i] = true;
        }
    }
    *out = lane;
    return ERROR_OK;
}

static enum error lanes_open(struct search *search, struct id_row left, struct id_row right)
{
    enum error error = id_table_open(search->arena, left.count, &search->in_left);

    if (!error)
        error = id_table_open(search->arena, right.count, &search->in_right);
    if (error)
        return error;
    for (uint32_t i = 0; i < left.count; i++)
        *id_table_at(&search->in_left, left.at[i]) = 1;
    for (uint32_t i = 0; i < right.count; i++)
        *id_table_at(&search->in_right, right.at[i]) = 1;
    error = lane_open(search->arena, left, &search->in_right, &search->left);
    if (!error)
        error = lane_open(search->arena, right, &search->in_left, &search->right);
    return error;
}

static enum error search_all(struct search *search)
{
    size_t diagonals = (size_t)search->left.count + search->right.count + 3;
    enum error error = ERROR_OK;
    struct box all = {.left_last = search->left.count, .right_last = search->right.count};

    search->forward = arena_array(search->arena, int32_t, diagonals);
    search->backward = arena_array(search->arena, int32_t, diagonals);
    if (!search->forward || !search->backward || !search_push(search, all))
        return ERROR_NO_MEMORY;
    while (!error && search->boxes.count)
        error = search_box(search, search_pop(search));
    return error;
}

/* Marks become runs; between two runs both sides go forward in step. */
static enum error collect_runs(const struct search *search, uint32_t left_count,
                               uint32_t right_count, uint32_t offset, struct edit_runs *out)
{
    const bool *left = search->left.changed, *right = search->right.changed;
    uint32_t i = 0, j = 0;

    while (i < left_count || j < right_count) {
        struct edit_run run = {.left_first = i + offset, .right_first = j + offset};
        struct edit_run *place;

        while (i < left_count && left[i])
            i++;
        while (j < right_count && right[j])
            j++;
        run.left_last = i + offset;
        run.right_last = j + offset;
        if (run.left_first == run.left_last && run.right_first == run.right_last) {
            i++;
            j++;
            continue;
        }
        place = array_push(search->arena, out);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = run;
    }
    return ERROR_OK;
}

enum error edit_find(struct arena *arena, struct id_row left, struct id_row right,
                     uint64_t step_budget, struct edit_script *out)
{
    struct search search = {.arena = arena, .budget = step_budget};
    struct edit_script script = {0};
    uint32_t prefix = 0;
    enum error error;

    if (left.count > MOST_IDS || right.count > MOST_IDS)
        return ERROR_NO_MEMORY;
    while (prefix < left.count && prefix < right.count && left.at[prefix] == right.at[prefix])
        prefix++;
    left = (struct id_row){left.at + prefix, left.count - prefix};
    right = (struct id_row){right.at + prefix, right.count - prefix};
    while (left.count && right.count && left.at[left.count - 1] == right.at[right.count - 1]) {
        left.count--;
        right.count--;
    }
    error = lanes_open(&search, left, right);
    if (!error)
        error = search_all(&search);
    if (!error)
        error = collect_runs(&search, left.count, right.count, prefix, &script.runs);
    if (error)
        return error;
    script.steps = search.steps;
    script.truncated = search.truncated;
    *out = script;
    return ERROR_OK;
}
