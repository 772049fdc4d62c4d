#include "tests/unit/mixed_text.h"
#include "tests/unit/suite.h"

/* Texts as sent, and as they are read. */
static const struct {
    const char *sent, *text;
} cleanings[] = {
    {"", ""},
    {"Plain words.\n\nAnd more.", "Plain words.\n\nAnd more."},
    {"\u201CCurly\u201D \u2018marks\u2019 stay \u2014 caf\u00E9",
     "\u201CCurly\u201D \u2018marks\u2019 stay \u2014 caf\u00E9"},
    {"\uFEFFMayor Cole", "Mayor Cole"},
    {"Angela\u00A0Merkel", "Angela Merkel"},
    {"10\u202F000\u2009km\u3000x\u2003y\u205Fz", "10 000 km x y z"},
    {"co\u00ADoperation", "cooperation"},
    {"Mu\u200Bja\u200Chi\u200Dd\u2060", "Mujahid"},
    {"\u202Aa\u202B b\u202C\u202D\u202E \u2066c\u2067\u2068\u2069\u200E\u200F\u061C", "a b c"},
    {"one\r\ntwo\rthree\xC2\x85"
     "four\u2028five",
     "one\ntwo\nthree\nfour\nfive"},
    {"one\r\n\r\ntwo\r\rthree\u2029four", "one\n\ntwo\n\nthree\n\nfour"},
    {"\uFB01nance \uFB02at o\uFB00 o\uFB03ce wa\uFB04e \uFB05 \uFB06",
     "finance flat off office waffle st st"},
    /* twice encoded */
    {"don\u00E2\u20AC\u2122t", "don\u2019t"},
    {"\u00E2\u20AC\u0153Yes,\u00E2\u20AC\xC2\x9D she said", "\u201CYes,\u201D she said"},
    {"\u00E2\u20AC\u02DCa\u00E2\u20AC\u2122 \u00E2\u20AC\u201C \u00E2\u20AC\u201D "
     "\u00E2\u20AC\u00A6",
     "\u2018a\u2019 \u2013 \u2014 \u2026"},
    {"caf\u00C3\u00A9, M\u00C3\u00BCller, \u00C3\u00A0 la", "caf\u00E9, M\u00FCller, \u00E0 la"},
    {"\u00C2\u00A310m, 20\u00C2\u00B0, a\u00C2\u00A0b, \u00C2\u00ABoui\u00C2\u00BB",
     "\u00A310m, 20\u00B0, a b, \u00ABoui\u00BB"},
    {"\u00E2\u201A\u00AC5 Acme\u00E2\u201E\u00A2", "\u20AC5 Acme\u2122"},
    {"\u00EF\u00BB\u00BFMayor", "Mayor"},
    {"\u00F0\u0178\u02DC\u20AC", "\U0001F600"},
    {"\u00C5\u00A0koda, Dvo\u00C5\u2122\u00C3\u00A1k", "\u0160koda, Dvo\u0159\u00E1k"},
    /* joiners */
    {"\U0001F468\u200D\U0001F469 a\u200Db \u200D\U0001F468\u200D",
     "\U0001F468\u200D\U0001F469 ab \U0001F468"},
    {"\u2764\uFE0F\u200D\U0001F525", "\u2764\uFE0F\u200D\U0001F525"},
    /* references of HTML */
    {"&quot;Yes,&quot; she said; AT&amp;T&#39;s &ldquo;plan&rdquo; &hellip;",
     "\"Yes,\" she said; AT&T's \u201Cplan\u201D \u2026"},
    {"R&D & more; &unknown; &quot", "R&D & more; &unknown; &quot"},
    /* not twice encoded */
    {"\u201CCAF\u00C9\u201D", "\u201CCAF\u00C9\u201D"},
    {"\u201EFu\u00DF\u201C \u201CIRM\u00C3\u201D", "\u201EFu\u00DF\u201C \u201CIRM\u00C3\u201D"},
    {"\u00E2ge, \u00E2 la \u20AC5 \u00C3", "\u00E2ge, \u00E2 la \u20AC5 \u00C3"},
    {"\u00E2\u20AC", "\u00E2\u20AC"},
    {"\u00E2\u20ACx \u00C3x \u00F0\u0178\u02DC", "\u00E2\u20ACx \u00C3x \u00F0\u0178\u02DC"},
    {"\u00ABB\u00C4\u00BB", "\u00ABB\u00C4\u00BB"},
    {"\u65E5\u672C \u041C\u0438\u0440", "\u65E5\u672C \u041C\u0438\u0440"},
};

START_TEST(cleans_texts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice sent = slice_of(cleanings[_i].sent);
    struct document document;
    char found[256];

    ck_assert_int_eq(document_read(arena, sent, &document), ERROR_OK);
    claim_document(&document);
    (void)snprintf(found, sizeof found, "%.*s", SLICE_ARGS(document.text));
    ck_assert_str_eq(found, cleanings[_i].text);
    ck_assert_ptr_eq(document.cleaned.sent.ptr, sent.ptr);
    ck_assert_int_eq(document.cleaned.edit_count == 0, slice_is(sent, cleanings[_i].text));
    arena_close(arena);
}

END_TEST

/* Tokens of the cleaned text as they were sent, each followed by a bar. */
static const struct {
    const char *sent, *tokens;
} cuts[] = {
    {"\uFEFFAngela\u00A0Merkel\u200B, co\u00ADoperation\uFEFF.",
     "Angela|Merkel|,|co\u00ADoperation|.|"},
    {"don\u00E2\u20AC\u2122t, \u00E2\u20AC\u0153Yes\u00E2\u20AC\xC2\x9D",
     "do|n\u00E2\u20AC\u2122t|,|\u00E2\u20AC\u0153|Yes|\u00E2\u20AC\xC2\x9D|"},
    {"\uFB01nance o\uFB03ce", "\uFB01nance|o\uFB03ce|"},
    {"It cost \u00C2\u00A31\u00AD,200\r\nin U.\u200BS. terms",
     "It|cost|\u00C2\u00A3|1\u00AD,200|in|U.\u200BS.|terms|"},
    {"\u00AD\u00ADa\u00AD\u00AD \u00ADb\u00AD", "a|b|"},
};

START_TEST(tokens_keep_their_place)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    char found[256];
    size_t len = 0;

    ck_assert_int_eq(document_read(arena, slice_of(cuts[_i].sent), &document), ERROR_OK);
    for (size_t i = 0; i < document.tokens.count; i++) {
        struct span span = clean_sent_span(&document.cleaned, document.tokens.at[i].span);
        struct slice word = slice_at(document.cleaned.sent, span);
        len += (size_t)snprintf(found + len, sizeof found - len, "%.*s|", SLICE_ARGS(word));
    }
    ck_assert_str_eq(found, cuts[_i].tokens);
    arena_close(arena);
}

END_TEST

/* A span of "ab\u00ADc\u00A0d \uFB01" (a b SHY c NBSP d blank fi) and where it was, in bytes and
 * code points. */
static const struct {
    struct span cleaned, bytes, code_points;
} spans[] = {
    {{0, 0}, {0, 0}, {0, 0}},  {{0, 2}, {0, 2}, {0, 2}},  {{0, 3}, {0, 5}, {0, 4}},
    {{2, 3}, {4, 5}, {3, 4}},  {{2, 2}, {4, 4}, {3, 3}},  {{3, 4}, {5, 7}, {4, 5}},
    {{4, 5}, {7, 8}, {5, 6}},  {{6, 8}, {9, 12}, {7, 8}}, {{6, 7}, {9, 12}, {7, 8}},
    {{7, 8}, {9, 12}, {7, 8}}, {{0, 8}, {0, 12}, {0, 8}}, {{8, 8}, {12, 12}, {8, 8}},
};

START_TEST(spans_go_back)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice sent = SLICE("ab\u00ADc\u00A0d \uFB01");
    struct cleaned cleaned;
    struct origin origin;
    struct span span;

    ck_assert_int_eq(clean_read(arena, sent, &cleaned), ERROR_OK);
    ck_assert_uint_eq(cleaned.text.len, 8);
    span = clean_sent_span(&cleaned, spans[_i].cleaned);
    ck_assert_uint_eq(span.begin, spans[_i].bytes.begin);
    ck_assert_uint_eq(span.end, spans[_i].bytes.end);
    ck_assert_int_eq(origin_read(arena, &cleaned, OFFSETS_UTF32, &origin), ERROR_OK);
    span = origin_of(&origin, spans[_i].cleaned);
    ck_assert_uint_eq(span.begin, spans[_i].code_points.begin);
    ck_assert_uint_eq(span.end, spans[_i].code_points.end);
    ck_assert(
        slice_equal(origin_text(&origin, spans[_i].cleaned), slice_at(sent, spans[_i].bytes)));
    arena_close(arena);
}

END_TEST

static const char *const pieces[] = {
    "a",
    "B",
    " ",
    "\n",
    "\r",
    "\r\n",
    ".",
    "'",
    "\u00A0",
    "\u00AD",
    "\u200B",
    "\uFEFF",
    "\u2028",
    "\u2029",
    "\xC2\x85",
    "\uFB01",
    "\uFB03",
    "\u00E2\u20AC\u2122",
    "\u00E2",
    "\u20AC",
    "\u2122",
    "\u00C3",
    "\u00A9",
    "\u201C",
    "\u00F0\u0178\u02DC\u20AC",
    "\u0301",
    "\u65E5",
    "\u202E",
    "\u3000",
    "1",
    ",",
    "-",
};

enum { ROUNDS = 300 };

/* Dirty texts put together at random; the round is the seed. */
START_TEST(claims_hold_for_dirty_texts)
{
    claim_mixed_text((uint32_t)_i, pieces, sizeof pieces / sizeof *pieces, 400);
}

END_TEST

START_TEST(survives_a_lack_of_memory)
{
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct cleaned cleaned;
        arena_fail_at(arena, n);
        error = clean_read(arena, SLICE("a\r\nb\u00A0c\uFEFFd"), &cleaned);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        ck_assert(n > 2 || error);
        arena_close(arena);
    }
}

END_TEST

SUITE("clean", LOOP(cleans_texts, cleanings), LOOP(tokens_keep_their_place, cuts),
      LOOP(spans_go_back, spans),
      tcase_add_loop_test(suite_case, claims_hold_for_dirty_texts, 0, ROUNDS),
      TEST(survives_a_lack_of_memory))
