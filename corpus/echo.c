#include "corpus/echo.h"

#include <stdlib.h>

#include "base/workers.h"
#include "corpus/match.h"

enum { QUOTES_AT_ONCE = 128 };

struct echoing {
    struct generation generation;
    const atomic_bool *stop;
    uint8_t *echoes;
    atomic_bool failed;
};

static void find_run(void *context, size_t run)
{
    struct echoing *echoing = context;
    const struct said *said = &echoing->generation.gathered->said;
    uint32_t first = (uint32_t)run * QUOTES_AT_ONCE, last = first + QUOTES_AT_ONCE;

    if (last > said->count || last < first)
        last = said->count;
    for (uint32_t q = first; q < last; q++) {
        struct quote_ref ref = {said->article_of[q], q - said->first_of[said->article_of[q]]};
        if (atomic_load_explicit(echoing->stop, memory_order_relaxed))
            return;
        if (match_echo(&echoing->generation, ref, &echoing->echoes[q]))
            atomic_store_explicit(&echoing->failed, true, memory_order_relaxed);
    }
}

enum error echo_find(struct stock *stock, unsigned threads, const atomic_bool *stop)
{
    struct gathered *gathered = atomic_load_explicit(&stock->gathered, memory_order_acquire);
    struct echoing echoing = {.generation = {.stock = stock, .gathered = gathered}, .stop = stop};
    size_t runs = ((size_t)gathered->said.count + QUOTES_AT_ONCE - 1) / QUOTES_AT_ONCE;

    echoing.echoes = calloc((size_t)gathered->said.count + 1, 1);
    if (!echoing.echoes)
        return ERROR_NO_MEMORY;
    workers_each(threads, runs, find_run, &echoing);
    if (atomic_load(&echoing.failed) || atomic_load(stop)) {
        free(echoing.echoes);
        return atomic_load(stop) ? ERROR_OK : ERROR_NO_MEMORY;
    }
    atomic_store_explicit(&gathered->said.echoes, echoing.echoes, memory_order_release);
    return ERROR_OK;
}
