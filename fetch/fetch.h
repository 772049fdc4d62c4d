/* Brings pages and feeds from the Web, guarded: whoever sends a URL must not reach through us what
 * he could not reach himself.
 *
 * A URL is judged in words first: http or https, no user or password, its port and host among those
 * that may be; then, for each connection, the address that is about to be connected, after all
 * names are resolved, so that neither odd spellings nor names that change their address get past.
 * Each redirect is a new URL and is judged anew. Sizes are counted on the wire and unpacked.
 * Nothing of the environment counts: no proxy, no .netrc. The only room with libcurl. Source:
 * shared notes on HTTP, section 3. */
#ifndef COPYDESK_FETCH_FETCH_H
#define COPYDESK_FETCH_FETCH_H

#include <stdatomic.h>

#include "base/arena.h"
#include "fetch/address.h"

struct fetcher;

struct fetch_list {
    const char *const *at;
    size_t count;
};

/* All borrowed: must outlive the fetcher. */
struct fetch_settings {
    struct fetch_list hosts;        /* "news.example", ".example" with all below; none: any host */
    struct fetch_list ports;        /* beside 80 and 443 */
    struct fetch_list private_nets; /* networks that are not public but may be fetched from */
    uint64_t bytes;                 /* most of a reply, on the wire and unpacked */
    int64_t total_ms, connect_ms;   /* of one URL with its redirects; of one connection */
    unsigned per_host;              /* at a time */
    int64_t interval_ms;            /* between two beginnings at one host */
    uint64_t cache_bytes;           /* 0: no cache */
    const char *agent;              /* User-Agent */
    const char *proxy;              /* "": none; else it judges addresses, and we do not */
};

/* How often what happened. */
struct fetch_counters {
    atomic_uint_fast64_t fetched, cached, refused, failed; /* URLs */
    atomic_uint_fast64_t bytes;                            /* of bodies, unpacked */
};

/* Fails: ERROR_BAD_CONFIG (a port or network that cannot be read), ERROR_NO_MEMORY. Call it before
 * there are threads. */
NODISCARD enum error fetcher_open(const struct fetch_settings *settings, struct fetcher **out,
                                  struct problem *problem);

/* Nobody may be fetching any more. Accepts NULL. */
void fetcher_close(struct fetcher *fetcher);

/* The port that we listen on ourselves: this machine is refused there, whatever else may be. */
void fetcher_set_own_port(struct fetcher *fetcher, unsigned port);

const struct fetch_counters *fetcher_counters(const struct fetcher *fetcher);

/* What came; slices on the arena. */
struct fetched {
    struct slice url;          /* where it was in the end */
    struct slice content_type; /* as the server said, or no value */
    struct slice body;         /* unpacked */
    bool was_cached;
};

/* Fetches a URL, of at most the settings' time, or the arena's deadline. types: media types that
 * are taken, NULL-terminated. Waits its turn at its host. Any thread may call it.
 *
 * Fails: ERROR_FETCH_REFUSED (the URL itself says why), ERROR_FETCH_FAILED, which is the same
 * answer after about the same time for an address that may not be connected, a port that is closed
 * and a name that is not known, so that nobody can ask us what there is; ERROR_DEADLINE,
 * ERROR_NO_MEMORY.
 */
NODISCARD enum error fetch_get(struct fetcher *fetcher, struct arena *arena, struct slice url,
                               const char *const *types, struct fetched *out,
                               struct problem *problem);

#endif
