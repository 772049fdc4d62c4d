#include "text/anchor.h"

#include "tests/unit/suite.h"

enum { LETTERS = 128, ROW = 64 };

static uint32_t read_row(const char *letters, uint32_t *row)
{
    uint32_t count = 0;

    for (; letters[count]; count++)
        row[count] = (uint32_t)letters[count];
    return count;
}

static const struct {
    const char *left, *right;
    bool may_stand_alone;
    const char *anchors; /* their letters */
} cases[] = {
    {"", "", true, ""},
    {"abc", "abc", false, "abc"},
    {"abc", "xyz", true, ""},
    {"axbyc", "avbwc", true, "abc"},
    {"axbyc", "avbwc", false, ""}, /* no two that are neighbours on both sides */
    {"aab", "aab", true, "b"},     /* a is not unique */
    {"abcdef", "defabc", true, "abc"},
    {"xabcde", "abcdex", true, "abcde"}, /* x is off the longest chain */
};

START_TEST(finds_the_longest_chain_of_unique_numbers)
{
    static struct anchor_use uses[LETTERS], unused[LETTERS];
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct anchors anchors = {0};
    uint32_t left[ROW], right[ROW];
    struct anchor_rows rows = {left, right, read_row(cases[_i].left, left),
                               read_row(cases[_i].right, right)};

    ck_assert_int_eq(anchor_find(arena, &rows, cases[_i].may_stand_alone, uses, &anchors),
                     ERROR_OK);
    ck_assert_uint_eq(anchors.count, strlen(cases[_i].anchors));
    for (size_t i = 0; i < anchors.count; i++) {
        ck_assert_uint_eq(left[anchors.at[i].left], right[anchors.at[i].right]);
        if (i) {
            ck_assert_uint_lt(anchors.at[i - 1].left, anchors.at[i].left);
            ck_assert_uint_lt(anchors.at[i - 1].right, anchors.at[i].right);
        }
    }
    ck_assert_mem_eq(uses, unused, sizeof uses);
    arena_close(arena);
}

END_TEST

SUITE("anchor", LOOP(finds_the_longest_chain_of_unique_numbers, cases))
