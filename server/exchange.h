/* One request from first byte to last. Inside server/ only.
 *
 * libmicrohttpd calls the handler several times for a request: once with the head only, once for
 * each piece of the body, once at the end, and once more when a worker has answered. A reply may be
 * queued in the first call and in those after the body.
 */
#ifndef COPYDESK_SERVER_EXCHANGE_H
#define COPYDESK_SERVER_EXCHANGE_H

#include <microhttpd.h>

#include "handlers/route.h"
#include "server/forwarded.h"
#include "server/watch.h"

struct exchange;

/* What all requests share; it outlives them. */
struct door {
    const struct desk *desk;
    struct watch *watch;
    struct networks trusted; /* of the option trusted_proxies */
};

/* Begins with the request target as sent, before the head is parsed; `watched` is its connection.
 * NULL: no memory. */
struct exchange *exchange_open(const struct door *door, struct watched *watched,
                               const char *target);

bool exchange_has_head(const struct exchange *exchange);

/* The head has been read. True when the request is refused already: reply at once. */
bool exchange_take_head(struct exchange *exchange, struct MHD_Connection *connection,
                        const char *method, const char *version);

/* A piece of the body. False: drop the connection (far beyond the limit). */
bool exchange_take_body(struct exchange *exchange, struct slice piece);

/* The whole request is there. True: it is answered. False: a worker answers it; the connection is
 * suspended, and the handler is called once more when the reply is there. */
bool exchange_answer(struct exchange *exchange, struct MHD_Connection *connection);

/* Whether the reply is there. */
bool exchange_is_answered(const struct exchange *exchange);

/* Hands the reply to libmicrohttpd; it is sent from the exchange's memory, which stays until close.
 */
enum MHD_Result exchange_send(struct exchange *exchange, struct MHD_Connection *connection);

/* Whether the connection ends with this reply though its body is still on its way. */
bool exchange_lingers(const struct exchange *exchange);

/* Logs and counts the request and frees it. `sent` is false when the client went away. */
void exchange_close(struct exchange *exchange, bool sent);

#endif
