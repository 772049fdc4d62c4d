/* Splits and merges that edits hide: the next part says what an edited one no longer does. */
#ifndef COPYDESK_NEWS_REMAINDER_H
#define COPYDESK_NEWS_REMAINDER_H

#include "news/piece.h"

/* Joins to each group of two unlike parts the free parts beside it that hold much of what the one
 * side has and the other lacks. Time as editor_find over such groups. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error remainder_join(struct aligning *a);

#endif
