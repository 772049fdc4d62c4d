/* One side of a comparison, token by token: what each word counts as when two texts are aligned. */
#ifndef COPYDESK_NEWS_READING_H
#define COPYDESK_NEWS_READING_H

#include "news/diff.h"
#include "news/lexeme.h"
#include "text/edit.h"

/* What a token is, from the lists. */
enum reading_flag {
    READING_WORD = 1 << 0,
    READING_STOPWORD = 1 << 1,
    READING_NEGATION = 1 << 2,
    READING_HEDGE = 1 << 3,
    READING_PART_START = 1 << 4, /* first token of its part */
    READING_SENTENCE_START = 1 << 5,
    READING_SPEAKER = 1 << 6,     /* names the speaker of a quote, next to its cue */
    READING_INSERTION = 1 << 7,   /* an editor's brackets inside a quote, and what stands in them */
    READING_NUMBER = 1 << 8,      /* in digits, or a word from two on */
    READING_MAYBE_NUMBER = 1 << 9 /* a number where it faces one: one, first, half, dozens */
};

/* A paragraph or a sentence. */
struct part {
    struct span span;
    uint32_t first, last; /* tokens [first, last) */
    uint64_t bytes;       /* keyed hash of its bytes */
    uint32_t words;
};

struct parts {
    struct part *at;
    size_t count, capacity;
};

struct reading {
    const struct document *document;
    const struct analysis *analysis; /* never NULL */
    uint32_t *lexemes;               /* by token: its lexeme, equal for equal bytes */
    uint32_t *loose;  /* by token: equal for words that differ in form alone (color, colour) */
    uint16_t *flags;  /* by token: enum reading_flag */
    uint32_t *quotes; /* by token: the direct or mixed quote that holds it, or NO_QUOTE */
    struct parts parts;
};

/* Two texts that are compared, and what the steps of the comparison share. */
struct comparison {
    struct arena *arena;
    struct arena *scratch;       /* of one step at a time, which clears it first */
    const struct models *models; /* may be NULL */
    struct lexemes lexemes;
    struct editor *editor; /* of loose numbers */
    enum diff_level level;
    struct reading left, right;
    double kept;      /* share of the left's words that the right keeps, 0 to 1 */
    bool lacks_names; /* names, dates and quotes are not compared */
    bool is_forced;   /* compared in a mode that was asked for and that the texts are not of */
    bool is_shuffled; /* nearly all telling words are in both, in another order */
    uint32_t *right_entity; /* by entity of the left: the same one of the right, or NO_ENTITY */
    uint32_t *left_entity;  /* and the other way round */
    uint64_t steps;         /* left of the budget */
    bool truncated;
};

/* Tokens of both sides. */
static inline uint64_t comparison_tokens(const struct comparison *c)
{
    return (uint64_t)c->left.document->tokens.count + c->right.document->tokens.count;
}

/* Reads one side; side->analysis may be NULL: no names. Time O(n). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error reading_open(struct arena *arena, struct lexemes *lexemes,
                                  const struct diff_side *side, enum diff_level level,
                                  struct reading *out);

/* The sentences of a side that was read by paragraphs, as parts. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error reading_parts(struct arena *arena, const struct reading *reading,
                                   enum diff_level level, struct parts *out);

/* Bytes of a run of tokens, from the first's begin to the last's end; empty at `first` when there
 * is none. */
struct span reading_span(const struct reading *reading, uint32_t first, uint32_t last);

/* What stands between token i and the one before it; empty before the first. */
struct span reading_gap(const struct reading *reading, uint32_t i);

/* Whether what stands before two tokens reads the same: equal bytes, or white space on both sides.
 */
bool reading_gaps_alike(const struct reading *a, uint32_t i, const struct reading *b, uint32_t j);

/* The first mention that overlaps a run of tokens and is of a type in the set (bits of enum
 * entity_type); NO_MENTION when there is none. O(log mentions + mentions in the run). */
#define NO_MENTION UINT32_MAX

uint32_t reading_mention(const struct reading *reading, uint32_t first, uint32_t last,
                         uint32_t types);

enum {
    TYPES_NAME =
        1 << ENTITY_PERSON | 1 << ENTITY_ORGANIZATION | 1 << ENTITY_LOCATION | 1 << ENTITY_MISC,
    TYPES_DATE = 1 << ENTITY_DATE | 1 << ENTITY_TIME,
    TYPES_MONEY = 1 << ENTITY_MONEY,
    TYPES_NUMBER = 1 << ENTITY_PERCENT | 1 << ENTITY_NUMBER,
    TYPES_VALUE = TYPES_DATE | TYPES_MONEY | TYPES_NUMBER
};

#endif
