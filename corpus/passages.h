/* Passages: runs of the same folded words in two texts, as long as they go. */
#ifndef COPYDESK_CORPUS_PASSAGES_H
#define COPYDESK_CORPUS_PASSAGES_H

#include "corpus/corpus.h"

/* The words of a document, without all that is no word. */
struct word_row {
    const struct document *document;
    uint32_t *tokens; /* token of each word */
    uint32_t count;
};

NODISCARD enum error word_row_read(struct arena *arena, const struct document *document,
                                   struct word_row *out);

/* One run: words [left, left + count) of the left row are [right, right + count) of the right. */
struct run {
    uint32_t left, right, count;
};

struct runs {
    struct run *at;
    size_t count, capacity;
};

/* The maximal runs of at least SHINGLE_WORDS words, ascending and not overlapping on the left; of
 * several the longest from where it begins. Time O(left + right), for texts that repeat
 * themselves too. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error runs_find(struct arena *arena, const struct word_row *left,
                               const struct word_row *right, struct runs *out);

/* The `most` longest runs as spans of the two texts, in the left text's order.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error passages_make(struct arena *arena, const struct word_row *left,
                                   const struct word_row *right, const struct runs *runs,
                                   size_t most, struct related *out);

#endif
