/* The door: the HTTP daemon over the table of routes. The only room with libmicrohttpd.
 *
 * libmicrohttpd runs with poll and a pool of threads: its epoll mode stalls when exactly 128
 * connections are ready (docs/decisions/0003-poll-not-epoll.md). */
#ifndef COPYDESK_SERVER_SERVER_H
#define COPYDESK_SERVER_SERVER_H

#include "handlers/route.h"

struct server;

/* Listens on config->host and config->port and answers at once, on threads of its own. The desk
 * must outlive the server. Fails: ERROR_BAD_CONFIG (no such address), ERROR_IO (the port is taken,
 * …), ERROR_NO_MEMORY, each with a sentence in the problem. */
NODISCARD enum error server_open(const struct desk *desk, struct server **out,
                                 struct problem *problem);

/* "http://127.0.0.1:8080"; an IPv6 address stands in brackets. Lives as long as the server. */
const char *server_url(const struct server *server);

/* Takes no new connection and waits until no request is under way, at most timeout_ms. True when
 * none is left. */
bool server_drain(struct server *server, int64_t timeout_ms);

/* Cuts what is still open and frees the server. Accepts NULL. */
void server_close(struct server *server);

#endif
