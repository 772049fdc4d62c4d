#include "text/abbreviation.h"

#include "text/token_id.h"

enum { LONGEST_WORD = 6, WORD_BYTES = 8 };

#define CASE_BITS EVERY_BYTE(0x20u) /* set in small letters and stops; clear in capitals */

/* In alphabetical order; zeros behind the word. */
static const struct abbreviated {
    char word[WORD_BYTES];
    enum abbreviation kind;
} abbreviations[] = {

#define ABBREVIATION(kind, letters) {letters, ABBREVIATION_##kind},
#include "text/abbreviation.def"
#undef ABBREVIATION
};

#define ABBREVIATION(kind, letters)                                                                \
    _Static_assert(sizeof(letters) - 1 <= LONGEST_WORD, "LONGEST_WORD is too short for " letters);
#include "text/abbreviation.def"
#undef ABBREVIATION

enum { COUNT = sizeof abbreviations / sizeof *abbreviations };

/* The letters of a listed word in one number that sorts as they do. */
static uint64_t key_of(const struct abbreviated *listed)
{
    struct slice word = {listed->word, WORD_BYTES};

    return __builtin_bswap64(eight_bytes(word, 0) | CASE_BITS);
}

enum abbreviation abbreviation_find(struct slice word)
{
    uint64_t key;
    size_t first = 0;

    if (word.len == 0 || word.len > LONGEST_WORD)
        return ABBREVIATION_NONE;
    key = __builtin_bswap64(eight_bytes(word, 0) | CASE_BITS);
    for (size_t left = COUNT; left > 1; left -= left / 2)
        if (key_of(&abbreviations[first + left / 2 - 1]) < key)
            first += left / 2;
    for (; first < COUNT && key_of(&abbreviations[first]) == key; first++)
        if ((abbreviations[first].word[0] & 0x20 || !(word.ptr[0] & 0x20)) &&
            abbreviations[first].word[word.len - 1] && !abbreviations[first].word[word.len])
            return abbreviations[first].kind;
    return ABBREVIATION_NONE;
}
