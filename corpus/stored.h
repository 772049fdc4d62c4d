/* A stored article: its text, the keys it is found by, and its analysis once that is read.
 *
 * Shared by all generations that hold it, counted, freed by the last. All but the analysis is
 * read-only from the start. The tokens are not kept: reading the text again is faster than the
 * memory they would take is cheap. */
#ifndef COPYDESK_CORPUS_STORED_H
#define COPYDESK_CORPUS_STORED_H

#include <stdatomic.h>

#include "corpus/dates.h"
#include "corpus/postings.h"
#include "corpus/quoted.h"
#include "intake/article.h"
#include "news/analysis.h"

/* An analysis as it is kept: one block of memory. */
struct kept {
    struct analysis analysis;
    struct quote_words words; /* of its quotes */
};

struct stored {
    atomic_uint holders;
    uint32_t words;         /* of the text, as the wire counts them */
    struct article article; /* as loaded */
    struct cleaned cleaned; /* its text as it is read */
    bool is_dated;
    struct moment published;     /* when is_dated */
    uint64_t source_id;          /* equal for equal folded sources */
    struct key_set word_keys;    /* folded words of title and text */
    struct key_set shingle_keys; /* winnowed shingles of the text */
    _Atomic(struct kept *) kept; /* NULL: not analysed yet */
};

/* Reads an article and stores a copy, held once. Time O(text).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error stored_make(const struct article *article, struct stored **out);

/* True when every byte of the stored article is the same. */
bool stored_equals(const struct stored *stored, const struct article *article);

/* One holder more. */
struct stored *stored_hold(struct stored *stored);

/* One holder less; the last frees it. Accepts NULL. */
void stored_release(struct stored *stored);

/* Keeps a copy of the analysis, as small as it can be, with the words of its quotes. Strings
 * that lie in the stored text stay there. One thread at a time for each article.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error stored_keep_analysis(struct stored *stored, struct arena *scratch,
                                          const struct analysis *analysis);

/* NULL when it is not read yet. */
static inline const struct analysis *stored_analysis(const struct stored *stored)
{
    const struct kept *kept = atomic_load_explicit(&stored->kept, memory_order_acquire);

    return kept ? &kept->analysis : NULL;
}

/* The words of its quotes; count is 0 when they are not read yet. */
static inline struct quote_words stored_quote_words(const struct stored *stored)
{
    const struct kept *kept = atomic_load_explicit(&stored->kept, memory_order_acquire);

    return kept ? kept->words : (struct quote_words){0};
}

#endif
