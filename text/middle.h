/* The middle of a shortest edit path through two rows of numbers (Myers 1986, section 4b): a search
 * from both ends that meets there. */
#ifndef COPYDESK_TEXT_MIDDLE_H
#define COPYDESK_TEXT_MIDDLE_H

#include "base/slice.h"

/* Two rows that differ at their first and at their last place, none of them empty. */
struct path_rows {
    const uint32_t *left, *right;
    int32_t lefts, rights;
};

/* Memory of a search: lefts + rights + 3 numbers each, in any state. */
struct frontiers {
    int32_t *forward, *backward; /* furthest left place by diagonal */
};

/* What a search may cost. */
struct allowance {
    uint64_t steps;  /* comparisons */
    int32_t changes; /* on the path of either search */
};

struct middle {
    uint32_t left, right; /* lefts and rights before the middle */
    bool is_met;    /* else the allowance ran out: the place that either search got furthest */
    uint64_t steps; /* spent */
};

/* Time O((lefts + rights) · changes) at worst, at most the allowance and one round more. */
struct middle middle_find(const struct path_rows *rows, struct frontiers frontiers,
                          struct allowance allowance);

#endif
