/* health: GET /healthz of a service on this machine, for container health checks. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "commands/command.h"

enum { TIMEOUT_SECONDS = 3 };

static const char question[] =
    "GET /healthz HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/* Asks over one family's loopback address; true when the answer is 200. */
static bool is_alive(int family, uint16_t port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    struct timeval timeout = {TIMEOUT_SECONDS, 0};
    bool is_v6 = family == AF_INET6;
    char answer[16];
    ssize_t got = 0;
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return false;
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v6.sin6_addr = in6addr_loopback;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    if (connect(fd, is_v6 ? (struct sockaddr *)&v6 : (struct sockaddr *)&v4,
                is_v6 ? sizeof v6 : sizeof v4) == 0 &&
        send(fd, question, sizeof question - 1, MSG_NOSIGNAL) == sizeof question - 1)
        got = recv(fd, answer, sizeof answer, MSG_WAITALL);
    (void)close(fd);
    return got == sizeof answer && memcmp(answer + 8, " 200", 4) == 0;
}

int command_health(const struct config_input *input)
{
    struct startup startup;
    int code = startup_read_options(&startup, input);

    if (code == EXIT_OK)
        code = startup_check_rest(&startup.rest, "health", 0, 0);
    if (code == EXIT_OK) {
        uint16_t port = (uint16_t)startup.config.port;
        if (!is_alive(AF_INET, port) && !is_alive(AF_INET6, port))
            code = command_fail(EXIT_FAULT, "no healthy service at port %u of this machine", port);
    }
    startup_close(&startup);
    return code;
}
