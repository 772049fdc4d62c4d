/* The reply of /v1/analysis: entities, quotes and related of one source. */
#ifndef COPYDESK_SCHEMAS_ANALYSIS_H
#define COPYDESK_SCHEMAS_ANALYSIS_H

#include "schemas/entities.h"
#include "schemas/quotes.h"
#include "schemas/related.h"

struct analysis_reply {
    struct slice id;
    struct slice text; /* no value unless asked for */
    uint32_t offsets;
    struct slice model;
    struct wire_list entities; /* struct wire_entity */
    struct wire_list quotes;   /* struct wire_quote; speakers have `entity` */
    struct wire_quote_counts counts;
    struct wire_list related; /* struct wire_related */
};

extern const struct shape analysis_reply_shape;

/* All types of entities; direct, mixed and indirect quotes. matches as for quotes_reply_build.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error analysis_reply_build(struct arena *arena, const struct reading *reading,
                                          const struct quote_matches *matches,
                                          const struct related_list *related,
                                          struct analysis_reply *out);

#endif
