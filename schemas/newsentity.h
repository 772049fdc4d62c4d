/* Requests and replies of news-entity-server, for its clients. */
#ifndef COPYDESK_SCHEMAS_NEWSENTITY_H
#define COPYDESK_SCHEMAS_NEWSENTITY_H

#include "intake/article.h"
#include "schemas/reading.h"

/* Fields of its forms. */
struct newsentity_request {
    struct slice text, html, url, language;
    uint32_t title; /* 1: the headline is read before the text */
};

struct newsentity_entity {
    struct slice text, type;
    uint32_t start, end;
};

struct newsentity_results {
    struct slice url, original_url, domain_name;
    struct wire_list entities; /* struct newsentity_entity; at NULL: none asked */
    struct slice title, published, language, content; /* of what was fetched or extracted */
};

struct newsentity_reply {
    struct slice version, status, model;
    uint32_t duration_ms;
    struct newsentity_results results;
};

/* A failure in its own form, but with a status that says so. */
struct newsentity_error {
    struct slice status, message, version;
    uint32_t code, duration_ms;
};

extern const struct shape newsentity_request_shape, newsentity_reply_shape, newsentity_error_shape;

/* Every mention of the reading under spaCy's labels, in text order; code points. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error newsentity_entities_build(struct arena *arena, const struct reading *reading,
                                               struct wire_list *out);

/* "example.com" of "https://www.example.com:80/a"; no value of what is no such URL. */
struct slice newsentity_domain(struct slice url);

#endif
