#include "text/shingle.h"

#include "tests/unit/suite.h"

/* A document of words whose folded ids are the letters; a full stop is a mark and counts for none.
 */
static struct document document_of(struct arena *arena, const char *letters)
{
    struct document document = {0};
    size_t count = strlen(letters);

    document.text = slice_of(letters);
    document.tokens.at = arena_array(arena, struct token, count);
    ck_assert_ptr_nonnull(document.tokens.at);
    document.tokens.count = count;
    for (uint32_t i = 0; i < count; i++)
        document.tokens.at[i] = (struct token){
            .span = {i, i + 1},
            .folded = (uint64_t)letters[i] * 0x9E3779B97F4A7C15u,
            .kind = letters[i] == '.' ? TOKEN_STOP : TOKEN_WORD,
        };
    return document;
}

static struct shingles shingles_of(struct arena *arena, const char *letters)
{
    struct document document = document_of(arena, letters);
    struct shingles shingles;

    ck_assert_int_eq(shingle_read(arena, &document, SHINGLE_WORDS, &shingles), ERROR_OK);
    return shingles;
}

static const struct {
    const char *letters;
    size_t count;
} texts[] = {{"", 0},      {"...", 0},     {"a", 1},      {"abcd.", 1},
             {"abcde", 1}, {"ab.cdef", 2}, {"aaaaaaa", 3}};

START_TEST(reads_all_shingles)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    ck_assert_uint_eq(shingles_of(arena, texts[_i].letters).count, texts[_i].count);
    arena_close(arena);
}

END_TEST

START_TEST(are_the_same_in_all_texts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct shingles one = shingles_of(arena, ".ab.cdef"), other = shingles_of(arena, "xabcdefy");

    ck_assert_uint_eq(one.at[0], other.at[1]);
    ck_assert_uint_eq(one.at[1], other.at[2]);
    ck_assert_uint_ne(one.at[0], other.at[0]);
    arena_close(arena);
}

END_TEST

static const struct {
    const char *left, *right;
    double containment_left, containment_right, jaccard;
} pairs[] = {
    {"", "", 0, 0, 0},
    {"abcdef", "", 0, 0, 0},
    {"abcdefg", "abcdefg", 1, 1, 1},
    {"abcdef", "abcdefgh", 1, 0.5, 0.5},
    {"abcdef", "uvwxyz", 0, 0, 0},
    {"aaaaaaaaaa", "aaaaa", 1, 1, 1},
};

START_TEST(measures_overlap)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct shingles left = shingles_of(arena, pairs[_i].left);
    struct shingles right = shingles_of(arena, pairs[_i].right);
    struct overlap overlap;

    ck_assert_int_eq(shingle_overlap(arena, &left, &right, &overlap), ERROR_OK);
    ck_assert_double_eq_tol(overlap.containment_left, pairs[_i].containment_left, 1e-9);
    ck_assert_double_eq_tol(overlap.containment_right, pairs[_i].containment_right, 1e-9);
    ck_assert_double_eq_tol(overlap.jaccard, pairs[_i].jaccard, 1e-9);
    arena_close(arena);
}

END_TEST

/* Every window of a long text holds one that is kept, and a shared run is found whatever stands
 * around it. */
START_TEST(winnows_with_a_guarantee)
{
    static const char shared[] = "qwertyuiopasdfghjk";
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct shingles kept[2];
    char text[2][200];
    bool met = false;

    (void)snprintf(text[0], sizeof text[0], "%s%s", "ABCDEFGHIJKLMNOPQRSTUVW", shared);
    (void)snprintf(text[1], sizeof text[1], "%s%s", shared, "zxcvbnm0123456789");
    for (int side = 0; side < 2; side++) {
        struct shingles all = shingles_of(arena, text[side]);
        size_t next = 0;

        ck_assert_int_eq(shingle_winnow(arena, &all, &kept[side]), ERROR_OK);
        ck_assert_uint_lt(kept[side].count, all.count);
        for (size_t i = 0; i < kept[side].count; i++) {
            size_t at = next;
            while (at < all.count && all.at[at] != kept[side].at[i])
                at++;
            ck_assert_uint_lt(at, next + SHINGLE_WINDOW);
            next = at + 1;
        }
        ck_assert_uint_lt(all.count, next + SHINGLE_WINDOW);
    }
    for (size_t i = 0; i < kept[0].count; i++)
        for (size_t j = 0; j < kept[1].count; j++)
            met |= kept[0].at[i] == kept[1].at[j];
    ck_assert(met);
    arena_close(arena);
}

END_TEST

/* What a long text keeps of a passage, a short one that has it keeps too. */
START_TEST(keeps_more_of_short_texts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct shingles all = {.at = arena_array(arena, uint64_t, SHINGLE_SHORT + 1)}, few, more;

    for (uint64_t i = 0; i <= SHINGLE_SHORT; i++)
        all.at[i] = (i + 1) * 0x9E3779B97F4A7C15u ^ (i + 7) * 0xBF58476D1CE4E5B9u;
    all.count = SHINGLE_SHORT + 1;
    ck_assert_int_eq(shingle_winnow(arena, &all, &few), ERROR_OK);
    all.count = SHINGLE_SHORT;
    ck_assert_int_eq(shingle_winnow(arena, &all, &more), ERROR_OK);
    ck_assert_uint_gt(more.count, few.count + few.count / 3);
    for (size_t i = 0, j = 0; i + 1 < few.count; i++, j++) {
        while (j < more.count && more.at[j] != few.at[i])
            j++;
        ck_assert_uint_lt(j, more.count);
    }
    arena_close(arena);
}

END_TEST

START_TEST(keeps_all_of_short_texts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct shingles all = shingles_of(arena, "abcdefghijkl"), kept;

    ck_assert_int_eq(shingle_winnow(arena, &all, &kept), ERROR_OK);
    ck_assert_uint_eq(kept.count, 8);
    arena_close(arena);
}

END_TEST

static enum error all_steps(struct arena *arena, const struct document *document)
{
    struct shingles all, kept;
    struct overlap overlap;
    enum error error = shingle_read(arena, document, SHINGLE_WORDS, &all);

    if (!error)
        error = shingle_winnow(arena, &all, &kept);
    if (!error)
        error = shingle_overlap(arena, &all, &kept, &overlap);
    return error;
}

START_TEST(says_when_memory_ends)
{
    struct arena *texts_arena = arena_open(ARENA_NO_BUDGET);
    struct document document = document_of(texts_arena, "abcdefghijklmnopqrstuvwxyz");
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);

        arena_fail_at(arena, n);
        error = all_steps(arena, &document);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        ck_assert_uint_lt(n, 100);
        arena_close(arena);
    }
    arena_close(texts_arena);
}

END_TEST

SUITE("shingle", LOOP(reads_all_shingles, texts), TEST(are_the_same_in_all_texts),
      LOOP(measures_overlap, pairs), TEST(winnows_with_a_guarantee),
      TEST(keeps_more_of_short_texts), TEST(keeps_all_of_short_texts), TEST(says_when_memory_ends))
