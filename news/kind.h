/* Direct, mixed or scare: what kind of quotation a marked piece is. */
#ifndef COPYDESK_NEWS_KIND_H
#define COPYDESK_NEWS_KIND_H

#include "news/quote.h"
#include "news/speaker.h"

enum kind_feature {

#define FEATURE(name, direct, mixed, scare, doc)     KIND_##name,
#define PAIR(name, one, other, direct, mixed, scare) KIND_##name,
#include "news/kind.def"
#undef PAIR
#undef FEATURE
    KIND_FEATURE_COUNT
};

_Static_assert((int)KIND_FEATURE_COUNT <= (int)EVIDENCE_MAX, "a set holds them");

/* The features of a piece. earlier: what the pieces before it are. Time O(tokens of the piece). */
evidence kind_features(const struct scene *scene, uint32_t piece,
                       const struct attribution *attribution, const enum quote_type *earlier);

struct kind {
    enum quote_type type;
    double share; /* of this kind among the three, 0 to 1 */
    double doubt; /* the share of QUOTE_SCARE */
};

/* The kind with the largest sum. */
struct kind kind_of(evidence features);

#endif
