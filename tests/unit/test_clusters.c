/* Groups of copies: who is in one, which is the original, who was made from whom; and the fast
 * search they are found by, held against reading everything. */
#include "corpus/sharer.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

enum { TEXT_BYTES = 1 << 16, SEEDS = 6 };

struct desk {
    struct folder folder;
    struct arena *arena;
    struct corpus *corpus;
    const struct generation *generation;
    char lines[1 << 20];
    size_t len;
};

static struct desk desk;

static void desk_open(void)
{
    folder_open(&desk.folder);
    desk.arena = arena_open(ARENA_NO_BUDGET);
    desk.len = 0;
}

/* Words [first, last) of an endless text that no seed shares with another. */
static struct slice text_of(unsigned seed, unsigned first, unsigned last)
{
    char *text = arena_alloc(desk.arena, TEXT_BYTES, 1);
    size_t len = 0;

    for (unsigned i = first; i < last && len + 32 < TEXT_BYTES; i++)
        len += (size_t)snprintf(text + len, 32, "w%ux%u%s", seed, i, i % 12 == 11 ? ". " : " ");
    return (struct slice){text, len};
}

/* published may be NULL. */
static void add(const char *id, const char *published, struct slice text)
{
    char date[64] = "";

    if (published)
        (void)snprintf(date, sizeof date, "\"published\": \"%s\", ", published);
    desk.len +=
        (size_t)snprintf(desk.lines + desk.len, sizeof desk.lines - desk.len,
                         "{\"id\": \"%s\", %s\"text\": \"%.*s\"}\n", id, date, SLICE_ARGS(text));
    ck_assert_uint_lt(desk.len, sizeof desk.lines);
}

static void load(void)
{
    static const char *paths[1];
    const struct models *models = NULL;
    struct corpus_settings settings = {.paths = paths, .path_count = 1, .threads = 2};

    folder_write(&desk.folder, "all.ndjson", desk.lines, desk.len);
    paths[0] = desk.folder.path;
    ck_assert_int_eq(models_open(desk.arena, MODELS_FOLDER, &models, NULL), ERROR_OK);
    desk.corpus = corpus_open(models, &settings);
    ck_assert_ptr_nonnull(desk.corpus);
    ck_assert_int_eq(corpus_load(desk.corpus, NULL), ERROR_OK);
    corpus_wait_for_analysis(desk.corpus);
    ck_assert_int_eq(corpus_borrow(desk.corpus, desk.arena, &desk.generation), ERROR_OK);
}

static void desk_close(void)
{
    arena_close(desk.arena);
    corpus_close(desk.corpus);
    folder_close(&desk.folder);
}

static struct slice id_of(uint32_t article)
{
    return generation_article(desk.generation, article)->id;
}

static struct slice joined(struct slice a, struct slice b, struct slice c)
{
    struct slice out;

    ck_assert_int_eq(
        arena_print(desk.arena, &out, "%.*s%.*s%.*s", SLICE_ARGS(a), SLICE_ARGS(b), SLICE_ARGS(c)),
        ERROR_OK);
    return out;
}

/* "first second<first third<second|…": the clusters, each member with its parent. */
static struct slice told(const struct article_filter *filter)
{
    struct slice out = SLICE("");
    struct indices found;

    ck_assert_int_eq(corpus_find_clusters(desk.generation, desk.arena, filter, &found), ERROR_OK);
    for (size_t i = 0; i < found.count; i++) {
        const struct cluster *cluster = corpus_cluster(desk.generation, found.at[i]);

        for (uint32_t m = 0; m < cluster->count; m++) {
            struct cluster_member member = cluster->members[m];

            ck_assert_uint_eq(corpus_cluster_of(desk.generation, member.article), found.at[i]);
            out = joined(out, m ? SLICE(" ") : SLICE(""), id_of(member.article));
            if (member.parent != NO_MEMBER)
                out = joined(out, SLICE("<"), id_of(cluster->members[member.parent].article));
        }
        out = joined(out, SLICE("|"), SLICE(""));
    }
    return out;
}

static const struct article_filter everything = {.entity = NO_ENTITY};

START_TEST(an_original_and_its_edits_make_a_tree)
{
    struct article_filter of_march = {
        .entity = NO_ENTITY, .from = SLICE_INIT("2026-03-04"), .to = SLICE_INIT("2026-03-31")};

    desk_open();
    add("third", "2026-03-03", joined(text_of(1, 0, 200), text_of(2, 0, 60), text_of(3, 0, 50)));
    add("second", "2026-03-02", joined(text_of(1, 0, 200), text_of(2, 0, 60), SLICE("")));
    add("alone", "2026-03-02", text_of(9, 0, 300));
    add("first", "2026-03-01", text_of(1, 0, 200));
    add("other-1", NULL, text_of(7, 0, 150));
    add("other-2", "2026-04-01", joined(text_of(7, 0, 150), text_of(8, 0, 30), SLICE("")));
    load();
    ck_assert(
        slice_is(told(&everything), "first second<first third<second|other-2 other-1<other-2|"));
    ck_assert_uint_eq(
        corpus_cluster_of(desk.generation, generation_find(desk.generation, SLICE("alone"))),
        NO_CLUSTER);
    ck_assert(slice_is(told(&of_march), ""));
    of_march.from = SLICE("2026-03-03");
    ck_assert(slice_is(told(&of_march), "first second<first third<second|"));
    desk_close();
}

END_TEST

/* Stories and what holds them, and the clusters: "" where the round-up is in none. */
START_TEST(a_round_up_joins_no_stories)
{
    desk_open();
    add("one", "2026-03-01", text_of(1, 0, 200));
    add("one-copy", "2026-03-02", joined(text_of(1, 0, 200), text_of(4, 0, 40), SLICE("")));
    add("two", "2026-03-01", text_of(2, 0, 180));
    add("round-up", "2026-03-03",
        joined(text_of(1, 0, 150), text_of(2, 0, 150), text_of(3, 0, 150)));
    add("halves", "2026-03-03", joined(text_of(6, 0, 200), text_of(7, 0, 200), SLICE("")));
    add("half-1", "2026-03-02", text_of(6, 0, 200));
    add("half-2", "2026-03-02", text_of(7, 0, 200));
    add("most", "2026-03-03", joined(text_of(8, 0, 300), text_of(9, 0, 120), SLICE("")));
    add("story", "2026-03-02", text_of(8, 0, 300));
    add("aside", "2026-03-02", text_of(9, 0, 120));
    load();
    ck_assert_msg(slice_is(told(&everything), "one one-copy<one|story most<story|"), "%.*s",
                  SLICE_ARGS(told(&everything)));
    desk_close();
}

END_TEST

START_TEST(what_is_cut_from_a_text_joins_it)
{
    desk_open();
    add("long", "2026-03-01", text_of(1, 0, 600));
    add("begin", "2026-03-02", text_of(1, 0, 150));
    add("end", "2026-03-02", text_of(1, 400, 600));
    add("feature", "2026-03-02", text_of(2, 0, 600));
    add("brief", "2026-03-01", text_of(2, 100, 250));
    add("digest", "2026-03-04", joined(text_of(2, 0, 590), text_of(3, 0, 20), SLICE("")));
    load();
    ck_assert_msg(
        slice_is(told(&everything), "long begin<long end<long|brief feature<brief digest<feature|"),
        "%.*s", SLICE_ARGS(told(&everything)));
    desk_close();
}

END_TEST

START_TEST(undated_copies_go_back_to_the_one_that_all_hold)
{
    desk_open();
    add("long", NULL, joined(text_of(1, 0, 200), text_of(2, 0, 100), SLICE("")));
    add("short", NULL, text_of(1, 0, 200));
    add("twin", NULL, text_of(1, 0, 200));
    load();
    ck_assert(slice_is(told(&everything), "short twin<short long<short|"));
    desk_close();
}

END_TEST

/* Two early and two late edits of one text; the longer two have somewhat more than half in common.
 */
START_TEST(edits_far_apart_are_of_one_text)
{
    desk_open();
    add("first", NULL, text_of(1, 0, 230));
    add("second", NULL, text_of(1, 0, 300));
    add("third", NULL, text_of(1, 198, 425));
    add("fourth", NULL, text_of(1, 125, 425));
    load();
    ck_assert_msg(slice_find(told(&everything), '|', 0) + 1 == told(&everything).len, "%.*s",
                  SLICE_ARGS(told(&everything)));
    desk_close();
}

END_TEST

START_TEST(a_shared_passage_alone_makes_no_cluster)
{
    desk_open();
    add("a", NULL, joined(text_of(1, 0, 200), text_of(5, 0, 60), SLICE("")));
    add("b", NULL, joined(text_of(2, 0, 200), text_of(5, 0, 60), SLICE("")));
    load();
    ck_assert(slice_is(told(&everything), ""));
    desk_close();
}

END_TEST

START_TEST(an_empty_corpus_has_none)
{
    desk_open();
    load();
    ck_assert(slice_is(told(&everything), ""));
    desk_close();
}

END_TEST

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % limit;
}

static uint32_t count_shared(const struct key_set *left, const struct key_set *right)
{
    uint32_t shared = 0;

    for (uint32_t i = 0; i < left->count; i++)
        for (uint32_t j = 0; j < right->count; j++)
            shared += left->at[i] == right->at[j];
    return shared;
}

/* Whatever shares two shingles is found, with as many hits as a full comparison counts. */
START_TEST(finds_what_a_full_comparison_finds)
{
    uint64_t state = (uint64_t)_i + 1;
    const struct stock *stock;

    desk_open();
    for (int n = 0; n < 40; n++) {
        char id[8];
        unsigned from = random_below(&state, 300), other = random_below(&state, 300);

        (void)snprintf(id, sizeof id, "a%d", n);
        add(id, NULL,
            joined(text_of(random_below(&state, 4), from, from + 10 + random_below(&state, 200)),
                   text_of(random_below(&state, 4), other, other + random_below(&state, 100)),
                   SLICE(".")));
    }
    load();
    stock = desk.generation->stock;
    for (uint32_t i = 0; i < stock->count; i++) {
        const struct key_set *keys = &stock->articles[i]->shingle_keys;
        struct sharers sharers;
        uint32_t found = 0, expected = 0;

        ck_assert_int_eq(sharers_find(stock, desk.arena, *keys, i, &sharers), ERROR_OK);
        ck_assert(!sharers.is_truncated);
        for (size_t s = 0; s < sharers.count; s++) {
            uint32_t shared =
                count_shared(keys, &stock->articles[sharers.at[s].article]->shingle_keys);

            ck_assert_uint_eq(sharers.at[s].hits, shared);
            ck_assert_double_eq_tol(sharers_boilerplate(&sharers, sharers.at[s].article), 0, 1e-9);
            found += shared >= 2;
        }
        for (uint32_t j = 0; j < stock->count; j++)
            expected += j != i && count_shared(keys, &stock->articles[j]->shingle_keys) >= 2;
        ck_assert_uint_eq(found, expected);
    }
    desk_close();
}

END_TEST

START_TEST(tells_boilerplate)
{
    struct sharers sharers;
    const struct stock *stock;
    uint32_t twin;

    desk_open();
    add("a", NULL, joined(text_of(1, 0, 100), text_of(99, 0, 40), SLICE("")));
    add("b", NULL, joined(text_of(1, 0, 100), text_of(99, 0, 40), SLICE("")));
    for (int n = 0; n < 150; n++) {
        char id[8];
        (void)snprintf(id, sizeof id, "n%d", n);
        add(id, NULL, joined(text_of(100 + (unsigned)n, 0, 40), text_of(99, 0, 40), SLICE("")));
    }
    load();
    stock = desk.generation->stock;
    twin = generation_find(desk.generation, SLICE("b"));
    ck_assert_int_eq(sharers_find(stock, desk.arena, stock->articles[0]->shingle_keys, 0, &sharers),
                     ERROR_OK);
    ck_assert_uint_eq(sharers.at[0].article, twin);
    ck_assert_double_gt(sharers_boilerplate(&sharers, twin), 0.15);
    ck_assert_double_lt(sharers_boilerplate(&sharers, twin), 0.5);
    ck_assert_double_eq_tol(
        sharers_boilerplate(&sharers, generation_find(desk.generation, SLICE("n7"))), 1, 1e-9);
    desk_close();
}

END_TEST

static const int seeds[SEEDS];

SUITE("clusters", TEST(an_original_and_its_edits_make_a_tree), TEST(a_round_up_joins_no_stories),
      TEST(edits_far_apart_are_of_one_text), TEST(what_is_cut_from_a_text_joins_it),
      TEST(undated_copies_go_back_to_the_one_that_all_hold),
      TEST(a_shared_passage_alone_makes_no_cluster), TEST(an_empty_corpus_has_none),
      LOOP(finds_what_a_full_comparison_finds, seeds), TEST(tells_boilerplate))
