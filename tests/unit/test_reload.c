#include <pthread.h>
#include <stdatomic.h>

#include "corpus/corpus.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

/* Readers at work while the corpus is reloaded again and again. Threads must not show: this is the
 * test to run under the thread sanitizer. */
enum { READERS = 3, RELOADS = 8, ARTICLES = 150 };

static struct folder folder;
static struct corpus *corpus;
static atomic_bool over;

static void write_articles(unsigned round)
{
    char lines[65536];
    size_t used = 0;

    for (unsigned i = 0; i < ARTICLES; i++) {
        /* every third article changes with each round */
        int len = snprintf(lines + used, sizeof lines - used,
                           "{\"id\": \"a%u\", \"published\": \"2026-03-%02u\", \"text\": \"Mayor "
                           "Lena Ortiz of Northport spoke in round %u.\\n\\n\\\"The bridge number "
                           "%u stays closed,\\\" Ortiz said. She will meet Carl Becker of the "
                           "Harbor Board.\"}\n",
                           i, 1 + i % 28, i % 3 ? 0 : round, i % 7);
        ck_assert_int_gt(len, 0);
        used += (size_t)len;
        ck_assert_uint_lt(used, sizeof lines);
    }
    folder_write(&folder, "news.ndjson", lines, used);
}

/* Everything that a request may ask of a generation, with what must hold for each. */
static void use(const struct generation *generation, struct arena *arena)
{
    struct article_filter articles = {.q = SLICE("\"the bridge\""), .entity = NO_ENTITY};
    struct quote_filter quotes = {.speaker = SLICE("Ortiz")};
    struct indices found = {0};
    struct quote_refs refs = {0};
    struct quote_matches matches = {0};
    struct related_list related = {0};
    const struct analysis *analysis = NULL;
    struct document document;
    uint32_t entities = corpus_entity_count(generation);

    ck_assert_uint_eq(generation_count(generation), ARTICLES);
    ck_assert_int_eq(corpus_find_articles(generation, arena, &articles, &found), ERROR_OK);
    ck_assert_uint_eq(found.count, ARTICLES);
    ck_assert_int_eq(corpus_find_quotes(generation, arena, &quotes, &refs), ERROR_OK);
    for (uint32_t e = 0; e < entities; e++)
        ck_assert_uint_eq(corpus_find_entity(generation, corpus_entity(generation, e)->id), e);
    ck_assert_int_eq(generation_document(generation, 7, arena, &document), ERROR_OK);
    ck_assert_int_eq(generation_analysis(generation, 7, arena, &document, &analysis), ERROR_OK);
    ck_assert_int_eq(corpus_find_related(generation, arena, &document, analysis,
                                         generation_article(generation, 7)->published, 7, &related),
                     ERROR_OK);
    ck_assert_uint_gt(related.count, 0);
    for (size_t q = 0; q < analysis->quotes.count; q++)
        ck_assert_int_eq(
            corpus_match_quote(generation, arena, &document, &analysis->quotes.at[q], 7, &matches),
            ERROR_OK);
}

static void *read_on(void *unused)
{
    (void)unused;
    while (!atomic_load(&over)) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        const struct generation *generation = NULL;
        struct corpus_state state;
        ck_assert_int_eq(corpus_borrow(corpus, arena, &generation), ERROR_OK);
        use(generation, arena);
        arena_close(arena);
        corpus_tell_state(corpus, &state);
        ck_assert(state.ready);
    }
    return NULL;
}

START_TEST(readers_see_whole_generations)
{
    static const char *paths[1];
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct models *models = NULL;
    struct corpus_settings settings = {.paths = paths, .path_count = 1, .threads = 2};
    struct corpus_state state;
    pthread_t readers[READERS];

    folder_open(&folder);
    paths[0] = folder.path;
    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, NULL), ERROR_OK);
    write_articles(0);
    corpus = corpus_open(models, &settings);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
    for (int i = 0; i < READERS; i++)
        ck_assert_int_eq(pthread_create(&readers[i], NULL, read_on, NULL), 0);
    for (unsigned round = 1; round <= RELOADS; round++) {
        write_articles(round);
        ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
        if (round % 2)
            corpus_wait_for_analysis(corpus);
    }
    atomic_store(&over, true);
    for (int i = 0; i < READERS; i++)
        (void)pthread_join(readers[i], NULL);
    corpus_tell_state(corpus, &state);
    ck_assert_uint_eq(state.generation, RELOADS + 1);
    ck_assert_uint_eq(state.reloads, RELOADS);
    corpus_close(corpus);
    arena_close(arena);
    folder_close(&folder);
}

END_TEST

SUITE("reload", TEST(readers_see_whole_generations))
