/* The fields of a request's head that are read at the door. Inside server/ only. */
#ifndef COPYDESK_SERVER_HEAD_H
#define COPYDESK_SERVER_HEAD_H

#include <microhttpd.h>

#include "handlers/route.h"
#include "server/forwarded.h"
#include "server/trace.h"

/* What the door itself wants to know; slices are libmicrohttpd's, or on the request's arena. */
struct head {
    struct slice accept_encoding, if_none_match;
    int64_t timeout_ms; /* of X-Request-Timeout; 0: not sent */
    struct forwarded forwarded;
    struct trace trace; /* no values: none was sent that can be read */
};

/* A header's value, of its first line; no value when it was not sent. */
struct slice head_field(struct MHD_Connection *connection, const char *name);

/* Whether a body comes behind the head. */
bool head_announces_body(struct MHD_Connection *connection);

/* Reads the head into `request` and `out`. Both are whole also where it fails: ERROR_BAD_HEAD for
 * an X-Request-Timeout that is none, ERROR_NO_MEMORY. Time O(head × trusted). */
NODISCARD enum error head_read(struct MHD_Connection *connection, const struct networks *trusted,
                               struct request *request, struct head *out, struct problem *problem);

#endif
