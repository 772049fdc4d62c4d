/* Entities and quotes of two texts that belong together. */
#ifndef COPYDESK_NEWS_PAIRS_H
#define COPYDESK_NEWS_PAIRS_H

#include "news/reading.h"

/* Pairs the entities (PERSON to MISC) of both sides by key, then by the keys of their other names;
 * fills both, left_only and right_only, in order of first mention, and comparison->right_entity.
 * O(names). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pairs_of_entities(struct comparison *comparison, struct diff *diff);

/* Whether a person of the left and one of the right are told to be the same though a name is
 * written otherwise by a letter or two: the rest of the name or a role is in both. O(bytes of the
 * names).
 */
bool pairs_are_respelt(const struct comparison *comparison, uint32_t left, uint32_t right);

/* Pairs the direct and mixed quotes of both sides by their words, then by their speakers; in the
 * order of the right side, removed ones behind what stood before them. O(words of the quotes),
 * bounded. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pairs_of_quotes(struct comparison *comparison, struct quote_pairs *out);

#endif
