/* What a linear model weighs: a set of named features, a bit each. */
#ifndef COPYDESK_NEWS_EVIDENCE_H
#define COPYDESK_NEWS_EVIDENCE_H

#include <stdint.h>

enum { EVIDENCE_MAX = 128 }; /* features of one model */

__extension__ typedef unsigned __int128 evidence;

#define EVIDENCE(feature) ((evidence)1 << (feature))

/* Takes the lowest feature out of a set that is not empty. */
static inline unsigned evidence_take(evidence *set)
{
    uint64_t low = (uint64_t)*set;
    unsigned feature = low ? (unsigned)__builtin_ctzll(low)
                           : 64U + (unsigned)__builtin_ctzll((uint64_t)(*set >> 64));

    *set &= *set - 1;
    return feature;
}

#endif
