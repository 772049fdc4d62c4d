/* An article of the corpus as ninjs 3.1, for systems of newsrooms. */
#ifndef COPYDESK_SCHEMAS_NINJS_H
#define COPYDESK_SCHEMAS_NINJS_H

#include "schemas/reading.h"

struct ninjs_standard {
    struct slice name, version, schema;
};

/* A headline or a body. */
struct ninjs_text {
    struct slice role, content_type, value;
};

/* A person, organisation or place. */
struct ninjs_named {
    struct slice name, rel;
};

struct ninjs_source {
    struct slice name, role;
};

struct ninjs_reply {
    struct slice uri, type, profile, language;
    struct ninjs_standard standard;
    struct slice by, version_created, first_created;
    struct wire_list headlines, bodies;             /* struct ninjs_text; at NULL: none */
    struct wire_list people, organisations, places; /* struct ninjs_named */
    struct wire_list sources;                       /* struct ninjs_source; at NULL: none */
};

extern const struct shape ninjs_reply_shape;

/* reading: of the article, with an analysis. Names in order of first mention; rel is "about" of
 * those that the first paragraph and later ones name, else "mentions". Dates without a time or a
 * zone are left out, as the standard has no place for them. Time O(text). Fails: ERROR_NO_MEMORY.
 * Source: IPTC, ninjs 3.1. */
NODISCARD enum error ninjs_reply_build(struct arena *arena, const struct reading *reading,
                                       uint32_t article, struct ninjs_reply *out);

#endif
