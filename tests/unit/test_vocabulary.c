#include "text/vocabulary.h"

#include "tests/unit/suite.h"

static const size_t expectations[] = {0, 10, 100000};

START_TEST(numbers_ids_in_their_order)
{
    enum { IDS = 20000 };

    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct vocabulary vocabulary;

    ck_assert_int_eq(vocabulary_open(arena, expectations[_i], &vocabulary), ERROR_OK);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < IDS; i++)
            ck_assert_uint_eq(vocabulary_number(&vocabulary, (uint64_t)i << 32), i);
    ck_assert_uint_eq(vocabulary.count, IDS);
    ck_assert_uint_eq(vocabulary_find(&vocabulary, (uint64_t)7 << 32), 7);
    ck_assert_uint_eq(vocabulary_find(&vocabulary, 7), NO_NUMBER);
    arena_close(arena);
}

END_TEST

START_TEST(numbers_rows)
{
    static const uint64_t ids[] = {5, 0, 5, UINT64_MAX, 0};
    static const uint32_t expected[] = {0, 1, 0, 2, 1};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct vocabulary vocabulary;
    uint32_t numbers[5];

    ck_assert_int_eq(vocabulary_open(arena, 0, &vocabulary), ERROR_OK);
    ck_assert_int_eq(vocabulary_numbers(&vocabulary, ids, 5, numbers), ERROR_OK);
    ck_assert_mem_eq(numbers, expected, sizeof expected);
    arena_close(arena);
}

END_TEST

START_TEST(says_when_memory_ends)
{
    struct arena *arena = arena_open(8192);
    struct vocabulary vocabulary;
    uint32_t number = 0;

    ck_assert_int_eq(vocabulary_open(arena, 0, &vocabulary), ERROR_OK);
    for (uint64_t i = 0; i < 1000 && number != NO_NUMBER; i++)
        number = vocabulary_number(&vocabulary, i);
    ck_assert_uint_eq(number, NO_NUMBER);
    ck_assert_uint_eq(vocabulary_find(&vocabulary, 3), 3);
    arena_close(arena);
}

END_TEST

SUITE("vocabulary", LOOP(numbers_ids_in_their_order, expectations), TEST(numbers_rows),
      TEST(says_when_memory_ends))
