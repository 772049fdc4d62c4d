/* Where a service listens: read from the options, asked of a socket, told to people. */
#ifndef COPYDESK_SERVER_ADDRESS_H
#define COPYDESK_SERVER_ADDRESS_H

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/error.h"

enum { ADDRESS_NAME_BYTES = sizeof(struct sockaddr_un) + 32 };

struct address {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
        struct sockaddr_un local;
    } at;

    socklen_t len; /* of the member in use */
};

/* Reads a host as the option writes it: an IPv4 or IPv6 address, to which the port belongs, or
 * "unix:PATH". Fails: ERROR_BAD_CONFIG with a sentence. */
NODISCARD enum error address_read(const char *host, int64_t port, struct address *out,
                                  struct problem *problem);

/* That which a socket is bound to; false when fd is no socket, or one of another family. */
bool address_of_socket(int fd, struct address *out);

/* Its TCP port; 0 of a Unix socket. */
unsigned address_port(const struct address *address);

/* The path of a Unix socket, or NULL: an address of the network, or one without a file. */
const char *address_path(const struct address *address);

/* "http://127.0.0.1:8080", with an IPv6 address in brackets, or "unix:/run/copydesk.sock". */
void address_print(const struct address *address, char name[ADDRESS_NAME_BYTES]);

#endif
