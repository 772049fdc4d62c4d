#include "base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum {
    THREADS_MAX = 256,
};

struct work {
    atomic_size_t next;
    size_t count;
    void (*run)(void *context, size_t i);
    void *context;
};

unsigned workers_cores(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set))
        return 1;
    return CPU_COUNT(&set) > 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

static void *work_through(void *argument)
{
    struct work *work = argument;

    for (;;) {
        size_t i = atomic_fetch_add_explicit(&work->next, 1, memory_order_relaxed);
        if (i >= work->count)
            return NULL;
        work->run(work->context, i);
    }
}

void workers_each(unsigned threads, size_t count, void (*run)(void *context, size_t i),
                  void *context)
{
    struct work work = {.count = count, .run = run, .context = context};
    pthread_t started[THREADS_MAX];
    unsigned running = 0;

    if (threads == 0)
        threads = workers_cores();
    if (threads > THREADS_MAX)
        threads = THREADS_MAX;
    while (running + 1 < threads && running + 1 < count &&
           pthread_create(&started[running], NULL, work_through, &work) == 0)
        running++;
    (void)work_through(&work);
    for (unsigned i = 0; i < running; i++)
        (void)pthread_join(started[i], NULL);
}
