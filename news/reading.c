#include "news/reading.h"

#include "base/array.h"
#include "base/map.h"
#include "text/chars.h"
#include "text/ids.h"
#include "text/utf8.h"

/* Marks that count as one whatever their shape: their loose ids are these small numbers. */
enum loose_mark {
    LOOSE_QUOTE = 1,
    LOOSE_DASH,
    LOOSE_ELLIPSIS,
    LOOSE_BRACKET_OPEN,
    LOOSE_BRACKET_CLOSE
};

enum { LONGEST_STRIPPED = 64 }; /* bytes of a word whose hyphens are looked at */

static const struct {
    const char *word, *digits;
} number_words[] = {
    {"zero", "0"},     {"one", "1"},        {"two", "2"},       {"three", "3"},
    {"four", "4"},     {"five", "5"},       {"six", "6"},       {"seven", "7"},
    {"eight", "8"},    {"nine", "9"},       {"ten", "10"},      {"eleven", "11"},
    {"twelve", "12"},  {"thirteen", "13"},  {"fourteen", "14"}, {"fifteen", "15"},
    {"sixteen", "16"}, {"seventeen", "17"}, {"eighteen", "18"}, {"nineteen", "19"},
    {"twenty", "20"},  {"thirty", "30"},    {"forty", "40"},    {"fifty", "50"},
    {"sixty", "60"},   {"seventy", "70"},   {"eighty", "80"},   {"ninety", "90"},
    {"first", "1st"},  {"second", "2nd"},   {"third", "3rd"},   {"fourth", "4th"},
    {"fifth", "5th"},  {"sixth", "6th"},    {"seventh", "7th"}, {"eighth", "8th"},
    {"ninth", "9th"},  {"tenth", "10th"},
};

enum {
    NUMBER_WORDS = sizeof number_words / sizeof *number_words,
    FIRST_SURE_WORD = 2, /* "one", from 1 in the table: often a pronoun */
    LAST_CARDINAL = 28
};

/* Folded ids of the number words and of their digits. */
struct number_ids {
    struct id_table digits; /* word id -> index + 1 */
    uint64_t ids[NUMBER_WORDS];
};

static enum error number_ids_open(struct arena *arena, struct number_ids *out)
{
    enum error error = id_table_open(arena, NUMBER_WORDS, &out->digits);

    if (error)
        return error;
    for (uint32_t i = 0; i < NUMBER_WORDS; i++) {
        out->ids[i] = token_folded_id(slice_of(number_words[i].digits));
        *id_table_at(&out->digits, token_folded_id(slice_of(number_words[i].word))) = i + 1;
    }
    return ERROR_OK;
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

static uint64_t loose_word(const struct models *models, const struct number_ids *numbers,
                           struct slice text, const struct token *token)
{
    uint64_t id = token->folded;
    uint32_t number;

    if (token->kind == TOKEN_NUMBER)
        return stripped_id(token_text(text, token), ',', id);
    if (token->flags & TOKEN_HYPHENATED)
        id = stripped_id(token_text(text, token), '-', id);
    number = id_table_find(&numbers->digits, id);
    return number ? numbers->ids[number - 1] : spelling_id(models, id);
}

static uint64_t loose_id(const struct models *models, const struct number_ids *numbers,
                         struct slice text, const struct token *token)
{
    switch ((enum token_kind)token->kind) {
    case TOKEN_WORD:
    case TOKEN_NUMBER:
        return loose_word(models, numbers, text, token);
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

/* Flags the tokens of every phrase of a list. */
static void flag_list(const struct lexicon *list, const struct document *document, uint16_t *flags,
                      enum reading_flag flag)
{
    uint32_t count = (uint32_t)document->tokens.count;

    for (uint32_t i = 0; list && i < count;) {
        uint32_t length = 0;

        if (lexicon_match(list, document, i, count, &length) == LEXICON_NONE || length == 0) {
            i++;
            continue;
        }
        for (; length; length--)
            flags[i++] |= (uint16_t)flag;
    }
}

static void flag_tokens(const struct models *models, struct reading *reading)
{
    static const struct {
        enum list list;
        enum reading_flag flag;
    } lists[] = {{LIST_STOPWORDS, READING_STOPWORD},
                 {LIST_NEGATIONS, READING_NEGATION},
                 {LIST_HEDGES, READING_HEDGE}};
    const struct document *document = reading->document;

    for (size_t i = 0; i < document->tokens.count; i++)
        if (document->tokens.at[i].kind <= TOKEN_HASHTAG)
            reading->flags[i] |= READING_WORD;
    for (size_t i = 0; models && i < sizeof lists / sizeof *lists; i++)
        flag_list(models->lists[lists[i].list], document, reading->flags, lists[i].flag);
}

static void flag_speakers(const struct reading *reading)
{
    const struct quotes *quotes = &reading->analysis->quotes;
    const struct document *document = reading->document;

    for (size_t n = 0; n < quotes->count; n++) {
        struct span span = quotes->at[n].speaker.span;

        if (!quotes->at[n].has_speaker || span.begin == span.end)
            continue;
        for (uint32_t i = document_token_at(document, span.begin);
             i < document->tokens.count && document->tokens.at[i].span.begin < span.end; i++)
            reading->flags[i] |= READING_SPEAKER;
    }
}

/* Flags editors' insertions: brackets that open and close inside one quote. */
static void flag_insertions(const struct reading *reading)
{
    const struct tokens *tokens = &reading->document->tokens;
    uint32_t open = 0; /* 1 + the bracket that is open */

    for (uint32_t i = 0; i < tokens->count; i++) {
        if (reading->quotes[i] == NO_QUOTE ||
            (open && reading->quotes[i] != reading->quotes[open - 1]))
            open = 0;
        if (reading->quotes[i] == NO_QUOTE || tokens->at[i].kind != TOKEN_BRACKET)
            continue;
        if (reading->loose[i] == LOOSE_BRACKET_OPEN) {
            open = i + 1;
        } else if (open) {
            for (uint32_t at = open - 1; at <= i; at++)
                reading->flags[at] |= READING_INSERTION;
            open = 0;
        }
    }
}

/* Flags numbers: digits, and number words but for "one" and the ordinals. */
static void flag_numbers(const struct reading *reading, const struct number_ids *numbers)
{
    const struct tokens *tokens = &reading->document->tokens;

    for (size_t i = 0; i < tokens->count; i++) {
        uint32_t word = id_table_find(&numbers->digits, tokens->at[i].folded);

        if (tokens->at[i].kind == TOKEN_NUMBER || (word > FIRST_SURE_WORD && word <= LAST_CARDINAL))
            reading->flags[i] |= READING_NUMBER;
    }
}

static void quote_tokens(const struct reading *reading)
{
    const struct quotes *quotes = &reading->analysis->quotes;
    const struct document *document = reading->document;

    for (uint32_t n = 0; n < quotes->count; n++) {
        const struct quote *quote = &quotes->at[n];
        const struct span *parts = quote->type == QUOTE_MIXED ? quote->parts.at : &quote->span;
        size_t count = quote->type == QUOTE_MIXED ? quote->parts.count : 1;

        if (quote->type != QUOTE_DIRECT && quote->type != QUOTE_MIXED)
            continue;
        for (size_t p = 0; p < count; p++)
            for (uint32_t i = document_token_at(document, parts[p].begin);
                 i < document->tokens.count && document->tokens.at[i].span.begin < parts[p].end;
                 i++)
                reading->quotes[i] = n;
    }
}

struct span reading_span(const struct reading *reading, uint32_t first, uint32_t last)
{
    const struct tokens *tokens = &reading->document->tokens;
    uint32_t end = (uint32_t)reading->document->text.len;

    if (first < last)
        return (struct span){tokens->at[first].span.begin, tokens->at[last - 1].span.end};
    if (first < tokens->count)
        end = tokens->at[first].span.begin;
    return (struct span){end, end};
}

struct span reading_gap(const struct reading *reading, uint32_t i)
{
    const struct token *tokens = reading->document->tokens.at;

    return (struct span){i ? tokens[i - 1].span.end : tokens[i].span.begin, tokens[i].span.begin};
}

static bool is_white(struct slice text)
{
    size_t at = 0;

    while (at < text.len)
        if (!char_is_space(utf8_next(text, &at)))
            return false;
    return text.len > 0;
}

bool reading_gaps_alike(const struct reading *a, uint32_t i, const struct reading *b, uint32_t j)
{
    struct slice left = slice_at(a->document->text, reading_gap(a, i));
    struct slice right = slice_at(b->document->text, reading_gap(b, j));

    return slice_equal(left, right) || (is_white(left) && is_white(right));
}

uint32_t reading_mention(const struct reading *reading, uint32_t first, uint32_t last,
                         uint32_t types)
{
    const struct mentions *mentions = &reading->analysis->mentions;
    size_t low = 0, high = mentions->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (mentions->at[middle].last <= first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < mentions->count && mentions->at[low].first < last; low++)
        if (types >> mentions->at[low].type & 1)
            return (uint32_t)low;
    return NO_MENTION;
}

enum error reading_parts(struct arena *arena, const struct reading *reading, enum diff_level level,
                         struct parts *out)
{
    const struct document *document = reading->document;
    const struct sentences *sentences = &document->sentences;
    bool whole = level == LEVEL_PARAGRAPH;
    size_t count = whole ? document->paragraphs.count : sentences->count;
    struct parts parts = {0};

    if (!array_reserve(arena, &parts, count))
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct part *part = &parts.at[parts.count++];
        const struct paragraph *paragraph = &document->paragraphs.at[i];
        size_t first = whole ? paragraph->first : i, last = whole ? paragraph->last : i + 1;

        part->first = sentences->at[first].first;
        part->last = sentences->at[last - 1].last;
        part->span = reading_span(reading, part->first, part->last);
        part->bytes = map_hash(slice_at(document->text, part->span));
        for (uint32_t t = part->first; t < part->last; t++)
            part->words += token_is_word(&document->tokens.at[t]);
    }
    *out = parts;
    return ERROR_OK;
}

enum error reading_open(struct arena *arena, const struct models *models,
                        const struct diff_side *side, enum diff_level level, struct reading *out)
{
    static const struct analysis nothing = {0};
    const struct tokens *tokens = &side->document->tokens;
    struct reading reading = {
        .document = side->document,
        .analysis = side->analysis ? side->analysis : &nothing,
        .loose = arena_array(arena, uint64_t, tokens->count),
        .flags = arena_array(arena, uint16_t, tokens->count),
        .quotes = arena_array(arena, uint32_t, tokens->count),
    };
    struct number_ids numbers;
    enum error error = number_ids_open(arena, &numbers);

    if (error)
        return error;
    if (!reading.loose || !reading.flags || !reading.quotes)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < tokens->count; i++) {
        reading.loose[i] = loose_id(models, &numbers, side->document->text, &tokens->at[i]);
        reading.quotes[i] = NO_QUOTE;
    }
    flag_tokens(models, &reading);
    quote_tokens(&reading);
    flag_speakers(&reading);
    flag_insertions(&reading);
    flag_numbers(&reading, &numbers);
    for (size_t i = 0; i < side->document->sentences.count; i++)
        reading.flags[side->document->sentences.at[i].first] |= READING_SENTENCE_START;
    error = reading_parts(arena, &reading, level, &reading.parts);
    if (error)
        return error;
    for (size_t i = 0; i < reading.parts.count; i++)
        reading.flags[reading.parts.at[i].first] |= READING_PART_START;
    *out = reading;
    return ERROR_OK;
}
