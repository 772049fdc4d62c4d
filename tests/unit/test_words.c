#include "corpus/words.h"
#include "tests/unit/suite.h"

static const struct {
    const char *q, *text;
    bool fits;
} cases[] = {
    {"", "any", true},
    {"bridge", "The Bridge.", true},
    {"led", "a led force", true},
    {"\"old bridge\"", "the old, old bridge", true},
    {"\"old bridge\"", "the bridge is old", false},
    {"\"a a b\"", "a a a b", true},
    {"\"a b a b c\"", "a b a b a b c", true},
    {"\"a b a b c\"", "a b a b a b", false},
    {"old \"new bridge\"", "old new bridge", true},
    {"\xE2\x80\x9Cnew bridge", "a new bridge", true},
    {"Karzai's", "Karzai left", true},
};

/* Whether all phrases stand, as both ways of looking say. */
static bool fits(struct arena *arena, const struct question *question, const struct tokens *tokens)
{
    uint64_t *words = arena_array(arena, uint64_t, tokens->count);
    uint32_t count = 0;
    bool all = true;

    ck_assert_ptr_nonnull(words);
    for (size_t i = 0; i < tokens->count; i++)
        if (token_is_word(&tokens->at[i]))
            words[count++] = tokens->at[i].folded;
    for (size_t p = 0; p < question->count; p++) {
        bool stands = phrase_stands(&question->at[p], tokens);
        ck_assert_int_eq(phrase_stands_among(&question->at[p], words, count), stands);
        all &= stands;
    }
    return all;
}

START_TEST(questions_fit)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct question question = {0};
    struct tokens tokens = {0};
    struct slice text = slice_of(cases[_i].text);

    ck_assert_int_eq(token_split(arena, text, &tokens), ERROR_OK);
    ck_assert_int_eq(question_read(arena, slice_of(cases[_i].q), &question), ERROR_OK);
    ck_assert_int_eq(fits(arena, &question, &tokens), cases[_i].fits);
    arena_close(arena);
}

END_TEST

/* A phrase of one word said over and over takes linear time where it almost stands. */
START_TEST(repetition_stays_cheap)
{
    enum { WORDS = 100000, ASKED = 20000 };

    static char text[WORDS * 2 + 1], q[ASKED * 2 + 4];
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct question question = {0};
    struct tokens tokens = {0};

    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + 2 * i, i == WORDS / 2 ? "b " : "a ", 2);
    q[0] = '"';
    for (size_t i = 0; i < ASKED; i++)
        memcpy(q + 1 + 2 * i, "a ", 2);
    memcpy(q + 1 + (size_t)2 * ASKED, "c\"", 3);
    ck_assert_int_eq(token_split(arena, slice_of(text), &tokens), ERROR_OK);
    ck_assert_int_eq(question_read(arena, slice_of(q), &question), ERROR_OK);
    ck_assert(!fits(arena, &question, &tokens));
    arena_close(arena);
}

END_TEST

START_TEST(says_when_memory_ends)
{
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct question question = {0};
        arena_fail_at(arena, n);
        error = question_read(arena, SLICE("one \"two three\" four"), &question);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        ck_assert_uint_eq(question.count, error ? 0 : 3);
        arena_close(arena);
        ck_assert_uint_lt(n, 1000);
    }
}

END_TEST

SUITE("words", LOOP(questions_fit, cases), TEST(repetition_stays_cheap),
      TEST(says_when_memory_ends))
