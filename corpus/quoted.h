/* The words of a quotation as it is looked up: folded, those of editorial insertions marked. */
#ifndef COPYDESK_CORPUS_QUOTED_H
#define COPYDESK_CORPUS_QUOTED_H

#include "corpus/postings.h"
#include "news/analysis.h"
#include "text/edit.h"

enum { QUOTED_SHINGLE = 3, QUOTED_WORDS_MAX = 1000 };

struct quoted {
    struct slice text;    /* the quote's span */
    struct id_row words;  /* folded, at most QUOTED_WORDS_MAX */
    const bool *inserted; /* per word: it stands in editorial brackets */
    bool has_insertions;
};

/* Reads a quote of a text. Time O(length of the quote). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quoted_read(struct arena *arena, struct slice text, const struct quote *quote,
                                 struct quoted *out);

/* Words put together, as of the pieces of one utterance. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quoted_join(struct arena *arena, const struct quoted *first,
                                 const struct quoted *second, struct quoted *out);

/* The keys a quote is found by, appended at `keys`, which has room for words.count: its three-word
 * shingles; of two words the one pair; of one word none. Returns how many. */
uint32_t quoted_keys(const struct quoted *quoted, uint64_t *keys);

/* The keys of all quotes of an article, but scare quotes. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quoted_keys_of(struct arena *arena, struct slice text,
                                    const struct quotes *quotes, struct key_set *out);

#endif
