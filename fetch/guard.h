/* What may be fetched: by the words of a URL, and by the address that it leads to. */
#ifndef COPYDESK_FETCH_GUARD_H
#define COPYDESK_FETCH_GUARD_H

#include "fetch/fetch.h"

enum { GUARD_LIST_MAX = 64 };

struct guard {
    const struct fetch_settings *settings;
    unsigned ports[GUARD_LIST_MAX];
    size_t port_count;
    struct fetch_network nets[GUARD_LIST_MAX];
    size_t net_count;
    atomic_uint own_port; /* 0: none */
};

/* A URL taken apart; strings on the arena, with a NUL behind them. */
struct target {
    struct slice url, host; /* the host in lower case, without a dot at its end */
    unsigned port;
};

/* Reads the lists of the settings, which are borrowed. Fails: ERROR_BAD_CONFIG. */
NODISCARD enum error guard_read(const struct fetch_settings *settings, struct guard *guard,
                                struct problem *problem);

/* Judges a URL by its words. Fails: ERROR_FETCH_REFUSED with a sentence, ERROR_NO_MEMORY. */
NODISCARD enum error guard_judge(const struct guard *guard, struct arena *arena, struct slice text,
                                 struct target *out, struct problem *problem);

/* Whether an address, with its port, may be connected. */
bool guard_opens(const struct guard *guard, const struct sockaddr *address);

#endif
