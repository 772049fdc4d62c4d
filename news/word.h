/* The closed classes of English words: what a token can be in a clause, without a parser. */
#ifndef COPYDESK_NEWS_WORD_H
#define COPYDESK_NEWS_WORD_H

#include "text/document.h"

/* A word may belong to several classes; one of no class is a noun, a verb, an adjective or a name.
 */
enum word_class {
    WORD_DETERMINER = 1 << 0,  /* the, a, some, three */
    WORD_POSSESSIVE = 1 << 1,  /* his, their, and the clitic 's */
    WORD_PREPOSITION = 1 << 2, /* of, in, after */
    WORD_AUXILIARY = 1 << 3,   /* is, had, would */
    WORD_BE = 1 << 4,          /* is, was, been */
    WORD_HE = 1 << 5,
    WORD_SHE = 1 << 6,
    WORD_THEY = 1 << 7,
    WORD_IT = 1 << 8,
    WORD_I = 1 << 9, /* I, we */
    WORD_YOU = 1 << 10,
    WORD_OBJECT = 1 << 11,       /* him, them, us */
    WORD_RELATIVE = 1 << 12,     /* who, which */
    WORD_CONJUNCTION = 1 << 13,  /* and, or, but */
    WORD_SUBORDINATOR = 1 << 14, /* that, while, because */
    WORD_NEGATION = 1 << 15,     /* not, n't, never */
    WORD_ADVERB = 1 << 16,       /* also, later, and words in -ly */
    WORD_TIME = 1 << 17,         /* Monday, yesterday, June */
    WORD_THAT = 1 << 18,
    WORD_TO = 1 << 19
};

enum { WORD_SUBJECT_PRONOUN = WORD_HE | WORD_SHE | WORD_THEY | WORD_IT | WORD_I | WORD_YOU };

/* Classes of one word, any case; 0 when it belongs to none. O(log words). */
uint32_t word_classes(struct slice word);

/* The classes of every token of a document, on the arena. Time O(tokens). Fails: ERROR_NO_MEMORY.
 */
NODISCARD enum error word_read(struct arena *arena, const struct document *document,
                               const uint32_t **out);

#endif
