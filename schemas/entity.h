/* The replies with entities of the corpus: the list, and one with where and with whom it stands. */
#ifndef COPYDESK_SCHEMAS_ENTITY_H
#define COPYDESK_SCHEMAS_ENTITY_H

#include "schemas/page.h"

struct wire_alias {
    struct slice name;
    uint32_t count;
};

struct wire_place { /* an article an entity stands in */
    struct slice article;
    uint32_t mentions;
};

struct wire_companion { /* an entity that stands in the same articles */
    struct slice id, name;
    uint32_t articles;
};

struct wire_corpus_entity {
    struct slice id, name;
    uint32_t type;            /* enum entity_type */
    struct wire_list aliases; /* struct wire_alias */
    uint32_t articles, mentions;
    struct slice first_seen, last_seen;
    struct wire_list in;   /* struct wire_place; only on the wire of one entity */
    struct wire_list with; /* struct wire_companion; likewise */
};

/* GET /v1/entities */
struct entity_list_reply {
    struct wire_list entities; /* struct wire_corpus_entity */
    struct wire_list_end end;
};

/* entity_reply_shape is GET /v1/entities/{id}: struct wire_corpus_entity with `in` and `with`. */
extern const struct shape entity_reply_shape, entity_list_reply_shape;

/* Fails: ERROR_NO_MEMORY. */
NODISCARD enum error entity_list_reply_build(struct arena *arena,
                                             const struct generation *generation,
                                             const struct page *page,
                                             struct entity_list_reply *out);

/* with: as corpus_company gave it. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error entity_reply_build(struct arena *arena, const struct generation *generation,
                                        uint32_t entity, const struct companies *with,
                                        struct wire_corpus_entity *out);

#endif
