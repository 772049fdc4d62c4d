/* The list of the corpus' quotes, by words, phrases, speakers, and whether they stand altered. */
#include "corpus/corpus.h"
#include "corpus/words.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

static struct folder folder;
static struct arena *arena;
static struct corpus *corpus;
static const struct generation *generation;

static void open_all(void)
{
    static const char *paths[1];
    struct corpus_settings settings = {.paths = paths, .path_count = 1, .threads = 2};
    const struct models *models = NULL;

    folder_open(&folder);
    paths[0] = folder.path;
    arena = arena_open(ARENA_NO_BUDGET);
    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, NULL), ERROR_OK);
    corpus = corpus_open(models, &settings);
    ck_assert_ptr_nonnull(corpus);
}

static void load(void)
{
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    corpus_wait_for_analysis(corpus);
    ck_assert_int_eq(corpus_borrow(corpus, arena, &generation), ERROR_OK);
    ck_assert(corpus_knows_altered(generation));
}

static void close_all(void)
{
    arena_close(arena);
    corpus_close(corpus);
    folder_close(&folder);
}

/* What a filter finds, as "a0 a1 b0": article and quote. */
static struct slice found_by(const struct quote_filter *filter)
{
    struct quote_refs refs = {0};
    struct slice told = SLICE("");

    ck_assert_int_eq(corpus_find_quotes(generation, arena, filter, &refs), ERROR_OK);
    for (size_t i = 0; i < refs.count; i++)
        ck_assert_int_eq(
            arena_print(arena, &told, "%.*s%s%.*s%u", SLICE_ARGS(told), i ? " " : "",
                        SLICE_ARGS(generation_article(generation, refs.at[i].article)->id),
                        refs.at[i].quote),
            ERROR_OK);
    return told;
}

static const char news[] =
    "{\"id\": \"a\", \"source\": \"Herald\", \"published\": \"2026-03-02\", \"text\": \"\\\"The "
    "ferry-borne crews won't land at the old pier before noon,\\\" Marta Lindqvist said. \\\"A "
    "pier is old when nobody paints it,\\\" Lindqvist said. \\\"We paid,\\\" police said.\"}\n"
    "{\"id\": \"b\", \"source\": \"Agency\", \"published\": \"2026-03-03\", \"text\": \"\\\"The "
    "ferry-borne crews will land at the old pier before noon,\\\" Marta Lindqvist said. Tomas "
    "Brandt said the harbour had no money left for another old pier.\"}\n"
    "{\"id\": \"c\", \"text\": \"\\\"A pier is old when nobody paints it!\\\" Marta Lindqvist "
    "said. Tomas Brandt called the fee a \\\"tax on fog\\\" in a letter to sailors.\"}\n";

static const struct {
    const char *speaker, *q, *source, *from;
    uint32_t types;
    bool altered;
    const char *found;
} cases[] = {
    {"", "", "", "", 0, false, "a0 a1 a2 b0 b1 c0 c1"},
    {"", "pier", "", "", 0, false, "a0 a1 b0 b1 c0"},
    {"", "PIER noon", "", "", 0, false, "a0 b0"},
    {"", "borne", "", "", 0, false, "a0 b0"},
    {"", "absent pier", "", "", 0, false, ""},
    {"", "\"old pier\"", "", "", 0, false, "a0 b0 b1"},
    {"", "\"pier old\"", "", "", 0, false, ""},
    {"", "\"old pier before\"", "", "", 0, false, "a0 b0"},
    {"", "\"the old pier before noon\"", "", "", 0, false, "a0 b0"},
    {"", "\"land at the new pier\"", "", "", 0, false, ""},
    {"", "\"won't land at the\"", "", "", 0, false, "a0"},
    {"", "\"we paid\"", "", "", 0, false, "a2"},
    {"", "\"old pier\" crews", "", "", 0, false, "a0 b0"},
    {"Marta Lindqvist", "", "", "", 0, false, "a0 a1 b0 c0"},
    {"marta-lindqvist", "", "", "", 0, false, "a0 a1 b0 c0"},
    {"Lindqvist", "paints", "", "", 0, false, "a1 c0"},
    {"police", "", "", "", 0, false, "a2"},
    {"Nobody Known", "", "", "", 0, false, ""},
    {"Tomas Brandt", "pier", "", "", 0, false, "b1"},
    {"", "pier", "agency", "", 0, false, "b0 b1"},
    {"", "pier", "", "2026-03-03", 0, false, "b0 b1"},
    {"", "", "", "", 1 << QUOTE_INDIRECT, false, "b1"},
    {"", "", "", "", 1 << QUOTE_MIXED, false, "c1"},
    {"", "", "", "", 0, true, "a0 b0"},
    {"", "paints", "", "", 0, true, ""},
    {"Marta Lindqvist", "crews", "Agency", "", 0, true, "b0"},
};

START_TEST(finds_quotes)
{
    struct quote_filter filter = {.speaker = slice_of(cases[_i].speaker),
                                  .q = slice_of(cases[_i].q),
                                  .source = slice_of(cases[_i].source),
                                  .from = slice_of(cases[_i].from),
                                  .types = cases[_i].types,
                                  .altered = cases[_i].altered};
    struct slice found;

    folder_write_text(&folder, "news.ndjson", news);
    load();
    found = found_by(&filter);
    ck_assert_msg(slice_is(found, cases[_i].found), "%.*s", SLICE_ARGS(found));
}

END_TEST

/* ---- against reading all quotes one by one ---- */

enum { ARTICLES = 60, QUOTES = 8, WORDS = 12, QUESTIONS = 300 };

static const char *const vocabulary[] = {"the",  "of",    "boats", "will", "harbour",
                                         "land", "in",    "storm", "not",  "keep",
                                         "wave", "north", "tide",  "and",  "captain"};
static const char *const speakers[] = {"Marta Lindqvist", "Tomas Brandt", "Ines Okoro"};

static uint32_t some(uint32_t count)
{
    static uint32_t state = 20261126;

    state = state * 1664525 + 1013904223;
    return (state >> 8) % count;
}

static struct slice some_words(uint32_t count)
{
    struct slice words = SLICE("");

    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = some(sizeof vocabulary / sizeof *vocabulary);
        ck_assert_int_eq(arena_print(arena, &words, "%.*s%s%s", SLICE_ARGS(words), i ? " " : "",
                                     vocabulary[word]),
                         ERROR_OK);
    }
    return words;
}

static void write_articles(void)
{
    for (unsigned a = 0; a < ARTICLES; a++) {
        struct slice text = SLICE("");
        char name[16];
        for (unsigned q = 0; q < QUOTES; q++)
            ck_assert_int_eq(arena_print(arena, &text, "%.*s\"We say %.*s,\" %s said.\n\n",
                                         SLICE_ARGS(text), SLICE_ARGS(some_words(WORDS)),
                                         speakers[some(3)]),
                             ERROR_OK);
        (void)snprintf(name, sizeof name, "%02u.txt", a);
        folder_write_text(&folder, name, text.ptr);
    }
}

/* What an index must find, found without one. */
static struct slice read_all(const struct quote_filter *filter)
{
    struct slice told = SLICE("");
    struct question question = {0};

    ck_assert_int_eq(question_read(arena, filter->q, &question), ERROR_OK);
    for (uint32_t a = 0; a < generation_count(generation); a++) {
        const struct analysis *analysis = NULL;
        struct document document;
        ck_assert_int_eq(generation_document(generation, a, arena, &document), ERROR_OK);
        ck_assert_int_eq(generation_analysis(generation, a, arena, &document, &analysis), ERROR_OK);
        for (uint32_t q = 0; q < analysis->quotes.count; q++) {
            const struct quote *quote = &analysis->quotes.at[q];
            struct tokens tokens = {0};
            bool fits = quote->type != QUOTE_SCARE &&
                        (!filter->speaker.len || slice_equal(quote->speaker.name, filter->speaker));
            ck_assert_int_eq(token_split(arena, slice_at(document.text, quote->span), &tokens),
                             ERROR_OK);
            for (size_t p = 0; p < question.count && fits; p++)
                fits = phrase_stands(&question.at[p], &tokens);
            if (fits)
                ck_assert_int_eq(arena_print(arena, &told, "%.*s%s%.*s%u", SLICE_ARGS(told),
                                             told.len ? " " : "",
                                             SLICE_ARGS(generation_article(generation, a)->id), q),
                                 ERROR_OK);
        }
    }
    return told;
}

START_TEST(finds_what_reading_all_finds)
{
    static const char *const around[][2] = {
        {"", ""}, {"\"", "\""}, {"tide \"", "\""}, {"\"", "\" \"the of\""}};
    size_t most = 0;

    write_articles();
    load();
    for (unsigned i = 0; i < QUESTIONS; i++) {
        struct arena *outer = arena;
        struct quote_filter filter = {.speaker = slice_of(i % 3 ? "" : speakers[some(3)])};
        struct slice words, found, wanted;
        arena = arena_open(ARENA_NO_BUDGET);
        words = some_words(1 + some(4));
        ck_assert_int_eq(arena_print(arena, &filter.q, "%s%.*s%s", around[i % 4][0],
                                     SLICE_ARGS(words), around[i % 4][1]),
                         ERROR_OK);
        found = found_by(&filter);
        wanted = read_all(&filter);
        ck_assert_msg(slice_equal(found, wanted), "%.*s: %.*s, not %.*s", SLICE_ARGS(filter.q),
                      SLICE_ARGS(found), SLICE_ARGS(wanted));
        most = found.len > most ? found.len : most;
        arena_close(arena);
        arena = outer;
    }
    ck_assert_uint_gt(most, 0);
}

END_TEST

/* The altered ones are those that matching one by one finds; a reload looks them up anew. */
START_TEST(altered_follows_a_reload)
{
    struct quote_filter filter = {.altered = true};

    folder_write_text(&folder, "news.ndjson", news);
    load();
    ck_assert(slice_is(found_by(&filter), "a0 b0"));
    folder_write_text(&folder, "z.txt",
                      "\"A pier is old when nobody ever paints it,\" Marta Lindqvist said.");
    load();
    ck_assert_uint_eq(generation_number(generation), 2);
    ck_assert(slice_is(found_by(&filter), "a0 a1 b0 c0 z0"));
}

END_TEST

START_TEST(matches_of_a_listed_quote)
{
    struct quote_matches matches = {0};
    struct document document;

    folder_write_text(&folder, "news.ndjson", news);
    load();
    ck_assert_int_eq(generation_document(generation, 0, arena, &document), ERROR_OK);
    ck_assert_int_eq(
        corpus_match_ref(generation, arena, &document, (struct quote_ref){0, 0}, &matches),
        ERROR_OK);
    ck_assert_uint_eq(matches.count, 1);
    ck_assert_int_eq(matches.at[0].relation, MATCH_WORDS);
    ck_assert_int_eq(
        corpus_match_ref(generation, arena, &document, (struct quote_ref){0, 2}, &matches),
        ERROR_OK);
    ck_assert_uint_eq(matches.count, 0);
}

END_TEST

SUITE("find_quotes", tcase_add_checked_fixture(suite_case, open_all, close_all),
      LOOP(finds_quotes, cases), TEST(finds_what_reading_all_finds), TEST(altered_follows_a_reload),
      TEST(matches_of_a_listed_quote))
