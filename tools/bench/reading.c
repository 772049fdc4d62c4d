/* How fast quotes are read, on one core, in processor time; the best of some rounds.
 *
 *   bench-reading MODELS FILE...  each FILE is an article in UTF-8: articles a second for each
 * step, and for all but the recogniser together bench-reading MODELS          texts of marks made
 * to hurt, in ns a byte at 64 KB, 256 KB and 1 MB: a ratio near 1 says that the time is linear */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "news/quote.h"

enum { ROUNDS = 5, LARGEST_FILE = 1 << 24, KILOBYTE = 1024 };

enum step { STEP_DOCUMENT, STEP_RECOGNISER, STEP_ENTITIES, STEP_QUOTES, STEP_COUNT };

static const char *const step_names[STEP_COUNT] = {"tokens, sentences, paragraphs", "recogniser",
                                                   "entities", "quotes and speakers"};

static double cpu_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Reads a text and adds the seconds of each step. */
static enum error read_text(const struct models *models, struct slice text,
                            double seconds[STEP_COUNT])
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice published = {NULL, 0};
    struct document document;
    struct mentions mentions;
    struct entities entities;
    struct quotes quotes;
    double at[STEP_COUNT + 1] = {cpu_seconds()};
    enum error error = arena ? document_read(arena, text, &document) : ERROR_NO_MEMORY;

    at[1] = cpu_seconds();
    if (!error)
        error = mention_find(arena, models, &document, &mentions);
    at[2] = cpu_seconds();
    if (!error)
        error = entity_gather(arena, models, &document, &mentions, published, &entities);
    at[3] = cpu_seconds();
    if (!error)
        error = quote_find(arena, models, &document, &mentions, &entities, &quotes);
    at[4] = cpu_seconds();
    for (size_t i = 0; i < STEP_COUNT; i++)
        seconds[i] += at[i + 1] - at[i];
    arena_close(arena);
    return error;
}

static enum error print_steps(const struct models *models, const struct slice *texts, size_t count)
{
    double best[STEP_COUNT] = {0}, beyond = 0;
    size_t bytes = 0;

    for (size_t round = 0; round < ROUNDS; round++) {
        double seconds[STEP_COUNT] = {0};
        for (size_t i = 0; i < count; i++) {
            enum error error = read_text(models, texts[i], seconds);
            if (error)
                return error;
        }
        for (size_t i = 0; i < STEP_COUNT; i++)
            if (round == 0 || seconds[i] < best[i])
                best[i] = seconds[i];
    }
    for (size_t i = 0; i < count; i++)
        bytes += texts[i].len;
    printf("%zu articles of %zu bytes each\n%-30s %14s %12s\n", count, bytes / count, "step",
           "articles a s", "µs each");
    for (size_t i = 0; i < STEP_COUNT; i++) {
        printf("%-30s %14.0f %12.1f\n", step_names[i], (double)count / best[i],
               best[i] / (double)count * 1e6);
        beyond += i == STEP_RECOGNISER ? 0 : best[i];
    }
    printf("%-30s %14.0f %12.1f\n", "all beyond the recogniser", (double)count / beyond,
           beyond / (double)count * 1e6);
    return ERROR_OK;
}

static const char *const floods[] = {"\"",
                                     "\" ",
                                     "\"a\" ",
                                     "\u201C",
                                     "\u201Ca\u201D ",
                                     "'",
                                     "' a' ",
                                     "``a'' ",
                                     "\u00ABa\u00BB ",
                                     "\u201Ea\u201C ",
                                     "said \"a\" ",
                                     "\"A,\" said B. ",
                                     "\"a,\" she said. \"b.\"\n\n",
                                     "he said that "};

/* Nanoseconds a byte of the steps but the recogniser. */
static double flood_ns(const struct models *models, const char *piece, size_t size)
{
    size_t length = strlen(piece), used = 0;
    char *bytes = malloc(size);
    double best = 0;

    if (!bytes)
        return NAN;
    for (; used + length <= size; used += length)
        memcpy(bytes + used, piece, length);
    for (size_t round = 0; round < 3; round++) {
        double seconds[STEP_COUNT] = {0}, sum;
        if (read_text(models, (struct slice){bytes, used}, seconds))
            break;
        sum = seconds[STEP_DOCUMENT] + seconds[STEP_ENTITIES] + seconds[STEP_QUOTES];
        if (round == 0 || sum < best)
            best = sum;
    }
    free(bytes);
    return best / (double)used * 1e9;
}

static void print_floods(const struct models *models)
{
    printf("%-30s %10s %10s %10s %8s\n", "ns a byte, recogniser apart", "64 KB", "256 KB", "1 MB",
           "ratio");
    for (size_t i = 0; i < sizeof floods / sizeof *floods; i++) {
        double small = flood_ns(models, floods[i], (size_t)64 * KILOBYTE);
        double middle = flood_ns(models, floods[i], (size_t)256 * KILOBYTE);
        double large = flood_ns(models, floods[i], (size_t)1024 * KILOBYTE);
        int width = 28;
        putchar('[');
        for (const char *c = floods[i]; *c; c++)
            if (*c == '\n')
                width -= printf("\\n");
            else {
                putchar(*c);
                width -= (*c & 0xC0) != 0x80;
            }
        printf("]%*s %10.1f %10.1f %10.1f %8.2f\n", width, "", small, middle, large, large / small);
    }
}

static bool read_file(const char *path, struct slice *out)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(LARGEST_FILE);

    if (!file || !bytes) {
        fprintf(stderr, "bench-reading: cannot read %s\n", path);
        free(bytes);
        if (file)
            fclose(file);
        return false;
    }
    *out = (struct slice){bytes, fread(bytes, 1, LARGEST_FILE, file)};
    fclose(file);
    bytes = realloc(bytes, out->len + 1);
    out->ptr = bytes;
    return bytes != NULL;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *models;
    struct slice *texts = arena ? arena_array(arena, struct slice, (size_t)argc) : NULL;
    enum error error = ERROR_OK;

    if (argc < 2 || !texts) {
        fputs("usage: bench-reading MODELS [FILE...]\n", stderr);
        return 2;
    }
    error = models_open(arena, argv[1], &models, &problem);
    for (int i = 2; i < argc && !error; i++)
        if (!read_file(argv[i], &texts[i - 2]))
            return 1;
    if (!error && argc > 2)
        error = print_steps(models, texts, (size_t)argc - 2);
    else if (!error)
        print_floods(models);
    for (int i = 2; i < argc; i++)
        free((void *)texts[i - 2].ptr);
    if (error)
        fprintf(stderr, "bench-reading: %.*s %.*s\n", SLICE_ARGS(error_title(error)),
                SLICE_ARGS(problem.detail));
    arena_close(arena);
    return error ? 1 : 0;
}
