#include "corpus/corpus.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

static struct folder folder;
static struct arena *arena, *models_arena;
static struct slice refusals; /* "line why|" of each */

static void note_refusal(void *context, struct slice file, uint64_t line, struct slice why)
{
    (void)context;
    (void)file;
    ck_assert_int_eq(arena_print(arena, &refusals, "%.*s%u %.*s|", SLICE_ARGS(refusals),
                                 (unsigned)line, SLICE_ARGS(why)),
                     ERROR_OK);
}

static struct corpus *corpus_of(unsigned threads, bool strict)
{
    static const char *paths[1];
    struct corpus_settings settings = {.paths = paths,
                                       .path_count = 1,
                                       .threads = threads,
                                       .strict = strict,
                                       .refused = note_refusal};
    const struct models *models = NULL;
    struct corpus *corpus;

    paths[0] = folder.path;
    ck_assert_int_eq(models_open(models_arena, MODELS_FOLDER, &models, NULL), ERROR_OK);
    corpus = corpus_open(models, &settings);
    ck_assert_ptr_nonnull(corpus);
    return corpus;
}

static void open_all(void)
{
    folder_open(&folder);
    arena = arena_open(ARENA_NO_BUDGET);
    models_arena = arena_open(ARENA_NO_BUDGET);
    refusals = SLICE("");
}

static void close_all(void)
{
    arena_close(arena);
    arena_close(models_arena);
    folder_close(&folder);
}

static const struct generation *borrow(struct corpus *corpus, struct arena *on)
{
    const struct generation *generation = NULL;

    ck_assert_int_eq(corpus_borrow(corpus, on, &generation), ERROR_OK);
    return generation;
}

/* The ids of what a filter finds, as "a b c". */
static struct slice found_ids(const struct generation *generation, struct article_filter filter)
{
    struct indices found = {0};
    struct slice ids = SLICE("");

    ck_assert_int_eq(corpus_find_articles(generation, arena, &filter, &found), ERROR_OK);
    for (size_t i = 0; i < found.count; i++)
        ck_assert_int_eq(arena_print(arena, &ids, "%.*s%s%.*s", SLICE_ARGS(ids), i ? " " : "",
                                     SLICE_ARGS(generation_article(generation, found.at[i])->id)),
                         ERROR_OK);
    return ids;
}

#define assert_slice(slice, string)                                                                \
    ck_assert_msg(slice_is((slice), (string)), "%.*s is not %s", SLICE_ARGS(slice), (string))

static const char news[] =
    "{\"id\": \"n1\", \"title\": \"Bridge reopens\", \"text\": \"The old bridge was open again on "
    "Monday, al-Qaeda said.\", \"source\": \"The Mercury\", \"published\": \"2026-03-02\"}\n"
    "{\"id\": \"n2\", \"text\": \"A caf\xC3\xA9 by the bridge. Monday was old news.\", \"source\": "
    "\"the MERCURY\", \"published\": \"2026-03-03T10:00:00Z\"}\n"
    "not json\n"
    "{\"id\": \"n1\", \"text\": \"again\"}\n"
    "{\"id\": \"n3\", \"text\": \"Nothing of the kind.\"}\n";

START_TEST(loads_and_refuses)
{
    struct corpus_state state;
    struct corpus *corpus;
    const struct generation *generation = NULL;

    open_all();
    folder_write_text(&folder, "news.ndjson", news);
    folder_write_text(&folder, "a/b.txt", "\xEF\xBB\xBFWords alone.");
    corpus = corpus_of(2, false);
    corpus_tell_state(corpus, &state);
    ck_assert(!state.ready);
    ck_assert_int_eq(corpus_borrow(corpus, arena, &generation), ERROR_LOADING);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    corpus_wait_for_analysis(corpus);
    corpus_tell_state(corpus, &state);
    ck_assert(state.ready);
    ck_assert_uint_eq(state.generation, 1);
    ck_assert_uint_eq(state.articles, 4);
    ck_assert_uint_eq(state.analysed, 4);
    ck_assert_uint_eq(state.refused, 2);
    ck_assert(slice_starts(refusals, SLICE("3 not valid JSON at column 3|4 the id \"n1\" stands "
                                           "already in /")));
    ck_assert(slice_ends(refusals, SLICE("news.ndjson line 1|")));
    generation = borrow(corpus, arena);
    ck_assert_uint_eq(generation_number(generation), 1);
    ck_assert(generation_complete(generation));
    ck_assert_uint_eq(generation_find(generation, SLICE("a:b")), 0);
    ck_assert_uint_eq(generation_find(generation, SLICE("n3")), 3);
    ck_assert_uint_eq(generation_find(generation, SLICE("n4")), NO_ARTICLE);
    assert_slice(generation_article(generation, 0)->text, "Words alone.");
    ck_assert_ptr_null(generation_article(generation, 0)->title.ptr);
    ck_assert_uint_eq(generation_words(generation, 0), 2);
    arena_close(arena);
    arena = NULL;
    corpus_close(corpus);
    close_all();
}

END_TEST

START_TEST(strict_refuses_all)
{
    struct corpus_state state;
    struct corpus *corpus;
    struct problem problem;

    open_all();
    problem = (struct problem){.arena = arena};
    folder_write_text(&folder, "news.ndjson", news);
    corpus = corpus_of(2, true);
    ck_assert_int_eq(corpus_load(corpus, &problem), ERROR_BAD_CORPUS);
    ck_assert(slice_starts(problem.detail, SLICE("2 refused, the first: /")));
    ck_assert(slice_ends(problem.detail, SLICE("news.ndjson line 3: not valid JSON at column 3")));
    corpus_tell_state(corpus, &state);
    ck_assert(!state.ready);
    ck_assert_uint_eq(state.failed_reloads, 1);
    corpus_close(corpus);
    close_all();
}

END_TEST

static const struct {
    const char *q, *source, *from, *to, *ids;
} questions[] = {
    {"", "", "", "", "n1 n2 n3"},
    {"bridge", "", "", "", "n1 n2"},
    {"BRIDGE monday", "", "", "", "n1 n2"},
    {"reopens", "", "", "", "n1"},
    {"qaeda", "", "", "", "n1"},
    {"Al-Qaeda's", "", "", "", "n1"},
    {"cafe", "", "", "", "n2"},
    {"absent bridge", "", "", "", ""},
    {"\"old bridge\"", "", "", "", "n1"},
    {"\"bridge old\"", "", "", "", ""},
    {"\xE2\x80\x9Cold news\xE2\x80\x9D bridge", "", "", "", "n2"},
    {"\"old news", "", "", "", "n2"},
    {"\"old\" \"bridge\"", "", "", "", "n1 n2"},
    {"\"\" , .", "", "", "", "n1 n2 n3"},
    {"", "the mercury", "", "", "n1 n2"},
    {"", "mercury", "", "", ""},
    {"", "", "2026-03-03", "", "n2"},
    {"", "", "", "2026-03-02", "n1"},
    {"bridge", "The Mercury", "2026-03-02", "2026-03-03", "n1 n2"},
};

START_TEST(finds_articles)
{
    struct corpus *corpus;

    open_all();
    folder_write_text(&folder, "news.ndjson", news);
    corpus = corpus_of(1, false);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    assert_slice(found_ids(borrow(corpus, arena),
                           (struct article_filter){
                               slice_of(questions[_i].q), NO_ENTITY, slice_of(questions[_i].source),
                               slice_of(questions[_i].from), slice_of(questions[_i].to)}),
                 questions[_i].ids);
    arena_close(arena);
    arena = NULL;
    corpus_close(corpus);
    close_all();
}

END_TEST

START_TEST(a_reload_leaves_what_is_borrowed)
{
    struct corpus_state state;
    struct corpus *corpus;
    struct arena *old_arena = arena_open(ARENA_NO_BUDGET);
    const struct generation *old, *fresh;
    const struct article *kept;

    open_all();
    folder_write_text(&folder, "1.txt", "The first.");
    folder_write_text(&folder, "2.txt", "The second.");
    corpus = corpus_of(2, false);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    old = borrow(corpus, old_arena);
    kept = generation_article(old, 0);
    folder_write_text(&folder, "2.txt", "The second, changed.");
    folder_write_text(&folder, "3.txt", "The third.");
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    fresh = borrow(corpus, arena);
    ck_assert_uint_eq(generation_number(fresh), 2);
    ck_assert_uint_eq(generation_count(fresh), 3);
    ck_assert_ptr_eq(generation_article(fresh, 0), kept);
    ck_assert_ptr_ne(generation_article(fresh, 1), generation_article(old, 1));
    ck_assert_uint_eq(generation_count(old), 2);
    assert_slice(generation_article(old, 1)->text, "The second.");

    ck_assert_int_eq(rename(folder.path, "/tmp/copydesk-test-away"), 0);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_BAD_CORPUS);
    ck_assert_int_eq(rename("/tmp/copydesk-test-away", folder.path), 0);
    corpus_tell_state(corpus, &state);
    ck_assert_uint_eq(state.generation, 2);
    ck_assert_uint_eq(state.reloads, 1);
    ck_assert_uint_eq(state.failed_reloads, 1);
    arena_close(old_arena);
    arena_close(arena);
    arena = NULL;
    corpus_close(corpus);
    close_all();
}

END_TEST

START_TEST(serves_samples_without_a_path)
{
    const struct models *models = NULL;
    struct corpus_settings settings = {.samples = SLICE(news), .refused = note_refusal};
    struct corpus_state state;
    struct corpus *corpus;

    open_all();
    ck_assert_int_eq(models_open(models_arena, MODELS_FOLDER, &models, NULL), ERROR_OK);
    settings.wait_for_analysis = true;
    corpus = corpus_open(models, &settings);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    corpus_tell_state(corpus, &state);
    ck_assert_uint_eq(state.articles, 3);
    ck_assert_uint_eq(state.analysed, 3);
    ck_assert_uint_eq(state.refused, 2);
    ck_assert(generation_complete(borrow(corpus, arena)));
    ck_assert(slice_ends(refusals, SLICE("stands already in samples line 1|")));
    arena_close(arena);
    arena = NULL;
    corpus_close(corpus);
    close_all();
}

END_TEST

/* The same corpus in the same order, however many threads read it. */
START_TEST(threads_do_not_show)
{
    static const unsigned counts[] = {1, 8};
    struct slice seen[2];

    open_all();
    for (unsigned i = 0; i < 200; i++) {
        char name[32], text[64];
        (void)snprintf(name, sizeof name, "%u/%u.txt", i % 7, i);
        (void)snprintf(text, sizeof text, "Article %u of the corpus.", i);
        folder_write_text(&folder, name, text);
    }
    folder_write_text(&folder, "news.ndjson", news);
    for (int i = 0; i < 2; i++) {
        struct arena *on = arena_open(ARENA_NO_BUDGET);
        struct corpus *corpus = corpus_of(counts[i], false);
        ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
        seen[i] = found_ids(borrow(corpus, on), (struct article_filter){.entity = NO_ENTITY});
        arena_close(on);
        corpus_close(corpus);
    }
    ck_assert(slice_equal(seen[0], seen[1]));
    close_all();
}

END_TEST

SUITE("corpus", TEST(loads_and_refuses), TEST(strict_refuses_all), LOOP(finds_articles, questions),
      TEST(a_reload_leaves_what_is_borrowed), TEST(serves_samples_without_a_path),
      TEST(threads_do_not_show))
