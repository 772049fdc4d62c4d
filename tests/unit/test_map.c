#include "base/map.h"
#include "tests/unit/suite.h"

START_TEST(finds_what_was_put)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct map map = {0};

    ck_assert_uint_eq(map_find(&map, SLICE("absent")), MAP_NONE);
    for (uint32_t i = 0; i < 2000; i++) {
        struct slice key;
        uint32_t *value;
        ck_assert_int_eq(arena_print(arena, &key, "key %u", i), ERROR_OK);
        value = map_at(arena, &map, key);
        ck_assert_ptr_nonnull(value);
        ck_assert_uint_eq(*value, MAP_NONE);
        *value = i;
    }
    ck_assert_uint_eq(map_find(&map, SLICE("key 0")), 0);
    ck_assert_uint_eq(map_find(&map, SLICE("key 1999")), 1999);
    ck_assert_uint_eq(map_find(&map, SLICE("key 2000")), MAP_NONE);
    *map_at(arena, &map, SLICE("")) = 7;
    ck_assert_uint_eq(map_find(&map, SLICE("")), 7);
    arena_close(arena);
}

END_TEST

SUITE("map", TEST(finds_what_was_put))
