/* Direct, mixed or scare: what kind of quotation a marked piece is. */
#ifndef COPYDESK_NEWS_KIND_H
#define COPYDESK_NEWS_KIND_H

#include "news/quote.h"
#include "news/speaker.h"

enum kind_feature {

#define FEATURE(name, direct, mixed, scare, doc) KIND_##name,
#include "news/kind.def"
#undef FEATURE
    KIND_FEATURE_COUNT
};

_Static_assert(KIND_FEATURE_COUNT <= 64, "a piece's features are the bits of one word");

/* The features of a piece, as bits of enum kind_feature. Time O(tokens of the piece). */
uint64_t kind_features(const struct scene *scene, uint32_t piece,
                       const struct attribution *attribution);

/* The kind with the largest sum; its share among the three (0 to 1) in *confidence. */
enum quote_type kind_of(uint64_t features, double *confidence);

#endif
