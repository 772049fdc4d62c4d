#include "corpus/corpus.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

static struct folder folder;
static struct arena *arena;
static struct corpus *corpus;
static const struct generation *generation;

static void load_path(const char *path)
{
    static const char *paths[1];
    const struct models *models = NULL;
    struct corpus_settings settings = {.paths = paths, .path_count = 1, .threads = 2};

    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, NULL), ERROR_OK);
    paths[0] = path;
    corpus = corpus_open(models, &settings);
    ck_assert_ptr_nonnull(corpus);
    ck_assert_int_eq(corpus_load(corpus, NULL), ERROR_OK);
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

static struct related_list related_to(const char *id)
{
    uint32_t article = generation_find(generation, slice_of(id));
    struct related_list found = {0};
    const struct analysis *analysis;
    struct document document;

    ck_assert_uint_ne(article, NO_ARTICLE);
    ck_assert_int_eq(generation_document(generation, article, arena, &document), ERROR_OK);
    ck_assert_int_eq(generation_analysis(generation, article, arena, &document, &analysis),
                     ERROR_OK);
    ck_assert_int_eq(corpus_find_related(generation, arena, &document, analysis,
                                         generation_article(generation, article)->published,
                                         article, &found),
                     ERROR_OK);
    return found;
}

/* What is related to an article, as "id relation|…". */
static struct slice related_words(const char *id)
{
    struct related_list found = related_to(id);
    struct slice words = SLICE("");

    for (size_t i = 0; i < found.count; i++)
        ck_assert_int_eq(
            arena_print(arena, &words, "%.*s%.*s %.*s|", SLICE_ARGS(words),
                        SLICE_ARGS(generation_article(generation, found.at[i].article)->id),
                        SLICE_ARGS(likeness_names[found.at[i].relation])),
            ERROR_OK);
    return words;
}

/* `count` words that depend on the seed, ten a sentence. */
static void write_words(char *to, size_t size, unsigned seed, unsigned count)
{
    size_t used = 0;

    for (unsigned i = 0; i < count; i++) {
        seed = seed * 1103515245 + 12345;
        used += (size_t)snprintf(to + used, size - used, "%s%c%c%c%c", i % 10 ? " " : ". ",
                                 'a' + (seed >> 8) % 26, 'a' + (seed >> 13) % 26,
                                 'a' + (seed >> 18) % 26, 'a' + (seed >> 23) % 26);
        ck_assert_uint_lt(used, size);
    }
}

#define assert_words(id, expected)                                                                 \
    do {                                                                                           \
        struct slice words = related_words(id);                                                    \
        ck_assert_msg(slice_is(words, (expected)), "%s: %.*s", (id), SLICE_ARGS(words));           \
    } while (0)

START_TEST(tells_copies_by_what_is_shared)
{
    char base[8192], other[8192], text[20000];

    open_all();
    write_words(base, sizeof base, 1, 300);
    write_words(other, sizeof other, 2, 300);
    folder_write_text(&folder, "base.txt", base);
    folder_write_text(&folder, "other.txt", other);
    /* the same words in capitals */
    for (size_t i = 0; i <= strlen(base); i++) {
        text[i] = base[i];
        if (base[i] >= 'a' && base[i] <= 'z')
            text[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[base[i] - 'a'];
    }
    folder_write_text(&folder, "twin.txt", text);
    (void)snprintf(text, sizeof text, "%.600s", base);
    folder_write_text(&folder, "start.txt", text);
    (void)snprintf(text, sizeof text, "%.300s. %s", base, other);
    folder_write_text(&folder, "part.txt", text);
    load_path(folder.path);
    assert_words("base", "twin duplicate|start contains|part partial|");
    assert_words("start", "base contained|twin contained|part partial|");
    assert_words("other", "part contained|");
    close_all();
}

END_TEST

START_TEST(passages_are_the_same_words)
{
    char base[8192], text[16384];
    struct related_list found;

    open_all();
    write_words(base, sizeof base, 3, 200);
    folder_write_text(&folder, "base.txt", base);
    (void)snprintf(text, sizeof text, "%.400s one two three four five six %.300s", base,
                   base + 500);
    folder_write_text(&folder, "other.txt", text);
    load_path(folder.path);
    found = related_to("base");
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_eq(found.at[0].passage_count, 2);
    for (size_t i = 0; i < found.at[0].passage_count; i++) {
        const struct passage *passage = &found.at[0].passages[i];
        struct slice left = slice_at(slice_of(base), passage->left);
        struct slice right = slice_at(slice_of(text), passage->right);
        ck_assert(slice_equal(left, right));
        ck_assert_uint_ge(passage->words, 50);
    }
    ck_assert_uint_lt(found.at[0].passages[0].left.end, found.at[0].passages[1].left.begin);
    close_all();
}

END_TEST

static const char summit_a[] =
    "{\"id\": \"a\", \"published\": \"2026-03-02\", \"text\": \"President Marta Lindqvist of "
    "Norway met Prime Minister Tomas Havel in Oslo on Monday and signed a treaty on fishing in the "
    "Barents Sea.\\n\\nLindqvist called the treaty a gift to fishermen. Havel said the quotas "
    "would "
    "begin in the summer.\"}\n";
static const char summit_b[] =
    "{\"id\": \"b\", \"published\": \"2026-03-03\", \"text\": \"Fishermen will get new quotas from "
    "the summer after Tomas Havel and Marta Lindqvist put their names to a treaty.\\n\\nThe Norway "
    "leader had asked for it for years, and Havel gave way in Oslo. Boats in the Barents Sea may "
    "take more cod.\"}\n";
static const char elsewhere[] =
    "{\"id\": \"c\", \"published\": \"2026-03-03\", \"text\": \"A bakery in Oslo, Norway, won a "
    "prize for its rye bread. The bakers said they would spend the money on a new oven.\"}\n";
static const char years_later[] =
    "{\"id\": \"d\", \"published\": \"2031-03-03\", \"text\": \"Marta Lindqvist opened a museum of "
    "glass in Bergen. Tomas Havel, once Prime Minister, came as a guest and praised the "
    "lamps.\"}\n";

START_TEST(reports_of_one_event_find_each_other)
{
    char all[4096];
    struct related_list found;

    open_all();
    (void)snprintf(all, sizeof all, "%s%s%s%s", summit_a, summit_b, elsewhere, years_later);
    folder_write_text(&folder, "news.ndjson", all);
    load_path(folder.path);
    assert_words("a", "b same_event|");
    assert_words("b", "a same_event|");
    assert_words("c", "");
    found = related_to("a");
    ck_assert_double_gt(found.at[0].score, 0.2);
    ck_assert_double_le(found.at[0].score, 1);
    ck_assert_uint_ge(found.at[0].shared_entities.count, 2);
    close_all();
}

END_TEST

/* The three seed articles, where the evaluation data is at hand. */
START_TEST(seeds_are_related)
{
    static const char first[] = "000_23c5ed71b3c03dd4", second[] = "001_3368f866a42a04e7",
                      third[] = "002_10c22c9042de5c79";

    open_all();
    if (access(DATA_FOLDER "/seeds", R_OK)) {
        printf("# seeds_are_related skipped: no " DATA_FOLDER "/seeds\n");
        load_path(folder.path);
        close_all();
        return;
    }
    load_path(DATA_FOLDER "/seeds");
    assert_words(first, "001_3368f866a42a04e7 edited|002_10c22c9042de5c79 same_event|");
    assert_words(second, "000_23c5ed71b3c03dd4 edited|002_10c22c9042de5c79 same_event|");
    ck_assert_uint_eq(related_to(third).count, 2);
    ck_assert_int_eq(related_to(third).at[0].relation, LIKENESS_SAME_EVENT);
    ck_assert_int_eq(related_to(third).at[1].relation, LIKENESS_SAME_EVENT);
    close_all();
}

END_TEST

SUITE("related", TEST(tells_copies_by_what_is_shared), TEST(passages_are_the_same_words),
      TEST(reports_of_one_event_find_each_other), TEST(seeds_are_related))
