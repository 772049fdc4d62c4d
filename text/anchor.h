/* Where two long rows of numbers surely belong together: at numbers that each of them has once
 * (B. Cohen's patience diff). */
#ifndef COPYDESK_TEXT_ANCHOR_H
#define COPYDESK_TEXT_ANCHOR_H

#include "base/array.h"

/* Places in the two rows. */
struct anchor {
    uint32_t left, right;
};

struct anchors {
    struct anchor *at;
    size_t count, capacity;
};

/* How often a number stands in each row, and where it was seen last. */
struct anchor_use {
    uint32_t left, right; /* place + 1; 0: nowhere; ANCHOR_TWICE */
};

#define ANCHOR_TWICE UINT32_MAX

struct anchor_rows {
    const uint32_t *left, *right;
    uint32_t lefts, rights;
};

/* Finds the longest chain of anchors that ascends on both sides. An anchor has a neighbour that is
 * the same on both sides too, unless `may_stand_alone`. uses: by number, all zero before and after.
 * `out` is emptied first. Time O(lefts + rights + anchors · log anchors). Fails: ERROR_NO_MEMORY.
 */
NODISCARD enum error anchor_find(struct arena *arena, const struct anchor_rows *rows,
                                 bool may_stand_alone, struct anchor_use *uses,
                                 struct anchors *out);

#endif
