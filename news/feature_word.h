/* Features of one word by itself, and how features get their numbers. */
#ifndef COPYDESK_NEWS_FEATURE_WORD_H
#define COPYDESK_NEWS_FEATURE_WORD_H

#include "news/feature.h"

/* Kinds of features; a number here never changes its meaning within a FEATURE_VERSION. */
enum kind {
    KIND_LOWER = 1,
    KIND_PREFIX2,
    KIND_PREFIX3,
    KIND_PREFIX4,
    KIND_SUFFIX2,
    KIND_SUFFIX3,
    KIND_SUFFIX4,
    KIND_SHAPE,
    KIND_CLUSTER4,
    KIND_CLUSTER7,
    KIND_CLUSTER10,
    KIND_CLUSTER13,
    KIND_CLUSTER16,
    KIND_BITS,
    KIND_LENGTH,
    KIND_EVIDENCE = 32, /* and 16 after it */
    KIND_BIAS = 64,
    KIND_WORD_PAIR,
    KIND_SHAPE_PAIR,
    KIND_SHAPE_TRIPLE,
    KIND_CLUSTER_PAIR,
    KIND_RUN_FIRST,
    KIND_RUN_LAST,
    KIND_RUN_PLACE,
    KIND_BEFORE_RUN,
    KIND_AFTER_RUN,
    KIND_RUN_CLUSTER,
    KIND_STYLE,
    KIND_LISTED,
    KIND_JOINED,
    KIND_APPOSITION,
    KIND_FIRST_EVIDENCE,
    KIND_AROUND,
    KIND_WORD_PAIR_AFTER,
    KIND_SHAPE_PAIR_AFTER,
    KIND_CLUSTER_PAIR_AFTER
};

/* Two numbers mixed into one, the same on every machine. */
uint32_t feature_hash(uint32_t a, uint32_t b);

/* Fills all of a word from its text; `folded_id` is its token's. O(length), at most 64 bytes of it.
 */
void feature_read_word(struct word *word, const struct lexicon *const *lists,
                       const struct clusters *clusters, uint64_t folded_id);

#endif
