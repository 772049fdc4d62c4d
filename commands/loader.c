#include "commands/loader.h"

#include <signal.h>

#include "base/log.h"
#include "commands/command.h"

void loader_init(struct loader *loader, struct startup *startup, const struct notify *notify)
{
    *loader = (struct loader){
        .startup = startup, .notify = notify, .waiting = pthread_self(), .first = LOADER_AT_WORK};
}

static void load_first(struct loader *loader)
{
    struct startup *startup = loader->startup;

    atomic_store(&loader->first, startup_load(startup, startup->config.wait_for_analysis));
}

/* False when the generation in force stays. */
static bool reload(struct loader *loader)
{
    struct corpus *corpus = loader->startup->corpus;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    enum error error;
    struct corpus_state state;

    notify_reloading(loader->notify);
    error = arena ? corpus_load(corpus, &problem) : ERROR_NO_MEMORY;
    corpus_tell_state(corpus, &state);
    if (error)
        log_line(LOG_ERROR, "reload_failed", "%.*s: %.*s; generation %u stays",
                 SLICE_ARGS(error_title(error)), SLICE_ARGS(problem.detail), state.generation);
    else
        log_line(LOG_INFO, "reloaded", "generation %u: %llu articles, %llu refused",
                 state.generation, (unsigned long long)state.articles,
                 (unsigned long long)state.refused);
    arena_close(arena);
    return error == ERROR_OK;
}

static void tell_reload(const struct loader *loader, bool is_new)
{
    struct corpus_state state;

    corpus_tell_state(loader->startup->corpus, &state);
    notify_send(loader->notify, "READY=1\nSTATUS=%sgeneration %u: %llu articles, %llu refused",
                is_new ? "" : "the reload failed; still ", state.generation,
                (unsigned long long)state.articles, (unsigned long long)state.refused);
}

/* Who hears of the end, and acts at once, finds no load under way. */
static void *load_while_asked(void *argument)
{
    struct loader *loader = argument;
    bool began = false, is_new = false;
    unsigned served;

    do {
        served = atomic_load(&loader->asked);
        if (atomic_load(&loader->first) == LOADER_AT_WORK) {
            load_first(loader);
            began = true;
        } else {
            is_new = reload(loader);
        }
    } while (!atomic_compare_exchange_strong(&loader->asked, &served, 0));
    if (began)
        (void)pthread_kill(loader->waiting, SIGUSR1);
    else
        tell_reload(loader, is_new);
    return NULL;
}

static void join(struct loader *loader)
{
    if (loader->has_thread)
        (void)pthread_join(loader->thread, NULL);
    loader->has_thread = false;
}

void loader_ask(struct loader *loader)
{
    if (atomic_fetch_add(&loader->asked, 1) > 0)
        return; /* the running thread sees it */
    join(loader);
    loader->has_thread = pthread_create(&loader->thread, NULL, load_while_asked, loader) == 0;
    if (loader->has_thread)
        return;
    if (atomic_load(&loader->first) == LOADER_AT_WORK) {
        (void)load_while_asked(loader); /* here and now, then */
        return;
    }
    atomic_store(&loader->asked, 0);
    log_line(LOG_ERROR, "reload_failed", "no thread can be started");
}

bool loader_close(struct loader *loader)
{
    if (atomic_load(&loader->asked) > 0)
        return false;
    join(loader);
    return true;
}
