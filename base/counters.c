#include "base/counters.h"

#include <math.h>

const double counters_bounds[COUNTERS_BUCKETS] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,    0.1,
                                                  0.25,  0.5,    1.0,   2.5,  5.0,   INFINITY};

const unsigned counters_codes[COUNTERS_CODES] = {200, 204, 304, 400, 403, 404, 405, 406,
                                                 408, 411, 413, 414, 415, 417, 422, 429,
                                                 431, 500, 501, 502, 503, 504, 505, 0};

static bool is_or_becomes(_Atomic(const char *) *place, const char *name)
{
    const char *there = NULL;

    if (atomic_compare_exchange_strong(place, &there, name))
        return true;
    return there == name || strcmp(there, name) == 0;
}

/* Rows are claimed in order and never given back, and each thread looks at them in the same order:
 * so one (route, method) never gets two rows. */
static struct route_counters *row_of(struct counters *counters, const char *route,
                                     const char *method)
{
    struct route_counters *last = &counters->routes[COUNTERS_ROUTES - 1];

    for (struct route_counters *row = counters->routes; row < last; row++)
        if (is_or_becomes(&row->route, route) && is_or_becomes(&row->method, method))
            return row;
    (void)is_or_becomes(&last->route, "other");
    (void)is_or_becomes(&last->method, "other");
    return last;
}

void counters_request(struct counters *counters, const char *route, const char *method,
                      unsigned status, double seconds)
{
    struct route_counters *row = row_of(counters, route, method);
    size_t code = 0;
    size_t bucket = 0;

    while (code < COUNTERS_CODES - 1 && counters_codes[code] != status)
        code++;
    while (bucket < COUNTERS_BUCKETS - 1 && seconds > counters_bounds[bucket])
        bucket++;
    atomic_fetch_add(&row->by_code[code], 1);
    atomic_fetch_add(&row->buckets[bucket], 1);
    if (seconds > 0)
        atomic_fetch_add(&row->micros, (uint_fast64_t)(seconds * 1e6));
}

uint64_t counters_finished(const struct counters *counters)
{
    uint64_t sum = atomic_load(&counters->dropped);

    for (size_t row = 0; row < COUNTERS_ROUTES; row++)
        for (size_t bucket = 0; bucket < COUNTERS_BUCKETS; bucket++)
            sum += atomic_load(&counters->routes[row].buckets[bucket]);
    return sum;
}

void counters_arena(struct counters *counters, uint64_t bytes)
{
    uint_fast64_t high = atomic_load(&counters->arena_high_water);

    while (bytes > high && !atomic_compare_exchange_weak(&counters->arena_high_water, &high, bytes))
        ;
}
