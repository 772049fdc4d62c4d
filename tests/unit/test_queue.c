#include "base/queue.h"

#include <pthread.h>
#include <stdatomic.h>

#include "tests/unit/suite.h"

enum { JOBS = 1000, THREADS = 4 };

struct count {
    struct job job;
    struct queue *queue;
    unsigned steps;
    atomic_uint *done;
};

static void count_step(struct job *job)
{
    struct count *count = (struct count *)job;

    if (--count->steps)
        queue_continue(count->queue, job);
    else
        atomic_fetch_add(count->done, 1);
}

START_TEST(runs_every_step_of_every_job)
{
    static struct count counts[JOBS];
    atomic_uint done = 0;
    struct queue *queue = queue_open(THREADS, JOBS);

    ck_assert_ptr_nonnull(queue);
    for (unsigned i = 0; i < JOBS; i++) {
        counts[i] = (struct count){{.run = count_step}, queue, 1 + i % 7, &done};
        ck_assert(queue_offer(queue, &counts[i].job));
    }
    queue_close(queue);
    ck_assert_uint_eq(atomic_load(&done), JOBS);
}

END_TEST

struct gate {
    struct job job;
    pthread_mutex_t *lock;
    unsigned *order, *next, number;
};

static void pass_gate(struct job *job)
{
    struct gate *gate = (struct gate *)job;

    (void)pthread_mutex_lock(gate->lock);
    gate->order[(*gate->next)++] = gate->number;
    (void)pthread_mutex_unlock(gate->lock);
}

START_TEST(refuses_more_than_may_wait_and_keeps_the_order)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    unsigned order[6] = {0}, next = 0;
    struct gate gates[6];
    struct queue *queue = queue_open(1, 3);

    (void)pthread_mutex_lock(&lock); /* the first job waits at the gate */
    for (unsigned i = 0; i < 6; i++)
        gates[i] = (struct gate){{.run = pass_gate}, &lock, order, &next, i};
    ck_assert(queue_offer(queue, &gates[0].job));
    while (queue_tell(queue).busy == 0)
        ;
    for (unsigned i = 1; i < 4; i++)
        ck_assert(queue_offer(queue, &gates[i].job));
    ck_assert(!queue_offer(queue, &gates[4].job));
    queue_continue(queue, &gates[5].job);
    ck_assert_uint_eq(queue_tell(queue).waiting, 4);
    ck_assert_uint_eq(queue_tell(queue).capacity, 3);
    ck_assert_uint_eq(queue_tell(queue).threads, 1);
    (void)pthread_mutex_unlock(&lock);
    queue_close(queue);
    ck_assert_uint_eq(next, 5);
    for (unsigned i = 0; i < 4; i++)
        ck_assert_uint_eq(order[i], i);
    ck_assert_uint_eq(order[4], 5);
}

END_TEST

SUITE("queue", TEST(runs_every_step_of_every_job),
      TEST(refuses_more_than_may_wait_and_keeps_the_order))
