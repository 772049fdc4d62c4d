/* Threads for work that is cut into many independent pieces: loading a corpus, reading a batch. */
#ifndef COPYDESK_BASE_WORKERS_H
#define COPYDESK_BASE_WORKERS_H

#include "base/slice.h"

/* Processors this process may run on, at least 1. */
unsigned workers_cores(void);

/* Calls run(context, i) once for every i in [0, count), on up to `threads` threads (0: one for each
 * core), and returns when all are done. Pieces are handed out in order, one at a time. The calling
 * thread works too, so that it also succeeds where no thread can be started. */
void workers_each(unsigned threads, size_t count, void (*run)(void *context, size_t i),
                  void *context);

#endif
