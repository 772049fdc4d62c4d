#include "fetch/cache.h"
#include "fetch/turn.h"
#include "tests/unit/suite.h"

static const struct {
    const char *header;
    int64_t fresh_ms;
    bool is_storable;
} headers[] = {
    {"", 0, true},
    {"max-age=60", 60000, true},
    {"public, max-age=60", 60000, true},
    {"max-age=60, s-maxage=5", 5000, true},
    {"s-maxage=5, max-age=60", 5000, true},
    {"max-age=60, no-cache", 0, true},
    {"no-store, max-age=60", 60000, false},
    {"private", 0, false},
    {"max-age=x", 0, true},
    {"max-agex=60", 0, true},
    {"no-storex", 0, true},
    {"max-age=99999999999999999999", 0, true},
};

START_TEST(cache_control_is_obeyed)
{
    struct freshness freshness = freshness_read(slice_of(headers[_i].header));

    ck_assert_msg(freshness.fresh_ms == headers[_i].fresh_ms &&
                      freshness.is_storable == headers[_i].is_storable,
                  "%s: %lld %d", headers[_i].header, (long long)freshness.fresh_ms,
                  freshness.is_storable);
}

END_TEST

static bool is_kept(struct cache *cache, const char *url, struct slice *body)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct fetched fetched;
    struct freshness freshness;
    bool found;

    ck_assert_int_eq(cache_find(cache, arena, slice_of(url), &fetched, &freshness, &found),
                     ERROR_OK);
    if (found && body)
        ck_assert(slice_equal(fetched.body, *body));
    arena_close(arena);
    return found;
}

static void put(struct cache *cache, const char *url, struct slice body, const char *control)
{
    struct fetched fetched = {.url = slice_of(url), .body = body};
    struct freshness freshness = freshness_read(slice_of(control));

    cache_put(cache, slice_of(url), &fetched, &freshness);
}

START_TEST(the_longest_unasked_goes_first)
{
    enum { BODY = 1000 };
    struct cache *cache = cache_open((uint64_t)4 * BODY);
    char bytes[BODY] = "x";
    struct slice body = {bytes, BODY};

    put(cache, "a", body, "max-age=9");
    put(cache, "b", body, "max-age=9");
    put(cache, "c", body, "max-age=9");
    ck_assert(is_kept(cache, "a", &body));
    put(cache, "d", body, "max-age=9");
    ck_assert(is_kept(cache, "a", &body));
    ck_assert(!is_kept(cache, "b", NULL));
    ck_assert(is_kept(cache, "c", &body));
    ck_assert(is_kept(cache, "d", &body));
    put(cache, "a", body, "no-store");
    ck_assert(!is_kept(cache, "a", NULL));
    put(cache, "e", body, "");
    ck_assert(!is_kept(cache, "e", NULL)); /* it could be neither used nor asked after */
    cache_close(cache);
}

END_TEST

START_TEST(a_host_is_asked_by_few_at_a_time)
{
    struct turns *turns = turns_open(2, 0);
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    ck_assert_int_eq(turn_begin(turns, arena, SLICE("a"), 0), ERROR_OK);
    ck_assert_int_eq(turn_begin(turns, arena, SLICE("a"), 0), ERROR_OK);
    ck_assert_int_eq(turn_begin(turns, arena, SLICE("b"), 0), ERROR_OK);
    ck_assert_int_eq(turn_begin(turns, arena, SLICE("a"), 0), ERROR_DEADLINE);
    turn_end(turns, SLICE("a"));
    ck_assert_int_eq(turn_begin(turns, arena, SLICE("a"), 0), ERROR_OK);
    arena_close(arena);
    turns_close(turns);
}

END_TEST

START_TEST(a_host_is_asked_not_too_soon_again)
{
    struct turns *turns = turns_open(9, 60000);
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    ck_assert_int_eq(turn_begin(turns, arena, SLICE("a"), 0), ERROR_OK);
    ck_assert_int_eq(turn_begin(turns, arena, SLICE("a"), 30), ERROR_DEADLINE);
    ck_assert_int_eq(turn_begin(turns, arena, SLICE("b"), 0), ERROR_OK);
    arena_close(arena);
    turns_close(turns);
}

END_TEST

SUITE("fetch_cache", LOOP(cache_control_is_obeyed, headers), TEST(the_longest_unasked_goes_first),
      TEST(a_host_is_asked_by_few_at_a_time), TEST(a_host_is_asked_not_too_soon_again))
