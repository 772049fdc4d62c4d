/* What the name tagger looks at: the units of a document, their words, and what stands around them.
 *
 * A unit is a token; a hyphenated word with a capital gives one unit for each part ("U.S.-led":
 * "U.S." and "led"), so that a name inside a compound can be tagged. The trainer's encoder and the
 * program share this code: a feature means the same number in both. Hashes are of bytes alone, so
 * the numbers hold on every machine; FEATURE_VERSION changes whenever a feature's number does. */
#ifndef COPYDESK_NEWS_FEATURE_H
#define COPYDESK_NEWS_FEATURE_H

#include "news/models.h"
#include "text/document.h"

enum {
    FEATURE_VERSION = 2,
    FEATURE_AFFIXES = 4,      /* prefix of 3, suffixes of 3 and 2, shape */
    FEATURE_AFFIX_BITS = 14,  /* of the hash of an affix */
    FEATURE_WORD_BITS = 16,   /* of the hash of a whole word */
    FEATURE_BITS = 14,        /* of enum word_bit */
    FEATURE_CONTEXT_BITS = 48 /* of enum context_bit */
};

/* The words that have a vector: sorted hashes of their folded bytes (feature_key). */
struct vocabulary {
    const uint32_t *keys;
    uint32_t count;
};

enum word_bit {
    WORD_CAPITAL = 1 << 0,
    WORD_ALL_CAPS = 1 << 1,
    WORD_PLACE = 1 << 2,
    WORD_TOWN = 1 << 3,
    WORD_FORENAME = 1 << 4,
    WORD_SURNAME = 1 << 5,
    WORD_DEMONYM = 1 << 6,
    WORD_TITLE = 1 << 7,
    WORD_ROLE = 1 << 8,
    WORD_ORGANIZATION = 1 << 9,
    WORD_STOP = 1 << 10,
    WORD_LETTERS = 1 << 11,
    WORD_LINK = 1 << 12, /* of, de, bin: may stand inside a name */
    WORD_SPEECH = 1 << 13
};

/* One spelling of the document. */
struct word {
    struct slice text;
    uint32_t type;   /* index into types: the same for all cases of the word */
    uint32_t vector; /* its place in the vocabulary + 1; 0 when it has none */
    uint16_t hash;   /* of its folded bytes, digits as 0 */
    uint16_t affixes[FEATURE_AFFIXES];
    uint16_t bits; /* enum word_bit */
};

struct words {
    struct word *at;
    size_t count, capacity;
};

/* One word of the document whatever its case, with what the whole article shows about it. */
struct type {
    uint64_t folded;
    uint16_t evidence; /* enum evidence */
};

enum evidence {
    SEEN_LOWER = 1 << 0,
    SEEN_CAPITAL = 1 << 1, /* inside a sentence of usual case */
    AFTER_TITLE = 1 << 2,
    AFTER_FORENAME = 1 << 3,
    AFTER_PLACE_WORD = 1 << 4, /* in, at */
    BEFORE_SPEECH = 1 << 5,
    ENDS_RUN = 1 << 6, /* last of two or more capitalised words */
    OPENS_RUN = 1 << 7,
    INSIDE_PARENS = 1 << 8
};

enum unit_flag {
    UNIT_JOINED = 1 << 0,     /* part of the same token as the unit before */
    UNIT_FIRST = 1 << 1,      /* first word of a sentence or of a quotation */
    UNIT_PLACE_OPEN = 1 << 2, /* a listed place begins here */
    UNIT_PLACE_IN = 1 << 3,   /* … goes on here */
    UNIT_ORG_OPEN = 1 << 4,
    UNIT_ORG_IN = 1 << 5
};

/* Places of the bits of feature_context. */
enum context_bit {
    CONTEXT_FLAGS = 0, /* six bits: enum unit_flag */
    CONTEXT_JOINS_NEXT = 6,
    CONTEXT_TITLE_STYLE = 7,
    CONTEXT_CAPITALS_STYLE = 8,
    CONTEXT_APPOSITION = 9,    /* ", a Taliban spokesman" follows the run of capitals */
    CONTEXT_RUN_LENGTH = 10,   /* seven bits: 1, 2, … 7 or more capitalised words in a row */
    CONTEXT_RUN_PLACE = 17,    /* seven bits: place in the run, from its begin */
    CONTEXT_RUN_LEFT = 24,     /* seven bits: words of the run that follow */
    CONTEXT_EVIDENCE = 31,     /* nine bits: enum evidence, of capitalised words */
    CONTEXT_PARAGRAPH = 40,    /* in the first sentence of a paragraph */
    CONTEXT_OPENING = 41,      /* in the first two sentences of the text */
    CONTEXT_UNENDED = 42,      /* the sentence ends without a stop: a headline, a line of a list */
    CONTEXT_QUOTED = 43,       /* between quotation marks */
    CONTEXT_BRACKETED = 44,    /* between brackets */
    CONTEXT_SPACE_BEFORE = 45, /* white space stands before it */
    CONTEXT_NUMBER = 46,       /* it begins with a digit */
    CONTEXT_MARK = 47          /* it is neither a word nor a number */
};

struct unit {
    struct span span;
    uint32_t token, word;
    uint32_t run_first, run_last; /* the run of capitalised words around it; empty for others */
    uint8_t flags;
};

struct unit_sentence {
    uint32_t first, last; /* units [first, last) */
    uint8_t style;        /* enum sentence_style */
};

enum sentence_style { STYLE_USUAL, STYLE_TITLE, STYLE_CAPITALS };

struct reading {
    struct unit *units;
    uint64_t *contexts; /* of each unit: enum context_bit */
    struct words words;
    struct type *types;
    struct unit_sentence *sentences;
    uint32_t unit_count, type_count, sentence_count;
};

/* Cuts a document into units and looks at all of its words. Time O(tokens).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error feature_read(struct arena *arena, const struct lexicon *const *lists,
                                  const struct vocabulary *vocabulary,
                                  const struct document *document, struct reading *out);

/* The key under which a word's vector lies: the hash of its folded bytes. */
uint32_t feature_key(struct slice word);

#endif
