#include "corpus/corpus.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

/* Articles whose analysis comes from the models as built. */
static struct folder folder;
static struct arena *arena;
static struct corpus *corpus;
static const struct generation *generation;

static void load_all(unsigned threads)
{
    static const char *paths[1];
    const struct models *models = NULL;
    struct problem problem = {.arena = arena};
    struct corpus_settings settings = {.paths = paths, .path_count = 1, .threads = threads};

    ck_assert_msg(models_open(arena, MODELS_FOLDER, &models, &problem) == ERROR_OK, "%.*s",
                  SLICE_ARGS(problem.detail));
    paths[0] = folder.path;
    corpus = corpus_open(models, &settings);
    ck_assert_ptr_nonnull(corpus);
    ck_assert_int_eq(corpus_load(corpus, &problem), ERROR_OK);
    corpus_wait_for_analysis(corpus);
    ck_assert_int_eq(corpus_borrow(corpus, arena, &generation), ERROR_OK);
}

static void open_all(void)
{
    folder_open(&folder);
    arena = arena_open(ARENA_NO_BUDGET);
}

static void close_all(void)
{
    arena_close(arena);
    corpus_close(corpus);
    folder_close(&folder);
}

static const char first[] =
    "Foreign Minister Ivana Petrovic rejected the offer of peace talks in Geneva on Monday.\n\n"
    "\"We will not sit at any table until the last soldier has gone home,\" Petrovic told "
    "reporters.\n\nThe International Atomic Energy Agency (IAEA) said it would wait. The IAEA has "
    "its seat in Vienna.";
static const char second[] =
    "\"We will not sit at [the] table until the last soldier has gone home,\" Petrovic said in "
    "Geneva.\n\nThe IAEA declined to comment, and Petrovic left for Vienna.";
static const char third[] =
    "The minister said they would not sit at any table until the last soldier had gone home.\n\n"
    "The football club of Rosenborg beat Lillestrom in Trondheim, coach Ivana Petrovic said.";

static void write_three(void)
{
    folder_write_text(&folder, "1.txt", first);
    folder_write_text(&folder, "2.txt", second);
    folder_write_text(&folder, "3.txt", third);
}

START_TEST(a_surname_alone_is_the_person_of_the_corpus)
{
    const struct corpus_entity *entity;
    uint32_t number;
    struct entity asked = {.key = SLICE("petrovic"), .type = ENTITY_PERSON};

    open_all();
    write_three();
    load_all(2);
    ck_assert(generation_complete(generation));
    number = corpus_find_entity(generation, SLICE("ivana-petrovic"));
    ck_assert_uint_ne(number, NO_ENTITY);
    entity = corpus_entity(generation, number);
    ck_assert(slice_is(entity->name, "Ivana Petrovic"));
    ck_assert_uint_eq(entity->article_count, 3);
    ck_assert_uint_eq(entity->mention_count, 5);
    ck_assert_uint_eq(entity->alias_count, 1);
    ck_assert(slice_is(entity->aliases[0].name, "Petrovic"));
    ck_assert_uint_eq(entity->aliases[0].count, 3);
    ck_assert_uint_eq(corpus_find_entity(generation, SLICE("petrovic")), NO_ENTITY);
    ck_assert_uint_eq(corpus_resolve(generation, &asked), number);
    close_all();
}

END_TEST

START_TEST(entities_are_found_by_the_begin_of_their_words)
{
    struct indices found = {0};
    struct companies company = {0};
    struct entity_filter filter = {.q = SLICE("petro IVA")};
    uint32_t number;

    open_all();
    write_three();
    load_all(1);
    number = corpus_find_entity(generation, SLICE("ivana-petrovic"));
    ck_assert_int_eq(corpus_find_entities(generation, arena, &filter, &found), ERROR_OK);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_eq(found.at[0], number);
    filter.types = 1u << ENTITY_LOCATION;
    ck_assert_int_eq(corpus_find_entities(generation, arena, &filter, &found), ERROR_OK);
    ck_assert_uint_eq(found.count, 0);
    filter.q = SLICE("");
    ck_assert_int_eq(corpus_find_entities(generation, arena, &filter, &found), ERROR_OK);
    ck_assert_uint_ge(found.count, 2);
    ck_assert_int_eq(corpus_company(generation, arena, number, 2, &company), ERROR_OK);
    ck_assert_uint_eq(company.count, 2);
    ck_assert_uint_eq(company.at[0].articles, 2);
    close_all();
}

END_TEST

START_TEST(quotes_are_found_and_matched)
{
    struct quote_refs refs = {0};
    struct quote_filter filter = {.speaker = SLICE("petrovic"),
                                  .types = 1u << QUOTE_DIRECT | 1u << QUOTE_MIXED};
    const struct analysis *analysis;
    struct document document;
    struct quote_matches matches = {0};

    open_all();
    write_three();
    load_all(2);
    ck_assert_int_eq(corpus_find_quotes(generation, arena, &filter, &refs), ERROR_OK);
    ck_assert_uint_eq(refs.count, 2);
    filter.speaker = SLICE("ivana-petrovic");
    filter.q = SLICE("\"the last soldier\"");
    ck_assert_int_eq(corpus_find_quotes(generation, arena, &filter, &refs), ERROR_OK);
    ck_assert_uint_eq(refs.count, 2);
    filter.q = SLICE("vienna");
    ck_assert_int_eq(corpus_find_quotes(generation, arena, &filter, &refs), ERROR_OK);
    ck_assert_uint_eq(refs.count, 0);
    filter = (struct quote_filter){.speaker = SLICE("Nobody")};
    ck_assert_int_eq(corpus_find_quotes(generation, arena, &filter, &refs), ERROR_OK);
    ck_assert_uint_eq(refs.count, 0);

    ck_assert_int_eq(generation_document(generation, 0, arena, &document), ERROR_OK);
    ck_assert_int_eq(generation_analysis(generation, 0, arena, &document, &analysis), ERROR_OK);
    ck_assert_uint_ge(analysis->quotes.count, 1);
    ck_assert_int_eq(
        corpus_match_quote(generation, arena, &document, &analysis->quotes.at[0], 0, &matches),
        ERROR_OK);
    ck_assert_uint_ge(matches.count, 1);
    ck_assert_uint_eq(matches.at[0].article, 1);
    ck_assert_int_eq(matches.at[0].relation, MATCH_BRACKETS);
    ck_assert(matches.at[0].same_speaker);
    close_all();
}

END_TEST

/* The whole of what was gathered, in words. */
static struct slice spell_out(void)
{
    struct slice all = SLICE("");

    for (uint32_t e = 0; e < corpus_entity_count(generation); e++) {
        const struct corpus_entity *entity = corpus_entity(generation, e);
        ck_assert_int_eq(arena_print(arena, &all, "%.*s%.*s %.*s %u %u %u|", SLICE_ARGS(all),
                                     SLICE_ARGS(entity->id), SLICE_ARGS(entity->name),
                                     entity->article_count, entity->mention_count,
                                     entity->alias_count),
                         ERROR_OK);
    }
    return all;
}

START_TEST(threads_do_not_show)
{
    char one[4096];
    struct slice words;

    open_all();
    write_three();
    load_all(1);
    words = spell_out();
    ck_assert_uint_lt(words.len, sizeof one);
    memcpy(one, words.ptr, words.len);
    arena_close(arena);
    corpus_close(corpus);
    arena = arena_open(ARENA_NO_BUDGET);
    load_all(8);
    ck_assert(slice_equal(spell_out(), (struct slice){one, words.len}));
    close_all();
}

END_TEST

/* Every list once more with the memory of the request ending at each allocation. */
START_TEST(says_when_memory_ends)
{
    struct article_filter articles = {.q = SLICE("\"peace talks\""), .entity = NO_ENTITY};
    struct quote_filter quotes = {.speaker = SLICE("petrovic"), .q = SLICE("table")};
    struct entity_filter entities = {.q = SLICE("petro")};
    const struct analysis *analysis;
    struct document document;
    enum error error = ERROR_NO_MEMORY;

    open_all();
    write_three();
    load_all(1);
    ck_assert_int_eq(generation_document(generation, 0, arena, &document), ERROR_OK);
    ck_assert_int_eq(generation_analysis(generation, 0, arena, &document, &analysis), ERROR_OK);
    for (size_t n = 1; error; n++) {
        struct arena *poor = arena_open(ARENA_NO_BUDGET);
        struct indices found = {0};
        struct quote_refs refs = {0};
        struct quote_matches matches = {0};
        struct related_list related = {0};
        struct companies company = {0};
        arena_fail_at(poor, n);
        error = corpus_find_articles(generation, poor, &articles, &found);
        if (!error)
            error = corpus_find_entities(generation, poor, &entities, &found);
        if (!error)
            error = corpus_find_quotes(generation, poor, &quotes, &refs);
        if (!error)
            error = corpus_company(generation, poor, 0, 5, &company);
        if (!error)
            error = corpus_match_quote(generation, poor, &document, &analysis->quotes.at[0], 0,
                                       &matches);
        if (!error)
            error =
                corpus_find_related(generation, poor, &document, analysis, SLICE(""), 0, &related);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(poor);
        ck_assert_uint_lt(n, 10000);
    }
    close_all();
}

END_TEST

/* A borrow that finds no memory gives back what it took. */
START_TEST(a_borrow_without_memory_holds_nothing)
{
    enum error error = ERROR_NO_MEMORY;

    open_all();
    write_three();
    load_all(1);
    for (size_t n = 1; error; n++) {
        struct arena *poor = arena_open(ARENA_NO_BUDGET);
        const struct generation *borrowed = NULL;
        arena_fail_at(poor, n);
        error = corpus_borrow(corpus, poor, &borrowed);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(poor);
    }
    close_all();
}

END_TEST

SUITE("gather", TEST(a_surname_alone_is_the_person_of_the_corpus),
      TEST(entities_are_found_by_the_begin_of_their_words), TEST(quotes_are_found_and_matched),
      TEST(threads_do_not_show), TEST(says_when_memory_ends),
      TEST(a_borrow_without_memory_holds_nothing))
