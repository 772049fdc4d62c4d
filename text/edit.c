/* How: numbers that stand on one side only are dropped first (they are changed whatever happens).
 * Boxes (a range of the left against a range of the right) that are large are cut at their anchors,
 * others at the middle of a shortest path, until one side is empty. A box that costs more than its
 * share is cut at anchors; when there are none, where the search got furthest. */
#include "text/edit.h"

#include "text/anchor.h"
#include "text/middle.h"

enum {
    LARGE_BOX = 2000,      /* ids of both sides: cut at anchors before a path is looked for */
    FIRST_SHARE = 4,       /* at most one in so many steps of the budget for one box, */
    LEAST_STEPS = 1 << 15, /* and so many where one in so many of what is left allows it: */
    LEAST_SHARE = 64,
    LEAST_CHANGES = 8, /* of a hurried search before it is cut */
    MOST_IDS = INT32_MAX / 2 - 2
};

enum haste {
    HASTE_NONE,    /* a shortest path is looked for, within a share of the budget */
    HASTE_ANCHORS, /* the same; there was no anchor with company left */
    HASTE_MUCH     /* few changes for each box, then it is cut short */
};

/* One side without the numbers that the other lacks. */
struct lane {
    uint32_t *numbers;
    uint32_t *places; /* index in the caller's row */
    bool *changed;    /* by index in the caller's row */
    uint32_t count;
    size_t room;
};

struct box {
    uint32_t left_first, left_last, right_first, right_last;
    enum haste haste;
};

struct boxes {
    struct box *at;
    size_t count, capacity;
};

enum { IN_LEFT = 1, IN_RIGHT = 2 };

struct editor {
    struct arena *arena;
    uint32_t numbers;        /* bound of all */
    uint8_t *sides;          /* by number: where it stands; zero between scripts */
    struct anchor_use *uses; /* by number; NULL until a large box comes */
    struct lane left, right;
    struct frontiers frontiers;
    size_t frontier_room;
    struct anchors anchors;
    struct boxes boxes; /* still to do */
    struct edit_runs runs;
    uint64_t steps, budget;
    uint64_t size_left; /* ids in all boxes still to do */
    bool truncated;
};

enum error editor_open(struct arena *arena, uint32_t numbers, struct editor **out)
{
    struct editor *editor = arena_new(arena, struct editor);

    if (!editor)
        return ERROR_NO_MEMORY;
    *editor = (struct editor){
        .arena = arena, .numbers = numbers, .sides = arena_array(arena, uint8_t, numbers)};
    *out = editor;
    return editor->sides ? ERROR_OK : ERROR_NO_MEMORY;
}

static uint64_t box_size(const struct box *box)
{
    return (uint64_t)(box->left_last - box->left_first) + (box->right_last - box->right_first);
}

static bool push_box(struct editor *editor, struct box box)
{
    struct box *place = array_push(editor->arena, &editor->boxes);

    if (!place)
        return false;
    *place = box;
    editor->size_left += box_size(&box);
    return true;
}

static struct box pop_box(struct editor *editor)
{
    struct box box = editor->boxes.at[--editor->boxes.count];

    editor->size_left -= box_size(&box);
    return box;
}

static void trim_box(const struct editor *editor, struct box *box)
{
    const uint32_t *left = editor->left.numbers, *right = editor->right.numbers;

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

static void mark_changed(const struct editor *editor, const struct box *box)
{
    for (uint32_t i = box->left_first; i < box->left_last; i++)
        editor->left.changed[editor->left.places[i]] = true;
    for (uint32_t i = box->right_first; i < box->right_last; i++)
        editor->right.changed[editor->right.places[i]] = true;
}

static uint64_t steps_left(const struct editor *editor)
{
    return editor->budget > editor->steps ? editor->budget - editor->steps : 0;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* What a box may cost before it is cut otherwise: its share of what is left, by its size. */
static struct allowance allowance_of(const struct editor *editor, const struct box *box)
{
    uint64_t rest = steps_left(editor), size = box_size(box), all = editor->size_left + size;
    uint64_t share = rest / all * size + rest % all * size / all;
    uint64_t changes = rest / (4 * all);

    if (share < LEAST_STEPS)
        share = rest / LEAST_SHARE < LEAST_STEPS ? larger(share, rest / LEAST_SHARE) : LEAST_STEPS;
    if (share > editor->budget / FIRST_SHARE)
        share = editor->budget / FIRST_SHARE;
    if (box->haste != HASTE_MUCH)
        return (struct allowance){share, INT32_MAX};
    if (changes < LEAST_CHANGES)
        changes = LEAST_CHANGES;
    return (struct allowance){rest, changes < INT32_MAX ? (int32_t)changes : INT32_MAX};
}

static bool widen_frontiers(struct editor *editor, size_t need)
{
    if (need <= editor->frontier_room)
        return true;
    arena_release(editor->arena, editor->frontiers.forward,
                  editor->frontier_room * sizeof(int32_t));
    arena_release(editor->arena, editor->frontiers.backward,
                  editor->frontier_room * sizeof(int32_t));
    editor->frontiers = (struct frontiers){arena_unset(editor->arena, int32_t, need),
                                           arena_unset(editor->arena, int32_t, need)};
    editor->frontier_room = need;
    return editor->frontiers.forward && editor->frontiers.backward;
}

/* Cuts a box in two at the middle of a path through it; *met is false, and the box as it was, when
 * its allowance ran out and another way is left. */
static enum error cut_at_middle(struct editor *editor, const struct box *box, bool *met)
{
    struct path_rows rows = {
        .left = editor->left.numbers + box->left_first,
        .right = editor->right.numbers + box->right_first,
        .lefts = (int32_t)(box->left_last - box->left_first),
        .rights = (int32_t)(box->right_last - box->right_first),
    };
    struct box before = *box, after = *box;
    struct middle middle;

    if (!widen_frontiers(editor, box_size(box) + 3))
        return ERROR_NO_MEMORY;
    middle = middle_find(&rows, editor->frontiers, allowance_of(editor, box));
    editor->steps += middle.steps;
    *met = middle.is_met || box->haste == HASTE_MUCH;
    if (!*met)
        return ERROR_OK;
    editor->truncated |= !middle.is_met;
    before.left_last = after.left_first = box->left_first + middle.left;
    before.right_last = after.right_first = box->right_first + middle.right;
    return push_box(editor, after) && push_box(editor, before) ? ERROR_OK : ERROR_NO_MEMORY;
}

static bool push_gaps(struct editor *editor, const struct box *box)
{
    struct box gap = *box;

    for (size_t i = editor->anchors.count; i-- > 0;) {
        struct anchor anchor = editor->anchors.at[i];
        struct box after = gap;

        after.left_first = box->left_first + anchor.left + 1;
        after.right_first = box->right_first + anchor.right + 1;
        gap.left_last = box->left_first + anchor.left;
        gap.right_last = box->right_first + anchor.right;
        if (box_size(&after) && !push_box(editor, after))
            return false;
    }
    return push_box(editor, gap);
}

/* Cuts a box at its anchors; the box as it was, in more haste, comes back where it has none. */
static enum error cut_at_anchors(struct editor *editor, const struct box *box, bool may_stand_alone)
{
    struct anchor_rows rows = {
        .left = editor->left.numbers + box->left_first,
        .right = editor->right.numbers + box->right_first,
        .lefts = box->left_last - box->left_first,
        .rights = box->right_last - box->right_first,
    };
    struct box again = *box;
    enum error error;

    if (!editor->uses) {
        editor->uses = arena_array(editor->arena, struct anchor_use, editor->numbers);
        if (!editor->uses)
            return ERROR_NO_MEMORY;
    }
    editor->steps += box_size(box);
    error = anchor_find(editor->arena, &rows, may_stand_alone, editor->uses, &editor->anchors);
    if (error)
        return error;
    if (editor->anchors.count)
        return push_gaps(editor, box) ? ERROR_OK : ERROR_NO_MEMORY;
    again.haste = may_stand_alone ? HASTE_MUCH : HASTE_ANCHORS;
    return push_box(editor, again) ? ERROR_OK : ERROR_NO_MEMORY;
}

/* Does one box: marks it, or pushes what it is cut into. */
static enum error do_box(struct editor *editor, struct box box)
{
    bool met = false;
    enum error error;

    trim_box(editor, &box);
    if (box.left_first == box.left_last || box.right_first == box.right_last) {
        mark_changed(editor, &box);
        return ERROR_OK;
    }
    if (steps_left(editor) == 0) {
        editor->truncated = true;
        mark_changed(editor, &box);
        return ERROR_OK;
    }
    if (box.haste == HASTE_NONE && box_size(&box) >= LARGE_BOX)
        return cut_at_anchors(editor, &box, false);
    error = cut_at_middle(editor, &box, &met);
    return error || met ? error : cut_at_anchors(editor, &box, true);
}

static bool widen_lane(struct arena *arena, struct lane *lane, uint32_t count)
{
    if (count < lane->room)
        return true;
    arena_release(arena, lane->numbers, lane->room * sizeof *lane->numbers);
    arena_release(arena, lane->places, lane->room * sizeof *lane->places);
    arena_release(arena, lane->changed, lane->room * sizeof *lane->changed);
    lane->room = (size_t)count + 1; /* one more: where a walk over the marks ends */
    lane->numbers = arena_unset(arena, uint32_t, lane->room);
    lane->places = arena_unset(arena, uint32_t, lane->room);
    lane->changed = arena_unset(arena, bool, lane->room);
    return lane->numbers && lane->places && lane->changed;
}

/* Copies the numbers that stand on the other side too; the others are marked as changed. */
static void fill_lane(const struct editor *editor, struct number_row row, struct lane *lane)
{
    lane->count = 0;
    for (uint32_t i = 0; i < row.count; i++) {
        bool is_shared = editor->sides[row.at[i]] == (IN_LEFT | IN_RIGHT);

        lane->numbers[lane->count] = row.at[i];
        lane->places[lane->count] = i;
        lane->count += is_shared;
        lane->changed[i] = !is_shared;
    }
}

static bool fill_lanes(struct editor *editor, struct number_row left, struct number_row right)
{
    if (!widen_lane(editor->arena, &editor->left, left.count) ||
        !widen_lane(editor->arena, &editor->right, right.count))
        return false;
    for (uint32_t i = 0; i < left.count; i++)
        editor->sides[left.at[i]] |= IN_LEFT;
    for (uint32_t i = 0; i < right.count; i++)
        editor->sides[right.at[i]] |= IN_RIGHT;
    fill_lane(editor, left, &editor->left);
    fill_lane(editor, right, &editor->right);
    for (uint32_t i = 0; i < left.count; i++)
        editor->sides[left.at[i]] = 0;
    for (uint32_t i = 0; i < right.count; i++)
        editor->sides[right.at[i]] = 0;
    return true;
}

/* Marks become runs; between two runs both sides go forward in step. */
static enum error collect_runs(struct editor *editor, uint32_t left_count, uint32_t right_count,
                               uint32_t offset)
{
    const bool *left = editor->left.changed, *right = editor->right.changed;
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
        place = array_push(editor->arena, &editor->runs);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = run;
    }
    return ERROR_OK;
}

enum error editor_find(struct editor *editor, struct number_row left, struct number_row right,
                       uint64_t step_budget, struct edit_script *out)
{
    uint32_t prefix = 0;
    enum error error = ERROR_OK;

    if (left.count > MOST_IDS || right.count > MOST_IDS)
        return ERROR_NO_MEMORY;
    while (prefix < left.count && prefix < right.count && left.at[prefix] == right.at[prefix])
        prefix++;
    left = (struct number_row){left.at + prefix, left.count - prefix};
    right = (struct number_row){right.at + prefix, right.count - prefix};
    while (left.count && right.count && left.at[left.count - 1] == right.at[right.count - 1]) {
        left.count--;
        right.count--;
    }
    editor->budget = step_budget;
    editor->steps = editor->size_left = 0;
    editor->truncated = false;
    editor->boxes.count = editor->runs.count = 0;
    if (!fill_lanes(editor, left, right) ||
        !push_box(editor,
                  (struct box){.left_last = editor->left.count, .right_last = editor->right.count}))
        return ERROR_NO_MEMORY;
    while (!error && editor->boxes.count)
        error = do_box(editor, pop_box(editor));
    if (!error)
        error = collect_runs(editor, left.count, right.count, prefix);
    if (!error)
        *out = (struct edit_script){editor->runs, editor->steps, editor->truncated};
    return error;
}

enum error edit_find(struct arena *arena, struct id_row left, struct id_row right,
                     uint64_t step_budget, struct edit_script *out)
{
    uint32_t *lefts = arena_array(arena, uint32_t, left.count);
    uint32_t *rights = arena_array(arena, uint32_t, right.count);
    struct vocabulary vocabulary;
    struct editor *editor;
    enum error error = lefts && rights
                           ? vocabulary_open(arena, (size_t)left.count + right.count, &vocabulary)
                           : ERROR_NO_MEMORY;

    if (!error)
        error = vocabulary_numbers(&vocabulary, left.at, left.count, lefts);
    if (!error)
        error = vocabulary_numbers(&vocabulary, right.at, right.count, rights);
    if (!error)
        error = editor_open(arena, vocabulary.count, &editor);
    if (!error)
        error = editor_find(editor, (struct number_row){lefts, left.count},
                            (struct number_row){rights, right.count}, step_budget, out);
    return error;
}
