/* Compares two files of text the way the service does, without names and quotes, and tells how many
 * words the operations insert and delete, the seconds inside, and which limits were hit; what
 * ../shared/tools/diffbench/bench.py takes as COPYDESK_DIFF.
 *
 *     bench-diff MODELS [--repeat N] LEFT RIGHT
 *
 * --repeat tells the fastest of N comparisons, each with its reading of both texts. */
#include <time.h>

#include "base/checked.h"
#include "news/diff.h"

struct sides {
    struct slice left, right;
};

struct outcome {
    uint64_t inserted, deleted;
    double seconds;
    char limits[200];
};

static bool read_file(struct arena *arena, const char *path, struct slice *out)
{
    FILE *file = fopen(path, "rb");
    long len = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *bytes = len >= 0 ? arena_array(arena, char, (size_t)len + 1) : NULL;
    bool is_read =
        bytes && fseek(file, 0, SEEK_SET) == 0 && fread(bytes, 1, (size_t)len, file) == (size_t)len;

    if (file)
        (void)fclose(file);
    if (is_read)
        *out = (struct slice){bytes, (size_t)len};
    else
        (void)fprintf(stderr, "bench-diff: %s cannot be read\n", path);
    return is_read;
}

static uint64_t count_words(struct slice text)
{
    uint64_t words = 0;
    bool in_word = false;

    for (size_t i = 0; i < text.len; i++) {
        bool is_space = text.ptr[i] == ' ' || (text.ptr[i] >= '\t' && text.ptr[i] <= '\r');
        words += !is_space && !in_word;
        in_word = !is_space;
    }
    return words;
}

static void note_limits(const struct diff *diff, struct outcome *out)
{
    size_t at = 0;

    for (size_t i = 0; i < diff->limits_hit.count && at + 40 < sizeof out->limits; i++)
        at += (size_t)snprintf(out->limits + at, sizeof out->limits - at, " %.*s",
                               SLICE_ARGS(diff->limits_hit.at[i]));
}

static double seconds_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static enum error compare(const struct models *models, const struct sides *sides,
                          struct outcome *out)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document left, right;
    struct diff_options options = {.mode = MODE_AUTO};
    struct diff diff;
    double begin = seconds_now();
    enum error error = arena ? document_read(arena, sides->left, &left) : ERROR_NO_MEMORY;

    if (!error)
        error = document_read(arena, sides->right, &right);
    if (!error)
        error = diff_compute(arena, models, &(struct diff_side){&left, NULL},
                             &(struct diff_side){&right, NULL}, &options, &diff);
    if (!error) {
        uint64_t kept = right.word_count;

        *out = (struct outcome){.seconds = seconds_now() - begin};
        for (size_t i = 0; i < diff.operations.count; i++)
            if (!diff.operations.at[i].is_copy)
                out->inserted += count_words(slice_at(sides->right, diff.operations.at[i].span));
        kept -= out->inserted;
        out->deleted = left.word_count - kept;
        note_limits(&diff, out);
    }
    arena_close(arena);
    return error;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const uint32_t needed = 1u << LIST_VARIANTS | 1u << LIST_SPELLINGS | 1u << LIST_HEDGES |
                            1u << LIST_NEGATIONS | 1u << LIST_STOPWORDS;
    struct models models = {0};
    int at = 2;
    int64_t repeat = 1;
    struct sides sides;
    struct outcome best = {0};

    if (argc > 4 && strcmp(argv[at], "--repeat") == 0) {
        if (checked_parse(slice_of(argv[at + 1]), 1, 1000000, &repeat))
            return EXIT_FAILURE;
        at += 2;
    }
    if (!arena || argc != at + 2 ||
        models_open_lists(arena, argv[1], needed, models.lists, &problem)) {
        (void)fprintf(stderr, "usage: bench-diff MODELS [--repeat N] LEFT RIGHT\n");
        return EXIT_FAILURE;
    }
    if (!read_file(arena, argv[at], &sides.left) || !read_file(arena, argv[at + 1], &sides.right))
        return EXIT_FAILURE;
    for (int64_t i = 0; i < repeat; i++) {
        struct outcome outcome;

        if (compare(&models, &sides, &outcome))
            return EXIT_FAILURE;
        if (i == 0 || outcome.seconds < best.seconds)
            best = outcome;
    }
    (void)printf("%llu %llu %.6f%s\n", (unsigned long long)best.inserted,
                 (unsigned long long)best.deleted, best.seconds, best.limits);
    arena_close(arena);
    return EXIT_SUCCESS;
}
