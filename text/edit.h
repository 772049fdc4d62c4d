/* Shortest edit script between two sequences of ids (Myers 1986, linear space, with unique anchors
 * first as in patience diff), bounded by a budget of steps. Ids compare by ==. */
#ifndef COPYDESK_TEXT_EDIT_H
#define COPYDESK_TEXT_EDIT_H

#include "base/arena.h"

/* One side: ids in their order. */
struct id_row {
    const uint64_t *at;
    uint32_t count;
};

/* left[left_first, left_last) became right[right_first, right_last); one of them may be empty. */
struct edit_run {
    uint32_t left_first, left_last, right_first, right_last;
};

struct edit_runs {
    struct edit_run *at;
    size_t count, capacity;
};

struct edit_script {
    struct edit_runs runs; /* what changed, ascending on both sides; all between two runs is kept */
    uint64_t steps;        /* spent of the budget */
    bool truncated;        /* the budget ran out: correct, but not the shortest */
};

/* Time O((left + right) · changes), at most `step_budget` comparisons beyond the linear part.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error edit_find(struct arena *arena, struct id_row left, struct id_row right,
                               uint64_t step_budget, struct edit_script *out);

#endif
