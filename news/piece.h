/* Alignment as it goes on: groups of parts, and the pieces of splits and merges. */
#ifndef COPYDESK_NEWS_PIECE_H
#define COPYDESK_NEWS_PIECE_H

#include "news/likeness.h"

enum { LEAST_MOVED_WORDS = 4 }; /* of a part that can be told from others by its words */

/* Parts that belong together. */
struct group {
    uint32_t left_first, left_last, right_first, right_last;
    struct span left_gap, right_gap; /* parts of other groups, or of none, between the pieces */
    double covered;                  /* share of the single part that its pieces have */
    double mean;                     /* of the shares that its best pair has in each other */
    bool is_chained;
};

struct groups {
    struct group *at;
    size_t count, capacity;
};

struct aligning {
    const struct comparison *c;
    struct arena *arena;
    const struct reading *left, *right;
    uint32_t *left_group, *right_group; /* by part: 1 + its group, or 0 */
    bool *left_done, *right_done;
    struct groups groups;
    uint64_t steps; /* left for the search of short pieces */
    bool truncated;
};

/* Words of the shorter of two parts, a little above none. */
double piece_words(const struct aligning *a, uint32_t left, uint32_t right);

/* Makes the free one of two alike parts a further piece of the group of the other, when the group's
 * single part holds it and it stands next to the pieces there are. */
void piece_join(struct aligning *a, const struct likeness *like);

/* Takes the parts of a few words at the edges of a split or a merge (a group from 1), when the
 * single part holds them. */
void piece_join_edges(struct aligning *a, uint32_t number);

#endif
