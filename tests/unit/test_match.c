#include "corpus/corpus.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

/* What one quote in an article is to the quotes of another. */
static const struct {
    const char *here, *there; /* articles */
    int relation;             /* MATCH_RELATION_COUNT: no match */
    bool same_speaker;
} cases[] = {
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     MATCH_IDENTICAL, true},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "John Miller said: \"We will rebuild the old bridge before the winter comes.\"",
     MATCH_IDENTICAL, true},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" Anna Keller said.",
     MATCH_IDENTICAL, false},
    {"\"We'll rebuild the old bridge -- before the winter,\" John Miller said.",
     "\xE2\x80\x9CWe\xE2\x80\x99ll rebuild the old bridge \xE2\x80\x94 before the "
     "winter,\xE2\x80\x9D John Miller said.",
     MATCH_TYPOGRAPHY, true},
    {"\"We will rebuild the [old] bridge before the winter,\" John Miller said.",
     "\"We will rebuild the (old) bridge before the winter,\" John Miller said.", MATCH_BRACKETS,
     true},
    {"\"We will rebuild [the bridge] before the winter,\" John Miller said.",
     "\"We will rebuild it before the winter,\" John Miller said.", MATCH_BRACKETS, true},
    {"\"We will rebuild the old bridge before the winter comes, and nobody will stop us,\" John "
     "Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     MATCH_TRUNCATED, true},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We shall rebuild the old bridge before winter comes,\" John Miller said.", MATCH_WORDS,
     true},
    {"\"We will rebuild the old bridge. It must stand before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge,\" John Miller said. \"It must stand before the winter "
     "comes.\"",
     MATCH_SPLIT, true},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "John Miller said that they would rebuild the old bridge before the winter comes.",
     MATCH_INDIRECT, true},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"The winter was long and the snow was deep in the hills,\" John Miller said.",
     MATCH_RELATION_COUNT, false},
};

START_TEST(relates_quotes)
{
    static const char *paths[1];
    static struct folder folder;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct models *models = NULL;
    const struct generation *generation = NULL;
    struct corpus_settings settings = {.paths = paths, .path_count = 1, .threads = 1};
    const struct analysis *analysis = NULL;
    struct document document;
    struct quote_matches matches = {0};
    struct corpus *corpus;
    size_t direct = 0;

    folder_open(&folder);
    folder_write_text(&folder, "here.txt", cases[_i].here);
    folder_write_text(&folder, "there.txt", cases[_i].there);
    paths[0] = folder.path;
    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, NULL), ERROR_OK);
    corpus = corpus_open(models, &settings);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    corpus_wait_for_analysis(corpus);
    ck_assert_int_eq(corpus_borrow(corpus, arena, &generation), ERROR_OK);
    ck_assert_int_eq(generation_document(generation, 0, arena, &document), ERROR_OK);
    ck_assert_int_eq(generation_analysis(generation, 0, arena, &document, &analysis), ERROR_OK);
    while (direct < analysis->quotes.count && analysis->quotes.at[direct].type != QUOTE_DIRECT)
        direct++;
    ck_assert_uint_lt(direct, analysis->quotes.count);
    ck_assert_int_eq(
        corpus_match_quote(generation, arena, &document, &analysis->quotes.at[direct], 0, &matches),
        ERROR_OK);
    if (cases[_i].relation == MATCH_RELATION_COUNT) {
        ck_assert_uint_eq(matches.count, 0);
    } else {
        ck_assert_uint_ge(matches.count, 1);
        ck_assert_int_eq(matches.at[0].relation, cases[_i].relation);
        ck_assert_int_eq(matches.at[0].same_speaker, cases[_i].same_speaker);
        ck_assert_uint_eq(matches.at[0].article, 1);
        ck_assert_uint_le(matches.at[0].span.end, strlen(cases[_i].there));
    }
    arena_close(arena);
    corpus_close(corpus);
    folder_close(&folder);
}

END_TEST

SUITE("match", LOOP(relates_quotes, cases))
