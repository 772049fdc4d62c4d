/* What must hold of any comparison, tried on random edits of random texts. The loop's index is the
 * seed. */
#include "tests/unit/diffing.h"
#include "tests/unit/suite.h"

enum { SEEDS = 60, MOST_BYTES = 6000 };

struct text {
    char bytes[MOST_BYTES + 64];
    size_t len;
};

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % limit;
}

static void append(struct text *text, const char *piece)
{
    size_t len = strlen(piece);

    if (text->len + len > MOST_BYTES)
        return;
    memcpy(text->bytes + text->len, piece, len);
    text->len += len;
}

static const char *const words[] = {
    "the",       "council", "said",    "Monday",    "no",    "not",      "8",
    "eight",     "per",     "cent",    "percent",   "it",    "would",    "Mr",
    "Cole",      "Smith",   "centre",  "hard-line", "\"We",  "agree,\"", "\u201cYes\u201d",
    "caf\u00e9", "$10",     "million", "--",        "(sic)", "[it]",     "Karzai's",
    "don't",     "a",       "of",      "reported",  "will",  "U.S.",     "re-elected",
    "\u2014",
};
static const char *const gaps[] = {" ",  " ",  " ",    " ",      " ", " ",
                                   "  ", "\n", "\r\n", "\u00a0", "\t"};
static const char *const stops[] = {". ",    ". ",        "? ", ".\n\n",
                                    ".\n\n", ".\r\n\r\n", ", ", "\n\n\n"};

static void append_word(struct text *text, uint64_t *state)
{
    append(text, words[random_below(state, sizeof words / sizeof *words)]);
    if (random_below(state, 9) == 0)
        append(text, stops[random_below(state, sizeof stops / sizeof *stops)]);
    else
        append(text, gaps[random_below(state, sizeof gaps / sizeof *gaps)]);
}

static struct text random_text(uint64_t *state, uint32_t most)
{
    struct text text = {.len = 0};

    for (uint32_t n = random_below(state, most); n; n--)
        append_word(&text, state);
    return text;
}

/* Cuts a text into a few pieces at blanks and puts them together with some left out, doubled,
 * swapped or replaced. */
static struct text random_edit(uint64_t *state, const struct text *before)
{
    struct text after = {.len = 0};
    char piece[MOST_BYTES + 1];

    for (size_t at = 0; at < before->len;) {
        size_t end = at + 1 + random_below(state, 200);

        while (end < before->len && before->bytes[end - 1] != ' ' && before->bytes[end - 1] != '\n')
            end++;
        end = end < before->len ? end : before->len;
        memcpy(piece, before->bytes + at, end - at);
        piece[end - at] = 0;
        at = end;
        switch (random_below(state, 8)) {
        case 0:
            break;
        case 1:
            append(&after, piece);
            append(&after, piece);
            break;
        case 2:
            append_word(&after, state);
            append(&after, piece);
            break;
        case 3:
            append(&after, "\n\n");
            append(&after, piece);
            break;
        default:
            append(&after, piece);
            break;
        }
    }
    return after;
}

static void check_both_ways(struct slice left, struct slice right, enum diff_level level,
                            enum diff_mode mode)
{
    struct diff_options options = {.level = level, .mode = mode};
    struct diffing there = {.arena = arena_open(ARENA_NO_BUDGET)}, back = there;

    diffing_run(&there, left, right, options);
    diffing_run(&back, right, left, options);
    check_diff(&there, level);
    check_diff(&back, level);
    ck_assert_int_eq(there.diff.mode, back.diff.mode);
    ck_assert_double_eq_tol(there.diff.similarity.jaccard, back.diff.similarity.jaccard, 1e-12);
    arena_close(there.arena);
}

START_TEST(holds_for_random_edits)
{
    uint64_t state = (uint64_t)_i + 1;
    struct text left = random_text(&state, _i % 2 ? 60 : 600);
    struct text right = random_edit(&state, &left);

    for (int level = LEVEL_PARAGRAPH; level <= LEVEL_SENTENCE; level++)
        check_both_ways((struct slice){left.bytes, left.len},
                        (struct slice){right.bytes, right.len}, (enum diff_level)level,
                        _i % 3 ? MODE_EDIT : MODE_AUTO);
}

END_TEST

START_TEST(holds_for_unlike_texts)
{
    uint64_t state = (uint64_t)_i + 1;
    struct text left = random_text(&state, 300), right = random_text(&state, 300);

    check_both_ways((struct slice){left.bytes, left.len}, (struct slice){right.bytes, right.len},
                    LEVEL_PARAGRAPH, MODE_EDIT);
}

END_TEST

START_TEST(finds_nothing_between_equal_texts)
{
    uint64_t state = (uint64_t)_i + 1;
    struct text text = random_text(&state, 400);
    struct slice slice = {text.bytes, text.len};
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};

    diffing_run(&d, slice, slice, (struct diff_options){.mode = MODE_AUTO});
    check_diff(&d, LEVEL_PARAGRAPH);
    ck_assert_int_eq(d.diff.mode, MODE_EDIT);
    ck_assert_uint_eq(d.diff.operations.count, text.len > 0);
    for (size_t i = 0; i < d.diff.units.count; i++)
        ck_assert_int_eq(d.diff.units.at[i].relation, RELATION_SAME);
    arena_close(d.arena);
}

END_TEST

static const struct {
    const char *left, *right;
} corners[] = {
    {"", ""},
    {"", "One word."},
    {"One word.", ""},
    {" ", ""},
    {" \n\n ", "\t"},
    {"\n", "Text"},
    {"Text", "Text\n"},
    {"Text\r\n", "Text\n"},
    {" Text", "Text"},
    {"One.\n\nTwo.\n\nThree.", "Three.\n\nTwo.\n\nOne."},
    {"One. Two.", "One.\n\nTwo."},
    {"One.\n\nTwo.", "One. Two."},
    {"a a a a a a a a", "a a a"},
    {".......", "\"\"\"\"\"\""},
    {"\u00a0\u00ad", "\u200b"},
};

START_TEST(holds_in_corners)
{
    check_both_ways(slice_of(corners[_i].left), slice_of(corners[_i].right), LEVEL_PARAGRAPH,
                    MODE_AUTO);
    check_both_ways(slice_of(corners[_i].left), slice_of(corners[_i].right), LEVEL_SENTENCE,
                    MODE_EDIT);
}

END_TEST

/* Whole paragraphs put in or taken out: swapping the sides swaps the counts. */
START_TEST(swaps_with_its_sides)
{
    uint64_t state = (uint64_t)_i + 1;
    struct text left = {.len = 0}, right = {.len = 0};
    struct diffing there = {.arena = arena_open(ARENA_NO_BUDGET)}, back = there;
    struct diff_options options = {.mode = MODE_EDIT};
    const uint32_t *forth, *reverse;

    for (uint32_t n = 0; n < 20; n++) {
        char paragraph[160];
        uint32_t where = random_below(&state, 5);

        (void)snprintf(paragraph, sizeof paragraph, "p%uq r%us t%uu v%uw x%uy z%ua b%uc.\n\n", n, n,
                       n, n, n, n, n);
        if (where != 0)
            append(&left, paragraph);
        if (where != 1)
            append(&right, paragraph);
    }
    diffing_run(&there, (struct slice){left.bytes, left.len},
                (struct slice){right.bytes, right.len}, options);
    diffing_run(&back, (struct slice){right.bytes, right.len}, (struct slice){left.bytes, left.len},
                options);
    forth = there.diff.counts.relation;
    reverse = back.diff.counts.relation;
    ck_assert_uint_eq(forth[RELATION_ADDED], reverse[RELATION_REMOVED]);
    ck_assert_uint_eq(forth[RELATION_REMOVED], reverse[RELATION_ADDED]);
    ck_assert_uint_eq(forth[RELATION_SAME], reverse[RELATION_SAME]);
    arena_close(there.arena);
}

END_TEST

static struct slice joined(struct arena *arena, const struct text *a, const struct text *b)
{
    struct slice out;

    ck_assert_int_eq(
        arena_print(arena, &out, "%.*s\n\n%.*s", (int)a->len, a->bytes, (int)b->len, b->bytes),
        ERROR_OK);
    return out;
}

/* Text that both sides end with adds nothing but parts that stay. */
START_TEST(adds_nothing_with_what_both_sides_have)
{
    uint64_t state = (uint64_t)_i + 1;
    struct text left = random_text(&state, 200), right = random_edit(&state, &left),
                tail = {.len = 0};
    struct diffing alone = {.arena = arena_open(ARENA_NO_BUDGET)}, both = alone;
    struct diff_options options = {.mode = MODE_EDIT};

    for (uint32_t n = 0; n < 8; n++) {
        char paragraph[80];
        (void)snprintf(paragraph, sizeof paragraph, "m%ua n%ub o%uc p%ud q%ue.\n\n", n, n, n, n, n);
        append(&tail, paragraph);
    }
    diffing_run(&alone, (struct slice){left.bytes, left.len},
                (struct slice){right.bytes, right.len}, options);
    diffing_run(&both, joined(both.arena, &left, &tail), joined(both.arena, &right, &tail),
                options);
    check_diff(&both, LEVEL_PARAGRAPH);
    ck_assert_uint_ge(both.diff.counts.relation[RELATION_SAME], 8);
    ck_assert_uint_eq(both.diff.counts.relation[RELATION_ADDED],
                      alone.diff.counts.relation[RELATION_ADDED]);
    ck_assert_uint_eq(both.diff.counts.relation[RELATION_REMOVED],
                      alone.diff.counts.relation[RELATION_REMOVED]);
    arena_close(alone.arena);
}

END_TEST

/* Texts made to hurt: a piece over and over, `count` times on the left and `other` on the right. */
static const struct {
    const char *piece;
    uint32_t count, other;
} floods[] = {
    {"\n", 1000000, 999999},                               /* empty lines */
    {"\n\n", 300000, 300001},    {"spam ", 100000, 99000}, /* one word */
    {"spam.\n\n", 20000, 19000},                           /* one paragraph */
    {"a b ", 50000, 50001},      {"\"", 50000, 40000},
    {"- ", 50000, 60000},        {"8 ", 50000, 50001},
};

static struct slice repeated(struct arena *arena, const char *piece, uint32_t count)
{
    size_t len = strlen(piece);
    char *bytes = arena_alloc(arena, len * count, 1);

    ck_assert_ptr_nonnull(bytes);
    for (uint32_t i = 0; i < count; i++)
        memcpy(bytes + i * len, piece, len);
    return (struct slice){bytes, len * count};
}

START_TEST(holds_for_floods)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};

    diffing_run(&d, repeated(d.arena, floods[_i].piece, floods[_i].count),
                repeated(d.arena, floods[_i].piece, floods[_i].other),
                (struct diff_options){.mode = MODE_AUTO});
    check_diff(&d, LEVEL_PARAGRAPH);
    arena_close(d.arena);
}

END_TEST

/* Many words that no list knows, none of them twice: no table may grow slow or lose one. */
START_TEST(holds_for_many_words)
{
    enum { WORDS = 60000, BYTES = 12 };

    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};
    char *left = arena_alloc(d.arena, (size_t)WORDS * BYTES, 1);
    char *right = arena_alloc(d.arena, (size_t)WORDS * BYTES, 1);
    size_t lefts = 0, rights = 0;

    for (unsigned i = 0; i < WORDS; i++) {
        lefts += (size_t)snprintf(left + lefts, BYTES, "w%xz%s", i, i % 20 == 19 ? ".\n\n" : " ");
        if (i % 997)
            rights +=
                (size_t)snprintf(right + rights, BYTES, "w%xz%s", i, i % 20 == 19 ? ".\n\n" : " ");
    }
    diffing_run(&d, (struct slice){left, lefts}, (struct slice){right, rights},
                (struct diff_options){.mode = MODE_AUTO});
    check_diff(&d, LEVEL_PARAGRAPH);
    ck_assert_uint_eq(d.diff.limits_hit.count, 2); /* names and quotes */
    ck_assert_int_eq(d.diff.mode, MODE_EDIT);
    ck_assert_uint_eq(d.diff.counts.relation[RELATION_ADDED], 0);
    ck_assert_uint_eq(d.diff.counts.relation[RELATION_REMOVED], 0);
    arena_close(d.arena);
}

END_TEST

static const char seeds[SEEDS];

SUITE("diff properties", LOOP(holds_for_random_edits, seeds), LOOP(holds_for_unlike_texts, seeds),
      LOOP(finds_nothing_between_equal_texts, seeds), LOOP(holds_in_corners, corners),
      LOOP(swaps_with_its_sides, seeds), LOOP(adds_nothing_with_what_both_sides_have, seeds),
      LOOP(holds_for_floods, floods), TEST(holds_for_many_words))
