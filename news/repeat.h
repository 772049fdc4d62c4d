/* Pull quotes: the same words said once and printed twice. */
#ifndef COPYDESK_NEWS_REPEAT_H
#define COPYDESK_NEWS_REPEAT_H

#include "news/quote.h"

/* Sets `duplicate_of` of each direct quote of five words or more that stands whole in another one:
 * of the shorter, of two alike the later. One without a verb of speech of its own takes the
 * other's speaker. Marks, case
 * and blanks do not count. Time O(words of the quotes). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error repeat_find(struct arena *arena, const struct document *document,
                                 struct quotes *quotes);

#endif
