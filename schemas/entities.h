/* The reply of /v1/entities: the names of one article. */
#ifndef COPYDESK_SCHEMAS_ENTITIES_H
#define COPYDESK_SCHEMAS_ENTITIES_H

#include "schemas/reading.h"

struct wire_mention {
    uint32_t start, end;
    struct slice text;
    uint32_t sentence;
};

struct wire_entity {
    struct slice id; /* local: "e1" */
    struct slice corpus_id;
    struct slice name;
    uint32_t type;             /* enum entity_type */
    struct wire_list aliases;  /* struct slice */
    struct wire_list roles;    /* struct slice */
    struct wire_list mentions; /* struct wire_mention */
    struct wire_value value;
    struct wire_list coreference; /* struct wire_mention; at NULL: not asked for, not on the wire */
};

struct entities_reply {
    struct slice id;
    struct slice text; /* no value unless asked for */
    uint32_t offsets;  /* enum offsets */
    struct slice model;
    struct wire_list entities; /* struct wire_entity */
};

extern const struct shape wire_entity_shape, entities_reply_shape;

/* The entities whose type is in the bit set `types`, in order of first mention; ids count all
 * entities of the article, so that they are the same for every choice of types; with coreference
 * when the reading has references. Time O(text).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error entities_reply_build(struct arena *arena, const struct reading *reading,
                                          uint32_t types, struct entities_reply *out);

#endif
