/* Tokens: the words, numbers and marks of a text, each with its byte span.
 *
 * Rules in short: hyphenated compounds are one word (hard-line, U.S.-led, 10-year-old); a clitic is
 * a token of its own ('s, n't, 're, 'll, …: "Karzai's" = Karzai + 's, "don't" = do + n't); numbers
 * keep their separators (1,200,344, 3.5, 9-11); abbreviations keep their stop (U.S., Gen., p.m.);
 * currency signs and % stand alone ($ + 10 + million); URLs, e-mail addresses, @names and #tags are
 * one token; quotation marks, brackets, dashes (--, — and a single hyphen between blanks) and
 * ellipses (also ". . .") stand alone. Tokens cover every byte that is not white space or
 * ignorable, in order. In the folded form all dashes are -, all ellipses ..., all double marks ".
 */
#ifndef COPYDESK_TEXT_TOKEN_H
#define COPYDESK_TEXT_TOKEN_H

#include "base/arena.h"
#include "text/chars.h"

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER, /* begins with a digit: 8, 1,200.5, 30th, 9-11, 10-year-old; also .5 and '90s */
    TOKEN_URL,
    TOKEN_EMAIL,
    TOKEN_HANDLE,
    TOKEN_HASHTAG,
    TOKEN_QUOTE,   /* a quotation mark; `mark` says which. Apostrophes inside words are not */
    TOKEN_BRACKET, /* ( ) [ ] { } */
    TOKEN_DASH,    /* -- , —, –, or a hyphen between blanks */
    TOKEN_ELLIPSIS,
    TOKEN_STOP,  /* . ! ? that may end a sentence, also ?! */
    TOKEN_COMMA, /* , ; : */
    TOKEN_SYMBOL /* everything else: $ % & / … */
};

enum token_flag {
    TOKEN_CAPITAL = 1 << 0,  /* begins with an upper-case letter */
    TOKEN_ALL_CAPS = 1 << 1, /* two or more letters, all upper-case */
    TOKEN_HAS_DIGIT = 1 << 2,
    TOKEN_CLITIC = 1 << 3,       /* 's, n't, 're, … */
    TOKEN_ABBREVIATION = 1 << 4, /* a word that keeps its full stop */
    TOKEN_HYPHENATED = 1 << 5,
    TOKEN_SPACE_BEFORE = 1 << 6, /* white space, or the begin of the text, stands before it */
    TOKEN_LINE_START = 1 << 7,   /* first token of its line */
    TOKEN_POSSESSIVE = 1 << 8,   /* the clitic 's, or ' after a plural s */
    TOKEN_BLANK_LINE = 1 << 9    /* two line ends or a paragraph separator stand between
                                    it and the token before */
};

struct token {
    struct span span;
    uint64_t exact;  /* hash of the bytes: equal for equal spellings, in every document */
    uint64_t folded; /* hash of the folded form (chars.h): equal for Al-Qaida and al-qaida */
    uint16_t flags;
    uint8_t kind; /* enum token_kind */
    uint8_t mark; /* enum quote_mark */
};

struct tokens {
    struct token *at;
    size_t count, capacity;
    uint32_t piece_count; /* runs between white space, as wc -w counts words */
    uint16_t flags;       /* of all tokens together */
};

/* Cuts a valid UTF-8 text below 4 GiB into tokens, in text order. Time O(n). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error token_split(struct arena *arena, struct slice text, struct tokens *out);

/* The tokens of a text one after another, without an arena; begins with {.text = text}. */
struct token_reader {
    struct slice text;
    size_t at;           /* behind the token read last */
    size_t clitic_end;   /* end of the clitic that begins at `at`; 0 when none does */
    bool in_single_mark; /* a single quotation mark stands open */
};

/* The next token; false at the end of the text. Amortised O(length of the token). */
bool token_next(struct token_reader *reader, struct token *out);

/* Ids of a word as token_split would give them, for look-up: of one token, not of a phrase. */
uint64_t token_exact_id(struct slice word);
uint64_t token_folded_id(struct slice word);

static inline struct slice token_text(struct slice text, const struct token *token)
{
    return slice_at(text, token->span);
}

/* Words and numbers count as words in `words` of the wire; clitics and marks do not. */
static inline bool token_is_word(const struct token *token)
{
    return token->kind <= TOKEN_HASHTAG && !(token->flags & TOKEN_CLITIC);
}

#endif
