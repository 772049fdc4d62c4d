#include "tests/unit/suite.h"
#include "text/chars.h"

/* Classes as letters: L letter, U upper, l lower, D digit, S space, M mark, C control, - dash,
 * B bracket, I ignorable, H ideograph. */
static const struct {
    uint32_t code_point;
    const char *classes;
} classes[] = {
    {'a', "Ll"},   {'Z', "LU"},    {'7', "D"},     {' ', "S"},     {'\t', "S"},   {'\n', "S"},
    {0, "C"},      {0x7F, "C"},    {0x9B, "C"},    {0x85, "S"},    {0xA0, "S"},   {0x2003, "S"},
    {0x2028, "S"}, {0x3000, "S"},  {'-', "-"},     {0x2010, "-"},  {0x2013, "-"}, {0x2014, "-"},
    {0x2212, "-"}, {'(', "B"},     {']', "B"},     {0xFF08, "B"},  {0xC9, "LU"},  {0xE9, "Ll"},
    {0x416, "LU"}, {0x436, "Ll"},  {0x1C5, "LU"},  {0x663, "D"},   {0x301, "M"},  {0xAD, "I"},
    {0x200B, "I"}, {0xFEFF, "I"},  {0x65E5, "LH"}, {0x3042, "LH"}, {'$', ""},     {0x201C, ""},
    {0x201A, ""},  {0x1F600, ""},  {0xFE0F, "MI"}, {'@', ""},      {'[', "B"},    {'`', ""},
    {'{', "B"},    {0x10FFFF, ""},
};

START_TEST(classes_are_right)
{
    uint32_t code_point = classes[_i].code_point;
    char found[16];

    (void)snprintf(found, sizeof found, "%s%s%s%s%s%s%s%s%s%s%s",
                   char_is_letter(code_point) ? "L" : "", char_is_upper(code_point) ? "U" : "",
                   char_is_lower(code_point) ? "l" : "", char_is_digit(code_point) ? "D" : "",
                   char_is_space(code_point) ? "S" : "", char_is_mark(code_point) ? "M" : "",
                   char_is_control(code_point) ? "C" : "", char_is_dash(code_point) ? "-" : "",
                   char_is_bracket(code_point) ? "B" : "", char_is_ignorable(code_point) ? "I" : "",
                   char_is_ideograph(code_point) ? "H" : "");
    ck_assert_str_eq(found, classes[_i].classes);
}

END_TEST

static const struct {
    uint32_t code_point;
    uint32_t folded[4];
} folds[] = {
    {'A', {'a'}},
    {'z', {'z'}},
    {'`', {'\''}},
    {'\t', {' '}},
    {0xC9, {'e'}},
    {0x130, {'i'}},
    {0xDF, {'s', 's'}},
    {0xD8, {'o'}},
    {0x141, {'l'}},
    {0xC6, {'a', 'e'}},
    {0x2019, {'\''}},
    {0x2BC, {'\''}},
    {0xB4, {'\''}},
    {0x201C, {'"'}},
    {0xAB, {'"'}},
    {0x2014, {'-'}},
    {0x2212, {'-'}},
    {0xA0, {' '}},
    {0x3000, {' '}},
    {0xAD, {0}},
    {0x200D, {0}},
    {0x301, {0}},
    {0xFB01, {'f', 'i'}},
    {0xFF21, {'a'}},
    {0x2026, {'.', '.', '.'}},
    {0x416, {0x436}},
    {0x939, {0x939}},
    {0x93F, {0x93F}},
    {0xFDFA, {0xFDFA}},
    {0x1F600, {0x1F600}},
};

START_TEST(folds_are_right)
{
    uint32_t folded[4] = {0};
    size_t count = char_fold(folds[_i].code_point, folded);
    size_t expected = 0;

    while (expected < 4 && folds[_i].folded[expected])
        expected++;
    ck_assert_uint_eq(count, expected);
    for (size_t i = 0; i < count; i++)
        ck_assert_uint_eq(folded[i], folds[_i].folded[i]);
}

END_TEST

START_TEST(folding_twice_changes_nothing)
{
    for (uint32_t code_point = 0; code_point < 0x30000; code_point++) {
        uint32_t once[4], twice[4];
        size_t count;
        if (code_point >= 0xD800 && code_point < 0xE000)
            continue;
        count = char_fold(code_point, once);
        ck_assert_uint_le(count, 4);
        if (count == 1 && once[0] != code_point) {
            ck_assert_uint_eq(char_fold(once[0], twice), 1);
            ck_assert_uint_eq(twice[0], once[0]);
        }
    }
}

END_TEST

static const struct {
    uint32_t code_point;
    enum quote_mark mark;
} marks[] = {
    {'"', MARK_STRAIGHT_DOUBLE},
    {'\'', MARK_STRAIGHT_SINGLE},
    {0x201C, MARK_DOUBLE_OPEN},
    {0x201D, MARK_DOUBLE_CLOSE},
    {0x2018, MARK_SINGLE_OPEN},
    {0x2019, MARK_SINGLE_CLOSE},
    {0x201E, MARK_LOW_DOUBLE},
    {0x201A, MARK_LOW_SINGLE},
    {0xAB, MARK_GUILLEMET_OPEN},
    {0xBB, MARK_GUILLEMET_CLOSE},
    {0x2039, MARK_ANGLE_OPEN},
    {0x203A, MARK_ANGLE_CLOSE},
    {'a', MARK_NONE},
    {0, MARK_NONE},
    {'`', MARK_SINGLE_OPEN},
};

START_TEST(marks_are_known)
{
    ck_assert_int_eq(char_quote_mark(marks[_i].code_point), marks[_i].mark);
}

END_TEST

SUITE("chars", LOOP(classes_are_right, classes), LOOP(folds_are_right, folds),
      TEST(folding_twice_changes_nothing), LOOP(marks_are_known, marks))
