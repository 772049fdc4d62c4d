/* GET /healthz of a service on this machine. */
#ifndef COPYDESK_COMMANDS_PROBE_H
#define COPYDESK_COMMANDS_PROBE_H

#include "server/address.h"

/* True when the service at this address answers 200 within about timeout_ms. An address that
 * stands for all (0.0.0.0, ::) asks this machine. */
bool probe_answers(const struct address *address, int64_t timeout_ms);

#endif
