/* Which articles share words with a text: candidates by winnowed shingles, then all shingles. */
#ifndef COPYDESK_CORPUS_LIKENESS_H
#define COPYDESK_CORPUS_LIKENESS_H

#include "corpus/generation.h"

/* The copies of a text among the articles, by falling containment: duplicate, edited, contains,
 * contained, partial. Time O(shingles + postings read + candidates' texts).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error likeness_find(const struct generation *generation, struct arena *arena,
                                   const struct document *document, uint32_t except,
                                   struct related_list *out);

#endif
