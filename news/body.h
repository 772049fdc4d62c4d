/* Names of bodies as keys: what of them may stand for the whole. */
#ifndef COPYDESK_NEWS_BODY_H
#define COPYDESK_NEWS_BODY_H

#include "news/models.h"

/* "department-of-justice" is "justice-department", "ministry-of-defence" "defence-ministry"; any
 * other key is itself. On the arena. O(length). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error body_turned(struct arena *arena, struct slice key, struct slice *out);

/* The words of a key up to the first "of", "for", "in", "and", … : "bank" of "bank-of-england". */
struct slice body_head(struct slice key);

/* May the last words of a body's name stand for it: "city-council", but not "house" or "times",
 * which are names of their own? */
bool body_may_end(struct slice tail);

/* Does the place go without its last word: "susquehanna-river", "wembley-stadium"? */
bool body_is_site(struct slice key);

#endif
