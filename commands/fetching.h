/* The corpus fetches by the same guarded fetcher as requests do. */
#ifndef COPYDESK_COMMANDS_FETCHING_H
#define COPYDESK_COMMANDS_FETCHING_H

#include "fetch/fetch.h"
#include "intake/intake.h"

/* Borrows the fetcher. */
struct intake_fetcher fetching_of(struct fetcher *fetcher);

#endif
