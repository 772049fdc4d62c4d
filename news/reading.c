#include "news/reading.h"

#include "base/array.h"
#include "base/map.h"
#include "text/chars.h"
#include "text/utf8.h"

/* Flags all tokens of the longest phrases of the lists that begin at a token. until: by list, where
 * its last phrase ended. */
static void flag_phrases(const struct lexemes *lexemes, uint16_t phrases, uint32_t token,
                         const struct reading *reading, uint32_t *until)
{
    uint32_t count = (uint32_t)reading->document->tokens.count;

    for (uint32_t k = 0; phrases >> k; k++) {
        const struct lexicon *list = lexemes->models->lists[lexeme_list(k)];
        uint32_t length = 0;

        if (!(phrases >> k & 1) || token < until[k])
            continue;
        (void)lexicon_match(list, reading->document, token, count, &length);
        for (until[k] = token + length; length; length--)
            reading->flags[token + length - 1] |= lexeme_list_flag(k);
    }
}

static enum error read_words(struct lexemes *lexemes, const struct reading *reading)
{
    const struct document *document = reading->document;

    enum { AHEAD = 8 };

    uint32_t until[LEXEME_LISTS] = {0};

    for (uint32_t i = 0; i < document->tokens.count; i++) {
        uint32_t number = lexemes_of(lexemes, document->text, &document->tokens.at[i]);
        const struct lexeme *lexeme;

        if (i + AHEAD < document->tokens.count)
            lexemes_prefetch(lexemes, &document->tokens.at[i + AHEAD]);
        if (number == NO_NUMBER)
            return ERROR_NO_MEMORY;
        lexeme = &lexemes->all.at[number];
        reading->lexemes[i] = number;
        reading->loose[i] = lexeme->loose;
        reading->flags[i] |= lexeme->flags;
        if (lexeme->phrases)
            flag_phrases(lexemes, lexeme->phrases, i, reading, until);
    }
    return ERROR_OK;
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

enum error reading_open(struct arena *arena, struct lexemes *lexemes, const struct diff_side *side,
                        enum diff_level level, struct reading *out)
{
    static const struct analysis nothing = {0};
    const struct tokens *tokens = &side->document->tokens;
    struct reading reading = {
        .document = side->document,
        .analysis = side->analysis ? side->analysis : &nothing,
        .lexemes = arena_unset(arena, uint32_t, tokens->count),
        .loose = arena_unset(arena, uint32_t, tokens->count),
        .flags = arena_array(arena, uint16_t, tokens->count),
        .quotes = arena_unset(arena, uint32_t, tokens->count),
    };
    enum error error;

    if (!reading.lexemes || !reading.loose || !reading.flags || !reading.quotes)
        return ERROR_NO_MEMORY;
    error = read_words(lexemes, &reading);
    if (error)
        return error;
    for (size_t i = 0; i < tokens->count; i++)
        reading.quotes[i] = NO_QUOTE;
    quote_tokens(&reading);
    flag_speakers(&reading);
    flag_insertions(&reading);
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
