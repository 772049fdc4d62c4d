/* What libmicrohttpd lets pass of a request's head and a careful server must not: two readings of
 * one request (RFC 9112, sections 3, 5 and 6). Inside server/ only. */
#ifndef COPYDESK_SERVER_GUARD_H
#define COPYDESK_SERVER_GUARD_H

#include <microhttpd.h>

#include "base/error.h"

/* Judges the header fields of a request: names are tokens, values have no control characters, one
 * Host in HTTP/1.1, at most one Content-Type, one Content-Encoding and one Content-Length, which is
 * not beside Transfer-Encoding, no other coding than chunked. Fails: ERROR_BAD_HEAD with a
 * sentence; the connection must then be closed. */
NODISCARD enum error guard_head(struct MHD_Connection *connection, const char *version,
                                struct problem *problem);

/* True when the body comes in chunks: whatever stands behind them is not to be trusted, since bare
 * line feeds between chunks cannot be seen here. */
bool guard_is_chunked(struct MHD_Connection *connection);

#endif
