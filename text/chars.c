#include "text/chars.h"

#include <utf8proc.h>

/* ASCII is nearly all of an English article: comparisons, no tables. */
static bool ascii_is_letter(uint32_t code_point)
{
    return (code_point | 0x20) - 'a' < 26;
}

static bool ascii_is_space(uint32_t code_point)
{
    return code_point == ' ' || code_point - '\t' < 5;
}

/* utf8proc's categories as bits, so that a class is one mask. */
#define BIT(category) (1u << UTF8PROC_CATEGORY_##category)
#define LETTERS       (BIT(LU) | BIT(LL) | BIT(LT) | BIT(LM) | BIT(LO))
#define MARKS         (BIT(MN) | BIT(MC) | BIT(ME))
#define SPACES        (BIT(ZS) | BIT(ZL) | BIT(ZP))

static bool has_category(uint32_t code_point, uint32_t categories)
{
    return 1u << utf8proc_category((utf8proc_int32_t)code_point) & categories;
}

bool char_is_letter(uint32_t code_point)
{
    return code_point < 128 ? ascii_is_letter(code_point) : has_category(code_point, LETTERS);
}

bool char_is_upper(uint32_t code_point)
{
    return code_point < 128 ? code_point - 'A' < 26 : has_category(code_point, BIT(LU) | BIT(LT));
}

bool char_is_lower(uint32_t code_point)
{
    return code_point < 128 ? code_point - 'a' < 26 : has_category(code_point, BIT(LL));
}

bool char_is_digit(uint32_t code_point)
{
    return code_point < 128 ? code_point - '0' < 10 : has_category(code_point, BIT(ND));
}

bool char_is_space(uint32_t code_point)
{
    return code_point < 128 ? ascii_is_space(code_point)
                            : code_point == 0x85 || has_category(code_point, SPACES);
}

bool char_is_mark(uint32_t code_point)
{
    return code_point >= 128 && has_category(code_point, MARKS);
}

bool char_is_control(uint32_t code_point)
{
    return code_point < 32 ? !ascii_is_space(code_point)
                           : code_point >= 0x7F && code_point < 0xA0 && code_point != 0x85;
}

bool char_is_dash(uint32_t code_point)
{
    return code_point == '-' || code_point == 0x2212 ||
           (code_point >= 128 && has_category(code_point, BIT(PD)));
}

bool char_is_bracket(uint32_t code_point)
{
    if (code_point < 128)
        return code_point && memchr("()[]{}", (int)code_point, 6);
    return has_category(code_point, BIT(PS) | BIT(PE)) && !char_quote_mark(code_point);
}

bool char_is_ignorable(uint32_t code_point)
{
    return code_point >= 128 && utf8proc_get_property((utf8proc_int32_t)code_point)->ignorable;
}

bool char_is_ideograph(uint32_t code_point)
{
    return (code_point >= 0x3041 && code_point <= 0x30FF) ||
           (code_point >= 0x3400 && code_point <= 0x9FFF) ||
           (code_point >= 0xF900 && code_point <= 0xFAFF) ||
           (code_point >= 0x20000 && code_point <= 0x3FFFF);
}

static const struct {
    uint32_t code_point;
    enum quote_mark mark;
} quote_marks[] = {
    {'"', MARK_STRAIGHT_DOUBLE},    {'\'', MARK_STRAIGHT_SINGLE},   {'`', MARK_SINGLE_OPEN},
    {0xAB, MARK_GUILLEMET_OPEN},    {0xBB, MARK_GUILLEMET_CLOSE},   {0x2018, MARK_SINGLE_OPEN},
    {0x2019, MARK_SINGLE_CLOSE},    {0x201A, MARK_LOW_SINGLE},      {0x201B, MARK_SINGLE_OPEN},
    {0x201C, MARK_DOUBLE_OPEN},     {0x201D, MARK_DOUBLE_CLOSE},    {0x201E, MARK_LOW_DOUBLE},
    {0x201F, MARK_DOUBLE_OPEN},     {0x2039, MARK_ANGLE_OPEN},      {0x203A, MARK_ANGLE_CLOSE},
    {0xFF02, MARK_STRAIGHT_DOUBLE}, {0xFF07, MARK_STRAIGHT_SINGLE},
};

enum quote_mark char_quote_mark(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof quote_marks / sizeof *quote_marks; i++)
        if (quote_marks[i].code_point == code_point)
            return quote_marks[i].mark;
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

static const char *plain_form(uint32_t code_point)
{
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

static size_t fold_by_table(uint32_t code_point, uint32_t out[4])
{
    enum { LONGEST = 32 };

    utf8proc_int32_t parts[LONGEST];
    int last_class = 0;
    utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
    utf8proc_ssize_t part_count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, LONGEST, options, &last_class);
    size_t count = 0;

    if (plain_form(code_point) && fold_add(code_point, out, &count))
        return count; /* before the table: it takes an acute accent for a blank with a mark */
    out[0] = code_point;
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

size_t char_fold(uint32_t code_point, uint32_t out[4])
{
    if (code_point < 128) {
        out[0] = char_is_upper(code_point) ? code_point | 0x20 : code_point;
        if (ascii_is_space(code_point))
            out[0] = ' ';
        if (code_point == '`')
            out[0] = '\'';
        return 1;
    }
    if (char_is_ignorable(code_point))
        return 0;
    if (char_is_space(code_point) || char_is_dash(code_point)) {
        out[0] = char_is_space(code_point) ? ' ' : '-';
        return 1;
    }
    return fold_by_table(code_point, out);
}
