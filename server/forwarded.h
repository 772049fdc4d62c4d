/* Who asked, and by which address, where proxies stand between (RFC 7239, and the X-Forwarded-*
 * headers that are older). Inside server/ only.
 *
 * Anybody can write these headers: they count only when the peer is a trusted proxy, and hops are
 * read from the right, as far as trusted proxies wrote them. Addresses are parsed, never compared
 * as strings. */
#ifndef COPYDESK_SERVER_FORWARDED_H
#define COPYDESK_SERVER_FORWARDED_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "config/config.h"

struct network {
    struct in6_addr address; /* an IPv4 one is mapped into ::ffff:0:0/96 */
    unsigned bits;
};

struct networks {
    struct network *at;
    size_t count, capacity;
    bool has_unix; /* peers of a Unix socket */
};

/* Reads "10.0.0.0/8", "::1", "unix". Fails: ERROR_BAD_CONFIG with a sentence, ERROR_NO_MEMORY. */
NODISCARD enum error networks_read(struct arena *arena, const struct config_list *list,
                                   struct networks *out, struct problem *problem);

/* Header fields as sent; several lines of one header are joined by ", ". No value: not sent. */
struct forwarded_head {
    struct slice forwarded;      /* Forwarded */
    struct slice client, scheme; /* X-Forwarded-For, -Proto */
    struct slice host, prefix;   /* X-Forwarded-Host, -Prefix */
};

struct forwarded {
    char client[INET6_ADDRSTRLEN]; /* an address; "unix"; "unknown" when a trusted proxy hides it */
    struct slice scheme;           /* "http" or "https"; no value: not told */
    struct slice host;             /* host and port as the client wrote them; no value: not told */
    struct slice prefix;           /* "/news": what a proxy took off the path; no value: nothing */
};

/* Slices of the result are of the head. Time O(head × networks). */
void forwarded_read(const struct networks *trusted, const struct sockaddr *peer,
                    const struct forwarded_head *head, struct forwarded *out);

/* Whether this can stand before paths: "/news", of unreserved characters, without an end slash. */
bool forwarded_prefix_is_sound(struct slice prefix);

#endif
