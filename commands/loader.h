/* Reads the corpus in a thread of its own: once at the start, and again each time it is asked, so
 * that signals are heard meanwhile. */
#ifndef COPYDESK_COMMANDS_LOADER_H
#define COPYDESK_COMMANDS_LOADER_H

#include <pthread.h>

#include "commands/notify.h"
#include "commands/startup.h"

enum { LOADER_AT_WORK = -1 }; /* the first load has not ended */

struct loader {
    struct startup *startup;
    const struct notify *notify;
    pthread_t waiting;
    pthread_t thread;
    bool has_thread;   /* which has not been joined */
    atomic_uint asked; /* since the thread began; 0: nothing is being read */
    atomic_int first;  /* exit code of the first load, or LOADER_AT_WORK */
};

/* The calling thread, which has SIGUSR1 blocked, is sent one when the first load has ended. */
void loader_init(struct loader *loader, struct startup *startup, const struct notify *notify);

/* Reads the corpus: for the first time, or as a new generation beside the old one. A load under way
 * is followed by one more. A reload that fails leaves the generation in force, and says so. */
void loader_ask(struct loader *loader);

/* Ends the thread. False when a corpus is being read, which cannot be stopped: then only the
 * process can end. */
bool loader_close(struct loader *loader);

#endif
