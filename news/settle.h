/* One article, one use of a name: what its mentions together tell of names that were marked
 * unsurely.
 */
#ifndef COPYDESK_NEWS_SETTLE_H
#define COPYDESK_NEWS_SETTLE_H

#include "news/mention.h"

/* Completes the names of a document (PERSON to MISC, in text order): a body of a place is one name
 * ("Support Mission in Libya"), the agency of a dateline is one, names found once are found again,
 * and each spelling gets the type that the article as a whole speaks for. Time O(tokens).
 * arena: for the names and what is needed on the way. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error settle_names(struct arena *arena, const struct models *models,
                                  const struct document *document, struct mentions *names);

#endif
