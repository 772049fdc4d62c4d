#include "corpus/corpus.h"

#include <assert.h>
#include <pthread.h>

#include "corpus/analyst.h"
#include "corpus/load.h"

struct corpus {
    const struct models *models;
    struct corpus_settings settings;
    pthread_mutex_t loading; /* held by the one who loads; taken before `lock` */
    struct analyst analyst;  /* this and the next two: of who holds `loading` */
    pthread_t analyst_thread;
    bool has_analyst;
    pthread_mutex_t lock; /* of all below, and of the stocks' holders */
    pthread_cond_t analysed;
    bool is_analysed;
    struct stock *current; /* NULL before the first */
    uint64_t reloads, failed_reloads;
};

struct corpus *corpus_open(const struct models *models, const struct corpus_settings *settings)
{
    struct corpus *corpus = calloc(1, sizeof *corpus);

    if (!corpus)
        return NULL;
    corpus->models = models;
    corpus->settings = *settings;
    atomic_init(&corpus->analyst.stop, false);
    /* with default attributes none of these can fail on this system */
    (void)pthread_mutex_init(&corpus->loading, NULL);
    (void)pthread_mutex_init(&corpus->lock, NULL);
    (void)pthread_cond_init(&corpus->analysed, NULL);
    return corpus;
}

static struct stock *hold_current(struct corpus *corpus)
{
    struct stock *stock;

    (void)pthread_mutex_lock(&corpus->lock);
    stock = corpus->current;
    if (stock)
        stock->holders++;
    (void)pthread_mutex_unlock(&corpus->lock);
    return stock;
}

/* Accepts a NULL stock. */
static void release_stock(struct corpus *corpus, struct stock *stock)
{
    bool is_last = false;

    if (!stock)
        return;
    (void)pthread_mutex_lock(&corpus->lock);
    is_last = --stock->holders == 0;
    (void)pthread_mutex_unlock(&corpus->lock);
    if (is_last)
        stock_free(stock);
}

static void stop_analyst(struct corpus *corpus)
{
    if (!corpus->has_analyst)
        return;
    atomic_store(&corpus->analyst.stop, true);
    (void)pthread_join(corpus->analyst_thread, NULL);
    corpus->has_analyst = false;
    release_stock(corpus, corpus->analyst.stock);
    corpus->analyst.stock = NULL;
}

void corpus_close(struct corpus *corpus)
{
    if (!corpus)
        return;
    stop_analyst(corpus);
    assert(!corpus->current || corpus->current->holders == 1);
    release_stock(corpus, corpus->current);
    (void)pthread_mutex_destroy(&corpus->loading);
    (void)pthread_mutex_destroy(&corpus->lock);
    (void)pthread_cond_destroy(&corpus->analysed);
    free(corpus);
}

static void tell_analysed(struct corpus *corpus)
{
    (void)pthread_mutex_lock(&corpus->lock);
    corpus->is_analysed = true;
    (void)pthread_cond_broadcast(&corpus->analysed);
    (void)pthread_mutex_unlock(&corpus->lock);
}

static void *run_analyst(void *context)
{
    struct corpus *corpus = context;

    (void)analyst_run(&corpus->analyst);
    if (!atomic_load(&corpus->analyst.stop))
        tell_analysed(corpus);
    return NULL;
}

/* Analyses the current stock behind the requests, or at once where no thread can be had. */
static void start_analyst(struct corpus *corpus)
{
    corpus->analyst.stock = hold_current(corpus);
    corpus->analyst.threads = corpus->settings.threads;
    corpus->analyst.progress = NULL;
    atomic_store(&corpus->analyst.stop, false);
    corpus->has_analyst = pthread_create(&corpus->analyst_thread, NULL, run_analyst, corpus) == 0;
    if (corpus->has_analyst)
        return;
    (void)run_analyst(corpus);
    release_stock(corpus, corpus->analyst.stock);
}

/* Gives the new stock its first gathered piece: an empty one, or, when asked for, that of all. */
static enum error prepare(struct corpus *corpus, struct stock *stock)
{
    struct analyst analyst = {.stock = stock,
                              .threads = corpus->settings.threads,
                              .progress = corpus->settings.progress,
                              .context = corpus->settings.context};
    struct gathered *gathered;
    enum error error;

    if (corpus->settings.wait_for_analysis) {
        stop_analyst(corpus); /* articles shared with the old stock have one reader at a time */
        return analyst_run(&analyst) ? ERROR_OK : ERROR_NO_MEMORY;
    }
    error = gather(stock, 0, 1, &gathered);
    if (!error)
        atomic_store(&stock->gathered, gathered);
    return error;
}

static void make_current(struct corpus *corpus, struct stock *stock)
{
    struct stock *old;

    (void)pthread_mutex_lock(&corpus->lock);
    old = corpus->current;
    stock->number = old ? old->number + 1 : 1;
    stock->holders = 1;
    corpus->current = stock;
    corpus->is_analysed = corpus->settings.wait_for_analysis;
    corpus->reloads += old != NULL;
    (void)pthread_mutex_unlock(&corpus->lock);
    release_stock(corpus, old);
}

static enum error load(struct corpus *corpus, struct problem *problem)
{
    struct stock *before = hold_current(corpus), *stock = NULL;
    enum error error = load_stock(&corpus->settings, corpus->models, before, &stock, problem);

    if (!error) {
        error = prepare(corpus, stock);
        if (error) {
            stock_free(stock);
            (void)problem_set(problem, error, "no memory left for the names of the corpus");
        }
    }
    if (!error)
        make_current(corpus, stock);
    release_stock(corpus, before);
    return error;
}

enum error corpus_load(struct corpus *corpus, struct problem *problem)
{
    enum error error;

    (void)pthread_mutex_lock(&corpus->loading);
    error = load(corpus, problem);
    if (!error && !corpus->settings.wait_for_analysis) {
        stop_analyst(corpus);
        start_analyst(corpus);
    }
    if (error) {
        (void)pthread_mutex_lock(&corpus->lock);
        corpus->failed_reloads++;
        (void)pthread_mutex_unlock(&corpus->lock);
    }
    (void)pthread_mutex_unlock(&corpus->loading);
    return error;
}

void corpus_tell_state(struct corpus *corpus, struct corpus_state *out)
{
    const struct stock *stock;

    (void)pthread_mutex_lock(&corpus->lock);
    stock = corpus->current;
    *out = (struct corpus_state){
        .ready = stock != NULL,
        .reloads = corpus->reloads,
        .failed_reloads = corpus->failed_reloads,
    };
    if (stock) {
        out->generation = stock->number;
        out->articles = stock->count;
        out->analysed = atomic_load_explicit(&stock->analysed, memory_order_relaxed);
        out->refused = stock->refused;
        out->bytes = stock->bytes;
        out->load_seconds = stock->load_seconds;
    }
    (void)pthread_mutex_unlock(&corpus->lock);
}

void corpus_wait_for_analysis(struct corpus *corpus)
{
    (void)pthread_mutex_lock(&corpus->lock);
    while (corpus->current && !corpus->is_analysed)
        (void)pthread_cond_wait(&corpus->analysed, &corpus->lock);
    (void)pthread_mutex_unlock(&corpus->lock);
}

static void return_generation(void *object)
{
    struct generation *generation = object;

    release_stock(generation->corpus, generation->stock);
}

enum error corpus_borrow(struct corpus *corpus, struct arena *arena, const struct generation **out)
{
    struct generation *generation = arena_new(arena, struct generation);
    enum error error;

    if (!generation)
        return ERROR_NO_MEMORY;
    generation->corpus = corpus;
    generation->stock = hold_current(corpus);
    if (!generation->stock)
        return ERROR_LOADING;
    generation->gathered = atomic_load_explicit(&generation->stock->gathered, memory_order_acquire);
    generation->echoes =
        atomic_load_explicit(&generation->gathered->said.echoes, memory_order_acquire);
    error = arena_defer(arena, return_generation, generation);
    if (!error)
        *out = generation;
    return error;
}
