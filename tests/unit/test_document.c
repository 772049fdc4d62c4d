#include "tests/unit/mixed_text.h"
#include "tests/unit/suite.h"
#include "text/document.h"

static const char *const pieces[] = {
    " ",      "\n",     "\n\n",   "word",       "Word", ".",      "...",     "'",       "\"",
    "'s",     "n't",    "Mr.",    "U.S.",       "5",    "1,200",  "-",       "\u2014",  "\u201C",
    "\u201D", "\u2019", "(",      ")",          "[",    "]",      "?",       "!",       ",",
    "\u00AD", "\u0301", "\u65E5", "\U0001F600", "@",    "#",      "http://", "a@b.org", ". . .",
    "\u2022", "1.",     "$",      "&",          "\x01", "\u2029", "\r\n",    "``",      "''",
};

enum { ROUNDS = 500 };

/* Texts put together at random from what the rules look at; the round is the seed. */
START_TEST(claims_hold_for_any_text)
{
    claim_mixed_text((uint32_t)_i, pieces, sizeof pieces / sizeof *pieces, 600);
}

END_TEST

/* One megabyte of one thing: no rule may look ahead without a bound. */
static const char *const floods[] = {
    "a",       "A",      "1",      ".",       " ",        "\n",         "\"",
    "'",       "(",      ")",      "-",       ". ",       "a.",         "A.",
    "A. ",     "'s",     "s' ",    "a'",      "1,",       "1.",         "a@",
    "a.b.",    "ab.",    "ab.cd@", "http://", "www.",     "\u00AD",     "\u0301",
    "a\u00AD", "\u65E5", "``",     "[1]",     "\u2022 ",  "1. A ",      "x\n",
    "Mr. ",    "&",      "A&",     "@a",      "#",        "?\"A ",      "\u2019",
    "'90s",    "-a",     ".\"",    "_",       "U.S. ",    "he said.\n", "'s s' ",
    "...A",    ")'\"",   "... ",   "(--... ", "`\u2026 ", "\u2026\"] ", "\u00E2\u20AC\u2122",
    "\r\n",    "\u00A0",
};

START_TEST(floods_are_read)
{
    enum { FLOOD_BYTES = 1 << 20 };
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    size_t piece = strlen(floods[_i]);
    size_t len = FLOOD_BYTES / piece * piece;
    char *bytes = malloc(len);
    struct document document;

    ck_assert_ptr_nonnull(bytes);
    for (size_t at = 0; at < len; at += piece)
        memcpy(bytes + at, floods[_i], piece);
    ck_assert_int_eq(document_read(arena, (struct slice){bytes, len}, &document), ERROR_OK);
    claim_parts(&document);
    free(bytes);
    arena_close(arena);
}

END_TEST

/* How many tokens and sentences a flood makes, whatever its length. */
static const struct {
    const char *piece;
    size_t pieces;
    size_t tokens, sentences;
} counted_floods[] = {
    {"a", 1 << 20, 1, 1},           {"\"", 1 << 20, 1 << 20, 1},
    {".", 1 << 20, 1, 1},           {"\u0301", 1 << 19, 1, 1},
    {"e\u0301", 1 << 18, 1, 1},     {"a-", 1 << 19, 2, 1}, /* the last hyphen joins nothing */
    {"-", 1 << 20, 1, 1},           {"a'", 1 << 19, 2, 1},
    {"'", 1 << 20, 1 << 19, 1}, /* two make a double mark */
    {"word ", 2 << 20, 2 << 20, 1}, {"The word. ", 1 << 20, 3 << 20, 1 << 20},
};

START_TEST(floods_keep_their_count)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    size_t length = strlen(counted_floods[_i].piece);
    size_t len = counted_floods[_i].pieces * length;
    char *bytes = malloc(len);
    struct document document;

    ck_assert_ptr_nonnull(bytes);
    for (size_t at = 0; at < len; at += length)
        memcpy(bytes + at, counted_floods[_i].piece, length);
    ck_assert_int_eq(document_read(arena, (struct slice){bytes, len}, &document), ERROR_OK);
    ck_assert_uint_eq(document.tokens.count, counted_floods[_i].tokens);
    ck_assert_uint_eq(document.sentences.count, counted_floods[_i].sentences);
    ck_assert_uint_eq(document.paragraphs.count, 1);
    claim_parts(&document);
    free(bytes);
    arena_close(arena);
}

END_TEST

START_TEST(finds_by_position)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;

    ck_assert_int_eq(document_read(arena, SLICE(" One two. Three."), &document), ERROR_OK);
    ck_assert_uint_eq(document.word_count, 3);
    ck_assert_uint_eq(document.sentences.count, 2);
    ck_assert_uint_eq(document_sentence_at(&document, 0), 0);
    ck_assert_uint_eq(document_sentence_at(&document, 8), 0);
    ck_assert_uint_eq(document_sentence_at(&document, 9), 0);
    ck_assert_uint_eq(document_sentence_at(&document, 10), 1);
    ck_assert_uint_eq(document_sentence_at(&document, 99), 1);
    ck_assert_uint_eq(document_token_at(&document, 0), 0);
    ck_assert_uint_eq(document_token_at(&document, 3), 0);
    ck_assert_uint_eq(document_token_at(&document, 4), 1);
    ck_assert_uint_eq(document_token_at(&document, 99), 5);
    ck_assert_int_eq(document_read(arena, SLICE(""), &document), ERROR_OK);
    ck_assert_uint_eq(document_sentence_at(&document, 0), 0);
    ck_assert_uint_eq(document_token_at(&document, 0), 0);
    arena_close(arena);
}

END_TEST

START_TEST(refuses_what_is_not_utf8)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;

    ck_assert_int_eq(document_read(arena, SLICE("caf\xE9 noir"), &document), ERROR_BAD_TEXT);
    arena_close(arena);
}

END_TEST

START_TEST(survives_a_lack_of_memory)
{
    struct slice text =
        SLICE("Mr. Cole left. \"Go!\" he said.\n\nIt rained. It snowed. All left. "
              "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.\n\nSeven.\n\nEight.");
    enum error error = ERROR_NO_MEMORY;
    size_t n = 0;

    while (error) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct document document;
        arena_fail_at(arena, ++n);
        error = document_read(arena, text, &document);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(arena);
    }
    ck_assert_uint_gt(n, 4);
}

END_TEST

SUITE("document", tcase_add_loop_test(suite_case, claims_hold_for_any_text, 0, ROUNDS),
      LOOP(floods_are_read, floods), LOOP(floods_keep_their_count, counted_floods),
      TEST(finds_by_position), TEST(refuses_what_is_not_utf8), TEST(survives_a_lack_of_memory))
