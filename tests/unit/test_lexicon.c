#include "tests/unit/suite.h"
#include "text/lexicon.h"

#define LIST                                                                                       \
    "# places\n"                                                                                   \
    "\n"                                                                                           \
    "New York\tcity\tUS\r\n"                                                                       \
    "New York Times\tpaper\n"                                                                      \
    "york\ttown\tUK\n"                                                                             \
    "U.S.\tcountry\t\tx\ty\n"                                                                      \
    "new york\ttwice"

static const struct lexicon *lexicon_of(struct arena *arena)
{
    const struct lexicon *lexicon;

    ck_assert_int_eq(lexicon_read(arena, SLICE("list"), SLICE(LIST), &lexicon, NULL), ERROR_OK);
    return lexicon;
}

static const struct {
    const char *text;
    uint32_t token, last, entry, length;
} matches[] = {
    {"the New York Times said", 1, 5, 1, 3},
    {"the New York Times said", 1, 3, 0, 2},
    {"the New York Times said", 1, 2, LEXICON_NONE, 0},
    {"the NEW YORK Post", 1, 4, 0, 2},
    {"the New Jersey", 1, 3, LEXICON_NONE, 0},
    {"York", 0, 1, 2, 1},
    {"the U.S. Army", 1, 3, 3, 1},
    {"", 0, 0, LEXICON_NONE, 0},
};

START_TEST(matches_the_longest)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct lexicon *lexicon = lexicon_of(arena);
    struct document document;
    uint32_t length = 0;

    ck_assert_int_eq(document_read(arena, slice_of(matches[_i].text), &document), ERROR_OK);
    ck_assert_uint_eq(
        lexicon_match(lexicon, &document, matches[_i].token, matches[_i].last, &length),
        matches[_i].entry);
    ck_assert_uint_eq(length, matches[_i].length);
    ck_assert_uint_eq(lexicon_match(NULL, &document, 0, 0, &length), LEXICON_NONE);
    arena_close(arena);
}

END_TEST

START_TEST(keeps_entries_in_order)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct lexicon *lexicon = lexicon_of(arena);
    const struct lexicon_entry *entry = lexicon_at(lexicon, 0);

    ck_assert_uint_eq(lexicon_count(lexicon), 4);
    ck_assert(slice_is(entry->phrase, "New York"));
    ck_assert(slice_is(entry->columns[0], "city") && slice_is(entry->columns[1], "US"));
    ck_assert_uint_eq(entry->columns[2].len, 0);
    ck_assert_uint_eq(entry->token_count, 2);
    entry = lexicon_at(lexicon, 3);
    ck_assert(entry->columns[1].len == 0 && slice_is(entry->columns[3], "y"));
    ck_assert_uint_eq(lexicon_find(lexicon, SLICE("new  york")), 0);
    ck_assert_uint_eq(lexicon_find(lexicon, SLICE("new")), LEXICON_NONE);
    ck_assert_uint_eq(lexicon_find(lexicon, SLICE("")), LEXICON_NONE);
    ck_assert_uint_eq(lexicon_find_id(lexicon, token_folded_id(SLICE("YORK"))), 2);
    ck_assert_uint_eq(lexicon_find_id(lexicon, token_folded_id(SLICE("new"))), LEXICON_NONE);
    ck_assert_uint_eq(lexicon_find_id(NULL, 0), LEXICON_NONE);
    ck_assert_uint_eq(lexicon_find(NULL, SLICE("york")), LEXICON_NONE);
    ck_assert_uint_eq(lexicon_count(NULL), 0);
    arena_close(arena);
}

END_TEST

static const struct {
    const char *bytes;
    uint32_t line;
} faults[] = {
    {"a\n\tb\n", 2},
    {"a\tb\tc\td\te\tf", 1},
    {"a\n# c\ncaf\xE9\n", 3},
};

START_TEST(names_the_bad_line)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct lexicon *lexicon;

    ck_assert_int_eq(
        lexicon_read(arena, SLICE("cues.tsv"), slice_of(faults[_i].bytes), &lexicon, &problem),
        ERROR_BAD_MODEL);
    ck_assert_uint_eq(problem.line, faults[_i].line);
    ck_assert_ptr_nonnull(strstr(problem.detail.ptr, "cues.tsv"));
    arena_close(arena);
}

END_TEST

START_TEST(reads_many_entries)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    enum { ENTRIES = 5000, LINE_BYTES = 32 };

    char *bytes = malloc((size_t)ENTRIES * LINE_BYTES);
    size_t len = 0;
    const struct lexicon *lexicon;

    ck_assert_ptr_nonnull(bytes);
    for (int i = 0; i < ENTRIES; i++)
        len += (size_t)snprintf(bytes + len, LINE_BYTES, "word%d of%d\tx\n", i % 100, i);
    ck_assert_int_eq(lexicon_read(arena, SLICE("many"), (struct slice){bytes, len}, &lexicon, NULL),
                     ERROR_OK);
    ck_assert_uint_eq(lexicon_count(lexicon), ENTRIES);
    ck_assert_uint_eq(lexicon_find(lexicon, SLICE("Word99 OF4999")), 4999);
    ck_assert_uint_eq(lexicon_find(lexicon, SLICE("Word98 OF4999")), LEXICON_NONE);
    free(bytes);
    arena_close(arena);
}

END_TEST

START_TEST(survives_a_lack_of_memory)
{
    enum error error = ERROR_NO_MEMORY;
    size_t n = 0;

    while (error) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        const struct lexicon *lexicon;
        arena_fail_at(arena, ++n);
        error = lexicon_read(arena, SLICE("list"), SLICE(LIST), &lexicon, NULL);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(arena);
    }
    ck_assert_uint_gt(n, 3);
}

END_TEST

SUITE("lexicon", LOOP(matches_the_longest, matches), TEST(keeps_entries_in_order),
      LOOP(names_the_bad_line, faults), TEST(reads_many_entries), TEST(survives_a_lack_of_memory))
