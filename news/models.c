#include "news/models.h"

#include <errno.h>

#include "news/weights.h"

static const char weights_file[] = "names.weights";

/* THE table of the word lists' files. */
static const char *const list_files[LIST_COUNT] = {
    [LIST_VARIANTS] = "variants.tsv",   [LIST_TITLES] = "titles.tsv",
    [LIST_ROLES] = "roles.tsv",         [LIST_FORENAMES] = "forenames.tsv",
    [LIST_SURNAMES] = "surnames.tsv",   [LIST_PLACES] = "places.tsv",
    [LIST_DEMONYMS] = "demonyms.tsv",   [LIST_ORGANIZATIONS] = "organizations.tsv",
    [LIST_CUES] = "cues.tsv",           [LIST_SPELLINGS] = "spellings.tsv",
    [LIST_HEDGES] = "hedges.tsv",       [LIST_NEGATIONS] = "negations.tsv",
    [LIST_STOPWORDS] = "stopwords.tsv", [LIST_NICKNAMES] = "nicknames.tsv",
};

enum { LIST_BYTES_MAX = 64 << 20 };

static void release_file(void *file)
{
    (void)fclose(file);
}

/* Reads what is left of an open file onto the arena. */
static enum error read_rest(struct arena *arena, FILE *file, const char *path, struct slice *out,
                            struct problem *problem)
{
    long size;
    char *bytes;

    if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || size > LIST_BYTES_MAX ||
        fseek(file, 0, SEEK_SET) != 0)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be read", path);
    bytes = arena_array(arena, char, (size_t)size + 1);
    if (!bytes)
        return ERROR_NO_MEMORY;
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be read", path);
    *out = (struct slice){bytes, (size_t)size};
    return ERROR_OK;
}

static enum error read_file(struct arena *arena, const char *path, struct slice *out,
                            struct problem *problem)
{
    FILE *file = fopen(path, "rbe");
    enum error error;

    if (!file)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be opened: %s", path,
                           strerror(errno));
    error = read_rest(arena, file, path, out, problem);
    release_file(file);
    return error;
}

static enum error open_list(struct arena *arena, const char *folder, enum list list,
                            const struct lexicon **out, struct problem *problem)
{
    struct slice path = {0}, bytes = {0};
    enum error error;

    error = arena_print(arena, &path, "%s/%s", folder, list_files[list]);
    if (error)
        return error;
    error = read_file(arena, path.ptr, &bytes, problem);
    if (error)
        return error;
    return lexicon_read(arena, slice_of(list_files[list]), bytes, out, problem);
}

enum error models_open_lists(struct arena *arena, const char *folder, uint32_t which,
                             const struct lexicon *lists[LIST_COUNT], struct problem *problem)
{
    for (enum list list = 0; list < LIST_COUNT; list++) {
        enum error error;

        if (!(which >> list & 1))
            continue;
        error = open_list(arena, folder, list, &lists[list], problem);
        if (error)
            return error;
    }
    return ERROR_OK;
}

enum error models_open(struct arena *arena, const char *folder, const struct models **out,
                       struct problem *problem)
{
    struct models *models = arena_new(arena, struct models);
    struct network *network = arena_new(arena, struct network);
    struct slice path = {0};
    enum error error;

    if (!models || !network)
        return ERROR_NO_MEMORY;
    models->version = SLICE("en-news-1");
    error = models_open_lists(arena, folder, UINT32_MAX, models->lists, problem);
    if (error)
        return error;
    error = arena_print(arena, &path, "%s/%s", folder, weights_file);
    if (error)
        return error;
    error = weights_open(arena, path.ptr, network, problem);
    if (error)
        return error;
    models->network = network;
    *out = models;
    return ERROR_OK;
}
