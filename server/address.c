#include "server/address.h"

#include <arpa/inet.h>
#include <stddef.h>

static const struct slice local_mark = {"unix:", 5};

static enum error read_path(const char *path, struct address *out, struct problem *problem)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    size_t len = strlen(path);

    if (len == 0 || len >= sizeof local.sun_path)
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "host: the path behind \"unix:\" has %zu bytes; a socket's has 1 to %zu",
                           len, sizeof local.sun_path - 1);
    memcpy(local.sun_path, path, len);
    *out = (struct address){.at.local = local, .len = sizeof local};
    return ERROR_OK;
}

enum error address_read(const char *host, int64_t port, struct address *out,
                        struct problem *problem)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};

    if (slice_starts(slice_of(host), local_mark))
        return read_path(host + local_mark.len, out, problem);
    if (inet_pton(AF_INET, host, &v4.sin_addr) == 1)
        *out = (struct address){.at.v4 = v4, .len = sizeof v4};
    else if (inet_pton(AF_INET6, host, &v6.sin6_addr) == 1)
        *out = (struct address){.at.v6 = v6, .len = sizeof v6};
    else
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "host: \"%s\" is not an IPv4 or IPv6 address (such as 127.0.0.1, "
                           "0.0.0.0 or ::) nor unix: with a path",
                           host);
    return ERROR_OK;
}

bool address_of_socket(int fd, struct address *out)
{
    struct address address = {.len = sizeof address.at};

    if (getsockname(fd, &address.at.any, &address.len))
        return false;
    if (address.at.any.sa_family != AF_INET && address.at.any.sa_family != AF_INET6 &&
        address.at.any.sa_family != AF_UNIX)
        return false;
    *out = address;
    return true;
}

unsigned address_port(const struct address *address)
{
    if (address->at.any.sa_family == AF_INET)
        return ntohs(address->at.v4.sin_port);
    return address->at.any.sa_family == AF_INET6 ? ntohs(address->at.v6.sin6_port) : 0;
}

const char *address_path(const struct address *address)
{
    const char *path = address->at.local.sun_path;

    if (address->at.any.sa_family != AF_UNIX ||
        address->len <= offsetof(struct sockaddr_un, sun_path) || *path == '\0')
        return NULL;
    return path;
}

void address_print(const struct address *address, char name[ADDRESS_NAME_BYTES])
{
    const char *path = address_path(address);
    char host[INET6_ADDRSTRLEN] = "";

    if (address->at.any.sa_family == AF_INET) {
        (void)inet_ntop(AF_INET, &address->at.v4.sin_addr, host, sizeof host);
        (void)snprintf(name, ADDRESS_NAME_BYTES, "http://%s:%u", host,
                       ntohs(address->at.v4.sin_port));
    } else if (address->at.any.sa_family == AF_INET6) {
        (void)inet_ntop(AF_INET6, &address->at.v6.sin6_addr, host, sizeof host);
        (void)snprintf(name, ADDRESS_NAME_BYTES, "http://[%s]:%u", host,
                       ntohs(address->at.v6.sin6_port));
    } else {
        (void)snprintf(name, ADDRESS_NAME_BYTES, "unix:%.*s",
                       (int)sizeof address->at.local.sun_path, path ? path : "");
    }
}
