/* What was fetched lately, kept as long as its server allows. */
#ifndef COPYDESK_FETCH_CACHE_H
#define COPYDESK_FETCH_CACHE_H

#include "fetch/fetch.h"

struct cache;

/* What a server says of how a reply may be kept. Slices borrowed. */
struct freshness {
    struct slice etag, last_modified; /* no value: none */
    int64_t fresh_ms;                 /* it may be used for so long without asking */
    bool is_storable;
};

/* Reads Cache-Control (RFC 9111, 5.2): max-age and s-maxage, no-store, private, no-cache. */
struct freshness freshness_read(struct slice cache_control);

/* At most so many bytes of bodies. NULL when there is no memory. */
struct cache *cache_open(uint64_t bytes);

/* Accepts NULL. */
void cache_close(struct cache *cache);

/* What is kept of a URL, copied onto the arena: `found` tells whether there is anything, is_fresh
 * whether it may be used unasked; else its validators are in `freshness`. Any thread. O(body).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error cache_find(struct cache *cache, struct arena *arena, struct slice url,
                                struct fetched *out, struct freshness *freshness, bool *found);

/* Keeps a reply, or forgets what there was where it may not be kept. Drops what was longest not
 * asked for. What finds no memory is not kept. Any thread. O(body). */
void cache_put(struct cache *cache, struct slice url, const struct fetched *fetched,
               const struct freshness *freshness);

#endif
