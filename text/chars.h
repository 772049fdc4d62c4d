/* What a code point is, over utf8proc's tables: letter, space, mark of quotation. No locale. */
#ifndef COPYDESK_TEXT_CHARS_H
#define COPYDESK_TEXT_CHARS_H

#include "base/slice.h"

/* Classes of a code point, as bits. */
enum char_class {
    CHAR_LETTER = 1 << 0,
    CHAR_UPPER = 1 << 1, /* upper or title case */
    CHAR_LOWER = 1 << 2,
    CHAR_DIGIT = 1 << 3,     /* decimal digits of any script */
    CHAR_SPACE = 1 << 4,     /* white space of any kind, NBSP and line ends too */
    CHAR_MARK = 1 << 5,      /* combining mark */
    CHAR_CONTROL = 1 << 6,   /* C0, C1, not the line ends and the tab */
    CHAR_DASH = 1 << 7,      /* hyphen-minus, hyphens, en and em dash, minus, bars */
    CHAR_BRACKET = 1 << 8,   /* opening or closing, of any script */
    CHAR_IGNORABLE = 1 << 9, /* soft hyphen, zero width, variation selectors */
    CHAR_IDEOGRAPH = 1 << 10 /* Han and kana: a word of its own each */
};

extern const uint16_t ascii_classes[128];

/* Classes of a code point that is not ASCII. Time O(1). */
unsigned char_classes_beyond(uint32_t code_point);

static inline unsigned char_classes(uint32_t code_point)
{
    return code_point < 128 ? ascii_classes[code_point] : char_classes_beyond(code_point);
}

static inline bool char_is_letter(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_LETTER) != 0;
}

static inline bool char_is_upper(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_UPPER) != 0;
}

static inline bool char_is_lower(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_LOWER) != 0;
}

static inline bool char_is_digit(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_DIGIT) != 0;
}

static inline bool char_is_space(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_SPACE) != 0;
}

static inline bool char_is_mark(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_MARK) != 0;
}

static inline bool char_is_control(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_CONTROL) != 0;
}

static inline bool char_is_dash(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_DASH) != 0;
}

static inline bool char_is_bracket(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_BRACKET) != 0;
}

static inline bool char_is_ignorable(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_IGNORABLE) != 0;
}

static inline bool char_is_ideograph(uint32_t code_point)
{
    return (char_classes(code_point) & CHAR_IDEOGRAPH) != 0;
}

/* Whether a code point may stand in a group that is shown as one picture: the blocks of pictures,
 * arrows and signs, a picture's own variation selector. Source: Unicode 15, emoji-data.txt, by
 * blocks. */
static inline bool char_is_picture(uint32_t code_point)
{
    return (code_point >= 0x1F000 && code_point <= 0x1FAFF) ||
           (code_point >= 0x2190 && code_point <= 0x2BFF) || code_point == 0xFE0F ||
           (code_point >= 0xE0020 && code_point <= 0xE007F);
}

enum { CHAR_JOINER = 0x200D }; /* between pictures it makes one of two */

/* Marks of quotation by kind. Straight marks may open or close; the reader of quotes decides. */
enum quote_mark {
    MARK_NONE,
    MARK_STRAIGHT_DOUBLE, /* " */
    MARK_STRAIGHT_SINGLE, /* ' */
    MARK_DOUBLE_OPEN,     /* U+201C, `` */
    MARK_DOUBLE_CLOSE,    /* U+201D, '' */
    MARK_SINGLE_OPEN,     /* U+2018, ` */
    MARK_SINGLE_CLOSE,    /* U+2019, also an apostrophe */
    MARK_LOW_DOUBLE,      /* U+201E */
    MARK_LOW_SINGLE,      /* U+201A */
    MARK_GUILLEMET_OPEN,  /* « */
    MARK_GUILLEMET_CLOSE, /* » */
    MARK_ANGLE_OPEN,      /* ‹ */
    MARK_ANGLE_CLOSE      /* › */
};

enum quote_mark char_quote_mark(uint32_t code_point);

/* Folded form of one code point, up to 4 code points into out; returns how many: case folded,
 * diacritics dropped, all single marks and apostrophes to ', all double ones to ", dashes to -,
 * spaces to one blank, ignorable ones (soft hyphen, zero width) dropped. */
size_t char_fold(uint32_t code_point, uint32_t out[4]);

#endif
