/* Which quotes of a corpus stand elsewhere too, and which altered: looked up once for all. */
#ifndef COPYDESK_CORPUS_ECHO_H
#define COPYDESK_CORPUS_ECHO_H

#include "corpus/generation.h"

/* Looks up every quote of the newest gathered piece and publishes the bits with it; leaves at once
 * when `stop` is set, and publishes nothing. Time O(quotes · corpus_match_quote). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error echo_find(struct stock *stock, unsigned threads, const atomic_bool *stop);

#endif
