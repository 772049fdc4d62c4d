/* Three real articles from outside the repository; skipped, and said so, where they are not. */
#include "news/analysis.h"
#include "tests/unit/suite.h"

static const struct {
    const char *file;
    size_t direct, scare;
    const char *speakers; /* full names of the speech in marks, in text order */
} seeds[] = {
    {"000_23c5ed71b3c03dd4.txt", 4, 1,
     "Zabiullah Mujahid;Zabiullah Mujahid;Zabiullah Mujahid;Zabiullah Mujahid;"},
    {"001_3368f866a42a04e7.txt", 5, 1,
     "Zabiullah Mujahid;Zabiullah Mujahid;Sean McCormack;Zabiullah Mujahid;Zabiullah Mujahid;"},
    {"002_10c22c9042de5c79.txt", 7, 0,
     "Sean McCormack;Sean McCormack;Gordon Johndroe;Gordon Johndroe;David Petraeus;David "
     "Petraeus;Mullah Brother;"},
};

static struct slice read_seed(struct arena *arena, const char *name)
{
    char path[1000], *bytes = arena_alloc(arena, 1 << 16, 1);
    FILE *file;
    size_t len;

    (void)snprintf(path, sizeof path, "%s/seeds/%s", DATA_FOLDER, name);
    file = fopen(path, "rb");
    if (!file || !bytes) {
        (void)printf("# skipped: %s cannot be read\n", path);
        return (struct slice){NULL, 0};
    }
    len = fread(bytes, 1, 1 << 16, file);
    (void)fclose(file);
    return (struct slice){bytes, len};
}

START_TEST(names_every_speaker)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice text = read_seed(arena, seeds[_i].file);
    struct problem problem = {.arena = arena};
    const struct models *models;
    struct document document;
    struct analysis analysis;
    size_t speech = 0, scare = 0, used = 0;
    char speakers[400] = "";

    if (!text.ptr) {
        arena_close(arena);
        return;
    }
    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, &problem), ERROR_OK);
    ck_assert_int_eq(document_read(arena, text, &document), ERROR_OK);
    ck_assert_int_eq(analysis_read(arena, models, &document, SLICE(""), &analysis), ERROR_OK);
    for (size_t i = 0; i < analysis.quotes.count; i++) {
        const struct quote *quote = &analysis.quotes.at[i];
        scare += quote->type == QUOTE_SCARE;
        if (quote->type != QUOTE_DIRECT && quote->type != QUOTE_MIXED)
            continue;
        speech++;
        ck_assert(quote->has_speaker);
        used += (size_t)snprintf(speakers + used, sizeof speakers - used, "%.*s;",
                                 SLICE_ARGS(quote->speaker.name));
    }
    ck_assert_uint_eq(speech, seeds[_i].direct);
    ck_assert_uint_eq(scare, seeds[_i].scare);
    ck_assert_str_eq(speakers, seeds[_i].speakers);
    arena_close(arena);
}

END_TEST

SUITE("quote seeds", LOOP(names_every_speaker, seeds))
