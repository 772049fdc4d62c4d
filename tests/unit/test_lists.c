/* Replies about the corpus: articles, entities, quotes, related, matches. */
#include <math.h>

#include "news/models.h"
#include "schemas/analysis.h"
#include "schemas/article.h"
#include "schemas/entity.h"
#include "tests/unit/suite.h"

#define STORY                                                                                      \
    "Mayor Zo\xC3\xAB Ruiz reopened the bridge over the Tarn on Monday after two years of work. "  \
    "\\\"The bridge is ready for every one of us,\\\" Zo\xC3\xAB Ruiz told reporters in Paris."

static const char news[] =
    "{\"id\": \"a\", \"title\": \"Bridge reopens\", \"text\": \"" STORY "\", \"source\": \"The "
    "Mercury\", \"published\": \"2026-03-02\", \"language\": \"en-GB\"}\n"
    "{\"id\": \"b\", \"text\": \"\xF0\x9F\x98\x80 PARIS - " STORY " It cost $5.\"}\n";

static struct arena *arena;
static struct corpus *corpus;
static const struct generation *generation;
static const struct models *models;
static struct document document;
static struct reading reading;

static void open_all(void)
{
    static struct problem problem;
    struct corpus_settings settings = {
        .samples = {news, sizeof news - 1}, .threads = 1, .wait_for_analysis = true};

    arena = arena_open(ARENA_NO_BUDGET);
    problem = (struct problem){.arena = arena};
    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, &problem), ERROR_OK);
    corpus = corpus_open(models, &settings);
    ck_assert_ptr_nonnull(corpus);
    ck_assert_int_eq(corpus_load(corpus, &problem), ERROR_OK);
    ck_assert_int_eq(corpus_borrow(corpus, arena, &generation), ERROR_OK);
    ck_assert_int_eq(generation_document(generation, 0, arena, &document), ERROR_OK);
    reading = (struct reading){.id = SLICE("a"),
                               .document = &document,
                               .generation = generation,
                               .model = models->version,
                               .offsets = OFFSETS_UTF32};
    ck_assert_int_eq(generation_analysis(generation, 0, arena, &document, &reading.analysis),
                     ERROR_OK);
}

static void close_all(void)
{
    arena_close(arena);
    corpus_close(corpus);
}

static const uint32_t numbers[] = {0, 1};

START_TEST(lists_articles)
{
    struct page page = {.at = numbers, .count = 2, .total = 7, .next = SLICE_INIT("n")};
    struct articles_reply reply;
    const struct wire_article *at;

    ck_assert_int_eq(articles_reply_build(arena, generation, &page, &reply), ERROR_OK);
    ck_assert_uint_eq(reply.articles.count, 2);
    at = reply.articles.at;
    ck_assert(slice_is(at[0].id, "a"));
    ck_assert(slice_is(at[0].title, "Bridge reopens"));
    ck_assert(slice_is(at[0].language, "en-GB"));
    ck_assert_uint_eq(at[0].words, document.word_count);
    ck_assert_uint_eq(at[0].entities, reading.analysis->entities.count);
    ck_assert_ptr_null(at[1].title.ptr);
    ck_assert(slice_is(at[1].language, "en"));
    ck_assert_uint_eq(reply.end.total, 7);
    ck_assert_uint_eq(reply.end.generation, 1);
    ck_assert(reply.end.complete);
    ck_assert(slice_is(reply.end.next, "n"));
}

END_TEST

/* The number of an entity by its name. */
static uint32_t entity_named(const char *name)
{
    for (uint32_t i = 0; i < corpus_entity_count(generation); i++)
        if (slice_is(corpus_entity(generation, i)->name, name))
            return i;
    ck_abort_msg("no entity %s", name);
    return NO_ENTITY;
}

START_TEST(tells_an_entity)
{
    uint32_t ruiz = entity_named("Zo\xC3\xAB Ruiz");
    struct page page = {.at = &ruiz, .count = 1, .total = 1};
    struct companies with = {0};
    struct entity_list_reply list;
    struct wire_corpus_entity reply;
    const struct wire_place *places;

    ck_assert_int_eq(corpus_company(generation, arena, ruiz, 10, &with), ERROR_OK);
    ck_assert_int_eq(entity_reply_build(arena, generation, ruiz, &with, &reply), ERROR_OK);
    ck_assert_uint_eq(reply.type, ENTITY_PERSON);
    ck_assert_uint_eq(reply.articles, 2);
    ck_assert_uint_eq(reply.mentions, 4);
    ck_assert(slice_is(reply.first_seen, "2026-03-02"));
    ck_assert_uint_eq(reply.in.count, 2);
    places = reply.in.at;
    ck_assert(slice_is(places[1].article, "b"));
    ck_assert_uint_eq(places[1].mentions, 2);
    ck_assert_uint_eq(reply.with.count, with.count);
    ck_assert_int_eq(entity_list_reply_build(arena, generation, &page, &list), ERROR_OK);
    ck_assert(slice_equal(((struct wire_corpus_entity *)list.entities.at)->id, reply.id));
}

END_TEST

START_TEST(lists_quotes_in_the_unit_asked_for)
{
    static const struct quote_ref refs[] = {{0, 0}, {1, 0}};
    struct page page = {.count = 2, .total = 2};
    struct quote_list_reply reply;
    const struct wire_quote *at;
    const char *text = "\"The bridge is ready for every one of us,\"";

    ck_assert_int_eq(quote_list_reply_build(arena, generation, refs, &page, OFFSETS_UTF16, &reply),
                     ERROR_OK);
    ck_assert_uint_eq(reply.quotes.count, 2);
    at = reply.quotes.at;
    for (size_t i = 0; i < 2; i++) {
        ck_assert(slice_is(at[i].id, "q1"));
        ck_assert(slice_is(at[i].text, text));
        ck_assert(slice_is(at[i].speaker->name, "Zo\xC3\xAB Ruiz"));
        ck_assert_ptr_nonnull(at[i].speaker->corpus_id.ptr);
    }
    ck_assert(slice_is(at[1].article, "b"));
    /* "(face) PARIS - " is 11 UTF-16 units. */
    ck_assert_uint_eq(at[1].start, at[0].start + 11);
}

END_TEST

START_TEST(tells_matches_and_related_in_the_other_text)
{
    const struct quotes *quotes = &reading.analysis->quotes;
    struct quote_matches *matches = arena_array(arena, struct quote_matches, quotes->count);
    struct related_list related = {0};
    struct analysis_reply reply;
    const struct wire_match *match;
    const struct wire_related *other;
    const struct wire_passage *passage;

    ck_assert_int_eq(corpus_match_quote(generation, arena, &document, &quotes->at[0], 0, matches),
                     ERROR_OK);
    ck_assert_int_eq(corpus_find_related(generation, arena, &document, reading.analysis,
                                         SLICE("2026-03-02"), 0, &related),
                     ERROR_OK);
    ck_assert_int_eq(analysis_reply_build(arena, &reading, matches, &related, &reply), ERROR_OK);
    ck_assert_uint_eq(((struct wire_quote *)reply.quotes.at)->matches.count, 1);
    match = ((struct wire_quote *)reply.quotes.at)->matches.at;
    ck_assert(slice_is(match->article, "b"));
    ck_assert_uint_eq(match->start, ((struct wire_quote *)reply.quotes.at)->start + 10);
    ck_assert(slice_is(((struct wire_quote *)reply.quotes.at)->speaker->entity, "e1"));
    ck_assert_uint_eq(reply.related.count, 1);
    other = reply.related.at;
    ck_assert(slice_is(other->article, "b"));
    ck_assert(isnan(other->score));
    ck_assert_uint_ge(other->passages.count, 1);
    passage = other->passages.at;
    ck_assert_uint_eq(passage->right.start, passage->left.start + 10);
    ck_assert_uint_eq(passage->right.end - passage->right.start,
                      passage->left.end - passage->left.start);
}

END_TEST

START_TEST(survives_lack_of_memory)
{
    static const struct quote_ref refs[] = {{0, 0}, {1, 0}};
    uint32_t ruiz = entity_named("Zo\xC3\xAB Ruiz");
    struct page page = {.at = numbers, .count = 2, .total = 2};
    struct companies with = {0};
    struct related_list related = {0};
    enum error error = ERROR_NO_MEMORY;

    ck_assert_int_eq(corpus_company(generation, arena, ruiz, 10, &with), ERROR_OK);
    ck_assert_int_eq(
        corpus_find_related(generation, arena, &document, reading.analysis, SLICE(""), 0, &related),
        ERROR_OK);
    for (size_t n = 1; error; n++) {
        struct arena *poor = arena_open(ARENA_NO_BUDGET);
        struct articles_reply articles;
        struct entity_list_reply entities;
        struct wire_corpus_entity entity;
        struct quote_list_reply quotes;
        struct analysis_reply analysis;
        arena_fail_at(poor, n);
        error = articles_reply_build(poor, generation, &page, &articles);
        if (!error)
            error = entity_list_reply_build(poor, generation, &page, &entities);
        if (!error)
            error = entity_reply_build(poor, generation, ruiz, &with, &entity);
        if (!error)
            error = quote_list_reply_build(poor, generation, refs, &page, OFFSETS_UTF8, &quotes);
        if (!error)
            error = analysis_reply_build(poor, &reading, NULL, &related, &analysis);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(poor);
    }
}

END_TEST

SUITE("lists", tcase_add_checked_fixture(suite_case, open_all, close_all), TEST(lists_articles),
      TEST(tells_an_entity), TEST(lists_quotes_in_the_unit_asked_for),
      TEST(tells_matches_and_related_in_the_other_text), TEST(survives_lack_of_memory))
