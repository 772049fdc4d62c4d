/* Which articles report the same event in words of their own: rare names in common, like words,
 * close dates. */
#ifndef COPYDESK_CORPUS_EVENT_H
#define COPYDESK_CORPUS_EVENT_H

#include "corpus/likeness.h"

struct event_query {
    const struct likeness_query *likeness;
    const struct analysis *analysis;
    struct slice published;            /* ISO 8601, or empty */
    const struct related_list *copies; /* left out */
};

/* Reports of the same event, by falling score. Time O(names + postings read + candidates).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error event_find(const struct event_query *query, struct related_list *out);

#endif
