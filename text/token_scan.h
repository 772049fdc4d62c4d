/* Inside of the tokenizer: where a word, a number or an address that begins here ends. The text is
 * valid UTF-8; every look ahead is bounded, so that the whole stays linear. */
#ifndef COPYDESK_TEXT_TOKEN_SCAN_H
#define COPYDESK_TEXT_TOKEN_SCAN_H

#include "text/token.h"
#include "text/utf8.h"

/* The code point at `at` and its length in *length; 0 and length 0 at the end of the text. */
static inline uint32_t char_at(struct slice text, size_t at, size_t *length)
{
    size_t next = at;
    uint32_t code_point = 0;

    if (at < text.len)
        code_point = utf8_next(text, &next);
    *length = next - at;
    return code_point;
}

/* The code point that ends at `at`; 0 at the begin of the text. */
static inline uint32_t char_ending(struct slice text, size_t at)
{
    return at ? utf8_before(text, &at) : 0;
}

static inline bool byte_is_letter(char byte)
{
    return (unsigned)(((unsigned char)byte | 0x20) - 'a') < 26;
}

static inline bool byte_is_digit(char byte)
{
    return (unsigned)(byte - '0') < 10;
}

static inline bool byte_is_alnum(char byte)
{
    return byte_is_letter(byte) || byte_is_digit(byte);
}

static inline char byte_at(struct slice text, size_t at)
{
    if (at < text.len)
        return text.ptr[at];
    return '\0';
}

/* Letters, digits and combining marks, but no ideographs, make words. */
static inline bool classes_are_wordly(unsigned classes)
{
    return classes & (CHAR_LETTER | CHAR_DIGIT | CHAR_MARK) &&
           !(classes & (CHAR_IDEOGRAPH | CHAR_IGNORABLE));
}

static inline bool char_is_wordly(uint32_t code_point)
{
    return classes_are_wordly(char_classes(code_point));
}

static inline bool char_is_apostrophe(uint32_t code_point)
{
    return code_point == '\'' || code_point == 0x2019 || code_point == 0xFF07;
}

/* Sets the ids of a token from its bytes and returns the flags that a word's letters give it. */
uint16_t token_spell(struct slice word, struct token *out);

/* A word or number from its first character on. */
struct word_scan {
    size_t end;        /* one past it */
    size_t clitic_end; /* end of the clitic that follows at `end`; 0 when none does */
    bool abbreviation; /* its last byte is a full stop of its own */
    bool hyphenated;
};

struct word_scan word_scan(struct slice text, size_t begin);

/* End of a URL, e-mail address or domain that begins here, and its kind; 0 when there is none.
 * word_end: where the word that begins here ends. */
size_t address_scan(struct slice text, size_t begin, size_t word_end, enum token_kind *kind);

/* Length of the clitic that begins with an apostrophe at `at`, behind a word; 0 when none does. */
size_t clitic_length(struct slice text, size_t word_begin, size_t at);

/* End of an elided word or year at its apostrophe ('90s, 'em, 'n'); 0 when there is none. */
size_t elision_scan(struct slice text, size_t at, enum token_kind *kind);

#endif
