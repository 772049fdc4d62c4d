/* The replies that tell about the service itself. */
#ifndef COPYDESK_SCHEMAS_SERVICE_H
#define COPYDESK_SCHEMAS_SERVICE_H

#include "schemas/shape.h"

/* GET /v1/limits */
struct limits_reply {
    struct slice version;
    uint32_t generation;
    uint64_t body_bytes, text_bytes, batch_lines, batch_bytes, diff_names_bytes, json_depth,
        request_ms;
    uint64_t request_memory, total_memory, queue, connections, connections_per_client;
};

/* GET /readyz: 200 when ready, else 503 */
struct ready_reply {
    bool ready;
    uint32_t generation;
    uint64_t articles, analysed, refused;
    struct slice reason; /* why not ready; no value when ready */
};

/* GET /healthz */
struct health_reply {
    struct slice status; /* "ok" */
};

extern const struct shape limits_reply_shape, ready_reply_shape, health_reply_shape;

#endif
