/* Reads names and quotes of a stock behind the requests, on threads of its own. */
#ifndef COPYDESK_CORPUS_ANALYST_H
#define COPYDESK_CORPUS_ANALYST_H

#include "corpus/generation.h"

struct analyst {
    struct stock *stock;
    unsigned threads;
    atomic_bool stop; /* set by another thread: end after the articles in hand */
    void (*progress)(void *context, const char *phase, size_t done, size_t total); /* or NULL */
    void *context;
};

/* Analyses the stock's articles in their order and publishes what is gathered each time their
 * number has doubled, and at the end. Articles already analysed are passed over; one for which
 * there is no memory stays without. False when it was stopped, or the last gathering found no
 * memory. */
bool analyst_run(struct analyst *analyst);

#endif
