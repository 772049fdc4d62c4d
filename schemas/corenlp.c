#include "schemas/corenlp.h"

#include "base/array.h"

/* -- shapes -- */

static const struct field request_fields[] = {
    {"properties", FIELD_TEXT, offsetof(struct corenlp_request, properties),
     .rules = FIELD_IN_QUERY,
     .doc = "a map of annotators, outputFormat (json) and tokenize.codepoint, as CoreNLP's clients "
            "send it"},
};

const struct shape corenlp_request_shape = {
    SHAPE("corenlp_request", "Parameters of CoreNLP's server", struct corenlp_request,
          request_fields),
    .is_request = true,
    .is_lenient = true,
};

#define AT(member) offsetof(struct corenlp_timex, member)

static const struct field timex_fields[] = {
    {"tid", FIELD_TEXT, AT(tid), .doc = "t1, t2, … in the text"},
    {"type", FIELD_TEXT, AT(type), .doc = "DATE or TIME"},
    {"value", FIELD_TEXT, AT(value), .doc = "ISO 8601"},
};

static const struct shape timex_shape = {
    SHAPE("corenlp_timex", "A date or time", struct corenlp_timex, timex_fields)};

#undef AT
#define AT(member) offsetof(struct corenlp_mention, member)

static const struct field mention_fields[] = {
    {"docTokenBegin", FIELD_COUNT, AT(doc_token_begin), .doc = "first token, in the text from 0"},
    {"docTokenEnd", FIELD_COUNT, AT(doc_token_end), .doc = "behind the last token"},
    {"tokenBegin", FIELD_COUNT, AT(token_begin), .doc = "first token, in the sentence from 0"},
    {"tokenEnd", FIELD_COUNT, AT(token_end), .doc = "behind the last token"},
    {"text", FIELD_TEXT, AT(text), .doc = "the mention"},
    {"characterOffsetBegin", FIELD_COUNT, AT(begin), .doc = "where it stands"},
    {"characterOffsetEnd", FIELD_COUNT, AT(end), .doc = "behind it"},
    {"ner", FIELD_TEXT, AT(ner), .doc = "PERSON, ORGANIZATION, LOCATION, MISC, DATE, …"},
    {"normalizedNER", FIELD_TEXT, AT(normalized), .rules = FIELD_OMIT_NULL,
     .doc = "of a value: 8.0, $3000000.0, %5.0, 2026-11-23"},
    {"timex", FIELD_MAYBE, AT(timex), .of = &timex_shape, .rules = FIELD_OMIT_NULL,
     .doc = "of a date or time"},
};

static const struct shape mention_shape = {
    SHAPE("corenlp_mention", "An entity mention", struct corenlp_mention, mention_fields)};

#undef AT
#define AT(member) offsetof(struct corenlp_token, member)

static const struct field token_fields[] = {
    {"index", FIELD_COUNT, AT(index), .doc = "in its sentence, from 1"},
    {"word", FIELD_TEXT, AT(word), .doc = "the token"},
    {"originalText", FIELD_TEXT, AT(original), .doc = "the same"},
    {"characterOffsetBegin", FIELD_COUNT, AT(begin), .doc = "where it stands"},
    {"characterOffsetEnd", FIELD_COUNT, AT(end), .doc = "behind it"},
    {"ner", FIELD_TEXT, AT(ner), .rules = FIELD_OMIT_NULL, .doc = "type of its mention, or O"},
    {"before", FIELD_TEXT, AT(before), .doc = "blanks before it"},
    {"after", FIELD_TEXT, AT(after), .doc = "blanks behind it"},
};

static const struct shape token_shape = {
    SHAPE("corenlp_token", "A token", struct corenlp_token, token_fields)};

#undef AT
#define AT(member) offsetof(struct corenlp_sentence, member)

static const struct field sentence_fields[] = {
    {"index", FIELD_COUNT, AT(index), .doc = "from 0"},
    {"entitymentions", FIELD_LIST, AT(mentions), .of = &mention_shape, .rules = FIELD_OMIT_NULL,
     .doc = "with the annotator ner"},
    {"tokens", FIELD_LIST, AT(tokens), .of = &token_shape, .doc = "in the order of the text"},
};

static const struct shape sentence_shape = {
    SHAPE("corenlp_sentence", "A sentence", struct corenlp_sentence, sentence_fields)};

#undef AT
#define AT(member) offsetof(struct corenlp_quote, member)

static const struct field quote_fields[] = {
    {"id", FIELD_COUNT, AT(id), .doc = "from 0"},
    {"text", FIELD_TEXT, AT(text), .doc = "the quotation, with its marks"},
    {"beginIndex", FIELD_COUNT, AT(begin), .doc = "where it stands"},
    {"endIndex", FIELD_COUNT, AT(end), .doc = "behind it"},
    {"beginToken", FIELD_COUNT, AT(begin_token), .doc = "first token, in the text from 0"},
    {"endToken", FIELD_COUNT, AT(end_token), .doc = "last token"},
    {"beginSentence", FIELD_COUNT, AT(begin_sentence), .doc = "first sentence, from 0"},
    {"endSentence", FIELD_COUNT, AT(end_sentence), .doc = "last sentence"},
    {"mention", FIELD_TEXT, AT(mention), .doc = "who spoke, as the text has it, or Unknown"},
    {"mentionBegin", FIELD_COUNT, AT(mention_begin), .rules = FIELD_OMIT_NULL,
     .doc = "its first token"},
    {"mentionEnd", FIELD_COUNT, AT(mention_end), .rules = FIELD_OMIT_NULL, .doc = "its last token"},
    {"mentionType", FIELD_TEXT, AT(mention_type), .rules = FIELD_OMIT_NULL,
     .doc = "name, pronoun or animate noun"},
    {"speaker", FIELD_TEXT, AT(speaker), .doc = "name of who spoke, or Unknown"},
    {"canonicalSpeaker", FIELD_TEXT, AT(canonical), .doc = "the same"},
    {"canonicalMentionBegin", FIELD_COUNT, AT(canonical_begin), .rules = FIELD_OMIT_NULL,
     .doc = "first token of the first mention of who spoke"},
    {"canonicalMentionEnd", FIELD_COUNT, AT(canonical_end), .rules = FIELD_OMIT_NULL,
     .doc = "its last token"},
};

static const struct shape quote_shape = {
    SHAPE("corenlp_quote", "A quotation", struct corenlp_quote, quote_fields)};

#undef AT
#define AT(member) offsetof(struct corenlp_reply, member)

static const struct field reply_fields[] = {
    {"sentences", FIELD_LIST, AT(sentences), .of = &sentence_shape, .doc = "in their order"},
    {"quotes", FIELD_LIST, AT(quotes), .of = &quote_shape, .rules = FIELD_OMIT_NULL,
     .doc = "with the annotator quote"},
    {"ignored", FIELD_TEXTS, AT(ignored), .doc = "annotators that were asked for and are not here"},
};

#undef AT

const struct shape corenlp_reply_shape = {SHAPE("corenlp",
                                                "Names and quotes as CoreNLP's server gives them",
                                                struct corenlp_reply, reply_fields)};

/* -- building -- */

struct building {
    struct arena *arena;
    const struct reading *reading;
    struct origin origin;
    const uint32_t *mention_of; /* of each token: its mention and 1, or 0 */
    uint32_t timexes;
};

static const struct token *token_at(const struct building *building, size_t token)
{
    return &building->reading->document->tokens.at[token];
}

/* "8.0" as CoreNLP writes numbers. */
static enum error print_number(struct arena *arena, const char *sign, double number,
                               struct slice *out)
{
    bool is_whole = number == (double)(int64_t)number && number < 1e15 && number > -1e15;

    return is_whole ? arena_print(arena, out, "%s%.1f", sign, number)
                    : arena_print(arena, out, "%s%.10g", sign, number);
}

static enum error add_value(struct building *building, const struct entity *entity,
                            struct corenlp_mention *out)
{
    struct wire_value value = wire_value_of(&entity->value);
    struct slice currency = value.text;
    enum error error = ERROR_OK;

    if (value.kind == WIRE_TEXT) {
        out->normalized = value.text;
        out->timex = arena_new(building->arena, struct corenlp_timex);
        if (!out->timex)
            return ERROR_NO_MEMORY;
        out->timex->type = entity_type_names[entity->type];
        out->timex->value = value.text;
        error = arena_print(building->arena, &out->timex->tid, "t%u", ++building->timexes);
    } else if (value.kind == WIRE_NUMBER) {
        error = print_number(building->arena, entity->type == ENTITY_PERCENT ? "%" : "",
                             value.number, &out->normalized);
    } else if (value.kind == WIRE_MONEY) {
        error = print_number(building->arena, slice_is(currency, "USD") ? "$" : "", value.number,
                             &out->normalized);
        if (!error && currency.ptr && !slice_is(currency, "USD"))
            error = arena_print(building->arena, &out->normalized, "%.*s%.*s", SLICE_ARGS(currency),
                                SLICE_ARGS(out->normalized));
    }
    return error;
}

static enum error build_mention(struct building *building, size_t number, uint32_t sentence_begin,
                                struct corenlp_mention *out)
{
    const struct analysis *analysis = building->reading->analysis;
    const struct mention *mention = &analysis->mentions.at[number];
    const struct entity *entity = &analysis->entities.at[mention->entity];
    struct wire_excerpt excerpt = wire_excerpt_of(&building->origin, mention->span);

    *out = (struct corenlp_mention){
        .doc_token_begin = mention->first,
        .doc_token_end = mention->last,
        .token_begin = mention->first - sentence_begin,
        .token_end = mention->last - sentence_begin,
        .text = excerpt.text,
        .begin = excerpt.start,
        .end = excerpt.end,
        .ner = entity_type_names[entity->type],
    };
    return add_value(building, entity, out);
}

/* Blanks between a token and its neighbour; those at the ends of the text belong to the outer ones.
 */
static struct slice gap_before(const struct building *building, size_t token)
{
    struct slice text = building->reading->document->text;
    size_t begin = token ? token_at(building, token - 1)->span.end : 0;

    return slice_part(text, begin,
                      token < building->reading->document->tokens.count
                          ? token_at(building, token)->span.begin
                          : text.len);
}

static void build_token(const struct building *building, size_t token, uint32_t index,
                        bool with_names, struct corenlp_token *out)
{
    const struct analysis *analysis = building->reading->analysis;
    struct wire_excerpt excerpt =
        wire_excerpt_of(&building->origin, token_at(building, token)->span);
    uint32_t mention = building->mention_of[token];

    *out = (struct corenlp_token){
        .index = index + 1,
        .word = excerpt.text,
        .original = excerpt.text,
        .begin = excerpt.start,
        .end = excerpt.end,
        .before = gap_before(building, token),
        .after = gap_before(building, token + 1),
    };
    if (with_names)
        out->ner =
            mention ? entity_type_names[analysis->mentions.at[mention - 1].type] : SLICE("O");
}

static enum error build_sentence(struct building *building, uint32_t number, bool with_names,
                                 struct corenlp_sentence *out)
{
    const struct sentence *sentence = &building->reading->document->sentences.at[number];
    uint32_t first = sentence->first, count = sentence->last - first;
    struct corenlp_token *tokens = arena_array(building->arena, struct corenlp_token, count);
    struct corenlp_mention *mentions =
        arena_array(building->arena, struct corenlp_mention, with_names ? count : 1);
    size_t found = 0;

    if (!tokens || !mentions)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t mention = building->mention_of[first + i];
        build_token(building, first + i, i, with_names, &tokens[i]);
        if (!with_names || !mention || (i && building->mention_of[first + i - 1] == mention))
            continue;
        if (build_mention(building, mention - 1, first, &mentions[found++]))
            return ERROR_NO_MEMORY;
    }
    *out = (struct corenlp_sentence){.index = number, .tokens = {tokens, count}};
    if (with_names)
        out->mentions = (struct wire_list){mentions, found};
    return ERROR_OK;
}

static void place_tokens(const struct building *building, struct span span, uint32_t *first,
                         uint32_t *last)
{
    *first = document_token_at(building->reading->document, span.begin);
    *last = document_token_at(building->reading->document, span.end - 1);
}

static void add_speaker(const struct building *building, const struct quote *quote,
                        struct corenlp_quote *out)
{
    static const struct slice kinds[MENTION_KIND_COUNT] = {
        [MENTION_NAME] = SLICE_INIT("name"),
        [MENTION_PRONOUN] = SLICE_INIT("pronoun"),
        [MENTION_NOMINAL] = SLICE_INIT("animate noun"),
    };
    const struct analysis *analysis = building->reading->analysis;
    const struct speaker *speaker = &quote->speaker;

    out->mention = out->speaker = out->canonical = SLICE("Unknown");
    out->mention_begin = out->mention_end = WIRE_NONE;
    out->canonical_begin = out->canonical_end = WIRE_NONE;
    if (!quote->has_speaker)
        return;
    out->speaker = out->canonical = speaker->name;
    if (span_length(speaker->span)) {
        out->mention = wire_excerpt_of(&building->origin, speaker->span).text;
        out->mention_type = kinds[speaker->kind];
        place_tokens(building, speaker->span, &out->mention_begin, &out->mention_end);
    }
    if (speaker->entity != NO_ENTITY && analysis->entities.at[speaker->entity].mentions.count)
        place_tokens(
            building,
            analysis->mentions.at[analysis->entities.at[speaker->entity].mentions.at[0]].span,
            &out->canonical_begin, &out->canonical_end);
}

static void build_quote(const struct building *building, const struct quote *quote,
                        struct span span, struct corenlp_quote *out)
{
    struct wire_excerpt excerpt = wire_excerpt_of(&building->origin, span);

    *out = (struct corenlp_quote){
        .text = excerpt.text,
        .begin = excerpt.start,
        .end = excerpt.end,
        .begin_sentence = document_sentence_at(building->reading->document, span.begin),
        .end_sentence = document_sentence_at(building->reading->document, span.end - 1)};
    place_tokens(building, span, &out->begin_token, &out->end_token);
    add_speaker(building, quote, out);
}

/* CoreNLP's quotes are what stands in marks: whole quotations, and the pieces of mixed ones. */
static enum error build_quotes(const struct building *building, struct wire_list *out)
{
    const struct quotes *quotes = &building->reading->analysis->quotes;
    struct corenlp_quote *at;
    size_t room = 1, count = 0;

    for (size_t i = 0; i < quotes->count; i++)
        room += quotes->at[i].type == QUOTE_DIRECT ? 1 : quotes->at[i].parts.count;
    at = arena_array(building->arena, struct corenlp_quote, room);
    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->at[i];
        if (quote->type == QUOTE_DIRECT)
            build_quote(building, quote, quote->span, &at[count++]);
        for (size_t k = 0; quote->type == QUOTE_MIXED && k < quote->parts.count; k++)
            build_quote(building, quote, quote->parts.at[k], &at[count++]);
    }
    for (size_t i = 0; i < count; i++)
        at[i].id = (uint32_t)i;
    *out = (struct wire_list){at, count};
    return ERROR_OK;
}

/* The mention that each token is part of. */
static enum error mark_tokens(struct building *building)
{
    const struct document *document = building->reading->document;
    const struct mentions *mentions = &building->reading->analysis->mentions;
    uint32_t *mention_of = arena_array(building->arena, uint32_t, document->tokens.count + 1);

    if (!mention_of)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < mentions->count; i++)
        for (uint32_t token = mentions->at[i].first; token < mentions->at[i].last; token++)
            mention_of[token] = i + 1;
    building->mention_of = mention_of;
    return ERROR_OK;
}

enum error corenlp_reply_build(struct arena *arena, const struct reading *reading,
                               const struct corenlp_wants *wants, struct corenlp_reply *out)
{
    struct building building = {.arena = arena, .reading = reading};
    size_t count = reading->document->sentences.count;
    struct corenlp_sentence *sentences = arena_array(arena, struct corenlp_sentence, count);
    struct corenlp_reply built = {.sentences = {sentences, count}};
    enum error error = sentences ? origin_read(arena, &reading->document->cleaned, reading->offsets,
                                               &building.origin)
                                 : ERROR_NO_MEMORY;

    if (!error)
        error = mark_tokens(&building);
    for (uint32_t i = 0; !error && i < count; i++)
        error = build_sentence(&building, i, wants->names, &sentences[i]);
    if (!error && wants->quotes)
        error = build_quotes(&building, &built.quotes);
    if (!error)
        *out = built;
    return error;
}
