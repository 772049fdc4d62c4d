/* Cross-origin replies (Fetch standard, "CORS protocol"): which web pages may read them. */
#ifndef COPYDESK_SERVER_CORS_H
#define COPYDESK_SERVER_CORS_H

#include <microhttpd.h>

#include "config/config.h"

/* Adds what the standard wants when the request's Origin is one of `origins` (or "*" is among
 * them); with `preflight`, also the methods and headers allowed. Without origins nothing is added.
 * True when the reply depends on the Origin, for Vary. */
bool cors_add(const struct config_list *origins, struct MHD_Connection *connection,
              struct MHD_Response *response, bool preflight);

#endif
