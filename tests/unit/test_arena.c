#include "base/array.h"
#include "tests/unit/suite.h"

START_TEST(gives_zeroed_aligned_memory)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    for (size_t size = 1; size < 5000; size += 37) {
        unsigned char *at = arena_alloc(arena, size, 64);
        ck_assert_ptr_nonnull(at);
        ck_assert_uint_eq((uintptr_t)at % 64, 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(at[i], 0);
        memset(at, 0xFF, size);
    }
    arena_close(arena);
}

END_TEST

START_TEST(refuses_beyond_its_budget)
{
    struct arena *arena = arena_open(100);

    ck_assert_ptr_nonnull(arena_alloc(arena, 60, 1));
    ck_assert_ptr_null(arena_alloc(arena, 41, 1));
    ck_assert_int_eq(arena_error(arena), ERROR_MEMORY_EXCEEDED);
    ck_assert_ptr_nonnull(arena_alloc(arena, 40, 1));
    ck_assert_uint_eq(arena_used(arena), 100);
    arena_close(arena);
}

END_TEST

START_TEST(refuses_a_product_that_overflows)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    ck_assert_ptr_null(arena_alloc_array(arena, SIZE_MAX / 2, 3, 8));
    ck_assert_ptr_null(arena_alloc(arena, SIZE_MAX, 8));
    arena_close(arena);
}

END_TEST

static void count_release(void *object)
{
    ++*(int *)object;
}

START_TEST(releases_what_was_deferred)
{
    int released = 0;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    ck_assert_int_eq(arena_defer(arena, count_release, &released), ERROR_OK);
    ck_assert_int_eq(released, 0);
    arena_fail_at(arena, 1);
    ck_assert_int_eq(arena_defer(arena, count_release, &released), ERROR_NO_MEMORY);
    ck_assert_int_eq(released, 1);
    arena_close(arena);
    ck_assert_int_eq(released, 2);
    arena_close(NULL);
}

END_TEST

START_TEST(arrays_keep_their_elements)
{
    struct {
        uint32_t *at;
        size_t count, capacity;
    } numbers = {0};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *number = array_push(arena, &numbers);
        ck_assert_ptr_nonnull(number);
        *number = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        ck_assert_uint_eq(numbers.at[i], i);
    arena_close(arena);
}

END_TEST

START_TEST(grown_arrays_are_zero_behind_their_elements)
{
    struct {
        uint32_t *at;
        size_t count, capacity;
    } numbers = {0};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *number = array_push(arena, &numbers);
        ck_assert_ptr_nonnull(number);
        ck_assert_uint_eq(*number, 0);
        *number = UINT32_MAX;
    }
    arena_close(arena);
}

END_TEST

START_TEST(takes_back_the_end_of_the_last_allocation)
{
    struct arena *arena = arena_open(1000);
    char *first = arena_alloc_unset(arena, 100, 5, 1);
    char *second;

    ck_assert_ptr_nonnull(first);
    memset(first, 'a', 500);
    arena_trim(arena, first, 500, 200);
    ck_assert_uint_eq(arena_used(arena), 200);
    second = arena_alloc(arena, 800, 1);
    ck_assert_ptr_nonnull(second);
    ck_assert_ptr_eq(memchr(first, 0, 200), NULL);
    arena_trim(arena, first, 200, 0); /* no longer the last: nothing happens */
    ck_assert_uint_eq(arena_used(arena), 1000);
    arena_trim(arena, second, 800, 0);
    ck_assert_uint_eq(arena_used(arena), 200);
    ck_assert_ptr_null(arena_alloc_unset(arena, SIZE_MAX / 2, 3, 8));
    arena_close(arena);
}

END_TEST

START_TEST(gives_large_allocations_back)
{
    enum { LARGE = 1 << 20 };

    struct arena_pool pool = {.limit = SIZE_MAX};
    struct arena *arena = arena_open_in(&pool, ARENA_NO_BUDGET);
    char *small = arena_alloc(arena, 100, 1), *large = arena_alloc(arena, LARGE, 1), *behind;
    size_t held = atomic_load(&pool.held);

    ck_assert(small && large);
    arena_release(arena, small, 100); /* its block is no larger than others: nothing happens */
    ck_assert_uint_eq(atomic_load(&pool.held), held);
    arena_release(arena, large, LARGE);
    ck_assert_uint_lt(atomic_load(&pool.held), held - LARGE + 1);
    ck_assert_uint_eq(arena_used(arena), 100);
    behind = arena_alloc(arena, 100, 1);
    ck_assert(behind);
    memset(behind, 1, 100);
    memset(small, 2, 100);
    ck_assert_int_eq(behind[99], 1);
    arena_close(arena);
    ck_assert_uint_eq(atomic_load(&pool.held), 0);
}

END_TEST

/* An array that grows holds no more than its two last places. */
START_TEST(grown_arrays_give_old_places_back)
{
    struct arena_pool pool = {.limit = SIZE_MAX};
    struct arena *arena = arena_open_in(&pool, ARENA_NO_BUDGET);

    struct {
        uint64_t *at;
        size_t count, capacity;
    } numbers = {0};

    for (uint64_t i = 0; i < 1 << 20; i++) {
        uint64_t *place = array_push(arena, &numbers);

        if (place)
            *place = i;
    }
    ck_assert_uint_eq(numbers.count, 1 << 20);
    ck_assert_uint_lt(atomic_load(&pool.held), sizeof(uint64_t) * (1 << 20) * 7 / 4);
    for (uint64_t i = 0; i < 1 << 20; i++)
        if (numbers.at[i] != i)
            ck_abort_msg("%d is another", (int)i);
    arena_close(arena);
}

END_TEST

START_TEST(shares_a_budget_with_a_step)
{
    struct arena *outer = arena_open(1000), *step;

    ck_assert_ptr_nonnull(arena_alloc(outer, 400, 1));
    step = arena_open_within(outer);
    ck_assert_ptr_nonnull(arena_alloc(step, 600, 1));
    ck_assert_int_eq(arena_error(outer), ERROR_OK);
    ck_assert_ptr_null(arena_alloc(step, 1, 1));
    ck_assert_int_eq(arena_error(outer), ERROR_MEMORY_EXCEEDED);
    arena_close(step);
    ck_assert_ptr_nonnull(arena_alloc(outer, 600, 1));
    arena_close(outer);

    outer = arena_open(ARENA_NO_BUDGET);
    step = arena_open_within(outer);
    arena_fail_at(outer, 2);
    ck_assert_ptr_nonnull(arena_alloc(step, 8, 8));
    ck_assert_ptr_null(arena_alloc(step, 8, 8));
    arena_close(step);
    arena_close(outer);
}

END_TEST

static int64_t now_ns(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

START_TEST(hands_out_nothing_behind_its_deadline)
{
    struct arena *outer = arena_open(ARENA_NO_BUDGET), *step;
    atomic_int_fast64_t moment = now_ns() + INT64_C(3600000000000);
    size_t count = 0;

    arena_set_deadline(outer, &moment);
    ck_assert(!arena_is_late(outer));
    ck_assert_ptr_nonnull(arena_alloc(outer, 10000, 8));
    atomic_store(&moment, now_ns() - 50000000);
    step = arena_open_within(outer);
    while (count < 1000 && arena_alloc(step, 8, 8))
        count++;
    ck_assert_uint_lt(count, 1000);
    ck_assert_ptr_null(arena_alloc(step, 8, 8));
    arena_close(step);
    ck_assert_int_eq(arena_error(outer), ERROR_DEADLINE);
    ck_assert_ptr_null(arena_alloc(outer, 8, 8));
    ck_assert(arena_is_late(outer));
    arena_set_deadline(outer, NULL);
    ck_assert_int_eq(arena_error(outer), ERROR_OK);
    ck_assert_ptr_nonnull(arena_alloc(outer, 10000, 8));
    arena_close(outer);
}

END_TEST

START_TEST(takes_no_more_than_the_pool_has)
{
    struct arena_pool pool = {.limit = 1000000};
    struct arena *first = arena_open_in(&pool, ARENA_NO_BUDGET);
    struct arena *second = arena_open_in(&pool, ARENA_NO_BUDGET), *step;

    ck_assert_ptr_nonnull(arena_alloc(first, 600000, 1));
    ck_assert_uint_ge(atomic_load(&pool.held), 600000);
    step = arena_open_within(second);
    ck_assert_ptr_null(arena_alloc(step, 600000, 1));
    ck_assert_int_eq(arena_error(step), ERROR_NO_MEMORY);
    arena_close(step);
    arena_close(first);
    ck_assert_uint_eq(atomic_load(&pool.held), 0);
    ck_assert_ptr_nonnull(arena_alloc(second, 600000, 1));
    arena_close(second);
    ck_assert_uint_eq(atomic_load(&pool.held), 0);
}

END_TEST

SUITE("arena", TEST(gives_large_allocations_back), TEST(grown_arrays_give_old_places_back),
      TEST(gives_zeroed_aligned_memory), TEST(refuses_beyond_its_budget),
      TEST(refuses_a_product_that_overflows), TEST(releases_what_was_deferred),
      TEST(arrays_keep_their_elements), TEST(grown_arrays_are_zero_behind_their_elements),
      TEST(takes_back_the_end_of_the_last_allocation), TEST(shares_a_budget_with_a_step),
      TEST(hands_out_nothing_behind_its_deadline), TEST(takes_no_more_than_the_pool_has))
