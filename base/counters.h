/* What /metrics tells of the door: requests by route, method and code, times, bytes. Atomic,
 * lock-free. */
#ifndef COPYDESK_BASE_COUNTERS_H
#define COPYDESK_BASE_COUNTERS_H

#include <stdatomic.h>

#include "base/slice.h"

enum {
    COUNTERS_ROUTES =
        64, /* distinct (route, method) pairs; the last row, "other", takes those beyond */
    COUNTERS_CODES = 24,
    COUNTERS_BUCKETS = 13
};

/* Upper bounds of the latency histogram, in seconds; the last is infinity. */
extern const double counters_bounds[COUNTERS_BUCKETS];

struct route_counters {
    _Atomic(const char *) route;  /* static string; NULL: free */
    _Atomic(const char *) method; /* static string; NULL while a new row is being claimed */
    atomic_uint_fast64_t by_code[COUNTERS_CODES]; /* codes in counters_codes */
    atomic_uint_fast64_t buckets[COUNTERS_BUCKETS];
    atomic_uint_fast64_t micros; /* sum of times */
};

extern const unsigned counters_codes[COUNTERS_CODES]; /* the last, 0, stands for any other */

struct counters {
    struct route_counters routes[COUNTERS_ROUTES];
    atomic_uint_fast64_t in_flight;
    atomic_uint_fast64_t bytes_in, bytes_out;
    atomic_uint_fast64_t dropped;          /* connections closed without a reply */
    atomic_uint_fast64_t arena_high_water; /* bytes of the largest request so far */
};

/* Counts one finished request. route and method are static strings. */
void counters_request(struct counters *counters, const char *route, const char *method,
                      unsigned status, double seconds);

/* Requests finished so far, answered or dropped. */
uint64_t counters_finished(const struct counters *counters);

/* Raises the high water of request memory. */
void counters_arena(struct counters *counters, uint64_t bytes);

#endif
