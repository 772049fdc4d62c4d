/* Corpus entities: the groups of names with their ids, aliases, articles and dates. */
#ifndef COPYDESK_CORPUS_ENTITIES_H
#define COPYDESK_CORPUS_ENTITIES_H

#include "corpus/group.h"

struct corpus_entities {
    struct corpus_entity *at; /* by falling article count, then id */
    uint32_t count;
    struct slice *forms; /* of each: the keys of its name and aliases, a blank between them */
    uint32_t *number_of; /* per group: the entity of a root, else NO_ENTITY */
    struct map ids;      /* to entity numbers */
};

/* Makes the entities of all groups; strings are on the arena or in the stored articles, so that the
 * grouping may be dropped. An id is the entity's key; where several types have one key, the one
 * with the most articles (then the lower type) keeps it, the others get their type behind it:
 * "mercury-organization". Time O(mentions) expected + O(entities · log entities).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error entities_make(struct arena *arena, const struct grouping *grouping,
                                   struct corpus_entities *out);

#endif
