/* A bounded queue of jobs and the threads that run them: work that must not hold up the thread that
 * brings it. */
#ifndef COPYDESK_BASE_QUEUE_H
#define COPYDESK_BASE_QUEUE_H

#include "base/slice.h"

struct queue;

/* One piece of work, as a member of whatever it works on. Whoever owns it keeps it in place until
 * `run` is called; it may be given to the queue again from there on. */
struct job {
    void (*run)(struct job *job);
    struct job *behind; /* the queue's own */
};

/* Starts the threads (at least one runs, else NULL; NULL too without memory). `capacity`: jobs that
 * may wait. */
struct queue *queue_open(unsigned threads, size_t capacity);

/* Runs what still waits, ends the threads and frees the queue. Nobody may give it a job any more
 * but the jobs themselves. Accepts NULL. */
void queue_close(struct queue *queue);

/* Gives a job to the queue; jobs run in the order they came. False when as many wait as may. O(1).
 */
bool queue_offer(struct queue *queue, struct job *job);

/* As queue_offer, for the next step of work that was once let in: never refused. */
void queue_continue(struct queue *queue, struct job *job);

/* How it stands at this moment. */
struct queue_state {
    size_t waiting, capacity;
    unsigned busy, threads;
};

struct queue_state queue_tell(struct queue *queue);

#endif
