/* Which articles share words with a text: candidates by winnowed shingles, then all shingles. */
#ifndef COPYDESK_CORPUS_LIKENESS_H
#define COPYDESK_CORPUS_LIKENESS_H

#include "corpus/generation.h"
#include "corpus/passages.h"

/* A text that is compared with articles. */
struct likeness_query {
    const struct generation *generation;
    struct arena *arena; /* of the results */
    const struct document *document;
    struct shingles shingles;
    struct word_row row;
    uint32_t except; /* an article that is left out, or NO_ARTICLE */
};

NODISCARD enum error likeness_open(struct arena *arena, const struct generation *generation,
                                   const struct document *document, uint32_t except,
                                   struct likeness_query *out);

/* Compares the text with one article: shares, passages, and the relation of a copy (LIKENESS_COUNT
 * when it is none). Time O(both texts). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error likeness_compare(const struct likeness_query *query, uint32_t article,
                                      struct related *out);

/* The copies of a text among the articles, by falling containment: duplicate, edited, contains,
 * contained, partial. Time O(shingles + postings read + candidates' texts).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error likeness_find(const struct likeness_query *query, struct related_list *out);

#endif
