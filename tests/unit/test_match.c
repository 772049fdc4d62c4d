#include "corpus/corpus.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

/* What one quote in an article is to the quotes of another. */
static const struct {
    const char *here, *there; /* articles */
    int relation;             /* MATCH_RELATION_COUNT: no match */
    bool same_speaker, alarm;
    const char *changes; /* "left>right|" of each, or NULL: not looked at */
} cases[] = {
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     MATCH_IDENTICAL, true, false, ""},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "John Miller said: \"We will rebuild the old bridge before the winter comes.\"",
     MATCH_IDENTICAL, true, false, ""},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" Anna Keller said.",
     MATCH_IDENTICAL, false, true, ""},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" a spokesman said.",
     MATCH_IDENTICAL, false, false, ""},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" Miller said.", MATCH_IDENTICAL,
     true, false, ""},
    {"\"We'll rebuild the old bridge -- before the winter,\" John Miller said.",
     "\xE2\x80\x9CWe\xE2\x80\x99ll rebuild the old bridge \xE2\x80\x94 before the "
     "winter,\xE2\x80\x9D John Miller said.",
     MATCH_TYPOGRAPHY, true, false, "'ll>\xE2\x80\x99ll|-->\xE2\x80\x94|"},
    {"\"We rebuilt the bridge; the harbour waits for its turn,\" John Miller said.",
     "\"We rebuilt the bridge, the harbour waits for its turn,\" John Miller said.",
     MATCH_TYPOGRAPHY, true, false, ";>,|"},
    {"\"We will rebuild the [old] bridge before the winter,\" John Miller said.",
     "\"We will rebuild the (old) bridge before the winter,\" John Miller said.", MATCH_BRACKETS,
     true, false, "[old]>(old)|"},
    {"\"We will rebuild the [old] bridge before the winter,\" John Miller said.",
     "\"We will rebuild the bridge before the winter,\" John Miller said.", MATCH_BRACKETS, true,
     false, "[old]>|"},
    {"\"We will rebuild [the bridge] before the winter,\" John Miller said.",
     "\"We will rebuild it before the winter,\" John Miller said.", MATCH_BRACKETS, true, false,
     "[the bridge]>it|"},
    {"\"We will rebuild [the council's] bridge before the winter,\" John Miller said.",
     "\"We will rebuild (the council's) bridge before the winter,\" John Miller said.",
     MATCH_BRACKETS, true, false, "[the council's]>(the council's)|"},
    {"\"[Keller] never asked the harbour council for money,\" John Miller said.",
     "\"She never asked the harbour council for money,\" John Miller said.", MATCH_BRACKETS, true,
     false, "[Keller]>She|"},
    {"\"We will rebuild the old bridge before the winter comes, and nobody will stop us,\" John "
     "Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     MATCH_TRUNCATED, true, false, "and nobody will stop us>|"},
    {"\"The council has voted, and we will rebuild the old bridge before the winter comes,\" John "
     "Miller said.",
     "\"we will rebuild the old bridge before the winter comes,\" John Miller said.",
     MATCH_TRUNCATED, true, false, NULL},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge ... comes,\" John Miller said.", MATCH_TRUNCATED, true,
     false, "before the winter>|"},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "John Miller called it \"the old bridge before the winter\" in his letter to the harbour "
     "council.",
     MATCH_TRUNCATED, true, false, NULL},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We shall rebuild the old bridge before winter comes,\" John Miller said.", MATCH_WORDS,
     true, false, "will>shall|the>|"},
    {"\"I didn't take the harbour money from the council,\" John Miller said.",
     "\"I did take the harbour money from the council,\" John Miller said.", MATCH_WORDS, true,
     false, "n't>|"},
    {"\"We will rebuild the old bridge. It must stand before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge,\" John Miller said. \"It must stand before the winter "
     "comes.\"",
     MATCH_SPLIT, true, false, NULL},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "John Miller said that they would rebuild the old bridge before the winter comes.",
     MATCH_INDIRECT, true, false, NULL},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "Anna Keller said that the winter comes early and no bridge is worth a fight in the harbour "
     "council.",
     MATCH_RELATION_COUNT, false, false, NULL},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"The winter was long and the snow was deep in the hills,\" John Miller said.",
     MATCH_RELATION_COUNT, false, false, NULL},
    {"\"I don't know,\" John Miller said.", "\"I don't know,\" Anna Keller said.",
     MATCH_RELATION_COUNT, false, false, NULL},
    {"\"I just want to thank everyone,\" John Miller said.",
     "\"I just want to thank everyone,\" Anna Keller said.", MATCH_RELATION_COUNT, false, false,
     NULL},
    {"\"It is what it is,\" John Miller said.", "\"It is what it is,\" John Miller said.",
     MATCH_RELATION_COUNT, false, false, NULL},
    {"\"A harbour disgrace,\" John Miller said.", "\"A harbour disgrace,\" Anna Keller said.",
     MATCH_RELATION_COUNT, false, false, NULL},
    {"\"A harbour disgrace,\" John Miller said.", "\"A harbour disgrace,\" John Miller said.",
     MATCH_IDENTICAL, true, false, ""},
    {"\"We will rebuild the old bridge,\" John Miller said. \"It must stand before the winter "
     "comes.\"",
     "\"We will rebuild the old bridge. It must stand before the winter comes,\" John Miller said.",
     MATCH_SPLIT, true, false, NULL},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" the Transport Ministry said.",
     MATCH_IDENTICAL, false, false, ""},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"We will rebuild the old bridge before the winter comes,\" Anna Miller said.",
     MATCH_IDENTICAL, false, true, ""},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "Anna Keller said that we will rebuild the old bridge before the winter comes.",
     MATCH_INDIRECT, false, true, NULL},
    {"\"We will rebuild the old bridge before the winter comes,\" John Miller said.",
     "\"Harbour crews need the money first, and we will rebuild the quay,\" Anna Keller said.",
     MATCH_RELATION_COUNT, false, false, NULL},
};

/* The changes of a match, as the table writes them. */
static struct slice changes_of(struct arena *arena, const struct quote_match *match,
                               struct slice left, struct slice right)
{
    struct slice told = SLICE("");

    for (size_t i = 0; i < match->changes.count; i++) {
        const struct quote_change *change = &match->changes.at[i];
        ck_assert_int_eq(arena_print(arena, &told, "%.*s%.*s>%.*s|", SLICE_ARGS(told),
                                     SLICE_ARGS(slice_at(left, change->left)),
                                     SLICE_ARGS(slice_at(right, change->right))),
                         ERROR_OK);
    }
    return told;
}

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
    struct slice told;
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
        ck_assert_int_eq(matches.at[0].alarm, cases[_i].alarm);
        ck_assert_uint_eq(matches.at[0].article, 1);
        ck_assert_uint_le(matches.at[0].span.end, strlen(cases[_i].there));
        told =
            changes_of(arena, &matches.at[0], document.text, generation_text(generation, 1)->text);
        if (cases[_i].changes)
            ck_assert_msg(slice_is(told, cases[_i].changes), "%.*s", SLICE_ARGS(told));
    }
    arena_close(arena);
    corpus_close(corpus);
    folder_close(&folder);
}

END_TEST

SUITE("match", LOOP(relates_quotes, cases))
