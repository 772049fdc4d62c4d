#include "commands/probe.h"

#include <sys/time.h>
#include <unistd.h>

static const char question[] =
    "GET /healthz HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n";

bool probe_answers(const struct address *address, int64_t timeout_ms)
{
    struct timeval timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000};
    char answer[16];
    ssize_t got = 0;
    int fd = socket(address->at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return false;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    if (connect(fd, &address->at.any, address->len) == 0 &&
        send(fd, question, sizeof question - 1, MSG_NOSIGNAL) == sizeof question - 1)
        got = recv(fd, answer, sizeof answer, MSG_WAITALL);
    (void)close(fd);
    return got == sizeof answer && memcmp(answer + 8, " 200", 4) == 0;
}
