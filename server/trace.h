/* The traceparent header of a request (W3C Trace Context, level 1, section 3.2). Inside server/
 * only. */
#ifndef COPYDESK_SERVER_TRACE_H
#define COPYDESK_SERVER_TRACE_H

#include "base/slice.h"

/* Parts of the header, borrowed from it. */
struct trace {
    struct slice trace_id, parent_id; /* 32 and 16 hexadecimal digits */
};

/* False when the header is none: a wrong length, capitals, zeros alone, version ff. Of a version
 * to come, what stands behind a dash at the end is passed over. O(1). */
NODISCARD bool trace_read(struct slice header, struct trace *out);

#endif
