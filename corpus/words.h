/* Words that articles are found by: the keys of a text, and questions of words and phrases. */
#ifndef COPYDESK_CORPUS_WORDS_H
#define COPYDESK_CORPUS_WORDS_H

#include "base/array.h"
#include "corpus/postings.h"
#include "text/token.h"

struct keys {
    uint64_t *at;
    size_t count, capacity;
};

/* Appends the keys of each word: its folded id, and those of the parts of a hyphenated one, so that
 * "Qaeda" finds al-Qaeda. Time O(tokens). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error words_add(struct arena *arena, struct slice text, const struct tokens *tokens,
                               struct keys *keys);

/* A run of words that stand side by side; a word alone is a run of one. */
struct phrase {
    const uint64_t *at; /* folded ids */
    const uint32_t
        *fallback; /* words that still match when word i does not (Knuth, Morris, Pratt) */
    uint32_t count;
};

/* What is asked for: every phrase. */
struct question {
    struct phrase *at;
    size_t count, capacity;
};

/* Reads a question: words, and phrases between double quotation marks (an unclosed one runs to the
 * end). Marks and clitics are dropped: "Karzai's" asks for Karzai. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error question_read(struct arena *arena, struct slice q, struct question *out);

/* True when the words of a phrase stand side by side among the word tokens. Time O(tokens)
 * expected.
 */
bool phrase_stands(const struct phrase *phrase, const struct tokens *tokens);

/* The same among words that are read already. Time O(count). */
bool phrase_stands_among(const struct phrase *phrase, const uint64_t *words, uint32_t count);

#endif
