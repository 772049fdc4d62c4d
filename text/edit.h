/* Shortest edit script between two sequences of words (Myers 1986, linear space; long ones are cut
 * at unique words first, as in patience diff), bounded by a budget of steps. */
#ifndef COPYDESK_TEXT_EDIT_H
#define COPYDESK_TEXT_EDIT_H

#include "text/vocabulary.h"

/* One side: ids in their order; they compare by ==. */
struct id_row {
    const uint64_t *at;
    uint32_t count;
};

/* One side: numbers of a vocabulary in their order. */
struct number_row {
    const uint32_t *at;
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

/* Finds scripts, one after another, in the same memory. */
struct editor;

/* numbers: all rows hold numbers below this. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error editor_open(struct arena *arena, uint32_t numbers, struct editor **out);

/* The script's runs live until the editor's next one. Time O(left + right + steps), at most about
 * `step_budget` of these; of a row of a few thousand words, or where the unique words tell, the
 * script is a shortest or close to it. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error editor_find(struct editor *editor, struct number_row left,
                                 struct number_row right, uint64_t step_budget,
                                 struct edit_script *out);

/* The same for ids of any kind; the runs live as long as the arena. */
NODISCARD enum error edit_find(struct arena *arena, struct id_row left, struct id_row right,
                               uint64_t step_budget, struct edit_script *out);

#endif
