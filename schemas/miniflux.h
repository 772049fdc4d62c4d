/* Requests and replies of Miniflux' webhook: POST /miniflux. */
#ifndef COPYDESK_SCHEMAS_MINIFLUX_H
#define COPYDESK_SCHEMAS_MINIFLUX_H

#include "schemas/analysis.h"

struct miniflux_entry {
    uint64_t id;
    struct slice title, url, published_at, content, author;
};

struct miniflux_request {
    struct slice event_type;
    struct wire_list entries; /* struct miniflux_entry; at NULL: an event of another kind */
};

struct miniflux_result {
    uint64_t id;
    struct slice title, url;
    struct slice text; /* that offsets count from */
    struct analysis_reply analysis;
};

struct miniflux_reply {
    struct slice event_type;
    struct wire_list entries; /* struct miniflux_result */
};

extern const struct shape miniflux_request_shape, miniflux_reply_shape;

#endif
