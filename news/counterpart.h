/* Which name of one text is which of another. */
#ifndef COPYDESK_NEWS_COUNTERPART_H
#define COPYDESK_NEWS_COUNTERPART_H

#include "news/reading.h"

/* Pairs the entities (PERSON to MISC) of both sides: by key, by the keys of their other names, by
 * sound, then by short forms that fit one alone (Linda Marsh and Marsh, Dan and Daniel Keller, NTSB
 * and National Transportation Safety Board). Fills both, left_only and right_only, in order of
 * first mention, and comparison->right_entity. O(names). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error counterpart_find(struct comparison *comparison, struct diff *diff);

/* Whether a person of the left and one of the right are told to be the same though a name is
 * written otherwise by a letter or two: the rest of the name or a role is in both. O(bytes of the
 * names).
 */
bool counterpart_is_respelt(const struct comparison *comparison, uint32_t left, uint32_t right);

#endif
