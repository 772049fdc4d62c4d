/* Which addresses may be fetched from: judged by their bytes, whatever they were written as. */
#ifndef COPYDESK_FETCH_ADDRESS_H
#define COPYDESK_FETCH_ADDRESS_H

#include <sys/socket.h>

#include "base/slice.h"

/* A network: the first `bits` of an address. IPv4 ones are kept as mapped IPv6: ::ffff:a.b.c.d. */
struct fetch_network {
    uint8_t bytes[16];
    unsigned bits;
};

/* Reads "10.0.0.0/8", "fd00::/8", or one address; false when it is neither. */
bool fetch_network_read(const char *text, struct fetch_network *out);

/* Whether the network has the address, which is an IPv4 or IPv6 one. */
bool fetch_network_has(const struct fetch_network *network, const struct sockaddr *address);

/* Whether an address is one of the public Internet: globally reachable by IANA's registries of
 * special-purpose addresses, and no multicast. An IPv4 address within an IPv6 one (mapped,
 * compatible, NAT64, 6to4) is judged too; Teredo, ISATAP and all other tunnels are refused. O(1).
 * Source: RFC 6890 and IANA's registries of November 2026; RFC 4291, 6052, 3056, 4380, 5214. */
bool address_is_public(const struct sockaddr *address);

/* Whether it is an address of one of this machine's interfaces. */
bool address_is_own(const struct sockaddr *address);

#endif
