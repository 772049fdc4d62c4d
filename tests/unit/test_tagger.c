#include "news/tagger.h"
#include "news/weights.h"
#include "tests/unit/models.h"

static void tag_text(struct arena *arena, const char *text, struct reading *reading,
                     struct tags *tags)
{
    struct document document;

    ck_assert_int_eq(document_read(arena, slice_of(text), &document), ERROR_OK);
    ck_assert_int_eq(
        feature_read(arena, models->lists, &models->network->vocabulary, &document, reading),
        ERROR_OK);
    ck_assert_int_eq(tagger_tag(arena, models->network, reading, tags), ERROR_OK);
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
    ck_assert_uint_eq(first.unit_count, second.unit_count);
    ck_assert_mem_eq(first.contexts, second.contexts, first.unit_count * sizeof *first.contexts);
    for (size_t w = 0; w < first.words.count; w++) {
        const struct word *a = &first.words.at[w], *b = &second.words.at[w];
        ck_assert_uint_eq(a->vector, b->vector);
        ck_assert_uint_eq(a->hash, b->hash);
        ck_assert_uint_eq(a->bits, b->bits);
        ck_assert_mem_eq(a->affixes, b->affixes, sizeof a->affixes);
    }
    arena_close(arena);
}

END_TEST

/* What the network gives for a text does not hang on the processor. */
START_TEST(paths_agree)
{
    static const char text[] =
        "KABUL, Afghanistan (AP) - Sean McCormack of the State Department met Mr. Karzai.\n\n"
        "Karzai's aides (at the U.S.-led mission) said: \"No.\" McCormack left for Musa Qala.";
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct network portable = *models->network;
    struct network_work *work[2];
    const float *scores[2];
    struct reading reading;
    struct tags tags;
    struct piece pieces[16];

    tag_text(arena, text, &reading, &tags);
    ck_assert_uint_le(reading.sentence_count, sizeof pieces / sizeof *pieces);
    for (uint32_t s = 0; s < reading.sentence_count; s++)
        pieces[s] = (struct piece){reading.sentences[s].first, reading.sentences[s].last};
    portable.kernel = &kernel_portable;
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(network_work_open(arena, &reading, &work[i]), ERROR_OK);
        scores[i] = network_score(i ? &portable : models->network, &reading, pieces,
                                  reading.sentence_count, work[i]);
    }
    ck_assert_mem_eq(scores[0], scores[1],
                     (size_t)reading.unit_count * NETWORK_SCORES * sizeof *scores[0]);
    arena_close(arena);
}

END_TEST

/* Each sentence of a long text is tagged as in a window of its own kind: none is lost. */
START_TEST(crosses_windows)
{
    enum { SENTENCES = 600 };

    static const char sentence[] = "Sean McCormack met Hamid Karzai in Kabul, Afghanistan.\n\n";
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice text = {0};
    struct reading reading;
    struct tags tags;
    char *bytes = arena_array(arena, char, SENTENCES * sizeof sentence);

    ck_assert_ptr_nonnull(bytes);
    for (size_t i = 0; i < SENTENCES; i++)
        memcpy(bytes + i * (sizeof sentence - 1), sentence, sizeof sentence - 1);
    text = (struct slice){bytes, SENTENCES * (sizeof sentence - 1)};
    tag_text(arena, text.ptr, &reading, &tags);
    ck_assert_uint_gt(reading.unit_count / 2, NETWORK_WINDOW);
    ck_assert_uint_eq(reading.sentence_count, SENTENCES);
    for (uint32_t s = 2; s < SENTENCES; s++) {
        uint32_t first = reading.sentences[s].first;
        ck_assert_uint_eq(tags.at[first], tag_of(0, PART_BEGIN));
        ck_assert_uint_eq(tags.at[first + 1], tag_of(0, PART_LAST));
    }
    arena_close(arena);
}

END_TEST

/* A weights file in memory, right but for one byte. */
static struct slice make_file(struct arena *arena, uint32_t words)
{
    struct weights_header header = {.magic = WEIGHTS_MAGIC,
                                    .format = WEIGHTS_FORMAT,
                                    .feature_version = FEATURE_VERSION,
                                    .words = words,
                                    .vector_step = 0.01f};
    size_t len = sizeof header + network_size(words);
    char *bytes = arena_alloc(arena, len, 64);

    ck_assert_ptr_nonnull(bytes);
    header.checksum = weights_checksum((struct slice){bytes + sizeof header, len - sizeof header});
    memcpy(bytes, &header, sizeof header);
    return (struct slice){bytes, len};
}

static const struct {
    size_t byte; /* changed */
    enum error error;
} damages[] = {
    {SIZE_MAX, ERROR_OK},  {0, ERROR_BAD_MODEL},   {8, ERROR_BAD_MODEL},
    {12, ERROR_BAD_MODEL}, {16, ERROR_BAD_MODEL},  {19, ERROR_BAD_MODEL},
    {24, ERROR_BAD_MODEL}, {200, ERROR_BAD_MODEL}, {9999, ERROR_BAD_MODEL},
};

START_TEST(refuses_damage)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct slice file = make_file(arena, 3);
    struct network network;
    char *bytes = arena_alloc(arena, file.len, 64);

    ck_assert_ptr_nonnull(bytes);
    memcpy(bytes, file.ptr, file.len);
    if (damages[_i].byte != SIZE_MAX)
        bytes[damages[_i].byte] = (char)(bytes[damages[_i].byte] ^ 0xc1);
    ck_assert_int_eq(weights_read(arena, (struct slice){bytes, file.len}, "x", &network, &problem),
                     damages[_i].error);
    ck_assert_int_eq(
        weights_read(arena, (struct slice){bytes, file.len - 1}, "x", &network, &problem),
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
        error =
            feature_read(arena, models->lists, &models->network->vocabulary, &document, &reading);
        if (!error)
            error = tagger_tag(arena, models->network, &reading, &tags);
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
      TEST(features_repeat), TEST(paths_agree), TEST(crosses_windows),
      LOOP(refuses_damage, damages), TEST(tells_of_lacking_memory))
