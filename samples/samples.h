/* The sample corpus, built into the program: served when no corpus is named. */
#ifndef COPYDESK_SAMPLES_SAMPLES_H
#define COPYDESK_SAMPLES_SAMPLES_H

#include <stddef.h>

/* JSON lines, with a NUL behind them that is not counted. */
extern const char samples_corpus[];
extern const size_t samples_corpus_len;

#endif
