/* How one quote of the corpus stands to all others; corpus.h has the rest. */
#ifndef COPYDESK_CORPUS_MATCH_H
#define COPYDESK_CORPUS_MATCH_H

#include "corpus/generation.h"

/* The ECHO_ bits of a quote. Time: as corpus_match_quote. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error match_echo(const struct generation *generation, struct quote_ref ref,
                                uint8_t *out);

/* True when a match shows the quote's words changed, cut or in another mouth. */
bool match_is_altered(const struct quote_match *match);

#endif
