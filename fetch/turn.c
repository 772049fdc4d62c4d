#include "fetch/turn.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { LOOK_MS = 20 }; /* how often the deadline is looked at */

/* One host that is being asked, or was lately. */
struct host {
    struct host *next;
    int64_t free_ms; /* when the next may begin */
    unsigned active, waiting;
    size_t len;
    char name[];
};

struct turns {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct host *hosts;
    unsigned per_host;
    int64_t interval_ms;
};

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct turns *turns_open(unsigned per_host, int64_t interval_ms)
{
    struct turns *turns = calloc(1, sizeof *turns);
    pthread_condattr_t monotonic;

    if (!turns)
        return NULL;
    turns->per_host = per_host;
    turns->interval_ms = interval_ms;
    (void)pthread_mutex_init(&turns->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&turns->changed, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    return turns;
}

void turns_close(struct turns *turns)
{
    if (!turns)
        return;
    while (turns->hosts) {
        struct host *host = turns->hosts;
        turns->hosts = host->next;
        free(host);
    }
    (void)pthread_cond_destroy(&turns->changed);
    (void)pthread_mutex_destroy(&turns->lock);
    free(turns);
}

/* The host's entry; those that nobody needs any more are dropped on the way. */
static struct host *find(struct turns *turns, struct slice name)
{
    struct host **at = &turns->hosts, *found = NULL;
    int64_t now = now_ms();

    while (*at) {
        struct host *host = *at;
        if (slice_equal((struct slice){host->name, host->len}, name)) {
            found = host;
        } else if (!host->active && !host->waiting && host->free_ms <= now) {
            *at = host->next;
            free(host);
            continue;
        }
        at = &host->next;
    }
    return found;
}

static struct host *add(struct turns *turns, struct slice name)
{
    struct host *host = calloc(1, sizeof *host + name.len);

    if (!host)
        return NULL;
    host->len = name.len;
    memcpy(host->name, name.ptr, name.len);
    host->next = turns->hosts;
    turns->hosts = host;
    return host;
}

static void wait_a_while(struct turns *turns)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += LOOK_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    (void)pthread_cond_timedwait(&turns->changed, &turns->lock, &until);
}

enum error turn_begin(struct turns *turns, struct arena *arena, struct slice name, int64_t wait_ms)
{
    int64_t end = now_ms() + wait_ms;
    enum error error = ERROR_OK;
    struct host *host;

    (void)pthread_mutex_lock(&turns->lock);
    host = find(turns, name);
    if (!host)
        host = add(turns, name);
    if (!host)
        error = ERROR_NO_MEMORY;
    else
        host->waiting++;
    while (!error && (host->active >= turns->per_host || now_ms() < host->free_ms)) {
        wait_a_while(turns);
        if (arena_is_late(arena) || now_ms() > end)
            error = ERROR_DEADLINE;
    }
    if (host)
        host->waiting--;
    if (!error) {
        host->active++;
        host->free_ms = now_ms() + turns->interval_ms;
    }
    (void)pthread_mutex_unlock(&turns->lock);
    return error;
}

void turn_end(struct turns *turns, struct slice name)
{
    struct host *host;

    (void)pthread_mutex_lock(&turns->lock);
    host = find(turns, name);
    if (host)
        host->active--;
    (void)pthread_cond_broadcast(&turns->changed);
    (void)pthread_mutex_unlock(&turns->lock);
}
