/* What a code point is, over utf8proc's tables: letter, space, mark of quotation. No locale. */
#ifndef COPYDESK_TEXT_CHARS_H
#define COPYDESK_TEXT_CHARS_H

#include "base/slice.h"

bool char_is_letter(uint32_t code_point);
bool char_is_upper(uint32_t code_point); /* upper or title case */
bool char_is_lower(uint32_t code_point);
bool char_is_digit(uint32_t code_point);   /* decimal digits of any script */
bool char_is_space(uint32_t code_point);   /* white space of any kind, NBSP and line ends too */
bool char_is_mark(uint32_t code_point);    /* combining mark */
bool char_is_control(uint32_t code_point); /* C0, C1, not the line ends and the tab */
bool char_is_dash(uint32_t code_point);    /* hyphen-minus, hyphens, en and em dash, minus, bars */

bool char_is_bracket(uint32_t code_point);   /* opening or closing, of any script */
bool char_is_ignorable(uint32_t code_point); /* soft hyphen, zero width, variation selectors */
bool char_is_ideograph(uint32_t code_point); /* Han and kana: a word of its own each */

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
