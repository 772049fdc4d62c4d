/* Bodies of the type multipart/form-data (RFC 7578): files and fields sent by a form or `curl -F`.
 */
#ifndef COPYDESK_HANDLERS_MULTIPART_H
#define COPYDESK_HANDLERS_MULTIPART_H

#include "base/arena.h"

enum { MULTIPART_PARTS_MAX = 32, MULTIPART_HEAD_BYTES_MAX = 4096 };

/* One part, borrowed from the body; no value where its head does not say. */
struct part {
    struct slice name;
    struct slice file_name;
    struct slice content_type;
    struct slice body;
};

struct parts {
    struct part *at;
    size_t count, capacity;
};

/* Cuts a body at its boundary, the parts in order. Time O(body).
 * Fails: ERROR_BAD_MULTIPART (no such boundary, no end, a part without a name, more than
 * MULTIPART_PARTS_MAX parts, a head over MULTIPART_HEAD_BYTES_MAX, a transfer encoding);
 * ERROR_NO_MEMORY. */
NODISCARD enum error multipart_read(struct arena *arena, struct slice body, struct slice boundary,
                                    struct parts *out, struct problem *problem);

#endif
