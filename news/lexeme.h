/* The distinct words of a comparison: what each counts as when two texts are aligned, and what the
 * lists say of it, looked up once. */
#ifndef COPYDESK_NEWS_LEXEME_H
#define COPYDESK_NEWS_LEXEME_H

#include "news/models.h"
#include "text/vocabulary.h"

/* Loose numbers that no word has. */
enum loose_number {
    LOOSE_NONE,
    LOOSE_QUOTE, /* marks that count as one whatever their shape */
    LOOSE_DASH,
    LOOSE_ELLIPSIS,
    LOOSE_BRACKET_OPEN,
    LOOSE_BRACKET_CLOSE,
    LOOSE_FIRST_WORD
};

enum { LEXEME_LISTS = 3 }; /* stopwords, negations, hedges */

struct lexeme {
    uint32_t loose;   /* equal for words that differ in form alone: color and colour, 8 and eight */
    uint16_t flags;   /* enum reading_flag that it has whatever stands beside it */
    uint16_t phrases; /* by list: longer entries begin with it */
};

struct lexemes {
    struct arena *arena;
    const struct models *models; /* may be NULL */
    struct vocabulary spellings; /* token kinds and bytes -> index of the lexeme */
    struct vocabulary looses;    /* loose ids -> loose numbers; all are below looses.count */
    struct vocabulary digits;    /* ids of number words -> their place in the table */

    struct {
        struct lexeme *at;
        size_t count, capacity;
    } all;
};

/* tokens: about how many will be read. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error lexemes_open(struct arena *arena, const struct models *models, size_t tokens,
                                  struct lexemes *out);

/* The index of the lexeme of a token of the text, new or known; NO_NUMBER when there is no memory.
 * O(1) expected, O(bytes) of a new one. */
uint32_t lexemes_of(struct lexemes *lexemes, struct slice text, const struct token *token);

/* Fetches the place of a token that is asked for soon. */
void lexemes_prefetch(const struct lexemes *lexemes, const struct token *token);

/* The list behind a bit of `phrases`, and the flag of its entries. */
enum list lexeme_list(uint32_t bit);
uint16_t lexeme_list_flag(uint32_t bit);

#endif
