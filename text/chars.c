#include "text/chars.h"

#include <utf8proc.h>

#define C CHAR_CONTROL
#define S CHAR_SPACE
#define H CHAR_DASH
#define B CHAR_BRACKET
#define D CHAR_DIGIT
#define U (CHAR_LETTER | CHAR_UPPER)
#define L (CHAR_LETTER | CHAR_LOWER)

// clang-format off
const uint16_t ascii_classes[128] = {
    C, C, C, C, C, C, C, C, C, S, S, S, S, S, C, C,
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
    S, 0, 0, 0, 0, 0, 0, 0, B, B, 0, 0, 0, H, 0, 0,
    D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, B, 0, B, 0, 0,
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, B, 0, B, 0, C,
};
// clang-format on

/* Classes by utf8proc's category. */
static const uint16_t category_classes[] = {
    [UTF8PROC_CATEGORY_LU] = U,           [UTF8PROC_CATEGORY_LL] = L,
    [UTF8PROC_CATEGORY_LT] = U,           [UTF8PROC_CATEGORY_LM] = CHAR_LETTER,
    [UTF8PROC_CATEGORY_LO] = CHAR_LETTER, [UTF8PROC_CATEGORY_MN] = CHAR_MARK,
    [UTF8PROC_CATEGORY_MC] = CHAR_MARK,   [UTF8PROC_CATEGORY_ME] = CHAR_MARK,
    [UTF8PROC_CATEGORY_ND] = D,           [UTF8PROC_CATEGORY_PD] = H,
    [UTF8PROC_CATEGORY_PS] = B,           [UTF8PROC_CATEGORY_PE] = B,
    [UTF8PROC_CATEGORY_ZS] = S,           [UTF8PROC_CATEGORY_ZL] = S,
    [UTF8PROC_CATEGORY_ZP] = S,           [UTF8PROC_CATEGORY_CO] = 0,
};

static bool is_ideograph(uint32_t code_point)
{
    return (code_point >= 0x3041 && code_point <= 0x30FF) ||
           (code_point >= 0x3400 && code_point <= 0x9FFF) ||
           (code_point >= 0xF900 && code_point <= 0xFAFF) ||
           (code_point >= 0x20000 && code_point <= 0x3FFFF);
}

static unsigned classes_of(uint32_t code_point, const utf8proc_property_t *property)
{
    unsigned classes = category_classes[property->category];

    if (property->ignorable)
        classes |= CHAR_IGNORABLE;
    if (code_point >= 0x3041 && is_ideograph(code_point))
        classes |= CHAR_IDEOGRAPH;
    if (code_point < 0xA0)
        classes |= code_point == 0x85 ? CHAR_SPACE : CHAR_CONTROL;
    if (code_point == 0x2212)
        classes |= CHAR_DASH; /* minus */
    if (classes & CHAR_BRACKET && char_quote_mark(code_point))
        classes &= ~(unsigned)CHAR_BRACKET; /* the low marks of quotation */
    return classes;
}

unsigned char_classes_beyond(uint32_t code_point)
{
    return classes_of(code_point, utf8proc_get_property((utf8proc_int32_t)code_point));
}

#undef C
#undef S
#undef H
#undef B
#undef D
#undef U
#undef L

/* U+2018 to U+201F. */
static const uint8_t curly_marks[] = {
    MARK_SINGLE_OPEN, MARK_SINGLE_CLOSE, MARK_LOW_SINGLE, MARK_SINGLE_OPEN,
    MARK_DOUBLE_OPEN, MARK_DOUBLE_CLOSE, MARK_LOW_DOUBLE, MARK_DOUBLE_OPEN,
};

static const struct {
    uint32_t code_point;
    enum quote_mark mark;
} other_marks[] = {
    {'"', MARK_STRAIGHT_DOUBLE}, {'\'', MARK_STRAIGHT_SINGLE},   {'`', MARK_SINGLE_OPEN},
    {0xAB, MARK_GUILLEMET_OPEN}, {0xBB, MARK_GUILLEMET_CLOSE},   {0x2039, MARK_ANGLE_OPEN},
    {0x203A, MARK_ANGLE_CLOSE},  {0xFF02, MARK_STRAIGHT_DOUBLE}, {0xFF07, MARK_STRAIGHT_SINGLE},
};

enum quote_mark char_quote_mark(uint32_t code_point)
{
    if (code_point - 0x2018 < sizeof curly_marks)
        return curly_marks[code_point - 0x2018];
    for (size_t i = 0; i < sizeof other_marks / sizeof *other_marks; i++)
        if (other_marks[i].code_point == code_point)
            return other_marks[i].mark;
    return MARK_NONE;
}

/* What Unicode's decompositions leave as it is and a reader takes for the plain form. */
static const struct {
    uint32_t code_point;
    char plain[3];
} plain_forms[] = {
    {'`', "'"},    {0xB4, "'"},    {0xE6, "ae"},   {0xF0, "d"},    {0xF8, "o"},    {0xFE, "th"},
    {0x111, "d"},  {0x127, "h"},   {0x131, "i"},   {0x142, "l"},   {0x153, "oe"},  {0x167, "t"},
    {0x2BB, "'"},  {0x2BC, "'"},   {0x2BF, "'"},   {0x2BE, "'"},   {0x2018, "'"},  {0x2019, "'"},
    {0x201A, "'"}, {0x201B, "'"},  {0x2032, "'"},  {0x2039, "'"},  {0x203A, "'"},  {0xAB, "\""},
    {0xBB, "\""},  {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""}, {0x201F, "\""}, {0x2033, "\""},
};

enum { LATIN_END = 0x2C0, MARKS_BEGIN = 0x2018, MARKS_END = 0x203B };

static const char *plain_form(uint32_t code_point)
{
    if (code_point >= LATIN_END && (code_point < MARKS_BEGIN || code_point >= MARKS_END))
        return NULL;
    for (size_t i = 0; i < sizeof plain_forms / sizeof *plain_forms; i++)
        if (plain_forms[i].code_point == code_point)
            return plain_forms[i].plain;
    return NULL;
}

/* Adds a code point of a decomposition to `out`, as its plain form; false when it is full. */
static bool fold_add(uint32_t code_point, uint32_t out[4], size_t *count)
{
    const char *plain = plain_form(code_point);
    size_t need = plain ? strlen(plain) : 1;

    if (4 - *count < need)
        return false;
    for (size_t i = 0; i < need; i++)
        out[(*count)++] = plain                      ? (unsigned char)plain[i]
                          : char_is_dash(code_point) ? '-'
                                                     : code_point;
    return true;
}

/* Unicode knows no other form of it (Hangul's is computed, so that no table tells). */
static bool folds_to_itself(uint32_t code_point, const utf8proc_property_t *property)
{
    return property->decomp_seqindex == UINT16_MAX && property->casefold_seqindex == UINT16_MAX &&
           property->combining_class == 0 && !(code_point >= 0xAC00 && code_point <= 0xD7A3);
}

static size_t fold_by_table(uint32_t code_point, const utf8proc_property_t *property,
                            uint32_t out[4])
{
    enum { LONGEST = 32 };

    utf8proc_int32_t parts[LONGEST];
    int last_class = 0;
    utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
    utf8proc_ssize_t part_count;
    size_t count = 0;

    if (plain_form(code_point) && fold_add(code_point, out, &count))
        return count; /* before the table: it takes an acute accent for a blank with a mark */
    out[0] = code_point;
    if (folds_to_itself(code_point, property))
        return 1;
    part_count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, LONGEST, options, &last_class);
    if (part_count < 0 || part_count > LONGEST)
        return 1;
    for (utf8proc_ssize_t i = 0; i < part_count; i++) {
        /* Vowel signs (class 0) are letters to their readers; accents and harakat are not. */
        if (utf8proc_get_property(parts[i])->combining_class != 0)
            continue;
        if (!fold_add((uint32_t)parts[i], out, &count)) {
            out[0] = code_point;
            return 1;
        }
    }
    return count;
}

static size_t fold_beyond(uint32_t code_point, uint32_t out[4])
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code_point);
    unsigned classes = classes_of(code_point, property);

    if (classes & CHAR_IGNORABLE)
        return 0;
    if (classes & (CHAR_SPACE | CHAR_DASH)) {
        out[0] = classes & CHAR_SPACE ? ' ' : '-';
        return 1;
    }
    return fold_by_table(code_point, property, out);
}

size_t char_fold(uint32_t code_point, uint32_t out[4])
{
    if (code_point >= 128)
        return fold_beyond(code_point, out);
    out[0] = char_is_upper(code_point) ? code_point | 0x20 : code_point;
    if (char_is_space(code_point))
        out[0] = ' ';
    if (code_point == '`')
        out[0] = '\'';
    return 1;
}
