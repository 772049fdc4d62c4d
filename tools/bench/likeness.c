/* How fast copies of a text are found in a corpus, on one core: what likeness.py runs.
 *
 *     bench-likeness MODELS CORPUS QUERIES
 *
 * CORPUS: articles as JSON lines; QUERIES: JSON lines with id and text. Prints, one figure a line:
 * articles and seconds to read and index them with all cores, bytes of the index of shingles (its
 * postings, and the sets of all articles that it is made from), searches a second (the winnowed
 * shingles of a text to the articles that share them, their estimated shares and boilerplate; the
 * text is read beforehand), and full answers a second (exact shares, relation and passages too). */
#include <jansson.h>
#include <time.h>

#include "corpus/likeness.h"
#include "corpus/load.h"
#include "corpus/sharer.h"

enum { QUERIES_MOST = 100000, LEAST_MS = 1000 };

struct query {
    struct document document;
    struct key_set keys;
};

struct bench {
    struct arena *arena;
    struct generation generation;
    struct query *queries;
    size_t count;
};

static double cpu_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static enum error read_query(struct bench *bench, const char *text)
{
    struct query *query = &bench->queries[bench->count];
    struct shingles all, few;
    struct slice copy;
    enum error error = arena_copy(bench->arena, slice_of(text), &copy);

    if (!error)
        error = document_read(bench->arena, copy, &query->document);
    if (!error)
        error = shingle_read(bench->arena, &query->document, SHINGLE_WORDS, &all);
    if (!error)
        error = shingle_winnow(bench->arena, &all, &few);
    if (error)
        return error;
    query->keys = (struct key_set){few.at, key_set_sort(few.at, (uint32_t)few.count)};
    bench->count++;
    return ERROR_OK;
}

static enum error read_queries(struct bench *bench, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t capacity = 0;
    ssize_t len;
    enum error error = file ? ERROR_OK : ERROR_IO;

    bench->queries = arena_array(bench->arena, struct query, QUERIES_MOST);
    if (!bench->queries)
        error = ERROR_NO_MEMORY;
    while (!error && bench->count < QUERIES_MOST && (len = getline(&line, &capacity, file)) > 0) {
        json_t *row = json_loadb(line, (size_t)len, 0, NULL);
        error = row ? read_query(bench, json_string_value(json_object_get(row, "text")))
                    : ERROR_BAD_JSON;
        json_decref(row);
    }
    free(line);
    if (file)
        (void)fclose(file);
    return error;
}

static enum error search(const struct bench *bench, const struct query *query,
                         struct arena *scratch)
{
    struct sharers sharers;
    enum error error =
        sharers_find(bench->generation.stock, scratch, query->keys, NO_ARTICLE, &sharers);

    for (size_t i = 0; !error && i < sharers.count; i++)
        (void)sharers_boilerplate(&sharers, sharers.at[i].article);
    return error;
}

static enum error answer(const struct bench *bench, const struct query *query,
                         struct arena *scratch)
{
    struct likeness_query likeness;
    struct related_list found = {0};
    enum error error =
        likeness_open(scratch, &bench->generation, &query->document, NO_ARTICLE, &likeness);

    return error ? error : likeness_find(&likeness, &found);
}

/* Rounds over all queries for at least LEAST_MS; how many a second. */
static double rate(const struct bench *bench,
                   enum error run(const struct bench *bench, const struct query *query,
                                  struct arena *scratch))
{
    double begin = cpu_seconds();
    size_t done = 0;

    while (cpu_seconds() - begin < LEAST_MS / 1e3)
        for (size_t i = 0; i < bench->count; i++, done++) {
            struct arena *scratch = arena_open(ARENA_NO_BUDGET);

            if (!scratch || run(bench, &bench->queries[i], scratch))
                return 0;
            arena_close(scratch);
        }
    return (double)done / (cpu_seconds() - begin);
}

static void tell_index(const struct stock *stock)
{
    size_t postings = 0, sets = 0;

    for (size_t i = 0; i < (size_t)1 << stock->shingles.part_bits; i++)
        postings += arena_used(stock->shingles.parts[i].arena);
    for (uint32_t i = 0; i < stock->count; i++)
        sets += stock->articles[i]->shingle_keys.count * sizeof(uint64_t);
    (void)printf("articles %u\ntext_mb %.1f\nload_seconds %.2f\npostings_mb %.1f\nsets_mb %.1f\n"
                 "clusters %zu\n",
                 stock->count, (double)stock->bytes / 1e6, stock->load_seconds,
                 (double)postings / 1e6, (double)sets / 1e6, stock->clusters.count);
}

int main(int argc, char **argv)
{
    struct bench bench = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct problem problem = {.arena = bench.arena};
    const char *paths[1];
    struct corpus_settings settings = {.paths = paths, .path_count = 1};
    struct models models = {0};
    struct stock *stock = NULL;

    if (!bench.arena || argc != 4 ||
        models_open_lists(bench.arena, argv[1], UINT32_MAX, models.lists, &problem)) {
        (void)fprintf(stderr, "usage: bench-likeness MODELS CORPUS QUERIES\n");
        return EXIT_FAILURE;
    }
    paths[0] = argv[2];
    if (load_stock(&settings, &models, NULL, &stock, &problem) || read_queries(&bench, argv[3])) {
        (void)fprintf(stderr, "bench-likeness: %.*s\n", SLICE_ARGS(problem.detail));
        return EXIT_FAILURE;
    }
    bench.generation.stock = stock;
    tell_index(stock);
    if (bench.count) {
        (void)printf("queries %zu\n", bench.count);
        (void)printf("searches_a_second %.0f\n", rate(&bench, search));
        (void)printf("answers_a_second %.0f\n", rate(&bench, answer));
    }
    stock_free(stock);
    arena_close(bench.arena);
    return EXIT_SUCCESS;
}
