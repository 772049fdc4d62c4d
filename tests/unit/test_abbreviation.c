#include "tests/unit/suite.h"
#include "text/abbreviation.h"

static const struct {
    struct slice word;
    enum abbreviation kind;
} listed[] = {

#define ABBREVIATION(kind, letters) {SLICE_INIT(letters), ABBREVIATION_##kind},
#include "text/abbreviation.def"
#undef ABBREVIATION
};

static char lower(char letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return (char)(letter | 0x20);
    return letter;
}

/* The list is searched by halves. */
START_TEST(finds_each_word_of_the_list)
{
    ck_assert_int_eq(abbreviation_find(listed[_i].word), listed[_i].kind);
    if (_i > 0) {
        struct slice before = listed[_i - 1].word, word = listed[_i].word;
        size_t i = 0;
        while (i < before.len && i < word.len && lower(before.ptr[i]) == lower(word.ptr[i]))
            i++;
        if (i < before.len)
            ck_assert(i < word.len && lower(before.ptr[i]) < lower(word.ptr[i]));
        else if (i == word.len) /* the same letters: the one with a capital first */
            ck_assert(before.ptr[0] < word.ptr[0]);
    }
}

END_TEST

static const struct {
    const char *word;
    enum abbreviation kind;
} words[] = {
    {"", ABBREVIATION_NONE},        {"x", ABBREVIATION_NONE},      {"word", ABBREVIATION_NONE},
    {"Wyoming", ABBREVIATION_NONE}, {"zzzzzz", ABBREVIATION_NONE}, {"mr", ABBREVIATION_TITLE},
    {"MR", ABBREVIATION_TITLE},     {"GEN", ABBREVIATION_TITLE},   {"gen", ABBREVIATION_NONE},
    {"St", ABBREVIATION_TITLE},     {"st", ABBREVIATION_PLAIN},    {"Mass", ABBREVIATION_NONE},
    {"p.m", ABBREVIATION_PLAIN},    {"P.M", ABBREVIATION_PLAIN},   {"m.phil", ABBREVIATION_NONE},
    {"M.Phil", ABBREVIATION_PLAIN}, {"Ft", ABBREVIATION_TITLE},    {"ft", ABBREVIATION_MEASURE},
    {"no", ABBREVIATION_NUMBERED},  {"No", ABBREVIATION_NUMBERED}, {"\u00E9tc", ABBREVIATION_NONE},
    {"mr ", ABBREVIATION_NONE},
};

START_TEST(knows_capitals)
{
    ck_assert_int_eq(abbreviation_find(slice_of(words[_i].word)), words[_i].kind);
}

END_TEST

SUITE("abbreviation", LOOP(finds_each_word_of_the_list, listed), LOOP(knows_capitals, words))
