#include "base/counters.h"
#include "base/digest.h"
#include "base/workers.h"
#include "tests/unit/suite.h"

static struct counters *counters;

static const struct {
    unsigned status;
    double seconds;
    size_t code, bucket;
} requests[] = {
    {200, 0.0005, 0, 0}, {200, 0.001, 0, 0},    {404, 0.0011, 5, 1},
    {503, 4.9, 20, 11},  {418, 1000.0, 23, 12}, {0, -1.0, 23, 0},
};

START_TEST(a_request_is_counted_by_code_and_time)
{
    counters = calloc(1, sizeof *counters);
    counters_request(counters, "/v1/diff", "POST", requests[_i].status, requests[_i].seconds);
    ck_assert_uint_eq(counters->routes[0].by_code[requests[_i].code], 1);
    ck_assert_uint_eq(counters->routes[0].buckets[requests[_i].bucket], 1);
    ck_assert_uint_eq(counters_finished(counters), 1);
    atomic_fetch_add(&counters->dropped, 1);
    ck_assert_uint_eq(counters_finished(counters), 2);
    free(counters);
}

END_TEST

static const char *const names[] = {"/a", "/b", "/c", "/d", "/e", "/f", "/g"};

static void count_one(void *context, size_t i)
{
    counters_request(context, names[i % 7], i % 2 ? "GET" : "POST", 200, 0.01);
    counters_arena(context, i);
}

START_TEST(threads_share_the_rows)
{
    uint64_t sum = 0;
    size_t rows = 0;

    counters = calloc(1, sizeof *counters);
    workers_each(8, 7000, count_one, counters);
    for (size_t i = 0; i < COUNTERS_ROUTES; i++) {
        rows += counters->routes[i].route != NULL;
        sum += counters->routes[i].by_code[0];
        if (counters->routes[i].route)
            ck_assert_uint_eq(counters->routes[i].by_code[0], 500);
    }
    ck_assert_uint_eq(rows, 14);
    ck_assert_uint_eq(sum, 7000);
    ck_assert_uint_eq(counters->arena_high_water, 6999);
    free(counters);
}

END_TEST

START_TEST(routes_beyond_the_rows_are_counted_as_other)
{
    static char many[COUNTERS_ROUTES + 10][8];
    struct route_counters *last;

    counters = calloc(1, sizeof *counters);
    for (size_t i = 0; i < COUNTERS_ROUTES + 10; i++) {
        (void)snprintf(many[i], sizeof many[i], "/%zu", i);
        counters_request(counters, many[i], "GET", 200, 0.0);
    }
    last = &counters->routes[COUNTERS_ROUTES - 1];
    ck_assert_str_eq(last->route, "other");
    ck_assert_uint_eq(last->by_code[0], 11);
    free(counters);
}

END_TEST

START_TEST(a_digest_tells_bytes_apart)
{
    struct digest a = digest_of(SLICE("a"));
    struct digest b = digest_of(SLICE("b"));
    struct digest none = digest_of((struct slice){NULL, 0});

    ck_assert(a.low != b.low && a.high != b.high && none.low != a.low);
    ck_assert_uint_eq(a.low, digest_of(SLICE("a")).low);
}

END_TEST

SUITE("counters", LOOP(a_request_is_counted_by_code_and_time, requests),
      TEST(threads_share_the_rows), TEST(routes_beyond_the_rows_are_counted_as_other),
      TEST(a_digest_tells_bytes_apart))
