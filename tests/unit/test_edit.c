#include "text/edit.h"

#include "tests/unit/suite.h"

enum { STEPS = 20000000 };

struct ids {
    uint64_t at[4096];
    uint32_t count;
};

static struct ids ids_of(const char *letters)
{
    struct ids ids = {0};

    for (; *letters; letters++)
        ids.at[ids.count++] = (uint64_t)*letters;
    return ids;
}

static struct edit_script find(struct arena *arena, const struct ids *left, const struct ids *right,
                               uint64_t steps)
{
    struct edit_script script;

    ck_assert_int_eq(edit_find(arena, (struct id_row){left->at, left->count},
                               (struct id_row){right->at, right->count}, steps, &script),
                     ERROR_OK);
    return script;
}

static uint32_t changes_of(const struct edit_script *script)
{
    uint32_t changes = 0;

    for (size_t i = 0; i < script->runs.count; i++)
        changes += script->runs.at[i].left_last - script->runs.at[i].left_first +
                   script->runs.at[i].right_last - script->runs.at[i].right_first;
    return changes;
}

/* What lies between two runs is equal on both sides; runs ascend and are not empty. */
static void check_script(const struct ids *left, const struct ids *right,
                         const struct edit_script *script)
{
    uint32_t i = 0, j = 0;

    for (size_t n = 0; n <= script->runs.count; n++) {
        struct edit_run end = {left->count, left->count, right->count, right->count};
        struct edit_run run = n < script->runs.count ? script->runs.at[n] : end;

        ck_assert_uint_le(i, run.left_first);
        ck_assert_uint_le(run.left_first, run.left_last);
        ck_assert_uint_le(run.right_first, run.right_last);
        ck_assert_uint_eq(run.left_first - i, run.right_first - j);
        if (n && n < script->runs.count)
            ck_assert_uint_lt(i, run.left_first);
        for (; i < run.left_first; i++, j++)
            ck_assert_uint_eq(left->at[i], right->at[j]);
        i = run.left_last;
        j = run.right_last;
    }
    ck_assert_uint_eq(i, left->count);
    ck_assert_uint_eq(j, right->count);
}

static const struct {
    const char *left, *right;
    uint32_t changes;
} cases[] = {
    {"", "", 0},         {"abc", "abc", 0},     {"", "abc", 3},
    {"abc", "", 3},      {"abc", "abxc", 1},    {"abcabba", "cbabac", 5},
    {"abcd", "wxyz", 8}, {"aaaa", "aa", 2},     {"abcdef", "fabcde", 2},
    {"abab", "baba", 2}, {"xaxbxc", "abc", 3},  {"a", "b", 2},
    {"ab", "ba", 2},     {"abcde", "edcba", 8}, {"aab", "aba", 2},
};

START_TEST(finds_shortest_scripts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct ids left = ids_of(cases[_i].left), right = ids_of(cases[_i].right);
    struct edit_script script = find(arena, &left, &right, STEPS);

    check_script(&left, &right, &script);
    ck_assert_uint_eq(changes_of(&script), cases[_i].changes);
    ck_assert(!script.truncated);
    arena_close(arena);
}

END_TEST

/* Changes of a shortest script by the quadratic table. */
static uint32_t least_changes(const struct ids *left, const struct ids *right)
{
    static uint32_t row[4097];

    for (uint32_t j = 0; j <= right->count; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= left->count; i++) {
        uint32_t diagonal = row[0];

        row[0] = i;
        for (uint32_t j = 1; j <= right->count; j++) {
            uint32_t above = row[j];
            uint32_t least = (above < row[j - 1] ? above : row[j - 1]) + 1;

            if (left->at[i - 1] == right->at[j - 1])
                least = diagonal;
            diagonal = above;
            row[j] = least;
        }
    }
    return row[right->count];
}

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % limit;
}

static struct ids random_ids(uint64_t *state, uint32_t most, uint32_t kinds)
{
    struct ids ids = {.count = random_below(state, most + 1)};

    for (uint32_t i = 0; i < ids.count; i++)
        ids.at[i] = random_below(state, kinds);
    return ids;
}

START_TEST(is_as_short_as_the_table_says)
{
    uint64_t state = (uint64_t)_i + 1;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    for (int n = 0; n < 200; n++) {
        uint32_t kinds = 1 + random_below(&state, 12);
        struct ids left = random_ids(&state, 60, kinds), right = random_ids(&state, 60, kinds);
        struct edit_script script = find(arena, &left, &right, STEPS);

        check_script(&left, &right, &script);
        ck_assert_msg(changes_of(&script) == least_changes(&left, &right), "seed %d, round %d",
                      _i + 1, n);
    }
    arena_close(arena);
}

END_TEST

/* Long rows with words of their own are cut at these first: edits of one text must still come out
 * about as short as they can be. */
START_TEST(is_nearly_as_short_for_long_rows)
{
    uint64_t state = (uint64_t)_i + 77;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    static struct ids left, right;
    struct edit_script script;
    uint32_t changes, least;

    left.count = 3500;
    right.count = 0;
    for (uint32_t i = 0; i < left.count; i++)
        left.at[i] = random_below(&state, 3) ? random_below(&state, 300) : 1000 + i;
    for (uint32_t i = 0; i < left.count; i++) {
        uint32_t chance = random_below(&state, 20);
        if (chance == 0)
            right.at[right.count++] = random_below(&state, 300);
        if (chance != 1)
            right.at[right.count++] = chance == 2 ? random_below(&state, 300) : left.at[i];
    }
    script = find(arena, &left, &right, STEPS);
    check_script(&left, &right, &script);
    ck_assert(!script.truncated);
    changes = changes_of(&script);
    least = least_changes(&left, &right);
    ck_assert_uint_le(least, changes);
    ck_assert_uint_le(changes, least + least / 50);
    arena_close(arena);
}

END_TEST

static const uint64_t budgets[] = {0, 1, 10, 100, 1000, 10000, 100000};

START_TEST(stays_correct_when_steps_run_out)
{
    uint64_t state = (uint64_t)_i + 1;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    bool truncated = false;

    for (int n = 0; n < 20; n++) {
        uint32_t kinds = 2 + random_below(&state, 2000);
        struct ids left = random_ids(&state, 4000, kinds), right = random_ids(&state, 4000, kinds);
        struct edit_script script = find(arena, &left, &right, budgets[_i]);

        check_script(&left, &right, &script);
        truncated |= script.truncated;
    }
    ck_assert(truncated);
    arena_close(arena);
}

END_TEST

START_TEST(says_when_memory_ends)
{
    uint64_t state = 3;
    struct ids left = random_ids(&state, 500, 50), right = random_ids(&state, 500, 50);
    struct edit_script script;
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);

        arena_fail_at(arena, n);
        error = edit_find(arena, (struct id_row){left.at, left.count},
                          (struct id_row){right.at, right.count}, 2000, &script);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        ck_assert_uint_lt(n, 1000);
        arena_close(arena);
    }
}

END_TEST

static const int seeds[] = {1, 2, 3, 4, 5};

SUITE("edit", LOOP(finds_shortest_scripts, cases), LOOP(is_as_short_as_the_table_says, seeds),
      LOOP(is_nearly_as_short_for_long_rows, seeds),
      LOOP(stays_correct_when_steps_run_out, budgets), TEST(says_when_memory_ends))
