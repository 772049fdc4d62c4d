#include "news/lexeme.h"

#include "base/array.h"
#include "news/reading.h"

enum { LONGEST_STRIPPED = 64 }; /* bytes of a word whose hyphens are looked at */

static const struct {
    const char *word, *digits;
} number_words[] = {
    {"zero", "0"},           {"one", "1"},           {"two", "2"},           {"three", "3"},
    {"four", "4"},           {"five", "5"},          {"six", "6"},           {"seven", "7"},
    {"eight", "8"},          {"nine", "9"},          {"ten", "10"},          {"eleven", "11"},
    {"twelve", "12"},        {"thirteen", "13"},     {"fourteen", "14"},     {"fifteen", "15"},
    {"sixteen", "16"},       {"seventeen", "17"},    {"eighteen", "18"},     {"nineteen", "19"},
    {"twenty", "20"},        {"thirty", "30"},       {"forty", "40"},        {"fifty", "50"},
    {"sixty", "60"},         {"seventy", "70"},      {"eighty", "80"},       {"ninety", "90"},
    {"first", "1st"},        {"second", "2nd"},      {"third", "3rd"},       {"fourth", "4th"},
    {"fifth", "5th"},        {"sixth", "6th"},       {"seventh", "7th"},     {"eighth", "8th"},
    {"ninth", "9th"},        {"tenth", "10th"},      {"eleventh", "11th"},   {"twelfth", "12th"},
    {"thirteenth", "13th"},  {"fourteenth", "14th"}, {"fifteenth", "15th"},  {"sixteenth", "16th"},
    {"seventeenth", "17th"}, {"eighteenth", "18th"}, {"nineteenth", "19th"}, {"twentieth", "20th"},
    {"thirtieth", "30th"},   {"fortieth", "40th"},   {"fiftieth", "50th"},   {"hundredth", "100th"},
    {"half", NULL},          {"halves", NULL},       {"thirds", NULL},       {"quarter", NULL},
    {"quarters", NULL},      {"fifths", NULL},       {"tenths", NULL},       {"dozen", NULL},
    {"hundred", NULL},       {"thousand", NULL},     {"million", NULL},      {"billion", NULL},
    {"trillion", NULL},      {"dozens", NULL},       {"scores", NULL},       {"hundreds", NULL},
    {"thousands", NULL},     {"millions", NULL},     {"billions", NULL},     {"once", NULL},
    {"twice", NULL},
};

enum {
    NUMBER_WORDS = sizeof number_words / sizeof *number_words,
    FIRST_SURE_WORD = 2, /* "one" is often a pronoun */
    LAST_CARDINAL = 27
};

static const struct {
    enum list list;
    enum reading_flag flag;
} lists[LEXEME_LISTS] = {{LIST_STOPWORDS, READING_STOPWORD},
                         {LIST_NEGATIONS, READING_NEGATION},
                         {LIST_HEDGES, READING_HEDGE}};

enum list lexeme_list(uint32_t bit)
{
    return lists[bit].list;
}

uint16_t lexeme_list_flag(uint32_t bit)
{
    return (uint16_t)lists[bit].flag;
}

enum error lexemes_open(struct arena *arena, const struct models *models, size_t tokens,
                        struct lexemes *out)
{
    enum { TOKENS_A_LEXEME = 12 }; /* in long texts; a larger table would be slower to ask */

    struct lexemes lexemes = {.arena = arena, .models = models};
    size_t expected = tokens / TOKENS_A_LEXEME;
    enum error error = vocabulary_open(arena, expected, &lexemes.spellings);

    if (!error)
        error = vocabulary_open(arena, expected, &lexemes.looses);
    if (!error)
        error = vocabulary_open(arena, NUMBER_WORDS, &lexemes.digits);
    for (uint64_t mark = LOOSE_NONE; !error && mark < LOOSE_FIRST_WORD; mark++)
        if (vocabulary_number(&lexemes.looses, mark) == NO_NUMBER)
            error = ERROR_NO_MEMORY;
    for (uint32_t i = 0; !error && i < NUMBER_WORDS; i++)
        if (vocabulary_number(&lexemes.digits, token_folded_id(slice_of(number_words[i].word))) ==
            NO_NUMBER)
            error = ERROR_NO_MEMORY;
    *out = lexemes;
    return error;
}

/* The place of a number word in the table; NUMBER_WORDS when it is none. */
static uint32_t number_word(const struct lexemes *lexemes, uint64_t folded)
{
    uint32_t place = vocabulary_find(&lexemes->digits, folded);

    return place == NO_NUMBER ? NUMBER_WORDS : place;
}

/* The id of a word without these marks inside it: 1,200 is 1200, hard-line is hardline. */
static uint64_t stripped_id(struct slice word, char mark, uint64_t otherwise)
{
    char bare[LONGEST_STRIPPED];
    size_t len = 0;

    if (word.len > sizeof bare || slice_find(word, mark, 0) == word.len)
        return otherwise;
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] != mark)
            bare[len++] = word.ptr[i];
    return len ? token_folded_id((struct slice){bare, len}) : otherwise;
}

/* The folded id of the house form of a word in the list of spellings, when that is one word. */
static uint64_t spelling_id(const struct models *models, uint64_t folded)
{
    const struct lexicon *spellings = models ? models->lists[LIST_SPELLINGS] : NULL;
    uint32_t entry = spellings ? lexicon_find_id(spellings, folded) : LEXICON_NONE;
    struct slice house;

    if (entry == LEXICON_NONE)
        return folded;
    house = lexicon_at(spellings, entry)->columns[0];
    return slice_find(house, ' ', 0) < house.len ? folded : token_folded_id(house);
}

static uint64_t loose_word(const struct lexemes *lexemes, struct slice text,
                           const struct token *token)
{
    uint64_t id = token->folded;
    uint32_t number;

    if (token->kind == TOKEN_NUMBER)
        return stripped_id(token_text(text, token), ',', id);
    if (token->flags & TOKEN_HYPHENATED)
        id = stripped_id(token_text(text, token), '-', id);
    number = number_word(lexemes, id);
    return number < NUMBER_WORDS && number_words[number].digits
               ? token_folded_id(slice_of(number_words[number].digits))
               : spelling_id(lexemes->models, id);
}

static uint64_t loose_id(const struct lexemes *lexemes, struct slice text,
                         const struct token *token)
{
    switch ((enum token_kind)token->kind) {
    case TOKEN_WORD:
    case TOKEN_NUMBER:
        return loose_word(lexemes, text, token);
    case TOKEN_QUOTE:
        return LOOSE_QUOTE;
    case TOKEN_DASH:
        return LOOSE_DASH;
    case TOKEN_ELLIPSIS:
        return LOOSE_ELLIPSIS;
    case TOKEN_BRACKET:
        return memchr("([{", text.ptr[token->span.begin], 3) ? LOOSE_BRACKET_OPEN
                                                             : LOOSE_BRACKET_CLOSE;
    case TOKEN_URL:
    case TOKEN_EMAIL:
    case TOKEN_HANDLE:
    case TOKEN_HASHTAG:
    case TOKEN_STOP:
    case TOKEN_COMMA:
    case TOKEN_SYMBOL:
        break;
    }
    return token->kind <= TOKEN_HASHTAG ? token->exact : token->folded;
}

/* Whether the first part of a hyphenated word is a number: twenty-first, two-thirds. */
static bool begins_with_number(const struct lexemes *lexemes, struct slice word)
{
    size_t hyphen = slice_find(word, '-', 0);

    return hyphen < word.len &&
           number_word(lexemes, token_folded_id(slice_part(word, 0, hyphen))) < NUMBER_WORDS;
}

static uint16_t flags_of(const struct lexemes *lexemes, struct slice text,
                         const struct token *token)
{
    uint32_t number = number_word(lexemes, token->folded);
    uint16_t flags = token->kind <= TOKEN_HASHTAG ? READING_WORD : 0;

    if (token->kind == TOKEN_NUMBER || (number >= FIRST_SURE_WORD && number <= LAST_CARDINAL))
        flags |= READING_NUMBER;
    else if (number < NUMBER_WORDS || (token->flags & TOKEN_HYPHENATED &&
                                       begins_with_number(lexemes, token_text(text, token))))
        flags |= READING_MAYBE_NUMBER;
    for (size_t i = 0; lexemes->models && i < LEXEME_LISTS; i++)
        if (lexicon_find_id(lexemes->models->lists[lists[i].list], token->folded) != LEXICON_NONE)
            flags |= (uint16_t)lists[i].flag;
    return flags;
}

static uint16_t phrases_of(const struct lexemes *lexemes, const struct token *token)
{
    uint16_t phrases = 0;

    for (uint32_t i = 0; lexemes->models && i < LEXEME_LISTS; i++)
        if (lexicon_begins_phrase(lexemes->models->lists[lists[i].list], token->folded))
            phrases |= (uint16_t)(1u << i);
    return phrases;
}

static uint64_t spelling_of(const struct token *token)
{
    return token->exact + token->kind;
}

void lexemes_prefetch(const struct lexemes *lexemes, const struct token *token)
{
    vocabulary_prefetch(&lexemes->spellings, spelling_of(token));
}

uint32_t lexemes_of(struct lexemes *lexemes, struct slice text, const struct token *token)
{
    uint32_t number = vocabulary_number(&lexemes->spellings, spelling_of(token));
    struct lexeme *lexeme;

    if (number < lexemes->all.count)
        return number;
    lexeme = number == NO_NUMBER ? NULL : array_push(lexemes->arena, &lexemes->all);
    if (!lexeme)
        return NO_NUMBER;
    lexeme->loose = vocabulary_number(&lexemes->looses, loose_id(lexemes, text, token));
    lexeme->flags = flags_of(lexemes, text, token);
    lexeme->phrases = phrases_of(lexemes, token);
    return lexeme->loose == NO_NUMBER ? NO_NUMBER : number;
}
