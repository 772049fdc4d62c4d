#include "handlers/cursor.h"
#include "tests/unit/suite.h"

static const struct listing listing = {
    .path = SLICE_INIT("/v1/articles"),
    .query = SLICE_INIT("q=peace&limit=2"),
    .generation = 7,
    .articles = 3,
};

static struct slice written(struct arena *arena, uint64_t position)
{
    struct slice cursor = {NULL, 0};

    ck_assert_int_eq(cursor_write(arena, &listing, position, &cursor), ERROR_OK);
    return cursor;
}

static const uint64_t places[] = {0, 1, 50, 4294967296, UINT64_MAX};

START_TEST(a_cursor_leads_back_to_its_place)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    uint64_t position = 12345;

    ck_assert_int_eq(cursor_read(written(arena, places[_i]), &listing, &position, NULL), ERROR_OK);
    ck_assert_uint_eq(position, places[_i]);
    ck_assert_int_eq(cursor_read((struct slice){NULL, 0}, &listing, &position, NULL), ERROR_OK);
    ck_assert_uint_eq(position, 0);
    arena_close(arena);
}

END_TEST

static const struct {
    const char *path, *query;
    uint32_t generation, articles;
    bool is_known;
} lists[] = {
    {"/v1/articles", "q=peace&limit=2", 7, 3, true},
    {"/v1/articles", "limit=9&q=peace&cursor=xyz&pretty=true&offsets=utf-8", 7, 3, true},
    {"/v1/articles", "q=war&limit=2", 7, 3, false},
    {"/v1/articles", "q=peace&q=peace", 7, 3, false},
    {"/v1/articles", "", 7, 3, false},
    {"/v1/quotes", "q=peace", 7, 3, false},
    {"/v1/articles", "q=peace", 8, 3, false},
    {"/v1/articles", "q=peace", 7, 4, false},
};

START_TEST(a_cursor_is_bound_to_its_list)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct listing other = {.path = slice_of(lists[_i].path),
                            .query = slice_of(lists[_i].query),
                            .generation = lists[_i].generation,
                            .articles = lists[_i].articles};
    uint64_t position;

    ck_assert_int_eq(cursor_read(written(arena, 2), &other, &position, NULL),
                     lists[_i].is_known ? ERROR_OK : ERROR_UNKNOWN_CURSOR);
    arena_close(arena);
}

END_TEST

static const char *const words[] = {"",
                                    "x",
                                    "Zz0xO289Mg",
                                    "????????????????????????",
                                    "AAAAAAAAAAAAAAAAAAAAAAAA",
                                    "AAAAAAAAAAAAAAAAAAAAAAAAA"};

START_TEST(a_made_up_cursor_is_refused)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    uint64_t position;

    ck_assert_int_eq(cursor_read(slice_of(words[_i]), &listing, &position, &problem),
                     ERROR_UNKNOWN_CURSOR);
    ck_assert_uint_gt(problem.detail.len, 0);
    arena_close(arena);
}

END_TEST

START_TEST(every_changed_letter_is_seen)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice cursor = written(arena, 2);
    char changed[64];
    uint64_t position;

    ck_assert_uint_lt(cursor.len, sizeof changed);
    for (size_t i = 0; i < cursor.len; i++) {
        memcpy(changed, cursor.ptr, cursor.len);
        changed[i] = changed[i] == 'B' ? 'C' : 'B';
        ck_assert_int_eq(
            cursor_read((struct slice){changed, cursor.len}, &listing, &position, NULL),
            ERROR_UNKNOWN_CURSOR);
    }
    arena_close(arena);
}

END_TEST

SUITE("cursor", LOOP(a_cursor_leads_back_to_its_place, places),
      LOOP(a_cursor_is_bound_to_its_list, lists), LOOP(a_made_up_cursor_is_refused, words),
      TEST(every_changed_letter_is_seen))
