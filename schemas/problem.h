/* What is answered when a request fails: application/problem+json, RFC 9457. */
#ifndef COPYDESK_SCHEMAS_PROBLEM_H
#define COPYDESK_SCHEMAS_PROBLEM_H

#include "schemas/shape.h"

struct problem_reply {
    struct slice type, title;
    uint32_t status;
    struct slice code, detail, instance;
    struct wire_list errors; /* struct fault */
    uint64_t line;           /* of the body, or of a batch; WIRE_NO_SIZE: left out */
    uint32_t column;         /* WIRE_NONE: left out */
};

extern const struct shape problem_reply_shape;

/* instance: the request id, or no value. Of a bad_json the line and column are those of the body;
 * a batch puts its own line in afterwards. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error problem_reply_build(struct arena *arena, const struct problem *problem,
                                         unsigned status, struct slice instance,
                                         struct problem_reply *out);

#endif
