/* What the name tagger looks at: units of a document and the numbers of their features.
 *
 * A unit is a token; a hyphenated word with a capital gives one unit for each part ("U.S.-led":
 * "U.S." and "led"), so that a name inside a compound can be tagged. The trainer and the program
 * share this code: a feature means the same number in both. Hashes are of bytes alone, so the
 * numbers hold on every machine; FEATURE_VERSION changes whenever a feature's number does. */
#ifndef COPYDESK_NEWS_FEATURE_H
#define COPYDESK_NEWS_FEATURE_H

#include "news/models.h"
#include "text/document.h"

enum {
    FEATURE_VERSION = 1,
    FEATURE_PLACES = 5,    /* offsets of a word in the window: -2 to +2 */
    FEATURE_WORD_MAX = 48, /* features of one word at all offsets */
    FEATURE_CONTEXT_MAX = 40
};

/* Cluster paths of words, as they lie in the weights file. */
struct clusters {
    const uint32_t *keys; /* 1 << bits slots, 0: free */
    const uint16_t *paths;
    uint32_t bits;
};

/* One spelling of the document, with its features at each offset. */
struct word {
    struct slice text;
    uint32_t type; /* index into types: the same for all cases of the word */
    uint32_t lower, shape;
    uint16_t path;                /* of its cluster; 0 when it has none */
    uint16_t bits;                /* enum word_bit */
    uint8_t ends[FEATURE_PLACES]; /* ids of place p are ids[ends[p - 1] .. ends[p]) */
    uint32_t ids[FEATURE_WORD_MAX];
};

struct words {
    struct word *at;
    size_t count, capacity;
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
    AFTER_PLACE_WORD = 1 << 4, /* in, at, near, from */
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
    struct words words;
    struct type *types;
    struct unit_sentence *sentences;
    uint32_t unit_count, type_count, sentence_count;
};

/* Cuts a document into units and looks at all of its words. Time O(tokens).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error feature_read(struct arena *arena, const struct lexicon *const *lists,
                                  const struct clusters *clusters, const struct document *document,
                                  struct reading *out);

/* Features of a unit that are not those of one word alone; returns how many. O(1). */
uint32_t feature_context(const struct reading *reading, const struct unit_sentence *sentence,
                         uint32_t unit, uint32_t ids[FEATURE_CONTEXT_MAX]);

/* The key under which a word's cluster lies: its folded bytes' hash, never 0. */
uint32_t feature_cluster_key(struct slice word);

#endif
