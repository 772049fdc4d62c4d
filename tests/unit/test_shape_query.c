/* Query strings read into a struct of this test. */
#include "schemas/shape.h"
#include "tests/unit/suite.h"

static const struct slice colour_names[] = {SLICE_INIT("red"), SLICE_INIT("green"),
                                            SLICE_INIT("blue")};
static const struct name_table colours = {colour_names, 3};

struct wish {
    struct slice q, from, hidden;
    uint32_t limit, colour, colours;
    bool pretty;
};

#define AT(member) offsetof(struct wish, member)

static const struct field wish_fields[] = {
    {"hidden", FIELD_TEXT, AT(hidden), .doc = ""},
    {"q", FIELD_TEXT, AT(q), .rules = FIELD_IN_QUERY | FIELD_REQUIRED | FIELD_NOT_EMPTY},
    {"from", FIELD_TEXT, AT(from), .rules = FIELD_IN_QUERY | FIELD_DATE},
    {"limit", FIELD_COUNT, AT(limit), .min = 1, .max = 1000, .rules = FIELD_IN_QUERY},
    {"colour", FIELD_NAME, AT(colour), .names = &colours, .rules = FIELD_IN_QUERY},
    {"colours", FIELD_NAMES, AT(colours), .names = &colours,
     .rules = FIELD_IN_QUERY | FIELD_NOT_EMPTY},
    {"pretty", FIELD_FLAG, AT(pretty), .rules = FIELD_IN_QUERY},
};

static const struct shape wish_shape = {SHAPE("wish", "A wish", struct wish, wish_fields),
                                        .is_request = true};

static struct arena *arena;
static struct problem problem;

static void open_arena(void)
{
    arena = arena_open(ARENA_NO_BUDGET);
    problem = (struct problem){.arena = arena};
}

static void close_arena(void)
{
    arena_close(arena);
}

START_TEST(reads_parameters)
{
    struct wish wish = {.limit = 50};

    ck_assert_int_eq(
        shape_read_query(&wish_shape, arena,
                         SLICE("&q=a+%22b%C3%A9%22&colours=red&&pretty=true&colours=blue&"
                               "colour=blue&%66rom=2026-11"),
                         &wish, &problem),
        ERROR_OK);
    ck_assert(slice_is(wish.q, "a \"b\xc3\xa9\""));
    ck_assert(slice_is(wish.from, "2026-11"));
    ck_assert_uint_eq(wish.limit, 50);
    ck_assert_uint_eq(wish.colour, 2);
    ck_assert_uint_eq(wish.colours, 1 << 0 | 1 << 2);
    ck_assert(wish.pretty);
}

END_TEST

static const struct {
    const char *query, *pointer, *code, *detail;
} faulty[] = {
    {"", "?q", "missing", "q is missing"},
    {"q=", "?q", "empty", "the q is empty"},
    {"q", "?q", "empty", "the q is empty"},
    {"q=x&lmit=3", "?lmit", "unknown_member", "unknown parameter; did you mean limit?"},
    {"q=x&hidden=3", "?hidden", "unknown_member", "unknown parameter"},
    {"q=x&hiden=3", "?hiden", "unknown_member", "unknown parameter"},
    {"q=x&a/b=3", "?a/b", "unknown_member", "unknown parameter"},
    {"q=x&limit=0", "?limit", "out_of_range", "expected 1 to 1000, got 0"},
    {"q=x&limit=1001", "?limit", "out_of_range", "expected 1 to 1000, got 1001"},
    {"q=x&limit=-5", "?limit", "out_of_range", "expected 1 to 1000, got -5"},
    {"q=x&limit=99999999999999999999", "?limit", "out_of_range", "expected 1 to 1000"},
    {"q=x&limit=five", "?limit", "wrong_type", "expected a whole number"},
    {"q=x&limit=", "?limit", "wrong_type", "expected a whole number"},
    {"q=x&limit=5.0", "?limit", "wrong_type", "expected a whole number"},
    {"q=x&pretty", "?pretty", "wrong_type", "expected true or false"},
    {"q=x&pretty=yes", "?pretty", "wrong_type", "expected true or false"},
    {"q=x&colour=pink", "?colour", "out_of_range",
     "expected one of red, green, blue; got \"pink\""},
    {"q=x&colours=red,pink", "?colours", "out_of_range",
     "expected one of red, green, blue; got \"pink\""},
    {"q=x&colours=", "?colours", "empty", "the list is empty; leave it out for the usual ones"},
    {"q=x&q=y", "?q", "exclusive", "given twice; give it once"},
    {"q=x&from=soon", "?from", "out_of_range",
     "expected a date such as 2026-11-23 or 2026-11-23T08:30:00Z, got \"soon\""},
};

START_TEST(finds_faults)
{
    struct wish wish = {0};
    const struct fault *fault;

    ck_assert_int_eq(
        shape_read_query(&wish_shape, arena, slice_of(faulty[_i].query), &wish, &problem),
        ERROR_INVALID);
    ck_assert_uint_eq(problem.faults.count, 1);
    fault = &problem.faults.at[0];
    ck_assert(slice_is(fault->pointer, faulty[_i].pointer));
    ck_assert(slice_is(fault->code, faulty[_i].code));
    if (!slice_is(fault->detail, faulty[_i].detail))
        ck_abort_msg("got %.*s, expected %s", SLICE_ARGS(fault->detail), faulty[_i].detail);
}

END_TEST

static const char *const undecodable[] = {
    "q=%", "q=%4", "q=%zz", "q=%ff", "q=%ED%A0%80", "q=a%00b", "%00=a", "q=x&other=%c3",
};

START_TEST(refuses_what_cannot_be_decoded)
{
    struct wish wish = {0};

    ck_assert_int_eq(
        shape_read_query(&wish_shape, arena, slice_of(undecodable[_i]), &wish, &problem),
        ERROR_BAD_QUERY);
    ck_assert_int_eq(problem.error, ERROR_BAD_QUERY);
    ck_assert_uint_gt(problem.detail.len, 0);
}

END_TEST

START_TEST(the_body_counts_and_faults_gather)
{
    struct wish wish = {.limit = 50};

    ck_assert_int_eq(shape_read_query(&wish_shape, arena, SLICE("q=x&limit=7&colour=red&cloour=1"),
                                      &wish, &problem),
                     ERROR_INVALID);
    ck_assert_int_eq(shape_read(&wish_shape, arena,
                                SLICE("{\"q\":\"y\",\"colour\":\"blue\",\"pretty\":1}"), 8, &wish,
                                &problem),
                     ERROR_INVALID);
    ck_assert_uint_eq(problem.faults.count, 2);
    ck_assert(slice_is(problem.faults.at[0].pointer, "?cloour"));
    ck_assert(slice_is(problem.faults.at[1].pointer, "/pretty"));
    ck_assert(slice_is(wish.q, "y"));
    ck_assert_uint_eq(wish.limit, 7);
    ck_assert_uint_eq(wish.colour, 2);
}

END_TEST

START_TEST(survives_lack_of_memory)
{
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct wish wish = {0};
        close_arena();
        open_arena();
        arena_fail_at(arena, n);
        error = shape_read_query(&wish_shape, arena, SLICE("q=x&limit=7"), &wish, &problem);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
    for (size_t n = 1; n < 12; n++) {
        struct wish wish = {0};
        close_arena();
        open_arena();
        arena_fail_at(arena, n);
        error = shape_read_query(&wish_shape, arena, SLICE("q=x&limit=0&more=1"), &wish, &problem);
        ck_assert(error == ERROR_INVALID || error == ERROR_NO_MEMORY);
    }
}

END_TEST

SUITE("shape_query", tcase_add_checked_fixture(suite_case, open_arena, close_arena),
      TEST(reads_parameters), LOOP(finds_faults, faulty),
      LOOP(refuses_what_cannot_be_decoded, undecodable), TEST(the_body_counts_and_faults_gather),
      TEST(survives_lack_of_memory))
