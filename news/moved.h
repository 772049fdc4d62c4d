/* Words that only changed their place inside a paragraph. */
#ifndef COPYDESK_NEWS_MOVED_H
#define COPYDESK_NEWS_MOVED_H

#include "news/reading.h"

/* Notes "moved" on each deletion and the insertion of the same words in one unit, from four words
 * on. O(edits), bounded by the first thousand. */
void moved_note(const struct comparison *c, struct unit *unit);

/* Whether that was noted of an edit. */
bool moved_is_noted(const struct edit *edit);

#endif
