/* One article read in full: names, entities, quotes. */
#ifndef COPYDESK_NEWS_ANALYSIS_H
#define COPYDESK_NEWS_ANALYSIS_H

#include "news/quote.h"

struct analysis {
    struct mentions mentions;
    struct entities entities;
    struct quotes quotes;
};

/* mention_find, entity_gather, quote_find in their order; strings are on the arena or in the
 * document's text. published: ISO 8601 or empty. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error analysis_read(struct arena *arena, const struct models *models,
                                   const struct document *document, struct slice published,
                                   struct analysis *out);

#endif
