/* File descriptors: connections may not take the last ones. */
#ifndef COPYDESK_COMMANDS_DESCRIPTORS_H
#define COPYDESK_COMMANDS_DESCRIPTORS_H

#include "config/config.h"

/* Raises RLIMIT_NOFILE to what `connections` need, as far as the system lets us; where that is not
 * enough, lowers `connections` and logs it, since libmicrohttpd turns in circles when a socket
 * waits that cannot be accepted. Call it before the threads of the service start. Fails:
 * ERROR_BAD_CONFIG (not even one connection is left), with a sentence. */
NODISCARD enum error descriptors_provide(struct config *config, struct problem *problem);

#endif
