#include "text/ids.h"

#include "tests/unit/suite.h"

START_TEST(counts_ids)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct id_table table;

    ck_assert_int_eq(id_table_open(arena, 1000, &table), ERROR_OK);
    for (uint32_t i = 0; i < 3000; i++)
        ++*id_table_at(&table, i % 1000);
    ck_assert_uint_eq(table.count, 1000);
    for (uint32_t i = 0; i < 1000; i++)
        ck_assert_uint_eq(id_table_find(&table, i), 3);
    ck_assert_uint_eq(id_table_find(&table, 1000), 0);
    ck_assert_uint_eq(table.count, 1000);
    id_table_clear(&table, 10);
    ck_assert_uint_eq(id_table_find(&table, 5), 0);
    *id_table_at(&table, 5) = 7;
    ck_assert_uint_eq(id_table_find(&table, 5), 7);
    ck_assert_uint_eq(table.count, 1);
    arena_close(arena);
}

END_TEST

START_TEST(keeps_order_in_a_mix)
{
    ck_assert_uint_ne(id_mix(id_mix(0, 1), 2), id_mix(id_mix(0, 2), 1));
    ck_assert_uint_eq(id_mix(id_mix(0, 1), 2), id_mix(id_mix(0, 1), 2));
}

END_TEST

START_TEST(says_when_memory_ends)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct id_table table;

    arena_fail_at(arena, 1);
    ck_assert_int_eq(id_table_open(arena, 10, &table), ERROR_NO_MEMORY);
    arena_fail_at(arena, 0);
    ck_assert_int_eq(id_table_open(arena, SIZE_MAX, &table), ERROR_NO_MEMORY);
    ck_assert_int_eq(id_table_open(arena, SIZE_MAX / 2, &table), ERROR_NO_MEMORY);
    arena_close(arena);
}

END_TEST

SUITE("ids", TEST(counts_ids), TEST(keeps_order_in_a_mix), TEST(says_when_memory_ends))
