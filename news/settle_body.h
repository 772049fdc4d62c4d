/* Where the name of a body ends that says what or where it is of. */
#ifndef COPYDESK_NEWS_SETTLE_BODY_H
#define COPYDESK_NEWS_SETTLE_BODY_H

#include "news/mention.h"

/* Parts a company from the place that it is of ("Acme Shipping of Hull"), and joins a body with
 * what it is named by ("Bank" of "England", "Mission" in "Haiti"). Names stay in text order. Time
 * O(names). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error settle_bodies(struct arena *arena, const struct document *document,
                                   struct mentions *names);

#endif
