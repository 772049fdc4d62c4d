/* The words of a quotation as it is looked up: folded, each marked with what it is. */
#ifndef COPYDESK_CORPUS_QUOTED_H
#define COPYDESK_CORPUS_QUOTED_H

#include "corpus/postings.h"
#include "news/analysis.h"
#include "text/edit.h"

enum { QUOTED_SHINGLE = 3, QUOTED_WORDS_MAX = 1000 };

/* What a word is. */
enum {
    QUOTED_INSERTED = 1 << 0, /* it stands in editorial brackets */
    QUOTED_CLITIC = 1 << 1,   /* n't, 'll: a word when quotes are compared, none when searched */
    QUOTED_PART = 1 << 2,     /* of the hyphenated word before it: only searched */
    QUOTED_PLAIN = 1 << 3,    /* it tells nothing: the, of, would, know */
    QUOTED_GAP = 1 << 4       /* an ellipsis stands before it: words may be left out */
};

struct quoted {
    struct slice text;    /* the quote's span */
    struct id_row words;  /* folded, at most QUOTED_WORDS_MAX; parts left out */
    const uint8_t *flags; /* per word */
};

/* The words of all quotes of an article, side by side: quote i has [first[i], first[i + 1]). */
struct quote_words {
    const uint32_t *first;
    const uint64_t *words;
    const uint8_t *flags;
    uint32_t count; /* of quotes */
};

/* Reads the words of quotes. Time O(their length). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quote_words_read(struct arena *arena, struct slice text,
                                      const struct quotes *quotes, struct quote_words *out);

/* Reads a quote of a text. Time O(length of the quote). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quoted_read(struct arena *arena, struct slice text, const struct quote *quote,
                                 struct quoted *out);

/* The same of words that were read before: a copy without the parts. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quoted_take(struct arena *arena, const struct quote_words *words, uint32_t i,
                                 struct slice text, struct quoted *out);

/* Words put together, as of the pieces of one utterance. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quoted_join(struct arena *arena, const struct quoted *first,
                                 const struct quoted *second, struct quoted *out);

/* The words a quote is searched by, in their order: neither clitics nor parts. Written to `at`,
 * which has room for `count`. Returns how many. */
uint32_t quoted_searched(const uint64_t *words, const uint8_t *flags, uint32_t count, uint64_t *at);

/* The key of words that stand side by side. */
uint64_t quoted_key(const uint64_t *words, uint32_t count);

/* The keys a quote is found by, of the words it is searched by, written to `keys`, which has room
 * for `count`: its three-word shingles; of two words the one pair; of one word none. Returns how
 * many. */
uint32_t quoted_keys(const uint64_t *words, uint32_t count, uint64_t *keys);

#endif
