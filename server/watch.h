/* Watches that a client sends its request, and takes its reply, in time, and is there while it is
 * worked for. libmicrohttpd's own timeout starts anew with each byte, so that one byte a second
 * would hold a connection for ever; and it does not look at a suspended connection. Inside server/
 * only. */
#ifndef COPYDESK_SERVER_WATCH_H
#define COPYDESK_SERVER_WATCH_H

#include <stdatomic.h>

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

/* A request begins: the clock starts anew. */
void watch_start_clock(struct watch *watch, struct watched *watched);

/* A request is complete and worked at: the clock stands still. When its client hangs up, or closes
 * its side, *deadline_ns is set to a moment in the past, so that the work ends. */
void watch_work(struct watch *watch, struct watched *watched, atomic_int_fast64_t *deadline_ns);

/* So many bytes are sent: the client has the limit, and a millisecond for every 16 bytes besides,
 * to take them. */
void watch_sending(struct watch *watch, struct watched *watched, size_t bytes);

/* A request is over: the clock stands still. */
void watch_stop_clock(struct watch *watch, struct watched *watched);

/* The connection ends. Accepts NULL. */
void watch_end(struct watch *watch, struct watched *watched);

#endif
