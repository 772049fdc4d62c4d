/* Tells the service manager again and again that the service answers; when it does not, nothing is
 * told and the manager starts it anew (WatchdogSec= in systemd.service(5)). */
#ifndef COPYDESK_COMMANDS_WATCHDOG_H
#define COPYDESK_COMMANDS_WATCHDOG_H

#include <pthread.h>

#include "base/counters.h"
#include "commands/notify.h"

struct watchdog {
    const struct notify *notify;
    const struct counters *counters;
    const struct address *address;
    int64_t limit_ms;
    int ending; /* an eventfd that ends the thread; -1: there is none */
    pthread_t thread;
};

/* Starts the thread when notify_watchdog_ms() asks for it. Every half of that time it sends
 * WATCHDOG=1 if a request has been finished since the last look, or if /healthz at the address
 * answers within a quarter, three seconds at most. What it borrows must outlive watchdog_close. */
void watchdog_open(struct watchdog *watchdog, const struct notify *notify,
                   const struct counters *counters, const struct address *address);

/* Ends the thread; a question under way is waited for. */
void watchdog_close(struct watchdog *watchdog);

#endif
