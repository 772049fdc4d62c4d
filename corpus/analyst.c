#include "corpus/analyst.h"

#include "base/workers.h"
#include "corpus/echo.h"

enum { FIRST_BATCH = 64 };

struct batch {
    struct analyst *analyst;
    uint32_t first;
};

static enum error analyse(const struct models *models, struct stored *stored)
{
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct analysis analysis = {0};
    enum error error =
        scratch ? document_read_cleaned(scratch, &stored->cleaned, &document) : ERROR_NO_MEMORY;

    if (!error)
        error = analysis_read(scratch, models, &document, stored->article.published, &analysis);
    if (!error)
        error = stored_keep_analysis(stored, scratch, &analysis);
    arena_close(scratch);
    return error;
}

static void analyse_one(void *context, size_t i)
{
    const struct batch *batch = context;
    struct stock *stock = batch->analyst->stock;
    struct stored *stored = stock->articles[batch->first + i];

    if (atomic_load_explicit(&batch->analyst->stop, memory_order_relaxed))
        return;
    if (!stored_analysis(stored))
        (void)analyse(stock->models, stored);
    atomic_fetch_add_explicit(&stock->analysed, 1, memory_order_relaxed);
}

/* Makes the newly gathered piece the one that is borrowed from now on. */
static void publish(struct stock *stock, struct gathered *gathered)
{
    gathered->before = atomic_load_explicit(&stock->gathered, memory_order_relaxed);
    atomic_store_explicit(&stock->gathered, gathered, memory_order_release);
}

/* The end of the next batch: what is read already, else as much again as there is. */
static uint32_t next_end(const struct stock *stock, uint32_t done)
{
    uint32_t end = done;

    while (end < stock->count && stored_analysis(stock->articles[end]))
        end++;
    if (end > done)
        return end;
    if (done < FIRST_BATCH)
        end = FIRST_BATCH;
    else
        end = done <= UINT32_MAX / 2 ? done * 2 : UINT32_MAX;
    return end < stock->count ? end : stock->count;
}

bool analyst_run(struct analyst *analyst)
{
    struct stock *stock = analyst->stock;
    uint32_t done = 0;

    do {
        struct batch batch = {analyst, done};
        uint32_t end = next_end(stock, done);
        struct gathered *gathered;
        workers_each(analyst->threads, end - done, analyse_one, &batch);
        if (atomic_load_explicit(&analyst->stop, memory_order_relaxed))
            return false;
        done = end;
        if (analyst->progress)
            analyst->progress(analyst->context, "analysing", done, stock->count);
        if (!gather(stock, done, analyst->threads, &gathered))
            publish(stock, gathered);
        else if (done == stock->count)
            return false;
    } while (done < stock->count);
    return !echo_find(stock, analyst->threads, &analyst->stop);
}
