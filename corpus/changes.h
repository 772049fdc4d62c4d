/* What differs between two quotes of the same words, place by place. */
#ifndef COPYDESK_CORPUS_CHANGES_H
#define COPYDESK_CORPUS_CHANGES_H

#include "corpus/corpus.h"

/* One of the two quotes. */
struct change_side {
    struct slice text; /* the whole text */
    struct span span;  /* of the quote in it */
};

/* The changes from left to right, in text order, at most 100. with_marks: also those of spelling
 * and punctuation inside the outer marks; else of words alone. Time O(tokens · changes), bounded.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error changes_find(struct arena *arena, const struct change_side *left,
                                  const struct change_side *right, bool with_marks,
                                  struct quote_changes *out);

#endif
