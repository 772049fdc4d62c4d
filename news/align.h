/* Which paragraphs (or sentences) of two texts belong together. */
#ifndef COPYDESK_NEWS_ALIGN_H
#define COPYDESK_NEWS_ALIGN_H

#include "news/reading.h"

/* Aligns the parts of two sides: each part of either side stands in exactly one unit; the order is
 * that of the right side, removed parts where they stood. Units have relation and `moved` set, no
 * edits yet; an unmoved pair of equal bytes is RELATION_SAME. *truncated: there was more to compare
 * than the bounds allow, and likenesses may be missing. Time O(tokens · log tokens), bounded.
 * are_related: also pair what shares few words, where its neighbours belong together.
 * Fails: ERROR_NO_MEMORY.
 * Source: docs/algorithms.md; shared word pairs weighted by rarity, heaviest ascending chain. */
NODISCARD enum error align_find(const struct comparison *c, bool are_related, struct units *out,
                                bool *truncated);

#endif
