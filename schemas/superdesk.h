/* Requests and replies of what Superdesk asks for tags: POST /ai. */
#ifndef COPYDESK_SCHEMAS_SUPERDESK_H
#define COPYDESK_SCHEMAS_SUPERDESK_H

#include "schemas/reading.h"

struct superdesk_item {
    struct slice guid, language, headline, abstract, body_html;
};

struct superdesk_request {
    struct slice service;
    struct superdesk_item item;
};

struct superdesk_ids {
    struct slice copydesk; /* corpus_id, or the key of the name */
};

struct superdesk_tag {
    struct slice name, qcode, source, original_source;
    struct wire_list aliases; /* struct slice */
    struct superdesk_ids altids;
};

struct superdesk_analysis {
    struct wire_list subject, organisation, person, place, event, object; /* struct superdesk_tag */
};

struct superdesk_reply {
    struct superdesk_analysis analysis;
};

extern const struct shape superdesk_request_shape, superdesk_reply_shape;

/* The entities that have names, most mentioned first, by the lists that Superdesk has for them.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error superdesk_reply_build(struct arena *arena, const struct reading *reading,
                                           struct superdesk_reply *out);

#endif
