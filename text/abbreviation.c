#include "text/abbreviation.h"

enum {
    LONGEST_WORD = 8,
};

static const struct {
    struct slice word;
    enum abbreviation kind;
} abbreviations[] = {

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

/* The first letter of the list's word tells whether a capital is asked for. */
static bool meets(struct slice listed, struct slice word)
{
    if (listed.len != word.len ||
        (listed.ptr[0] != word.ptr[0] && listed.ptr[0] != lower(word.ptr[0])))
        return false;
    for (size_t i = 1; i < word.len; i++)
        if (lower(listed.ptr[i]) != lower(word.ptr[i]))
            return false;
    return true;
}

enum abbreviation abbreviation_find(struct slice word)
{
    if (word.len == 0 || word.len > LONGEST_WORD)
        return ABBREVIATION_NONE;
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
        if (meets(abbreviations[i].word, word))
            return abbreviations[i].kind;
    return ABBREVIATION_NONE;
}
