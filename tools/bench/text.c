/* How fast texts are read, on one core. Each figure is the best of some rounds.
 *
 *   bench_text FILE...  each FILE is one plain text in UTF-8, read as one document: MB/s of CPU
 *                       time; a plain byte loop that counts words is the peer of the run
 *   bench_text          texts made to hurt, in ns a byte at 1 MB and at 10 MB: a ratio near 1 says
 *                       that the time is linear (at 10 MB new pages of memory add to it) */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/document.h"
#include "text/utf8.h"

enum {
    ROUNDS = 5,
    LEAST_MS = 400, /* CPU time spent on one figure of the first table */
    MEGABYTE = 1000000,
    LARGEST_FILE = 1 << 28,
};

struct texts {
    struct slice *at;
    size_t count, bytes;
};

static double cpu_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- the layers: each reads one text and says how many units it found ---- */

static size_t count_words(struct slice text)
{
    size_t words = 0;
    bool in_word = false;

    for (size_t i = 0; i < text.len; i++) {
        bool is_space = (unsigned char)text.ptr[i] <= ' ';
        words += !is_space && !in_word;
        in_word = !is_space;
    }
    return words;
}

static size_t check_utf8(struct slice text)
{
    return utf8_valid_prefix(text);
}

static size_t split_tokens(struct slice text)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct tokens tokens = {0};
    enum error error = arena ? token_split(arena, text, &tokens) : ERROR_NO_MEMORY;

    arena_close(arena);
    return error ? 0 : tokens.count;
}

static size_t read_document(struct slice text)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document = {0};
    enum error error = arena ? document_read(arena, text, &document) : ERROR_NO_MEMORY;

    arena_close(arena);
    return error ? 0 : document.tokens.count;
}

static const struct {
    const char *name, *unit;
    size_t (*read)(struct slice text);
} layers[] = {
    {"words, by a byte loop", "words", count_words},
    {"utf8_valid_prefix", "bytes", check_utf8},
    {"token_split", "tokens", split_tokens},
    {"document_read", "tokens", read_document},
};

/* Seconds for all texts: the best round. */
static double best_seconds(size_t (*read)(struct slice text), const struct texts *texts,
                           double least, size_t *units)
{
    double best = 1e9, spent = 0;

    for (int round = 0; round < ROUNDS || spent < least; round++) {
        double begin = cpu_seconds(), seconds;
        *units = 0;
        for (size_t i = 0; i < texts->count; i++)
            *units += read(texts->at[i]);
        seconds = cpu_seconds() - begin;
        spent += seconds;
        best = seconds < best ? seconds : best;
    }
    return best;
}

static void print_layers(const struct texts *texts)
{
    (void)printf("%zu texts, %.2f MB\n%-24s %10s %12s\n", texts->count,
                 (double)texts->bytes / MEGABYTE, "", "MB/s", "million/s");
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        size_t units;
        double seconds = best_seconds(layers[i].read, texts, LEAST_MS / 1e3, &units);
        (void)printf("%-24s %10.0f %12.1f %s\n", layers[i].name,
                     (double)texts->bytes / MEGABYTE / seconds, (double)units / MEGABYTE / seconds,
                     layers[i].unit);
    }
}

/* ---- texts made to hurt ---- */

static const struct {
    const char *name, *piece;
} floods[] = {
    {"one word", "a"},
    {"one word in capitals", "A"},
    {"one number", "1"},
    {"one grouped number", "1,000,"},
    {"quotation marks", "\""},
    {"single marks", "'"},
    {"curly marks", "\u201C\u2019"},
    {"full stops", "."},
    {"full stops and blanks", ". "},
    {"ellipses and blanks", "... "},
    {"letters and stops", "a."},
    {"combining marks", "\u0301"},
    {"letters with marks", "e\u0301"},
    {"apostrophes inside", "a'"},
    {"hyphens inside", "a-"},
    {"hyphens", "-"},
    {"soft hyphens inside", "a\u00AD"},
    {"possessives", "'s s' "},
    {"addresses", "ab.cd@"},
    {"links", "http://"},
    {"a list", "1. A "},
    {"bullets", "\u2022 "},
    {"brackets", "("},
    {"notes", ".[1]"},
    {"blanks", " "},
    {"line ends", "\n"},
    {"short lines", "x\n"},
    {"short lines, CR LF", "x\r\n"},
    {"one line of words", "The word of the day is said by Mr. Cole. "},
    {"Cyrillic", "\u0441\u043B\u043E\u0432\u043E "},
    {"Chinese", "\u65E5\u672C"},
    {"controls", "\x01"},
    {"twice encoded", "\u00E2\u20AC\u2122"},
};

static double flood_ns(char *bytes, const char *piece, size_t size)
{
    size_t length = strlen(piece), units;
    struct slice text = {bytes, size / length * length};
    struct texts texts = {&text, 1, text.len};

    for (size_t at = 0; at < text.len; at += length)
        memcpy(bytes + at, piece, length);
    return best_seconds(read_document, &texts, 0, &units) * 1e9 / (double)text.len;
}

static bool print_floods(void)
{
    enum { LARGE = 10 * MEGABYTE };

    char *bytes = malloc(LARGE);

    if (!bytes)
        return false;
    (void)printf("%-24s %10s %10s %8s\n", "document_read, ns a byte", "1 MB", "10 MB", "ratio");
    for (size_t i = 0; i < sizeof floods / sizeof *floods; i++) {
        double small = flood_ns(bytes, floods[i].piece, MEGABYTE);
        double large = flood_ns(bytes, floods[i].piece, LARGE);
        (void)printf("%-24s %10.2f %10.2f %8.2f\n", floods[i].name, small, large, large / small);
    }
    free(bytes);
    return true;
}

static bool read_file(const char *path, struct slice *out)
{
    FILE *file = fopen(path, "rb");
    long size = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *bytes = size >= 0 && size < LARGEST_FILE ? malloc((size_t)size + 1) : NULL;
    bool done = bytes && fseek(file, 0, SEEK_SET) == 0 &&
                fread(bytes, 1, (size_t)size, file) == (size_t)size;

    if (file)
        (void)fclose(file);
    if (!done) {
        (void)fprintf(stderr, "bench_text: cannot read %s\n", path);
        free(bytes);
        return false;
    }
    *out = (struct slice){bytes, (size_t)size};
    return true;
}

int main(int argc, char **argv)
{
    struct texts texts = {.at = calloc((size_t)argc, sizeof *texts.at)};
    bool done = texts.at != NULL;

    for (int i = 1; i < argc && done; i++) {
        done = read_file(argv[i], &texts.at[texts.count]);
        if (done)
            texts.bytes += texts.at[texts.count++].len;
    }
    if (done && texts.bytes)
        print_layers(&texts);
    else
        done = done && print_floods();
    for (size_t i = 0; i < texts.count; i++)
        free((void *)(uintptr_t)texts.at[i].ptr);
    free(texts.at);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
