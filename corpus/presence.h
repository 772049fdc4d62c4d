/* In which articles a name stands: the first ones of each group that is asked for. */
#ifndef COPYDESK_CORPUS_PRESENCE_H
#define COPYDESK_CORPUS_PRESENCE_H

#include "corpus/group.h"

struct presence {
    uint32_t most;      /* articles of a group that are kept */
    uint32_t slots;     /* groups asked for */
    uint32_t *slot_of;  /* of a group, plus 1; 0: nobody asks for it */
    uint32_t *articles; /* [slot][most] */
    uint8_t *count;     /* of a slot's articles */
};

/* Room to ask for groups of the grouping; `most` is below 256. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error presence_open(const struct grouping *grouping, uint32_t most,
                                   struct presence *out);

/* Asks for a group; again is the same. O(1). */
void presence_ask(struct presence *presence, uint32_t group);

/* Gathers the articles of all groups asked for; groups[i]: that of the i-th entity of all articles
 * in a row, or NO_GROUP. Time O(entities). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error presence_read(const struct grouping *grouping, const uint32_t *groups,
                                   struct presence *presence);

/* The articles of a group that was asked for, in order, and how many. O(1). */
const uint32_t *presence_of(const struct presence *presence, uint32_t group, uint32_t *count);

#endif
