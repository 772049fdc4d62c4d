/* Which parts of two texts share words: an inverted index of runs of loose words, rare runs
 * weighing more than common ones. */
#ifndef COPYDESK_NEWS_LIKENESS_H
#define COPYDESK_NEWS_LIKENESS_H

#include "news/reading.h"

/* Two parts that share something. */
struct likeness {
    uint32_t left, right; /* parts */
    uint32_t shared;      /* distinct runs in both */
    double weight;        /* of these runs */
    double in_left;       /* share of the left part's weight that stands in the right one, 0 to 1 */
    double in_right;      /* and the other way round */
};

struct likenesses {
    struct likeness *at;
    size_t count, capacity;
    bool truncated; /* the budget of visits ran out: some pairs are missing */
};

struct likeness_side {
    const struct reading *reading;
    const struct parts *parts;
    const bool *skip; /* by part: leave it out; NULL: take all */
};

struct likeness_terms {
    uint32_t run;    /* words of a run: 1 or 2 */
    double least;    /* share of either part below which a pair is left out, 0 to 1 */
    uint64_t visits; /* at most, then truncated */
    double stopword; /* what a stopword weighs of another word, where runs are of 1: 0 to 1 */
};

/* The pairs that share runs (a part of one word has that one), runs that stand in many parts apart;
 * by left, then right part. Time O(tokens + visits). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error likeness_weigh(const struct comparison *c, const struct likeness_side *left,
                                    const struct likeness_side *right,
                                    const struct likeness_terms *terms, struct likenesses *out);

/* The pairs whose words a shortest script over all words keeps, in their order: also where every
 * run is common. shared, weight: words kept; in_left, in_right: their share of the part. At most
 * `steps` of search (then truncated). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error likeness_in_order(const struct comparison *c, const struct likeness_side *left,
                                       const struct likeness_side *right, uint64_t steps,
                                       struct likenesses *out);

#endif
