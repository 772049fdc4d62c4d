#include "corpus/load.h"

#include <pthread.h>
#include <stdio.h>

#include "base/array.h"
#include "base/workers.h"
#include "corpus/cluster.h"
#include "intake/intake.h"

/* What came of one place: an article, or the reason why not. */
struct outcome {
    struct intake_place place;
    struct stored *stored; /* NULL: refused */
    struct slice why;
};

struct outcomes {
    struct outcome *at;
    size_t count, capacity;
};

/* All that came of one piece; filled by one thread. */
struct harvest {
    struct arena *arena;
    const struct stock *before;
    struct outcomes outcomes;
    uint64_t lines;
    enum error error;
};

struct load {
    const struct corpus_settings *settings;
    const struct stock *before;
    struct arena *arena;
    struct intake_files files;
    struct intake_pieces pieces;
    struct harvest *harvests; /* one for each piece */
    atomic_bool failed;
    atomic_size_t done;
    pthread_mutex_t telling; /* held by who calls settings->progress */
    /* of the merging, which is one thread's */
    struct stock *stock;
    struct intake_place *places; /* of the articles */
    struct slice root;           /* being listed */
    struct slice first_refused;
};

static void tell_progress(struct load *load, const char *phase, size_t done, size_t total)
{
    if (!load->settings->progress || pthread_mutex_trylock(&load->telling))
        return;
    load->settings->progress(load->settings->context, phase, done, total);
    (void)pthread_mutex_unlock(&load->telling);
}

static void refuse(struct load *load, struct slice file, uint64_t line, struct slice why)
{
    const struct corpus_settings *settings = load->settings;

    load->stock->refused++;
    if (settings->refused)
        settings->refused(settings->context, file, line, why);
    if (load->first_refused.ptr)
        return;
    /* without memory the words are dropped, not the refusal */
    if (line ? arena_print(load->arena, &load->first_refused, "%.*s line %llu: %.*s",
                           SLICE_ARGS(file), (unsigned long long)line, SLICE_ARGS(why))
             : arena_print(load->arena, &load->first_refused, "%.*s: %.*s", SLICE_ARGS(file),
                           SLICE_ARGS(why)))
        load->first_refused = file;
}

/* -- reading, on all threads ------------------------------------------------------------------- */

static struct outcome *add_outcome(struct harvest *harvest, struct intake_place place)
{
    struct outcome *outcome = array_push(harvest->arena, &harvest->outcomes);

    if (outcome)
        outcome->place = place;
    else
        harvest->error = ERROR_NO_MEMORY;
    return outcome;
}

static bool take_article(void *context, struct intake_place place, const struct article *article)
{
    struct harvest *harvest = context;
    const struct stock *before = harvest->before;
    uint32_t known = before ? map_find(&before->ids, article->id) : MAP_NONE;
    struct outcome *outcome = add_outcome(harvest, place);

    if (!outcome)
        return false;
    if (known != MAP_NONE && stored_equals(before->articles[known], article)) {
        outcome->stored = stored_hold(before->articles[known]);
        return true;
    }
    harvest->error = stored_make(article, &outcome->stored);
    if (harvest->error)
        harvest->outcomes.count--;
    return !harvest->error;
}

static void take_refusal(void *context, struct intake_place place, struct slice why)
{
    struct harvest *harvest = context;
    struct outcome *outcome = add_outcome(harvest, place);

    if (outcome && arena_copy(harvest->arena, why, &outcome->why))
        harvest->error = ERROR_NO_MEMORY;
}

static void read_piece(void *context, size_t i)
{
    struct load *load = context;
    struct harvest *harvest = &load->harvests[i];
    struct intake_sink sink = {.take = take_article,
                               .refuse = take_refusal,
                               .context = harvest,
                               .fetcher = load->settings->fetcher};
    enum error error = ERROR_NO_MEMORY;

    if (atomic_load_explicit(&load->failed, memory_order_relaxed))
        return;
    harvest->before = load->before;
    harvest->arena = arena_open(ARENA_NO_BUDGET);
    if (harvest->arena && load->pieces.count)
        error = intake_read(&load->files, &load->pieces.at[i], &sink, &harvest->lines);
    else if (harvest->arena)
        error = intake_read_lines(load->settings->samples, &sink);
    if (error || harvest->error) {
        harvest->error = harvest->error ? harvest->error : error;
        atomic_store_explicit(&load->failed, true, memory_order_relaxed);
    }
    tell_progress(load, "reading", atomic_fetch_add(&load->done, 1) + 1,
                  load->pieces.count ? load->pieces.count : 1);
}

static void refuse_folder(void *context, struct intake_place place, struct slice why)
{
    struct load *load = context;

    (void)place;
    refuse(load, load->root, 0, why);
}

static enum error list_paths(struct load *load, struct problem *problem)
{
    struct intake_sink sink = {.refuse = refuse_folder, .context = load};

    for (size_t i = 0; i < load->settings->path_count; i++) {
        enum error error;
        load->root = slice_of(load->settings->paths[i]);
        error = intake_list(load->arena, load->settings->paths[i], &sink, &load->files, problem);
        if (error)
            return error;
    }
    return intake_cut(load->arena, &load->files, &load->pieces);
}

/* -- merging, in the order of the pieces ------------------------------------------------------- */

static struct slice file_name(const struct load *load, uint32_t file)
{
    return file < load->files.count ? load->files.at[file].path : SLICE("samples");
}

static enum error refuse_twin(struct load *load, const struct stored *stored,
                              struct intake_place place, struct intake_place first)
{
    struct slice why, file = file_name(load, first.file);
    char line[40] = "";
    enum error error;

    if (first.line)
        (void)snprintf(line, sizeof line, " line %llu", (unsigned long long)first.line);
    error = arena_print(load->arena, &why, "the id \"%.*s\" stands already in %.*s%s",
                        SLICE_ARGS(stored->article.id), SLICE_ARGS(file), line);
    if (!error)
        refuse(load, file_name(load, place.file), place.line, why);
    return error;
}

static enum error merge_outcome(struct load *load, struct outcome *outcome,
                                struct intake_place place)
{
    struct stock *stock = load->stock;
    uint32_t *number;

    if (!outcome->stored) {
        refuse(load, file_name(load, place.file), place.line, outcome->why);
        return ERROR_OK;
    }
    number = map_at(stock->arena, &stock->ids, outcome->stored->article.id);
    if (!number)
        return ERROR_NO_MEMORY;
    if (*number != MAP_NONE)
        return refuse_twin(load, outcome->stored, place, load->places[*number]);
    *number = stock->count;
    load->places[stock->count] = place;
    stock->articles[stock->count++] = outcome->stored;
    stock->bytes += outcome->stored->article.text.len;
    outcome->stored = NULL; /* the stock holds it now */
    return ERROR_OK;
}

static enum error merge(struct load *load, size_t harvests)
{
    size_t most = 0;
    uint64_t lines = 0; /* of the pieces before, of the same file */

    for (size_t h = 0; h < harvests; h++)
        most += load->harvests[h].outcomes.count;
    if (most > UINT32_MAX - 1)
        return ERROR_NO_MEMORY;
    load->stock->articles = arena_array(load->stock->arena, struct stored *, most);
    load->places = arena_array(load->arena, struct intake_place, most);
    if (!load->stock->articles || !load->places)
        return ERROR_NO_MEMORY;
    for (size_t h = 0; h < harvests; h++) {
        struct harvest *harvest = &load->harvests[h];
        if (load->pieces.count && load->pieces.at[h].begin == 0)
            lines = 0;
        for (size_t i = 0; i < harvest->outcomes.count; i++) {
            struct outcome *outcome = &harvest->outcomes.at[i];
            struct intake_place place = outcome->place;
            enum error error;
            if (place.line)
                place.line += lines;
            error = merge_outcome(load, outcome, place);
            if (error)
                return error;
        }
        lines += harvest->lines;
    }
    return ERROR_OK;
}

static enum error build_index(struct load *load)
{
    struct stock *stock = load->stock;
    struct key_set *sets = arena_array(load->arena, struct key_set, stock->count);
    enum error error;

    if (!sets)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < stock->count; i++)
        sets[i] = stock->articles[i]->word_keys;
    tell_progress(load, "indexing", 0, 3);
    error = postings_build(sets, stock->count, load->settings->threads, &stock->words);
    if (error)
        return error;
    for (uint32_t i = 0; i < stock->count; i++)
        sets[i] = stock->articles[i]->shingle_keys;
    tell_progress(load, "indexing", 1, 3);
    error = postings_build(sets, stock->count, load->settings->threads, &stock->shingles);
    if (error)
        return error;
    tell_progress(load, "indexing", 2, 3);
    error = clusters_build(stock, load->settings->threads);
    tell_progress(load, "indexing", 3, 3);
    return error;
}

/* Why the reading failed: an address that could not be fetched, or else want of memory. */
static enum error tell_failure(const struct load *load, size_t pieces, struct problem *problem)
{
    for (size_t h = 0; h < pieces; h++) {
        const struct outcomes *outcomes = &load->harvests[h].outcomes;
        const struct outcome *last = outcomes->count ? &outcomes->at[outcomes->count - 1] : NULL;
        if (load->harvests[h].error == ERROR_BAD_CORPUS && last && last->why.ptr)
            return problem_set(problem, ERROR_BAD_CORPUS, "%.*s: %.*s",
                               SLICE_ARGS(file_name(load, last->place.file)),
                               SLICE_ARGS(last->why));
    }
    return ERROR_NO_MEMORY;
}

static enum error read_all(struct load *load, struct problem *problem)
{
    enum error error = list_paths(load, problem);
    /* the samples are one piece of their own */
    size_t pieces = load->settings->path_count ? load->pieces.count : 1;

    if (error)
        return error;
    load->harvests = arena_array(load->arena, struct harvest, pieces);
    if (!load->harvests)
        return ERROR_NO_MEMORY;
    workers_each(load->settings->threads, pieces, read_piece, load);
    error = atomic_load(&load->failed) ? tell_failure(load, pieces, problem) : merge(load, pieces);
    for (size_t h = 0; h < pieces; h++) {
        for (size_t i = 0; i < load->harvests[h].outcomes.count; i++)
            stored_release(load->harvests[h].outcomes.at[i].stored);
        arena_close(load->harvests[h].arena);
    }
    if (error)
        return error;
    if (load->settings->strict && load->stock->refused)
        return problem_set(problem, ERROR_BAD_CORPUS, "%llu refused, the first: %.*s",
                           (unsigned long long)load->stock->refused,
                           SLICE_ARGS(load->first_refused));
    return build_index(load);
}

static struct stock *open_stock(const struct models *models)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct stock *stock = arena ? arena_new(arena, struct stock) : NULL;

    if (!stock) {
        arena_close(arena);
        return NULL;
    }
    stock->arena = arena;
    stock->models = models;
    return stock;
}

static double seconds_since(const struct timespec *begin)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begin->tv_sec) + (double)(now.tv_nsec - begin->tv_nsec) / 1e9;
}

enum error load_stock(const struct corpus_settings *settings, const struct models *models,
                      const struct stock *before, struct stock **out, struct problem *problem)
{
    struct load load = {.settings = settings, .before = before};
    struct timespec begin;
    enum error error = ERROR_NO_MEMORY;

    (void)clock_gettime(CLOCK_MONOTONIC, &begin);
    if (pthread_mutex_init(&load.telling, NULL))
        return ERROR_NO_MEMORY;
    load.arena = arena_open(ARENA_NO_BUDGET);
    load.stock = open_stock(models);
    if (load.arena && load.stock)
        error = read_all(&load, problem);
    if (!error) {
        load.stock->load_seconds = seconds_since(&begin);
        *out = load.stock;
    } else {
        stock_free(load.stock);
    }
    arena_close(load.arena);
    (void)pthread_mutex_destroy(&load.telling);
    if (error == ERROR_NO_MEMORY)
        return problem_set(problem, error, "no memory left for the corpus");
    return error;
}

void stock_free(struct stock *stock)
{
    if (!stock)
        return;
    gathered_free(atomic_load(&stock->gathered));
    for (uint32_t i = 0; i < stock->count; i++)
        stored_release(stock->articles[i]);
    postings_done(&stock->words);
    postings_done(&stock->shingles);
    arena_close(stock->arena);
}
