#include "schemas/quotes.h"

const struct slice quote_flag_names[FLAG_COUNT] = {
    [FLAG_UNCLOSED] = SLICE_INIT("unclosed"),
    [FLAG_MULTI_PARAGRAPH] = SLICE_INIT("multi_paragraph"),
    [FLAG_BRACKETS] = SLICE_INIT("brackets"),
    [FLAG_ELLIPSIS] = SLICE_INIT("ellipsis"),
    [FLAG_NEGATED] = SLICE_INIT("negated"),
    [FLAG_UNATTRIBUTED] = SLICE_INIT("unattributed"),
};

/* What the quotes of one article are made from. */
struct quote_source {
    const struct reading *reading;
    struct origin origin;
    const struct quote_matches *matches; /* by quote, or NULL */
    struct article_origins others;
    uint32_t *numbers; /* of each quote; scare quotes are numbered apart: the others have no gaps */
};

static const struct wire_excerpt nowhere = {WIRE_NONE, WIRE_NONE, {NULL, 0}};

/* A mention that may not be there. */
static struct wire_excerpt excerpt_or_nowhere(const struct origin *origin, struct span span)
{
    return span_length(span) ? wire_excerpt_of(origin, span) : nowhere;
}

static enum error build_speaker(struct arena *arena, const struct quote_source *source,
                                const struct speaker *speaker, struct wire_speaker **out)
{
    struct wire_speaker *made = arena_new(arena, struct wire_speaker);
    struct wire_excerpt mention = excerpt_or_nowhere(&source->origin, speaker->span);

    if (!made)
        return ERROR_NO_MEMORY;
    made->name = speaker->name;
    made->role = speaker->role;
    made->start = mention.start;
    made->end = mention.end;
    made->text = mention.text;
    made->kind = speaker->kind;
    made->type = WIRE_NONE;
    *out = made;
    if (speaker->entity == NO_ENTITY)
        return ERROR_OK;
    made->type = source->reading->analysis->entities.at[speaker->entity].type;
    made->corpus_id = wire_corpus_id(source->reading->generation,
                                     &source->reading->analysis->entities.at[speaker->entity]);
    return wire_local_id(arena, 'e', speaker->entity, &made->entity);
}

static enum error build_addressee(struct arena *arena, const struct origin *origin,
                                  const struct speaker *addressee, struct wire_addressee **out)
{
    struct wire_addressee *made = arena_new(arena, struct wire_addressee);
    struct wire_excerpt mention = excerpt_or_nowhere(origin, addressee->span);

    if (!made)
        return ERROR_NO_MEMORY;
    *made = (struct wire_addressee){addressee->name, mention.start, mention.end, mention.text};
    *out = made;
    return ERROR_OK;
}

static enum error build_excerpts(struct arena *arena, const struct origin *origin,
                                 const struct spans *spans, struct wire_list *out)
{
    struct wire_excerpt *at = arena_array(arena, struct wire_excerpt, spans->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < spans->count; i++)
        at[i] = wire_excerpt_of(origin, spans->at[i]);
    *out = (struct wire_list){at, spans->count};
    return ERROR_OK;
}

static enum error build_changes(struct arena *arena, const struct origin *left,
                                const struct origin *right, const struct quote_changes *changes,
                                struct wire_list *out)
{
    struct wire_change *at = arena_array(arena, struct wire_change, changes->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < changes->count; i++)
        at[i] = (struct wire_change){wire_excerpt_of(left, changes->at[i].left),
                                     wire_excerpt_of(right, changes->at[i].right)};
    *out = (struct wire_list){at, changes->count};
    return ERROR_OK;
}

static enum error build_matches(struct arena *arena, struct quote_source *source,
                                const struct quote_matches *matches, struct wire_list *out)
{
    struct wire_match *at = arena_array(arena, struct wire_match, matches->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < matches->count; i++) {
        const struct quote_match *match = &matches->at[i];
        struct origin origin;
        struct wire_span span;
        enum error error = article_origin_of(arena, &source->others, match->article, &origin);
        if (error)
            return error;
        span = wire_span_of(&origin, match->span);
        at[i] = (struct wire_match){
            .article = generation_article(source->others.generation, match->article)->id,
            .start = span.start,
            .end = span.end,
            .relation = match->relation,
            .same_speaker = match->same_speaker,
            .alarm = match->alarm,
            .speaker = match->speaker,
        };
        error = build_changes(arena, &source->origin, &origin, &match->changes, &at[i].changes);
        if (error)
            return error;
    }
    *out = (struct wire_list){at, matches->count};
    return ERROR_OK;
}

/* The parts of a quote that need memory of their own. */
static enum error build_parts(struct arena *arena, struct quote_source *source, size_t index,
                              struct wire_quote *out)
{
    const struct quote *quote = &source->reading->analysis->quotes.at[index];
    enum error error = ERROR_OK;

    if (quote->has_speaker)
        error = build_speaker(arena, source, &quote->speaker, &out->speaker);
    if (!error && quote->has_addressee)
        error = build_addressee(arena, &source->origin, &quote->addressee, &out->addressee);
    if (!error && span_length(quote->cue)) {
        out->cue = arena_new(arena, struct wire_excerpt);
        if (!out->cue)
            return ERROR_NO_MEMORY;
        *out->cue = wire_excerpt_of(&source->origin, quote->cue);
    }
    if (!error)
        error = build_excerpts(arena, &source->origin, &quote->brackets, &out->brackets);
    if (!error)
        error = build_excerpts(arena, &source->origin, &quote->segments, &out->segments);
    if (!error)
        error = build_excerpts(arena, &source->origin, &quote->parts, &out->parts);
    if (!error && source->matches && source->others.generation)
        error = build_matches(arena, source, &source->matches[index], &out->matches);
    return error;
}

static enum error number_quotes(struct arena *arena, struct quote_source *source)
{
    const struct quotes *quotes = &source->reading->analysis->quotes;
    uint32_t plain = 0, scare = 0;

    source->numbers = arena_array(arena, uint32_t, quotes->count + 1);
    if (!source->numbers)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < quotes->count; i++)
        source->numbers[i] = quotes->at[i].type == QUOTE_SCARE ? scare++ : plain++;
    return ERROR_OK;
}

static enum error quote_id(struct arena *arena, const struct quote_source *source, size_t index,
                           struct slice *out)
{
    bool is_scare = source->reading->analysis->quotes.at[index].type == QUOTE_SCARE;

    return wire_local_id(arena, is_scare ? 's' : 'q', source->numbers[index], out);
}

/* Three dots or the one sign for them. */
static bool has_ellipsis(struct slice text)
{
    for (size_t i = 0; i + 3 <= text.len; i++)
        if (memcmp(text.ptr + i, "...", 3) == 0 || memcmp(text.ptr + i, "\xE2\x80\xA6", 3) == 0)
            return true;
    return false;
}

static uint32_t flags_of(const struct quote *quote, struct slice text)
{
    return (uint32_t)quote->unclosed << FLAG_UNCLOSED |
           (uint32_t)(quote->segments.count > 0) << FLAG_MULTI_PARAGRAPH |
           (uint32_t)(quote->brackets.count > 0) << FLAG_BRACKETS |
           (uint32_t)has_ellipsis(text) << FLAG_ELLIPSIS |
           (uint32_t)quote->negated << FLAG_NEGATED |
           (uint32_t)(!quote->has_speaker && quote->type != QUOTE_SCARE) << FLAG_UNATTRIBUTED;
}

static enum error build_quote(struct arena *arena, struct quote_source *source, size_t index,
                              struct wire_quote *out)
{
    const struct quote *quote = &source->reading->analysis->quotes.at[index];
    struct wire_excerpt excerpt = wire_excerpt_of(&source->origin, quote->span);

    enum error error = quote_id(arena, source, index, &out->id);

    if (error)
        return error;
    out->type = quote->type;
    out->start = excerpt.start;
    out->end = excerpt.end;
    out->text = excerpt.text;
    out->group = quote->group ? quote->group : WIRE_NONE;
    out->confidence = quote->confidence;
    out->reason = quote->reason;
    out->negated = quote->negated;
    out->sentence = quote->sentence;
    out->paragraph = quote->paragraph;
    out->flags = flags_of(quote, excerpt.text);
    if (quote->duplicate_of != NO_QUOTE)
        error = quote_id(arena, source, quote->duplicate_of, &out->duplicate_of);
    if (error)
        return error;
    return build_parts(arena, source, index, out);
}

enum error quotes_reply_build(struct arena *arena, const struct reading *reading, uint32_t types,
                              const struct quote_matches *matches, struct quotes_reply *out)
{
    const struct quotes *quotes = &reading->analysis->quotes;
    struct wire_quote *at = arena_array(arena, struct wire_quote, quotes->count);
    struct quote_source source = {
        .reading = reading,
        .matches = matches,
        .others = {.generation = reading->generation, .unit = reading->offsets},
    };
    size_t count = 0;
    enum error error;

    if (!at)
        return ERROR_NO_MEMORY;
    error = origin_read(arena, &reading->document->cleaned, reading->offsets, &source.origin);
    if (!error)
        error = number_quotes(arena, &source);
    if (error)
        return error;
    for (size_t i = 0; i < quotes->count; i++) {
        if (!(types >> quotes->at[i].type & 1))
            continue;
        error = build_quote(arena, &source, i, &at[count++]);
        if (error)
            return error;
    }
    *out = (struct quotes_reply){.id = reading->id,
                                 .text = reading->text,
                                 .offsets = reading->offsets,
                                 .model = reading->model,
                                 .quotes = {at, count}};
    return quote_counts_build(arena, reading->analysis, types, &out->counts);
}

/* Reads what is needed of an article of the list. */
static enum error open_article(struct arena *arena, const struct generation *generation,
                               uint32_t article, enum offsets offsets, struct quote_source *out)
{
    struct document *document = arena_new(arena, struct document);
    struct reading *reading = arena_new(arena, struct reading);
    enum error error;

    if (!document || !reading)
        return ERROR_NO_MEMORY;
    error = generation_document(generation, article, arena, document);
    if (error)
        return error;
    *reading = (struct reading){
        .id = generation_article(generation, article)->id,
        .document = document,
        .generation = generation,
        .offsets = offsets,
    };
    error = generation_analysis(generation, article, arena, document, &reading->analysis);
    if (error)
        return error;
    *out = (struct quote_source){.reading = reading, .others = out->others};
    error = number_quotes(arena, out);
    if (error)
        return error;
    return origin_read(arena, &document->cleaned, offsets, &out->origin);
}

/* A quote of the list with its matches. */
static enum error build_listed(struct arena *arena, struct quote_source *source,
                               struct quote_ref ref, struct wire_quote *out)
{
    const struct reading *reading = source->reading;
    struct quote_matches matches = {0};
    enum error error = build_quote(arena, source, ref.quote, out);

    if (!error)
        error = corpus_match_ref(reading->generation, arena, reading->document, ref, &matches);
    if (!error)
        error = build_matches(arena, source, &matches, &out->matches);
    out->article = reading->id;
    return error;
}

enum error quote_list_reply_build(struct arena *arena, const struct generation *generation,
                                  const struct quote_ref *at, const struct page *page,
                                  enum offsets offsets, struct quote_list_reply *out)
{
    struct wire_quote *quotes = arena_array(arena, struct wire_quote, page->count);
    struct quote_source source = {.others = {.generation = generation, .unit = offsets}};

    if (!quotes)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < page->count; i++) {
        enum error error = ERROR_OK;
        if (i == 0 || at[i].article != at[i - 1].article)
            error = open_article(arena, generation, at[i].article, offsets, &source);
        if (!error)
            error = build_listed(arena, &source, at[i], &quotes[i]);
        if (error)
            return error;
    }
    *out = (struct quote_list_reply){
        .quotes = {quotes, page->count},
        .end = wire_list_end_of(generation, page),
        .offsets = offsets,
    };
    return ERROR_OK;
}
