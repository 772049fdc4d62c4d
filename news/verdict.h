/* The comparison in one plain sentence. */
#ifndef COPYDESK_NEWS_VERDICT_H
#define COPYDESK_NEWS_VERDICT_H

#include "news/reading.h"

/* Writes one English sentence from the mode, the counts, the quotes and the facts of a diff.
 * O(units + quotes). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error verdict_write(const struct comparison *comparison, const struct diff *diff,
                                   struct slice *out);

#endif
