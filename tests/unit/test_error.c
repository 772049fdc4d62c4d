#include "base/arena.h"
#include "base/checked.h"
#include "base/digits.h"
#include "tests/unit/suite.h"

START_TEST(slugs_lead_back_to_their_errors)
{
    for (int error = 1; error < ERROR_COUNT; error++) {
        ck_assert_uint_gt(error_title((enum error)error).len, 0);
        ck_assert_int_eq(error_of_slug(error_slug((enum error)error)), error);
    }
    ck_assert_int_eq(error_of_slug(SLICE("nonsense")), ERROR_OK);
}

END_TEST

START_TEST(a_problem_gathers_faults)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};

    ck_assert(!problem_faulty(&problem));
    problem_fault(&problem, SLICE("/left"), SLICE("missing"), "give %s", "left");
    ck_assert(problem_faulty(&problem));
    ck_assert_int_eq(problem.error, ERROR_INVALID);
    ck_assert(slice_is(problem.faults.at[0].detail, "give left"));
    ck_assert_int_eq(problem_set(&problem, ERROR_BAD_JSON, "line %d", 3), ERROR_BAD_JSON);
    ck_assert(slice_is(problem.detail, "line 3"));
    arena_close(arena);
}

END_TEST

static const struct {
    const char *digits;
    bool refused;
    int64_t value;
} numbers[] = {
    {"0", false, 0}, {"42", false, 42}, {"-3", false, -3}, {"", true, 0},
    {"-", true, 0},  {"4x", true, 0},   {"101", true, 0},  {"99999999999999999999", true, 0},
    {"+1", true, 0},
};

START_TEST(numbers_are_read_within_bounds)
{
    int64_t value = 0;

    ck_assert_int_eq(checked_parse(slice_of(numbers[_i].digits), -5, 100, &value),
                     numbers[_i].refused);
    ck_assert_int_eq(value, numbers[_i].value);
}

END_TEST

static const struct {
    uint64_t number;
    const char *text;
} counts[] = {
    {0, "0"},
    {999, "999"},
    {1000, "1,000"},
    {1048576, "1,048,576"},
    {100000, "100,000"},
    {UINT64_MAX, "18,446,744,073,709,551,615"},
};

START_TEST(large_numbers_are_told_in_groups)
{
    ck_assert_str_eq(digits_grouped(counts[_i].number).text, counts[_i].text);
}

END_TEST

SUITE("error", TEST(slugs_lead_back_to_their_errors), TEST(a_problem_gathers_faults),
      LOOP(numbers_are_read_within_bounds, numbers), LOOP(large_numbers_are_told_in_groups, counts))
