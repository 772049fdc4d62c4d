#include "base/gzip.h"
#include "base/sheet.h"
#include "tests/unit/suite.h"

enum { LIMIT = 1 << 20, LIMIT_AND_GROWTH = 4 << 20 };

static struct arena *arena;
static struct problem problem;

static void begin(void)
{
    arena_close(arena);
    arena = arena_open(ARENA_NO_BUDGET);
    problem = (struct problem){.arena = arena};
}

/* Text of a length that gzip finds something in, and not too much. */
static struct slice story(size_t len)
{
    char *at = arena_array(arena, char, len + 1);
    uint32_t state = 1;

    for (size_t i = 0; i < len; i++) {
        state = state * 1664525 + 1013904223;
        at[i] = "etaoin  shrdlu.\n"[state >> 28];
    }
    return (struct slice){at, len};
}

static struct slice packed(struct slice bytes)
{
    struct slice out;

    ck_assert(gzip_pack(arena, bytes, &out));
    return out;
}

static struct slice joined(struct slice a, struct slice b)
{
    struct sheet sheet = {.arena = arena};
    struct slice out;

    sheet_add(&sheet, a);
    sheet_add(&sheet, b);
    ck_assert_int_eq(sheet_finish(&sheet, &out), ERROR_OK);
    return out;
}

static const size_t lengths[] = {200, 1000, 65536, 1000000, 3000000};

START_TEST(what_is_packed_unpacks_to_the_same)
{
    struct slice bytes, small, out;

    begin();
    bytes = story(lengths[_i]);
    small = packed(bytes);
    ck_assert_uint_lt(small.len, bytes.len);
    ck_assert(slice_equal(small, packed(bytes)));
    ck_assert_int_eq(gzip_unpack(arena, small, bytes.len, &out, &problem), ERROR_OK);
    ck_assert(slice_equal(out, bytes));
    ck_assert_int_eq(gzip_unpack(arena, small, bytes.len - 1, &out, &problem),
                     ERROR_BODY_TOO_LARGE);
}

END_TEST

START_TEST(what_does_not_shrink_is_not_packed)
{
    struct slice bytes = SLICE("abc"), out = {NULL, 0};

    begin();
    ck_assert(!gzip_pack(arena, bytes, &out));
    ck_assert(!gzip_pack(arena, packed(story(9000)), &out));
    ck_assert_ptr_null(out.ptr);
}

END_TEST

START_TEST(members_are_joined)
{
    struct slice a, b, out;

    begin();
    a = story(5000);
    b = slice_part(a, 17, 3000);
    ck_assert_int_eq(gzip_unpack(arena, joined(packed(a), packed(b)), LIMIT, &out, &problem),
                     ERROR_OK);
    ck_assert(slice_equal(out, joined(a, b)));
}

END_TEST

START_TEST(what_stands_behind_the_end_is_refused)
{
    static const char *const tails[] = {"x", "\x1f", "\x1f\x8c", "trailing", "\x1f\x8b"};
    struct slice small, out;

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        begin();
        small = joined(packed(story(2000)), slice_of(tails[i]));
        ck_assert_int_eq(gzip_unpack(arena, small, LIMIT, &out, &problem), ERROR_BAD_CODING);
        ck_assert_uint_gt(problem.detail.len, 0);
    }
    ck_assert_ptr_nonnull(strstr(problem.detail.ptr, "cut off"));
}

END_TEST

START_TEST(every_cut_is_seen)
{
    struct slice small, out;

    begin();
    small = packed(story(600));
    for (size_t len = 0; len < small.len; len++) {
        problem = (struct problem){.arena = arena};
        ck_assert_int_eq(gzip_unpack(arena, slice_part(small, 0, len), LIMIT, &out, &problem),
                         ERROR_BAD_CODING);
        ck_assert_ptr_nonnull(strstr(problem.detail.ptr, "cut off"));
    }
}

END_TEST

/* Bytes 4 to 9 of the head are a time, a hint and a system, which mean nothing to the text. */
START_TEST(every_damage_is_seen)
{
    struct slice small, out;

    begin();
    small = packed(story(600));
    for (size_t i = 0; i < small.len; i++) {
        struct slice bad;
        char *at;

        if (i >= 4 && i < 10)
            continue;
        ck_assert_int_eq(arena_copy(arena, small, &bad), ERROR_OK);
        memcpy(&at, &bad.ptr, sizeof at);
        at[i] ^= 0x10;
        ck_assert_int_eq(gzip_unpack(arena, bad, LIMIT, &out, &problem), ERROR_BAD_CODING);
    }
}

END_TEST

START_TEST(a_bomb_stops_at_the_limit)
{
    struct slice bomb, out;
    size_t before;

    begin();
    bomb = packed((struct slice){arena_array(arena, char, 64 << 20), 64 << 20});
    ck_assert_uint_lt(bomb.len, 400000);
    before = arena_used(arena);
    ck_assert_int_eq(gzip_unpack(arena, bomb, LIMIT, &out, &problem), ERROR_BODY_TOO_LARGE);
    ck_assert_uint_lt(arena_used(arena) - before, LIMIT + 65536);

    /* one whose trailer tells less than there is */
    bomb = joined(bomb, packed(story(300)));
    before = arena_used(arena);
    ck_assert_int_eq(gzip_unpack(arena, bomb, LIMIT, &out, &problem), ERROR_BODY_TOO_LARGE);
    ck_assert_uint_lt(arena_used(arena) - before, LIMIT_AND_GROWTH);
}

END_TEST

START_TEST(lack_of_memory_and_time_is_told)
{
    atomic_int_fast64_t past = 1;
    struct slice bytes, small, out;
    size_t n = 1;
    enum error error;

    begin();
    bytes = story(100000);
    small = packed(bytes);
    do {
        arena_fail_at(arena, n++);
        error = gzip_unpack(arena, small, LIMIT, &out, &problem);
        arena_fail_at(arena, 0);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    } while (error);
    ck_assert_uint_gt(n, 2);
    n = 1;
    do
        arena_fail_at(arena, n);
    while (!gzip_pack(arena, bytes, &out) && n++ < 100);
    arena_fail_at(arena, 0);
    ck_assert(n > 1 && n < 100);
    ck_assert(slice_equal(out, small));

    arena_set_deadline(arena, &past);
    ck_assert(!gzip_pack(arena, bytes, &out));
    ck_assert_int_eq(gzip_unpack(arena, small, LIMIT, &out, &problem), ERROR_NO_MEMORY);
    ck_assert_int_eq(arena_error(arena), ERROR_DEADLINE);
    arena_close(arena);
    arena = NULL;
}

END_TEST

SUITE("gzip", LOOP(what_is_packed_unpacks_to_the_same, lengths),
      TEST(what_does_not_shrink_is_not_packed), TEST(members_are_joined),
      TEST(what_stands_behind_the_end_is_refused), TEST(every_cut_is_seen),
      TEST(every_damage_is_seen), TEST(a_bomb_stops_at_the_limit),
      TEST(lack_of_memory_and_time_is_told))
