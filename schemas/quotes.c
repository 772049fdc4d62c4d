#include "schemas/quotes.h"

#include "base/array.h"
#include "base/map.h"

/* What the quotes of one article are made from. */
struct quote_source {
    const struct reading *reading;
    struct origin origin;
    const struct quote_matches *matches; /* by quote, or NULL */
    struct article_origins others;
    /* Quotes before `counted`: scare quotes are numbered apart, so that the others have no gaps. */
    size_t counted, plain, scare;
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
    *out = made;
    if (speaker->entity == NO_ENTITY)
        return ERROR_OK;
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

static enum error build_brackets(struct arena *arena, const struct origin *origin,
                                 const struct spans *brackets, struct wire_list *out)
{
    struct wire_excerpt *at = arena_array(arena, struct wire_excerpt, brackets->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < brackets->count; i++)
        at[i] = wire_excerpt_of(origin, brackets->at[i]);
    *out = (struct wire_list){at, brackets->count};
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
        error = build_brackets(arena, &source->origin, &quote->brackets, &out->brackets);
    if (!error && source->matches && source->others.generation)
        error = build_matches(arena, source, &source->matches[index], &out->matches);
    return error;
}

/* The id of a quote; indices ascend from call to call. */
static enum error quote_id(struct arena *arena, struct quote_source *source, size_t index,
                           struct slice *out)
{
    const struct quote *at = source->reading->analysis->quotes.at;

    for (; source->counted < index; source->counted++) {
        if (at[source->counted].type == QUOTE_SCARE)
            source->scare++;
        else
            source->plain++;
    }
    if (at[index].type == QUOTE_SCARE)
        return wire_local_id(arena, 's', source->scare, out);
    return wire_local_id(arena, 'q', source->plain, out);
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
    return build_parts(arena, source, index, out);
}

/* Speakers with their counts, in order of first quote; `known` maps names to places in it. */
struct tally {
    struct map known;
    struct wire_speaker_count *at;
    size_t count, capacity;
};

static enum error count_quote(struct arena *arena, struct tally *tally, const struct quote *quote)
{
    uint32_t *place = map_at(arena, &tally->known, quote->speaker.name);
    struct wire_speaker_count *speaker;

    if (!place)
        return ERROR_NO_MEMORY;
    if (*place == MAP_NONE) {
        speaker = array_push(arena, tally);
        if (!speaker)
            return ERROR_NO_MEMORY;
        speaker->name = quote->speaker.name;
        *place = (uint32_t)(tally->count - 1);
    }
    speaker = &tally->at[*place];
    speaker->quotes++;
    speaker->words += quote->words;
    return ERROR_OK;
}

/* Most quotes first, then most words, then by name. */
static int by_quotes(const void *left, const void *right)
{
    const struct wire_speaker_count *a = left, *b = right;

    if (a->quotes != b->quotes)
        return a->quotes < b->quotes ? 1 : -1;
    if (a->words != b->words)
        return a->words < b->words ? 1 : -1;
    return slice_compare(a->name, b->name);
}

static enum error count_quotes(struct arena *arena, const struct quotes *quotes, uint32_t types,
                               struct wire_quote_counts *out)
{
    struct tally tally = {0};
    uint32_t without_speaker = 0;

    for (size_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->at[i];
        enum error error;
        if (!(types >> quote->type & 1) || quote->type == QUOTE_SCARE)
            continue;
        if (!quote->has_speaker) {
            without_speaker++;
            continue;
        }
        error = count_quote(arena, &tally, quote);
        if (error)
            return error;
    }
    if (tally.count)
        qsort(tally.at, tally.count, sizeof *tally.at, by_quotes);
    *out = (struct wire_quote_counts){{tally.at, tally.count}, without_speaker};
    return ERROR_OK;
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
                                 .offsets = reading->offsets,
                                 .model = reading->model,
                                 .quotes = {at, count}};
    return count_quotes(arena, quotes, types, &out->counts);
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
