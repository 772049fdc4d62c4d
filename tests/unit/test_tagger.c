#include "news/tagger.h"
#include "tests/unit/models.h"

static void tag_text(struct arena *arena, const char *text, struct reading *reading,
                     struct tags *tags)
{
    struct document document;

    ck_assert_int_eq(document_read(arena, slice_of(text), &document), ERROR_OK);
    ck_assert_int_eq(
        feature_read(arena, models->lists, tagger_clusters(models->tagger), &document, reading),
        ERROR_OK);
    ck_assert_int_eq(tagger_tag(arena, models->tagger, reading, tags), ERROR_OK);
}

/* A text and its units, apart by blanks. */
static const struct {
    const char *text, *units;
} cases[] = {
    {"", ""},
    {"well-known", "well-known"},
    {"U.S.-led", "U.S. led"},
    {"Al-Qaida-linked men", "Al Qaida linked men"},
    {"a -B- c", "a B c"},
};

START_TEST(cuts_units)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct reading reading;
    struct tags tags;
    struct slice found = SLICE("");

    tag_text(arena, cases[_i].text, &reading, &tags);
    for (uint32_t u = 0; u < reading.unit_count; u++) {
        struct slice text = slice_at(slice_of(cases[_i].text), reading.units[u].span);
        if (!text.ptr || slice_is(text, "-"))
            continue;
        ck_assert_int_eq(arena_print(arena, &found, "%.*s%s%.*s", SLICE_ARGS(found),
                                     found.len ? " " : "", SLICE_ARGS(text)),
                         ERROR_OK);
    }
    ck_assert_msg(slice_is(found, cases[_i].units), "%.*s", SLICE_ARGS(found));
    arena_close(arena);
}

END_TEST

START_TEST(makes_whole_names)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct reading reading;
    struct tags tags;

    tag_text(arena, "The Bank of England told Sir John Smith of Leeds. HE LEFT THE UN IN NEW YORK.",
             &reading, &tags);
    for (uint32_t s = 0; s < reading.sentence_count; s++) {
        uint8_t before = TAG_OUTSIDE;
        for (uint32_t u = reading.sentences[s].first; u < reading.sentences[s].last; u++) {
            ck_assert(tag_follows(before, tags.at[u]));
            ck_assert(tags.scores[u] >= 0 && tags.scores[u] <= 1);
            before = tags.at[u];
        }
        ck_assert(tag_closes(before));
    }
    arena_close(arena);
}

END_TEST

START_TEST(features_repeat)
{
    static const char text[] = "Karzai met Karzai's aides at the Taliban-held town of Musa Qala.";
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct reading first, second;
    struct tags tags;

    tag_text(arena, text, &first, &tags);
    tag_text(arena, text, &second, &tags);
    for (uint32_t u = 0; u < first.unit_count; u++) {
        uint32_t a[FEATURE_CONTEXT_MAX], b[FEATURE_CONTEXT_MAX];
        uint32_t count = feature_context(&first, &first.sentences[0], u, a);
        ck_assert_uint_eq(count, feature_context(&second, &second.sentences[0], u, b));
        ck_assert_mem_eq(a, b, count * sizeof *a);
    }
    arena_close(arena);
}

END_TEST

/* A weights file in memory, right but for one byte. */
static struct slice make_file(struct arena *arena, uint32_t row_bits)
{
    struct weights_header header = {.magic = WEIGHTS_MAGIC,
                                    .format = WEIGHTS_FORMAT,
                                    .feature_version = FEATURE_VERSION,
                                    .row_bits = row_bits,
                                    .cluster_bits = 1,
                                    .scale = 0.03f};
    size_t len = sizeof header + sizeof(float[TAG_COUNT][TAG_COUNT]) + (size_t)2 * 6 +
                 ((size_t)1 << row_bits) * TAG_SCORED;
    char *bytes = arena_alloc(arena, len, 64);

    ck_assert_ptr_nonnull(bytes);
    header.checksum = tagger_checksum((struct slice){bytes + sizeof header, len - sizeof header});
    memcpy(bytes, &header, sizeof header);
    return (struct slice){bytes, len};
}

static const struct {
    size_t byte; /* changed */
    enum error error;
} damages[] = {
    {SIZE_MAX, ERROR_OK},  {0, ERROR_BAD_MODEL},  {8, ERROR_BAD_MODEL},
    {12, ERROR_BAD_MODEL}, {16, ERROR_BAD_MODEL}, {20, ERROR_BAD_MODEL},
    {27, ERROR_BAD_MODEL}, {32, ERROR_BAD_MODEL}, {200, ERROR_BAD_MODEL},
};

START_TEST(refuses_damage)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct slice file = make_file(arena, 3);
    const struct tagger *tagger;
    char *bytes = arena_alloc(arena, file.len, 64);

    ck_assert_ptr_nonnull(bytes);
    memcpy(bytes, file.ptr, file.len);
    if (damages[_i].byte != SIZE_MAX)
        bytes[damages[_i].byte] = (char)(bytes[damages[_i].byte] ^ 0xc1);
    ck_assert_int_eq(tagger_read(arena, (struct slice){bytes, file.len}, "x", &tagger, &problem),
                     damages[_i].error);
    ck_assert_int_eq(
        tagger_read(arena, (struct slice){bytes, file.len - 1}, "x", &tagger, &problem),
        ERROR_BAD_MODEL);
    arena_close(arena);
}

END_TEST

START_TEST(tells_of_lacking_memory)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct reading reading;
    struct tags tags;
    enum error error = ERROR_NO_MEMORY;

    ck_assert_int_eq(document_read(arena, SLICE("Obama met the U.S.-led forces."), &document),
                     ERROR_OK);
    for (size_t n = 1; n < 100 && error; n++) {
        arena_fail_at(arena, n);
        error = feature_read(arena, models->lists, tagger_clusters(models->tagger), &document,
                             &reading);
        if (!error)
            error = tagger_tag(arena, models->tagger, &reading, &tags);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
    ck_assert_int_eq(error, ERROR_OK);
    error = ERROR_NO_MEMORY;
    for (size_t n = 1; n < SIZE_MAX / 2 && error; n *= 2) { /* the lists ask for memory often */
        const struct models *opened;
        arena_fail_at(arena, n);
        error = models_open(arena, MODELS_FOLDER, &opened, NULL);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
    ck_assert_int_eq(error, ERROR_OK);
    arena_close(arena);
}

END_TEST

SUITE("tagger", WITH_MODELS, LOOP(cuts_units, cases), TEST(makes_whole_names),
      TEST(features_repeat), LOOP(refuses_damage, damages), TEST(tells_of_lacking_memory))
