/* Figures of two reports that ought to be one and are not. */
#ifndef COPYDESK_NEWS_CONFLICT_H
#define COPYDESK_NEWS_CONFLICT_H

#include "news/reading.h"

/* Finds pairs of figures (NUMBER, PERCENT, MONEY, durations) that cannot mean the same and that
 * count the same: in sentences that tell the same, with a noun or a verb in common or as the only
 * ones; elsewhere, with a noun that each text counts once and a name or two words in common around
 * it; and dates of sentences that tell the same. By the left's order.
 * O(tokens + figures), bounded. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error conflict_find(struct comparison *comparison, const struct parts *left,
                                   const struct parts *right, const struct shared_facts *shared,
                                   struct conflicts *out);

#endif
