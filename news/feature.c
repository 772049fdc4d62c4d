#include "news/feature.h"

#include <assert.h>

#include "base/array.h"
#include "news/feature_word.h"
#include "text/ids.h"
#include "text/utf8.h"

/* ---- units ---- */

struct reader {
    struct arena *arena;
    const struct lexicon *const *lists;
    const struct clusters *clusters;
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
    feature_read_word(word, reader->lists, reader->clusters, folded);
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
    out->types = arena_array(reader->arena, struct type, most + 1);
    out->sentences =
        arena_array(reader->arena, struct unit_sentence, document->sentences.count + 1);
    return out->units && out->types && out->sentences ? ERROR_OK : ERROR_NO_MEMORY;
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

enum error feature_read(struct arena *arena, const struct lexicon *const *lists,
                        const struct clusters *clusters, const struct document *document,
                        struct reading *out)
{
    struct reading reading = {0};
    struct reader reader = {.arena = arena,
                            .lists = lists,
                            .clusters = clusters,
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
    *out = reading;
    return ERROR_OK;
}

/* ---- features in context ---- */

struct context {
    const struct reading *reading;
    const struct unit_sentence *sentence;
    uint32_t *ids;
    uint32_t count;
};

static void put(struct context *context, uint32_t kind, uint32_t a, uint32_t b)
{
    assert(context->count < FEATURE_CONTEXT_MAX);
    context->ids[context->count++] = feature_hash(feature_hash(kind << 8 | 0xff, a), b);
}

/* The word at an offset from `unit`; a word without anything beyond the sentence. */
static const struct word *word_near(const struct context *context, uint32_t unit, int offset)
{
    static const struct word outside = {.lower = 1, .shape = 1};
    int64_t at = (int64_t)unit + offset;

    return at < context->sentence->first || at >= context->sentence->last
               ? &outside
               : word_of(context->reading, (uint32_t)at);
}

static void put_run(struct context *context, uint32_t u)
{
    const struct unit *unit = &context->reading->units[u];
    uint32_t length = unit->run_last - unit->run_first, place = u - unit->run_first;
    const struct word *first, *last, *before, *after;

    if (length == 0)
        return;
    first = word_of(context->reading, unit->run_first);
    last = word_of(context->reading, unit->run_last - 1);
    before = word_near(context, unit->run_first, -1);
    after = word_near(context, unit->run_last, 0);
    length = length < 6 ? length : 6;
    place = place < 4 ? place : 4;
    put(context, KIND_RUN_PLACE, length, place);
    put(context, KIND_BEFORE_RUN, before->lower, place);
    put(context, KIND_AFTER_RUN, after->lower, length > place + 1);
    if (length < 2)
        return;
    put(context, KIND_RUN_FIRST, first->lower, place);
    put(context, KIND_RUN_LAST, last->lower, length - place == 1 ? 0 : 1 + place);
    put(context, KIND_RUN_CLUSTER, last->path >> 6, 1 + place);
    put(context, KIND_RUN_CLUSTER, first->path >> 6, 8 + place);
}

/* ", a Taliban spokesman" after the run, or "the spokesman" before it. */
static void put_apposition(struct context *context, uint32_t u)
{
    const struct unit *unit = &context->reading->units[u];

    if (unit->run_last == unit->run_first ||
        !slice_is(word_near(context, unit->run_last, 0)->text, ","))
        return;
    for (int i = 1; i <= 6; i++) {
        const struct word *word = word_near(context, unit->run_last, i);
        if (!(word->bits & WORD_LETTERS))
            return;
        if (word->bits & WORD_ROLE) {
            put(context, KIND_APPOSITION, 1, 0);
            return;
        }
    }
}

static void put_evidence(struct context *context, uint32_t u)
{
    const struct unit *unit = &context->reading->units[u];
    const struct word *word = word_of(context->reading, u);
    uint32_t evidence = context->reading->types[word->type].evidence;
    uint32_t capital = word->bits & (WORD_CAPITAL | WORD_ALL_CAPS);

    if (!capital)
        return;
    put(context, KIND_FIRST_EVIDENCE, evidence & (SEEN_LOWER | SEEN_CAPITAL),
        capital << 4 | (uint32_t)(unit->flags & UNIT_FIRST) << 1 | context->sentence->style);
    for (uint32_t bit = AFTER_TITLE, i = 0; bit <= INSIDE_PARENS; bit <<= 1, i++)
        if (evidence & bit)
            put(context, KIND_EVIDENCE + i, 1, 0);
}

uint32_t feature_context(const struct reading *reading, const struct unit_sentence *sentence,
                         uint32_t unit, uint32_t ids[FEATURE_CONTEXT_MAX])
{
    struct context context = {.reading = reading, .sentence = sentence};
    const struct word *word = word_of(reading, unit), *before = word_near(&context, unit, -1),
                      *after = word_near(&context, unit, 1);
    uint32_t flags = reading->units[unit].flags;
    uint32_t joined = unit + 1 < sentence->last && reading->units[unit + 1].flags & UNIT_JOINED;

    context.ids = ids;
    put(&context, KIND_BIAS, 0, 0);
    put(&context, KIND_WORD_PAIR, before->lower, word->lower);
    put(&context, KIND_WORD_PAIR_AFTER, word->lower, after->lower);
    put(&context, KIND_SHAPE_PAIR, before->shape, word->shape);
    put(&context, KIND_SHAPE_PAIR_AFTER, word->shape, after->shape);
    put(&context, KIND_SHAPE_TRIPLE, before->shape ^ word->shape * 3, after->shape);
    put(&context, KIND_CLUSTER_PAIR, (uint32_t)before->path >> 8,
        (uint32_t)word->path >> 6 | (uint32_t)(word->bits & WORD_CAPITAL) << 16);
    put(&context, KIND_CLUSTER_PAIR_AFTER,
        (uint32_t)word->path >> 6 | (uint32_t)(word->bits & WORD_CAPITAL) << 16,
        (uint32_t)after->path >> 8);
    put(&context, KIND_AROUND, before->lower, after->lower);
    put(&context, KIND_STYLE, sentence->style,
        (uint32_t)(word->bits & (WORD_CAPITAL | WORD_ALL_CAPS)) << 1 | (flags & UNIT_FIRST));
    put(&context, KIND_LISTED, flags >> 2, word->bits & WORD_ALL_CAPS);
    if (joined || flags & UNIT_JOINED)
        put(&context, KIND_JOINED, joined << 1 | (flags & UNIT_JOINED), before->lower);
    put_run(&context, unit);
    put_apposition(&context, unit);
    put_evidence(&context, unit);
    return context.count;
}
