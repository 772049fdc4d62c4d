/* Watches that a client sends its request, and takes its reply, in time: libmicrohttpd's own
 * timeout starts anew with each byte, so that one byte a second would hold a connection for ever.
 * Inside server/ only. */
#ifndef COPYDESK_SERVER_WATCH_H
#define COPYDESK_SERVER_WATCH_H

#include "base/error.h"

struct watch;
struct watched;

/* Starts the watching thread; limit_ms is the time from the first byte of a request, or from the
 * begin of its connection, to its last. NULL: no memory or no thread. */
struct watch *watch_open(int64_t limit_ms);

/* Ends the thread. No connection may be watched any more. Accepts NULL. */
void watch_close(struct watch *watch);

/* A connection begins; its socket is shut down when the clock runs out. NULL: no memory. */
struct watched *watch_begin(struct watch *watch, int socket);

/* A request begins (the clock starts anew), or is complete (the clock stands still). */
void watch_start_clock(struct watch *watch, struct watched *watched);
void watch_stop_clock(struct watch *watch, struct watched *watched);

/* A reply is sent: the client has the limit, and extra_ms besides, to take it. */
void watch_give_time(struct watch *watch, struct watched *watched, int64_t extra_ms);

/* The connection ends. Accepts NULL. */
void watch_end(struct watch *watch, struct watched *watched);

#endif
