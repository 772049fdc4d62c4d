#include "base/queue.h"

#include <pthread.h>
#include <stdlib.h>

enum { THREADS_MAX = 256 };

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *first, **end; /* of those that wait */
    size_t waiting, capacity;
    unsigned busy, threads;
    bool ends;
    pthread_t started[THREADS_MAX];
};

/* The next job, or NULL at the end; the lock is held. */
static struct job *take(struct queue *queue)
{
    struct job *job;

    while (!queue->first && !queue->ends)
        (void)pthread_cond_wait(&queue->changed, &queue->lock);
    job = queue->first;
    if (!job)
        return NULL;
    queue->first = job->behind;
    if (!queue->first)
        queue->end = &queue->first;
    queue->waiting--;
    return job;
}

static void *run_jobs(void *argument)
{
    struct queue *queue = argument;
    struct job *job;

    (void)pthread_mutex_lock(&queue->lock);
    while ((job = take(queue))) {
        queue->busy++;
        (void)pthread_mutex_unlock(&queue->lock);
        job->run(job);
        (void)pthread_mutex_lock(&queue->lock);
        queue->busy--;
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return NULL;
}

struct queue *queue_open(unsigned threads, size_t capacity)
{
    struct queue *queue = calloc(1, sizeof *queue);

    if (!queue)
        return NULL;
    queue->capacity = capacity;
    queue->end = &queue->first;
    (void)pthread_mutex_init(&queue->lock, NULL);
    (void)pthread_cond_init(&queue->changed, NULL);
    while (queue->threads < threads && queue->threads < THREADS_MAX &&
           pthread_create(&queue->started[queue->threads], NULL, run_jobs, queue) == 0)
        queue->threads++;
    if (queue->threads)
        return queue;
    queue_close(queue);
    return NULL;
}

void queue_close(struct queue *queue)
{
    if (!queue)
        return;
    (void)pthread_mutex_lock(&queue->lock);
    queue->ends = true;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->lock);
    for (unsigned i = 0; i < queue->threads; i++)
        (void)pthread_join(queue->started[i], NULL);
    (void)pthread_cond_destroy(&queue->changed);
    (void)pthread_mutex_destroy(&queue->lock);
    free(queue);
}

static bool add(struct queue *queue, struct job *job, bool is_bounded)
{
    bool fits;

    (void)pthread_mutex_lock(&queue->lock);
    fits = !is_bounded || queue->waiting < queue->capacity;
    if (fits) {
        job->behind = NULL;
        *queue->end = job;
        queue->end = &job->behind;
        queue->waiting++;
        (void)pthread_cond_signal(&queue->changed);
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return fits;
}

bool queue_offer(struct queue *queue, struct job *job)
{
    return add(queue, job, true);
}

void queue_continue(struct queue *queue, struct job *job)
{
    (void)add(queue, job, false);
}

struct queue_state queue_tell(struct queue *queue)
{
    struct queue_state state;

    (void)pthread_mutex_lock(&queue->lock);
    state = (struct queue_state){queue->waiting, queue->capacity, queue->busy, queue->threads};
    (void)pthread_mutex_unlock(&queue->lock);
    return state;
}
