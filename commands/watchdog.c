#include "commands/watchdog.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "commands/probe.h"

enum { ANSWER_MS_MAX = 3000 };

/* When all connections are taken by slow clients, a question of ours waits with all others; that
 * requests get finished tells as well that the door is alive. */
static bool is_alive(const struct watchdog *watchdog, uint64_t *finished)
{
    uint64_t before = *finished;
    int64_t answer_ms = watchdog->limit_ms / 4;

    *finished = counters_finished(watchdog->counters);
    if (*finished != before)
        return true;
    return probe_answers(watchdog->address, answer_ms < ANSWER_MS_MAX ? answer_ms : ANSWER_MS_MAX);
}

static void *keep_telling(void *argument)
{
    const struct watchdog *watchdog = argument;
    struct pollfd ending = {.fd = watchdog->ending, .events = POLLIN};
    uint64_t finished = 0;

    while (poll(&ending, 1, (int)(watchdog->limit_ms / 2)) == 0) {
        if (is_alive(watchdog, &finished))
            notify_send(watchdog->notify, "WATCHDOG=1");
        else
            log_line(LOG_ERROR, "watchdog", "the service does not answer itself");
    }
    return NULL;
}

void watchdog_open(struct watchdog *watchdog, const struct notify *notify,
                   const struct counters *counters, const struct address *address)
{
    int64_t limit_ms = notify_watchdog_ms();

    *watchdog = (struct watchdog){notify, counters, address, limit_ms, .ending = -1};
    if (notify->fd < 0 || limit_ms == 0)
        return;
    if (limit_ms > INT32_MAX)
        watchdog->limit_ms = INT32_MAX;
    watchdog->ending = eventfd(0, EFD_CLOEXEC);
    if (watchdog->ending >= 0 &&
        pthread_create(&watchdog->thread, NULL, keep_telling, watchdog) == 0)
        return;
    log_line(LOG_ERROR, "watchdog", "no thread can be started");
    if (watchdog->ending >= 0)
        (void)close(watchdog->ending);
    watchdog->ending = -1;
}

void watchdog_close(struct watchdog *watchdog)
{
    if (watchdog->ending < 0)
        return;
    (void)eventfd_write(watchdog->ending, 1);
    (void)pthread_join(watchdog->thread, NULL);
    (void)close(watchdog->ending);
    watchdog->ending = -1;
}
