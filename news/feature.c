#include "news/feature.h"

#include "base/array.h"
#include "news/feature_word.h"
#include "text/ids.h"
#include "text/utf8.h"

enum { APPOSITION_WORDS = 6 }; /* looked at behind the comma */

/* ---- units ---- */

struct reader {
    struct arena *arena;
    const struct lexicon *const *lists;
    const struct vocabulary *vocabulary;
    const struct document *document;
    struct id_table words, types; /* spellings and folded words to position + 1 */
    struct reading *out;
};

static bool is_split_mark(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Parts of a hyphenated word count as units when one of its letters is a capital. */
static bool is_split(const struct document *document, const struct token *token)
{
    struct slice text = token_text(document->text, token);
    size_t at = 0;

    if (token->kind != TOKEN_WORD || !(token->flags & TOKEN_HYPHENATED))
        return false;
    while (at < text.len)
        if (char_is_upper(utf8_next(text, &at)))
            return true;
    return false;
}

/* How many units a token gives at most. */
static uint32_t parts_most(const struct document *document, const struct token *token)
{
    struct slice text = token_text(document->text, token);
    uint32_t parts = 1;

    if (!is_split(document, token))
        return 1;
    for (size_t at = 0; at < text.len;)
        parts += is_split_mark(utf8_next(text, &at));
    return parts;
}

static uint32_t type_of(struct reader *reader, uint64_t folded)
{
    uint32_t *slot = id_table_at(&reader->types, folded);

    if (!*slot) {
        reader->out->types[reader->out->type_count].folded = folded;
        *slot = ++reader->out->type_count;
    }
    return *slot - 1;
}

static enum error add_word(struct reader *reader, struct slice text, uint64_t folded)
{
    struct word *word = array_push(reader->arena, &reader->out->words);

    if (!word)
        return ERROR_NO_MEMORY;
    word->text = text;
    word->type = type_of(reader, folded);
    feature_read_word(word, reader->lists, reader->vocabulary, folded);
    return ERROR_OK;
}

static enum error add_unit(struct reader *reader, uint32_t token, struct span span, bool whole)
{
    struct reading *out = reader->out;
    const struct token *at = &reader->document->tokens.at[token];
    struct slice text = slice_at(reader->document->text, span);
    uint32_t *slot = id_table_at(&reader->words, whole ? at->exact : token_exact_id(text));

    if (!*slot) {
        enum error error = add_word(reader, text, whole ? at->folded : token_folded_id(text));
        if (error)
            return error;
        *slot = (uint32_t)out->words.count;
    }
    out->units[out->unit_count++] = (struct unit){.span = span, .token = token, .word = *slot - 1};
    return ERROR_OK;
}

/* Where the part that begins at `begin` ends; *next stands behind the mark after it. */
static size_t part_end(struct slice text, size_t begin, size_t *next)
{
    for (size_t at = begin; at < text.len;) {
        size_t end = at;
        if (is_split_mark(utf8_next(text, &at))) {
            *next = at;
            return end;
        }
    }
    *next = text.len;
    return text.len;
}

static enum error add_parts(struct reader *reader, uint32_t token)
{
    struct span whole = reader->document->tokens.at[token].span;
    struct slice text = slice_at(reader->document->text, whole);
    uint32_t first = reader->out->unit_count;

    for (size_t begin = 0, next = 0; begin < text.len; begin = next) {
        size_t end = part_end(text, begin, &next);
        struct span part = {whole.begin + (uint32_t)begin, whole.begin + (uint32_t)end};
        enum error error = end > begin ? add_unit(reader, token, part, false) : ERROR_OK;
        if (error)
            return error;
    }
    for (uint32_t u = first + 1; u < reader->out->unit_count; u++)
        reader->out->units[u].flags |= UNIT_JOINED;
    return ERROR_OK;
}

static const struct word *word_of(const struct reading *reading, uint32_t unit)
{
    return &reading->words.at[reading->units[unit].word];
}

/* Headlines capitalise most words, shouted lines all letters: there a capital tells little. */
static enum sentence_style style_of(const struct reading *reading,
                                    const struct unit_sentence *sentence)
{
    uint32_t words = 0, capitals = 0, shouted = 0;

    for (uint32_t u = sentence->first; u < sentence->last; u++) {
        const struct word *word = word_of(reading, u);
        if (!(word->bits & WORD_LETTERS) || word->text.len < 4 || word->bits & WORD_STOP)
            continue;
        words++;
        capitals += (word->bits & WORD_CAPITAL) != 0;
        shouted += (word->bits & WORD_ALL_CAPS) != 0;
    }
    if (words >= 2 && shouted * 10 >= words * 7)
        return STYLE_CAPITALS;
    return words >= 3 && capitals * 10 >= words * 8 ? STYLE_TITLE : STYLE_USUAL;
}

static bool is_capital(const struct reading *reading, uint32_t unit)
{
    return (word_of(reading, unit)->bits & WORD_CAPITAL) != 0;
}

/* Runs of capitalised words, with a link word inside ("Bank of England"). */
static void find_runs(struct reading *reading, const struct unit_sentence *sentence)
{
    for (uint32_t u = sentence->first; u < sentence->last;) {
        uint32_t last = u + 1;
        if (!is_capital(reading, u)) {
            u++;
            continue;
        }
        while (last < sentence->last &&
               (is_capital(reading, last) ||
                (word_of(reading, last)->bits & WORD_LINK && last + 1 < sentence->last &&
                 is_capital(reading, last + 1))))
            last++;
        for (uint32_t i = u; i < last; i++) {
            reading->units[i].run_first = u;
            reading->units[i].run_last = last;
        }
        u = last;
    }
}

static void mark_first(struct reader *reader, const struct unit_sentence *sentence)
{
    struct reading *out = reader->out;
    bool first = true;

    for (uint32_t u = sentence->first; u < sentence->last; u++) {
        const struct token *token = &reader->document->tokens.at[out->units[u].token];
        if (token->kind == TOKEN_QUOTE || token->kind == TOKEN_BRACKET) {
            first = first || token->kind == TOKEN_QUOTE;
            continue;
        }
        if (first)
            out->units[u].flags |= UNIT_FIRST;
        first = false;
    }
}

static void mark_listed(struct reader *reader, const struct unit_sentence *sentence, enum list list,
                        uint8_t open, uint8_t in)
{
    struct reading *out = reader->out;
    const struct lexicon *lexicon = reader->lists[list];

    for (uint32_t u = sentence->first; u < sentence->last; u++) {
        struct unit *unit = &out->units[u];
        uint32_t length = 0, last_token = out->units[sentence->last - 1].token + 1, i = u + 1;
        if (!is_capital(out, u) || unit->flags & UNIT_JOINED || unit->flags & (open | in))
            continue;
        if (lexicon_match(lexicon, reader->document, unit->token, last_token, &length) ==
            LEXICON_NONE)
            continue;
        unit->flags |= open;
        for (; i < sentence->last && out->units[i].token < unit->token + length; i++)
            out->units[i].flags |= in;
    }
}

/* ---- what the whole article shows about a word ---- */

static void add_evidence(struct reading *reading, const struct unit_sentence *sentence,
                         const struct document *document, uint32_t u)
{
    const struct unit *unit = &reading->units[u];
    const struct word *word = word_of(reading, u);
    uint16_t *evidence = &reading->types[word->type].evidence;
    const struct word *before = u > sentence->first ? word_of(reading, u - 1) : NULL;
    const struct word *after = u + 1 < sentence->last ? word_of(reading, u + 1) : NULL;
    bool is_usual = sentence->style == STYLE_USUAL;

    if (!(word->bits & WORD_CAPITAL)) {
        *evidence |= SEEN_LOWER;
        return;
    }
    if (is_usual && !(unit->flags & UNIT_FIRST))
        *evidence |= SEEN_CAPITAL;
    if (before && before->bits & WORD_CAPITAL && before->bits & WORD_TITLE)
        *evidence |= AFTER_TITLE;
    if (before && before->bits & WORD_CAPITAL && before->bits & WORD_FORENAME && is_usual)
        *evidence |= AFTER_FORENAME;
    if (before && !(before->bits & WORD_CAPITAL) && before->text.len == 2 &&
        (slice_is(before->text, "in") || slice_is(before->text, "at")))
        *evidence |= AFTER_PLACE_WORD;
    if (after && after->bits & WORD_SPEECH)
        *evidence |= BEFORE_SPEECH;
    if (is_usual && unit->run_last > unit->run_first + 1)
        *evidence |= u + 1 == unit->run_last ? ENDS_RUN : u == unit->run_first ? OPENS_RUN : 0;
    if (before && slice_is(before->text, "(") && after && slice_is(after->text, ")") &&
        document->tokens.at[unit->token].kind == TOKEN_WORD)
        *evidence |= INSIDE_PARENS;
}

static enum error make_room(struct reader *reader)
{
    const struct document *document = reader->document;
    struct reading *out = reader->out;
    uint32_t most = 0;

    for (size_t i = 0; i < document->tokens.count; i++)
        most += parts_most(document, &document->tokens.at[i]);
    if (id_table_open(reader->arena, most, &reader->words) ||
        id_table_open(reader->arena, most, &reader->types))
        return ERROR_NO_MEMORY;
    out->units = arena_array(reader->arena, struct unit, most + 1);
    out->contexts = arena_array(reader->arena, uint64_t, most + 1);
    out->types = arena_array(reader->arena, struct type, most + 1);
    out->sentences =
        arena_array(reader->arena, struct unit_sentence, document->sentences.count + 1);
    return out->units && out->contexts && out->types && out->sentences ? ERROR_OK : ERROR_NO_MEMORY;
}

static enum error read_sentence(struct reader *reader, const struct sentence *from)
{
    struct reading *out = reader->out;
    struct unit_sentence *sentence = &out->sentences[out->sentence_count];
    enum error error = ERROR_OK;

    sentence->first = out->unit_count;
    for (uint32_t t = from->first; t < from->last && !error; t++)
        error = is_split(reader->document, &reader->document->tokens.at[t])
                    ? add_parts(reader, t)
                    : add_unit(reader, t, reader->document->tokens.at[t].span, true);
    if (error)
        return error;
    sentence->last = out->unit_count;
    if (sentence->last == sentence->first)
        return ERROR_OK;
    out->sentence_count++;
    sentence->style = (uint8_t)style_of(out, sentence);
    find_runs(out, sentence);
    mark_first(reader, sentence);
    mark_listed(reader, sentence, LIST_PLACES, UNIT_PLACE_OPEN, UNIT_PLACE_IN);
    mark_listed(reader, sentence, LIST_ORGANIZATIONS, UNIT_ORG_OPEN, UNIT_ORG_IN);
    return ERROR_OK;
}

/* ---- what stands around a unit ---- */

/* ", a Taliban spokesman" after the run. */
static bool has_apposition(const struct reading *reading, const struct unit_sentence *sentence,
                           const struct unit *unit)
{
    uint32_t at = unit->run_last;

    if (unit->run_last == unit->run_first || at >= sentence->last ||
        !slice_is(word_of(reading, at)->text, ","))
        return false;
    for (uint32_t i = at + 1; i < sentence->last && i <= at + APPOSITION_WORDS; i++) {
        const struct word *word = word_of(reading, i);
        if (!(word->bits & WORD_LETTERS))
            return false;
        if (word->bits & WORD_ROLE)
            return true;
    }
    return false;
}

static uint64_t one_of(unsigned first, uint32_t value, uint32_t most)
{
    return UINT64_C(1) << (first + (value < most ? value : most));
}

static uint64_t context_of_run(const struct reading *reading, const struct unit_sentence *sentence,
                               uint32_t u)
{
    const struct unit *unit = &reading->units[u];

    if (unit->run_last == unit->run_first)
        return 0;
    return one_of(CONTEXT_RUN_LENGTH, unit->run_last - unit->run_first - 1, 6) |
           one_of(CONTEXT_RUN_PLACE, u - unit->run_first, 6) |
           one_of(CONTEXT_RUN_LEFT, unit->run_last - 1 - u, 6) |
           (uint64_t)has_apposition(reading, sentence, unit) << CONTEXT_APPOSITION;
}

/* Bits that all units of a sentence share. */
static uint64_t context_of_sentence(const struct document *document, const struct reading *reading,
                                    uint32_t number)
{
    const struct unit_sentence *sentence = &reading->sentences[number];
    const struct token *first = &document->tokens.at[reading->units[sentence->first].token];
    const struct token *last = &document->tokens.at[reading->units[sentence->last - 1].token];
    uint32_t at = document_sentence_at(document, first->span.begin);
    bool opens_paragraph =
        at == 0 || document->sentences.at[at].paragraph != document->sentences.at[at - 1].paragraph;

    return (uint64_t)opens_paragraph << CONTEXT_PARAGRAPH |
           (uint64_t)(number < 2) << CONTEXT_OPENING |
           (uint64_t)(last->kind != TOKEN_STOP && last->kind != TOKEN_QUOTE) << CONTEXT_UNENDED |
           (uint64_t)(sentence->style == STYLE_TITLE) << CONTEXT_TITLE_STYLE |
           (uint64_t)(sentence->style == STYLE_CAPITALS) << CONTEXT_CAPITALS_STYLE;
}

static uint64_t context_of_unit(const struct document *document, const struct reading *reading,
                                const struct unit_sentence *sentence, uint32_t u)
{
    const struct unit *unit = &reading->units[u];
    const struct token *token = &document->tokens.at[unit->token];
    const struct word *word = word_of(reading, u);
    bool joins = u + 1 < sentence->last && reading->units[u + 1].flags & UNIT_JOINED;
    uint64_t evidence = word->bits & WORD_CAPITAL ? reading->types[word->type].evidence : 0;

    return (uint64_t)unit->flags << CONTEXT_FLAGS | (uint64_t)joins << CONTEXT_JOINS_NEXT |
           context_of_run(reading, sentence, u) | evidence << CONTEXT_EVIDENCE |
           (uint64_t)((token->flags & TOKEN_SPACE_BEFORE) && !(unit->flags & UNIT_JOINED))
               << CONTEXT_SPACE_BEFORE |
           (uint64_t)(token->kind == TOKEN_NUMBER) << CONTEXT_NUMBER |
           (uint64_t)(token->kind >= TOKEN_QUOTE) << CONTEXT_MARK;
}

/* Marks and brackets that stand open inside a sentence. */
struct nesting {
    bool quoted, bracketed;
};

static void nest(struct nesting *nesting, const struct token *token, char first)
{
    if (token->kind == TOKEN_QUOTE && token->mark == MARK_STRAIGHT_DOUBLE)
        nesting->quoted = !nesting->quoted;
    else if (token->kind == TOKEN_QUOTE &&
             (token->mark == MARK_DOUBLE_OPEN || token->mark == MARK_DOUBLE_CLOSE))
        nesting->quoted = token->mark == MARK_DOUBLE_OPEN;
    else if (token->kind == TOKEN_BRACKET)
        nesting->bracketed = first == '(' || first == '[' || first == '{';
}

static void read_contexts(const struct document *document, struct reading *reading)
{
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct unit_sentence *sentence = &reading->sentences[s];
        uint64_t shared = context_of_sentence(document, reading, s);
        struct nesting nesting = {0};
        for (uint32_t u = sentence->first; u < sentence->last; u++) {
            const struct token *token = &document->tokens.at[reading->units[u].token];
            nest(&nesting, token, document->text.ptr[token->span.begin]);
            reading->contexts[u] = shared | context_of_unit(document, reading, sentence, u) |
                                   (uint64_t)nesting.quoted << CONTEXT_QUOTED |
                                   (uint64_t)nesting.bracketed << CONTEXT_BRACKETED;
        }
    }
}

enum error feature_read(struct arena *arena, const struct lexicon *const *lists,
                        const struct vocabulary *vocabulary, const struct document *document,
                        struct reading *out)
{
    struct reading reading = {0};
    struct reader reader = {.arena = arena,
                            .lists = lists,
                            .vocabulary = vocabulary,
                            .document = document,
                            .out = &reading};
    enum error error;

    error = make_room(&reader);
    for (size_t i = 0; i < document->sentences.count && !error; i++)
        error = read_sentence(&reader, &document->sentences.at[i]);
    if (error)
        return error;
    for (uint32_t i = 0; i < reading.sentence_count; i++)
        for (uint32_t u = reading.sentences[i].first; u < reading.sentences[i].last; u++)
            add_evidence(&reading, &reading.sentences[i], document, u);
    read_contexts(document, &reading);
    *out = reading;
    return ERROR_OK;
}
