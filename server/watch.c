#include "server/watch.h"

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

enum {
    TICK_MS = 250,
    SLOWEST_BYTES_A_MS = 16,
};

struct watched {
    struct watched *before, *behind;
    int socket;
    int64_t deadline_ms;          /* 0: the clock stands still */
    atomic_int_fast64_t *work_ns; /* deadline of the work for it; NULL: there is none */
};

struct watch {
    pthread_mutex_t lock;
    pthread_cond_t ending;
    pthread_t thread;
    struct watched *first;
    int64_t limit_ms;
    bool ends;
};

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wait_a_tick(struct watch *watch)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += TICK_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    (void)pthread_cond_timedwait(&watch->ending, &watch->lock, &until);
}

static bool has_hung_up(int socket)
{
    struct pollfd poller = {.fd = socket, .events = POLLRDHUP};

    return poll(&poller, 1, 0) > 0;
}

static void look_at(struct watched *watched, int64_t now)
{
    if (watched->deadline_ms && now >= watched->deadline_ms) {
        (void)shutdown(watched->socket, SHUT_RDWR);
        watched->deadline_ms = 0;
    }
    if (watched->work_ns && has_hung_up(watched->socket)) {
        atomic_store(watched->work_ns, 1);
        watched->work_ns = NULL;
    }
}

static void *watch_over(void *argument)
{
    struct watch *watch = argument;

    (void)pthread_mutex_lock(&watch->lock);
    while (!watch->ends) {
        int64_t now = now_ms();
        for (struct watched *w = watch->first; w; w = w->behind)
            look_at(w, now);
        wait_a_tick(watch);
    }
    (void)pthread_mutex_unlock(&watch->lock);
    return NULL;
}

struct watch *watch_open(int64_t limit_ms)
{
    struct watch *watch = calloc(1, sizeof *watch);
    pthread_condattr_t monotonic;

    if (!watch)
        return NULL;
    watch->limit_ms = limit_ms;
    (void)pthread_mutex_init(&watch->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&watch->ending, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    if (pthread_create(&watch->thread, NULL, watch_over, watch) == 0)
        return watch;
    free(watch);
    return NULL;
}

void watch_close(struct watch *watch)
{
    if (!watch)
        return;
    (void)pthread_mutex_lock(&watch->lock);
    watch->ends = true;
    (void)pthread_cond_signal(&watch->ending);
    (void)pthread_mutex_unlock(&watch->lock);
    (void)pthread_join(watch->thread, NULL);
    (void)pthread_cond_destroy(&watch->ending);
    (void)pthread_mutex_destroy(&watch->lock);
    free(watch);
}

struct watched *watch_begin(struct watch *watch, int socket)
{
    struct watched *watched = calloc(1, sizeof *watched);

    if (!watched)
        return NULL;
    watched->socket = socket;
    watched->deadline_ms = now_ms() + watch->limit_ms;
    (void)pthread_mutex_lock(&watch->lock);
    watched->behind = watch->first;
    if (watch->first)
        watch->first->before = watched;
    watch->first = watched;
    (void)pthread_mutex_unlock(&watch->lock);
    return watched;
}

static void set(struct watch *watch, struct watched *watched, int64_t deadline_ms,
                atomic_int_fast64_t *work_ns)
{
    if (!watched)
        return;
    (void)pthread_mutex_lock(&watch->lock);
    watched->deadline_ms = deadline_ms;
    watched->work_ns = work_ns;
    (void)pthread_mutex_unlock(&watch->lock);
}

void watch_start_clock(struct watch *watch, struct watched *watched)
{
    set(watch, watched, now_ms() + watch->limit_ms, NULL);
}

void watch_stop_clock(struct watch *watch, struct watched *watched)
{
    set(watch, watched, 0, NULL);
}

void watch_work(struct watch *watch, struct watched *watched, atomic_int_fast64_t *deadline_ns)
{
    set(watch, watched, 0, deadline_ns);
}

void watch_sending(struct watch *watch, struct watched *watched, size_t bytes)
{
    int64_t extra_ms = (int64_t)(bytes / SLOWEST_BYTES_A_MS);

    set(watch, watched, now_ms() + watch->limit_ms + extra_ms, NULL);
}

void watch_end(struct watch *watch, struct watched *watched)
{
    if (!watched)
        return;
    (void)pthread_mutex_lock(&watch->lock);
    if (watched->before)
        watched->before->behind = watched->behind;
    else
        watch->first = watched->behind;
    if (watched->behind)
        watched->behind->before = watched->before;
    (void)pthread_mutex_unlock(&watch->lock);
    free(watched);
}
