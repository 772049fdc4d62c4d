#include "commands/notify.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"

enum { MESSAGE_BYTES = 1024, MICROS_A_MS = 1000 };

static int connect_to(const char *name)
{
    static const struct timeval second = {1, 0};
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t len = strlen(name);
    int fd;

    if (len < 2 || len >= sizeof address.sun_path || (*name != '/' && *name != '@')) {
        errno = EINVAL;
        return -1;
    }
    memcpy(address.sun_path, name, len);
    if (*name == '@')
        address.sun_path[0] = '\0';
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof second);
    if (connect(fd, (const struct sockaddr *)&address,
                (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

void notify_open(struct notify *notify)
{
    const char *name = getenv("NOTIFY_SOCKET");

    notify->fd = -1;
    if (!name || !*name)
        return;
    notify->fd = connect_to(name);
    if (notify->fd < 0)
        log_line(LOG_WARNING, "notify", "NOTIFY_SOCKET=%s: %s", name, strerror(errno));
}

void notify_send(const struct notify *notify, const char *format, ...)
{
    char message[MESSAGE_BYTES];
    va_list args;
    int len;

    if (notify->fd < 0)
        return;
    va_start(args, format);
    len = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (len > 0 && (size_t)len < sizeof message)
        (void)send(notify->fd, message, (size_t)len, MSG_NOSIGNAL);
}

void notify_reloading(const struct notify *notify)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    notify_send(notify, "RELOADING=1\nMONOTONIC_USEC=%lld\nSTATUS=reading the corpus again",
                (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
}

void notify_close(struct notify *notify)
{
    if (notify->fd >= 0)
        (void)close(notify->fd);
    notify->fd = -1;
}

int64_t notify_watchdog_ms(void)
{
    const char *watched = getenv("WATCHDOG_PID");
    int64_t pid, micros = 0;

    if (watched && (checked_parse(slice_of(watched), 0, INT32_MAX, &pid) || pid != getpid()))
        return 0;
    if (checked_parse(slice_of(getenv("WATCHDOG_USEC")), 1, INT64_MAX, &micros))
        return 0;
    return micros / MICROS_A_MS;
}
