/* Indirect speech where the sentence's pattern is clear: S said (that) C; C, S said; according to
 * S, C. */
#ifndef COPYDESK_NEWS_INDIRECT_H
#define COPYDESK_NEWS_INDIRECT_H

#include "news/speaker.h"

/* What a speaker said in other words. */
struct indirect {
    uint32_t first, last; /* tokens [first, last) of what was said */
    uint32_t phrase, cue;
    double confidence;   /* 0 to 1 */
    struct slice reason; /* the pattern, for a reader; static */
};

struct indirects {
    struct indirect *at;
    size_t count, capacity;
};

/* Finds indirect speech, in text order, at most one for a cue, none over a taken token (direct and
 * mixed quotes). taken: for each token. Time O(tokens). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error indirect_find(const struct scene *scene, const bool *taken,
                                   struct indirects *out);

#endif
