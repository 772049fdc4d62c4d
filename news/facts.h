/* Two independent reports of one event: which sentences tell the same, which figures conflict. */
#ifndef COPYDESK_NEWS_FACTS_H
#define COPYDESK_NEWS_FACTS_H

#include "news/reading.h"

/* Whether two texts may report one event, by the names and words they share. right_entity of the
 * comparison is set; sets is_shuffled. O(tokens). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error facts_are_related(struct comparison *comparison, bool *related);

/* Pairs the sentences of both sides by shared names, numbers and rare words, each at most once, and
 * looks for figures of one kind and one noun that differ. Headlines and bylines are passed over.
 * right_entity of the comparison is set. O(tokens), bounded. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error facts_find(struct comparison *comparison, struct facts *out);

#endif
