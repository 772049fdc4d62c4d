/* Quotes of two texts that belong together. */
#ifndef COPYDESK_NEWS_PAIRS_H
#define COPYDESK_NEWS_PAIRS_H

#include "news/reading.h"

/* Pairs the direct and mixed quotes of both sides by their words, then by their speakers; in the
 * order of the right side, removed ones behind what stood before them. O(words of the quotes),
 * bounded. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pairs_of_quotes(struct comparison *comparison, struct quote_pairs *out);

#endif
