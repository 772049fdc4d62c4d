/* The door: the HTTP daemon over the table of routes. The only room with libmicrohttpd.
 *
 * libmicrohttpd runs with poll and a pool of threads: its epoll mode stalls when exactly 128
 * connections are ready (docs/decisions/0003-poll-not-epoll.md). */
#ifndef COPYDESK_SERVER_SERVER_H
#define COPYDESK_SERVER_SERVER_H

#include "handlers/route.h"
#include "server/address.h"

struct server;

/* How many threads will answer: `threads`, or two for each core; never more than connections. */
unsigned server_threads(const struct config *config);

/* Listens by the options (server/listen.h) and answers at once, on threads of its own. The desk
 * must outlive the server. Fails: ERROR_BAD_CONFIG (no such address), ERROR_IO (the port is taken,
 * …), ERROR_NO_MEMORY, each with a sentence in the problem. */
NODISCARD enum error server_open(const struct desk *desk, struct server **out,
                                 struct problem *problem);

/* "http://127.0.0.1:8080", or "unix:/run/copydesk.sock". Both live as long as the server. */
const char *server_url(const struct server *server);
const struct address *server_address(const struct server *server);

/* Takes no new connection from now on; requests that have begun go on. */
void server_quiesce(struct server *server);

/* True when no request is under way. */
bool server_is_idle(const struct server *server);

/* Cuts what is still open and frees the server. Accepts NULL. */
void server_close(struct server *server);

#endif
