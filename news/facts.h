/* Two independent reports of one event: which sentences tell the same, which figures conflict. */
#ifndef COPYDESK_NEWS_FACTS_H
#define COPYDESK_NEWS_FACTS_H

#include "news/reading.h"

/* Pairs the sentences of both sides by shared names, numbers and rare words, each at most once, and
 * looks for figures of one kind and one noun that differ. *related: whether the two texts report
 * one event, by the names and words they share. comparison->right_entity is set.
 * Headlines and bylines are passed over. Sets comparison->is_shuffled. O(tokens), bounded. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error facts_find(struct comparison *comparison, struct facts *out, bool *related);

#endif
