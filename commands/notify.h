/* What the service manager is told: sd_notify(3) without its library, one datagram a message to the
 * socket that NOTIFY_SOCKET names. Without one, nothing happens. */
#ifndef COPYDESK_COMMANDS_NOTIFY_H
#define COPYDESK_COMMANDS_NOTIFY_H

#include "server/address.h"

struct notify {
    int fd; /* -1: nobody asks */
};

/* Connects to NOTIFY_SOCKET: a path, or an abstract name behind "@". One that cannot be reached is
 * logged and left. */
void notify_open(struct notify *notify);

/* Sends lines "NAME=value"; waits a second at most. Thread-safe. */
void notify_send(const struct notify *notify, const char *format, ...) PRINTF_LIKE(2, 3);

/* A reload begins: RELOADING=1 with the time that the manager asks for; its end is READY=1. */
void notify_reloading(const struct notify *notify);

void notify_close(struct notify *notify);

/* WATCHDOG_USEC in milliseconds: the longest time without WATCHDOG=1. 0: none is expected of this
 * process. */
int64_t notify_watchdog_ms(void);

#endif
