/* From marks to quotations: the order of the steps, and how their results become quotes. */
#include "news/quote.h"

#include "base/array.h"
#include "news/indirect.h"
#include "news/quoting.h"
#include "news/repeat.h"
#include "news/scene.h"
#include "news/window.h"
#include "news/word.h"

const struct slice quote_type_names[QUOTE_TYPE_COUNT] = {
    [QUOTE_DIRECT] = SLICE_INIT("direct"),
    [QUOTE_MIXED] = SLICE_INIT("mixed"),
    [QUOTE_INDIRECT] = SLICE_INIT("indirect"),
    [QUOTE_SCARE] = SLICE_INIT("scare"),
};

const struct slice mention_kind_names[MENTION_KIND_COUNT] = {
    [MENTION_NAME] = SLICE_INIT("name"),
    [MENTION_PRONOUN] = SLICE_INIT("pronoun"),
    [MENTION_NOMINAL] = SLICE_INIT("nominal"),
};

enum {
    ADDRESSEE_REACH = 6,
    THEY_REACH = 16 /* phrases from persons named together to "they" */
};

/* A fragment that may as well be a term, by this share, is given no speaker. */
static const double most_doubt = 0.4;

struct writer {
    struct scene scene;
    const struct quote_listener *listener; /* may be NULL */
    struct voices voices;
    enum quote_type *types; /* of each piece */
    struct kind *kinds;     /* of each piece, by its own features */
    bool *taken;            /* tokens inside direct and mixed quotes */
    struct indirects indirects;
    struct quotes quotes;
    uint32_t *quote_of; /* of each piece, or PIECE_NONE */
    uint32_t *numbers; /* of the quote of each piece among those that are no scare quotes, from 1 */
    uint32_t spoken;   /* how many of these there are so far */
    uint32_t groups;
};

/* The second half of a split quotation is what the first is. */
static bool is_other_half(const struct attribution *attribution)
{
    return attribution->has_speaker && attribution->best.features & EVIDENCE(SPEAKER_SPLIT);
}

/* MAYOR: "No." But not a title: NETFLIX: "The Long Way Home" */
static bool is_labelled(const struct attribution *attribution, evidence features)
{
    return attribution->has_speaker && attribution->best.features & EVIDENCE(SPEAKER_LABEL) &&
           !(features & EVIDENCE(KIND_CAPITALS));
}

static void attribute_piece(struct writer *writer, uint32_t p)
{
    struct attribution *attribution = speaker_choose(&writer->voices, p);
    evidence features = kind_features(&writer->scene, p, attribution, writer->types);

    if (writer->listener)
        writer->listener->hear_piece(writer->listener->speaker.context, &writer->scene, p,
                                     features);
    writer->kinds[p] = kind_of(features);
    writer->types[p] = writer->kinds[p].type;
    if (p > 0 && is_other_half(attribution))
        writer->types[p] = writer->types[p - 1];
    if (writer->scene.pieces.at[p].line || is_labelled(attribution, features))
        writer->types[p] = QUOTE_DIRECT;
}

/* Words of attribution in its own sentence, that name somebody known. */
static bool is_own(const struct attribution *attribution)
{
    const evidence own = EVIDENCE(SPEAKER_AFTER) | EVIDENCE(SPEAKER_BEFORE);

    return attribution->has_speaker && attribution->cue != NO_CANDIDATE &&
           attribution->best.features & own && attribution->entity != NO_ENTITY;
}

/* The pieces [first, last] are the paragraphs of one quotation: who spoke stands behind the last,
 * else before the first. */
static void attribute_run(struct writer *writer, uint32_t first, uint32_t last)
{
    struct attribution *done = writer->voices.done;
    struct attribution chosen = done[first];

    for (uint32_t p = first + 1; p <= last; p++)
        attribute_piece(writer, p);
    if (is_own(&done[last]) || (!chosen.has_speaker && done[last].has_speaker))
        chosen = done[last];
    writer->kinds[first] = kind_of(kind_features(&writer->scene, first, &chosen, writer->types));
    writer->types[first] = writer->kinds[first].type;
    if (writer->types[first] == QUOTE_SCARE)
        writer->types[first] = QUOTE_DIRECT;
    for (uint32_t p = first; p <= last; p++) {
        done[p] = chosen;
        writer->types[p] = writer->types[first];
    }
}

static bool is_doubtful(const struct writer *writer, uint32_t p)
{
    return writer->types[p] == QUOTE_MIXED && writer->kinds[p].doubt > most_doubt;
}

static void settle_piece(struct writer *writer, uint32_t p)
{
    const struct piece *piece = &writer->scene.pieces.at[p];

    if (writer->types[p] == QUOTE_SCARE || is_doubtful(writer, p))
        writer->voices.done[p].has_speaker = false;
    if (writer->types[p] != QUOTE_SCARE)
        memset(writer->taken + piece->first, 1, piece->last - piece->first);
}

/* Attributes the pieces and decides what they are; a scare quote has no speaker. */
static enum error attribute(struct writer *writer)
{
    struct scene *scene = &writer->scene;
    size_t count = scene->pieces.count;
    struct referents referents;
    enum error error = speaker_resolve(scene, &referents);

    if (!error)
        error = speaker_begin(scene, referents.entities, &writer->voices);
    if (error)
        return error;
    writer->voices.listener = writer->listener ? &writer->listener->speaker : NULL;
    writer->types = arena_array(scene->arena, enum quote_type, count + 1);
    writer->kinds = arena_array(scene->arena, struct kind, count + 1);
    writer->taken = arena_array(scene->arena, bool, scene->document->tokens.count + 1);
    writer->quote_of = arena_array(scene->arena, uint32_t, count + 1);
    writer->numbers = arena_array(scene->arena, uint32_t, count + 1);
    if (!writer->types || !writer->kinds || !writer->taken || !writer->quote_of || !writer->numbers)
        return ERROR_NO_MEMORY;
    for (uint32_t p = 0; p < count; p++) {
        uint32_t last = p;
        while (scene->pieces.at[last].goes_on)
            last++;
        attribute_piece(writer, p);
        if (last > p)
            attribute_run(writer, p, last);
        for (; p < last; p++)
            settle_piece(writer, p);
        settle_piece(writer, p);
        if (writer->voices.done[p].has_speaker)
            writer->voices.last_spoken = p;
    }
    return ERROR_OK;
}

static enum error push_span(struct arena *arena, struct spans *spans, struct span span)
{
    struct span *room = array_push(arena, spans);

    if (!room)
        return ERROR_NO_MEMORY;
    *room = span;
    return ERROR_OK;
}

/* Editorial insertions: [leadership], (leadership). */
static enum error read_brackets(struct writer *writer, const struct piece *piece,
                                struct quote *quote)
{
    const struct document *document = writer->scene.document;
    uint32_t open = piece->last;

    for (uint32_t i = piece->first; i < piece->last; i++) {
        const struct token *token = &document->tokens.at[i];
        char c = document->text.ptr[token->span.begin];
        enum error error;
        if (token->kind != TOKEN_BRACKET)
            continue;
        if (c == '[' || c == '(') {
            open = i;
            continue;
        }
        if (open == piece->last)
            continue;
        error = push_span(writer->scene.arena, &quote->brackets,
                          (struct span){document->tokens.at[open].span.begin, token->span.end});
        if (error)
            return error;
        open = piece->last;
    }
    return ERROR_OK;
}

/* A piece of the quotation: its span, its words, its brackets. */
static enum error take_piece(struct writer *writer, uint32_t p, struct quote *quote)
{
    const struct piece *piece = &writer->scene.pieces.at[p];
    struct arena *arena = writer->scene.arena;
    enum error error = ERROR_OK;

    writer->quote_of[p] = (uint32_t)writer->quotes.count - 1;
    writer->numbers[p] = writer->spoken;
    quote->span.end = piece->span.end;
    quote->words += window_words(&writer->scene, piece->first, piece->last);
    if (quote->type == QUOTE_MIXED)
        error = push_span(arena, &quote->parts, piece->span);
    if (!error && (piece->goes_on || quote->segments.count))
        error = push_span(arena, &quote->segments, piece->span);
    return error ? error : read_brackets(writer, piece, quote);
}

/* The name of a speaker: the entity's, else the phrase as printed. */
static void name_speaker(const struct writer *writer, uint32_t phrase, uint32_t entity,
                         struct speaker *out)
{
    const struct scene *scene = &writer->scene;

    static const enum mention_kind kinds[] = {[PHRASE_NAME] = MENTION_NAME,
                                              [PHRASE_PRONOUN] = MENTION_PRONOUN,
                                              [PHRASE_ROLE] = MENTION_NOMINAL,
                                              [PHRASE_PLAIN] = MENTION_NOMINAL};

    out->span = phrase_span(scene, &scene->phrases.at[phrase]);
    out->kind = kinds[scene->phrases.at[phrase].kind];
    out->entity = entity;
    if (entity == NO_ENTITY) {
        out->name = slice_at(scene->document->text, out->span);
        return;
    }
    out->name = scene->entities->at[entity].name;
    if (scene->entities->at[entity].roles.count)
        out->role = scene->entities->at[entity].roles.at[0];
}

/* The persons from `first` to `last` speak together. */
static enum error name_together(const struct writer *writer, uint32_t first, uint32_t last,
                                struct speaker *speaker)
{
    const struct scene *scene = &writer->scene;

    speaker->entity = NO_ENTITY;
    speaker->role = (struct slice){NULL, 0};
    speaker->name = SLICE("");
    for (uint32_t p = first; p <= last; p = phrase_joined_next(scene, p)) {
        const char *link = p == first ? "" : p == last ? " and " : ", ";
        struct speaker one = {0};
        enum error error;
        name_speaker(writer, p, writer->voices.resolved[p], &one);
        error = arena_print(scene->arena, &speaker->name, "%.*s%s%.*s", SLICE_ARGS(speaker->name),
                            link, SLICE_ARGS(one.name));
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* "Ana Ruiz and Ben Okafor said": both spoke, and no single entity is the speaker. */
static enum error join_speakers(const struct writer *writer, uint32_t phrase, uint32_t cue,
                                struct speaker *speaker)
{
    const struct scene *scene = &writer->scene;
    uint32_t first = phrase, last = phrase;

    if (cue == NO_CANDIDATE)
        return ERROR_OK;
    if (scene->phrases.at[phrase].first < scene->cues.at[cue].first)
        first = phrase_joined_before(scene, phrase);
    else
        last = phrase_joined_behind(scene, phrase);
    if (first == last)
        return ERROR_OK;
    speaker->span.begin = phrase_span(scene, &scene->phrases.at[first]).begin;
    speaker->span.end = phrase_span(scene, &scene->phrases.at[last]).end;
    return name_together(writer, first, last, speaker);
}

/* Who was told: the name right behind "told" or "asked". */
static void read_addressee(const struct writer *writer, uint32_t c, uint32_t speaker,
                           struct quote *quote)
{
    const struct scene *scene = &writer->scene;
    const struct cue *cue = &scene->cues.at[c];
    size_t p = phrase_from(&scene->phrases, cue->last);
    const struct phrase *phrase = &scene->phrases.at[p];

    if (p < scene->phrases.count && phrase->is_possessor && p + 1 < scene->phrases.count &&
        phrase[1].first == phrase->last + 1 && phrase[1].kind == PHRASE_NAME)
        phrase = &scene->phrases.at[++p]; /* told the Herald's Ana Ruiz */
    if (p >= scene->phrases.count || p == speaker || phrase->first - cue->last > ADDRESSEE_REACH ||
        !(slice_is(cue->lemma, "tell") || slice_is(cue->lemma, "ask") ||
          slice_is(cue->lemma, "inform")) ||
        !gap_is_title(scene, cue->last, phrase->first) || cue->form == CUE_PASSIVE ||
        phrase->is_possessor || phrase->kind == PHRASE_PRONOUN)
        return;
    if (p + 1 < scene->phrases.count && phrase->kind == PHRASE_NAME &&
        scene->phrases.at[p + 1].first == phrase->last && p + 1 != speaker &&
        scene->phrases.at[p + 1].kind == PHRASE_NAME)
        p++;
    quote->has_addressee = true;
    name_speaker(writer, (uint32_t)p, writer->voices.resolved[p], &quote->addressee);
}

/* "was told": what its subject said has no cue here. */
static bool is_heard(const struct writer *writer, uint32_t c, uint32_t phrase)
{
    const struct cue *cue = &writer->scene.cues.at[c];

    return cue->form == CUE_PASSIVE && cue->last - cue->first == 1 &&
           writer->scene.phrases.at[phrase].first < cue->first;
}

/* "They": the persons named together shortly before. */
static enum error name_them(const struct writer *writer, uint32_t phrase, struct quote *quote)
{
    const struct scene *scene = &writer->scene;

    for (uint32_t last = phrase; last-- > 0 && last + THEY_REACH > phrase;) {
        uint32_t first = phrase_joined_before(scene, last);
        if (first == last)
            continue;
        quote->has_speaker = true;
        return name_together(writer, first, last, &quote->speaker);
    }
    return ERROR_OK;
}

/* A pronoun that nobody in the text is known to be names no speaker: its place alone is kept. */
static enum error read_speaker(struct writer *writer, uint32_t phrase, uint32_t cue,
                               uint32_t entity, struct quote *quote)
{
    const struct phrase *mention = &writer->scene.phrases.at[phrase];
    enum error error = ERROR_OK;

    quote->has_speaker = entity != NO_ENTITY || mention->kind != PHRASE_PRONOUN;
    name_speaker(writer, phrase, entity, &quote->speaker);
    if (!quote->has_speaker && mention->classes & WORD_THEY)
        error = name_them(writer, phrase, quote);
    if (!quote->has_speaker) {
        quote->speaker.name = (struct slice){NULL, 0};
        quote->reason = SLICE("a pronoun, and the text does not tell whom it means");
    }
    if (error || cue == NO_CANDIDATE || is_heard(writer, cue, phrase))
        return error;
    quote->cue = writer->scene.cues.at[cue].span;
    quote->negated = writer->scene.cues.at[cue].negated;
    read_addressee(writer, cue, phrase, quote);
    return ERROR_OK;
}

/* Two pieces of one utterance stand under one attribution in one paragraph. */
static void read_group(struct writer *writer, uint32_t p, struct quote *quote)
{
    const struct attribution *attribution = &writer->voices.done[p];
    struct quote *before = NULL;

    for (uint32_t earlier = p; earlier-- > 0 && !before;) {
        const struct attribution *other = &writer->voices.done[earlier];
        if (writer->types[earlier] == QUOTE_SCARE)
            continue;
        if (writer->scene.pieces.at[earlier].paragraph != writer->scene.pieces.at[p].paragraph ||
            !other->has_speaker || other->cue != attribution->cue)
            return;
        before = &writer->quotes.at[writer->quote_of[earlier]];
    }
    if (!before || attribution->cue == NO_CANDIDATE || before->cue.begin != quote->cue.begin ||
        !slice_equal(before->speaker.name, quote->speaker.name))
        return;
    if (before->group == 0)
        before->group = ++writer->groups;
    quote->group = before->group;
}

static enum error start_quote(struct writer *writer, struct span span, enum quote_type type,
                              struct quote **out)
{
    const struct document *document = writer->scene.document;
    struct quote *quote = array_push(writer->scene.arena, &writer->quotes);

    if (!quote)
        return ERROR_NO_MEMORY;
    writer->spoken += type != QUOTE_SCARE;
    quote->type = type;
    quote->span = span;
    quote->sentence = document_sentence_at(document, span.begin);
    quote->paragraph = document->sentences.at[quote->sentence].paragraph;
    *out = quote;
    return ERROR_OK;
}

/* Why this piece has its speaker; the quote it took him from is named by its number. */
static enum error read_reason(const struct writer *writer, uint32_t p, struct quote *quote)
{
    const struct attribution *attribution = &writer->voices.done[p];
    uint32_t earlier = attribution->has_speaker ? attribution->best.earlier : NO_CANDIDATE;

    return speaker_reason(writer->scene.arena, attribution,
                          earlier == NO_CANDIDATE ? 0 : writer->numbers[earlier], &quote->reason);
}

static enum error write_piece(struct writer *writer, uint32_t p)
{
    const struct piece *piece = &writer->scene.pieces.at[p];
    const struct attribution *attribution = &writer->voices.done[p];
    struct quote *quote;
    enum error error = ERROR_OK;

    if (p > 0 && piece[-1].goes_on) {
        quote = &writer->quotes.at[writer->quotes.count - 1];
        return take_piece(writer, p, quote);
    }
    error = start_quote(writer, piece->span, writer->types[p], &quote);
    if (!error)
        error = take_piece(writer, p, quote);
    if (error)
        return error;
    quote->unclosed = !piece->closed && !piece->goes_on;
    quote->confidence = writer->kinds[p].share;
    if (quote->type == QUOTE_SCARE) {
        quote->reason = SLICE("words in marks, not speech");
        return ERROR_OK;
    }
    error = read_reason(writer, p, quote);
    if (is_doubtful(writer, p))
        quote->reason = SLICE("the marks may stand around a term, not around speech");
    if (error || !attribution->has_speaker)
        return error;
    quote->confidence = attribution->confidence * (1 - writer->kinds[p].doubt);
    error = read_speaker(writer, attribution->phrase, attribution->cue, attribution->entity, quote);
    if (error)
        return error;
    if (attribution->best.earlier == NO_CANDIDATE)
        error = join_speakers(writer, attribution->phrase, attribution->cue, &quote->speaker);
    else if (writer->quotes.at[writer->quote_of[attribution->best.earlier]].has_speaker)
        quote->speaker = writer->quotes.at[writer->quote_of[attribution->best.earlier]].speaker;
    if (!error)
        read_group(writer, p, quote);
    return error;
}

static enum error write_indirect(struct writer *writer, const struct indirect *indirect)
{
    const struct scene *scene = &writer->scene;
    const struct token *at = scene->document->tokens.at;
    struct span span = {at[indirect->first].span.begin, at[indirect->last - 1].span.end};
    struct quote *quote;
    enum error error = start_quote(writer, span, QUOTE_INDIRECT, &quote);

    if (error)
        return error;
    quote->words = window_words(scene, indirect->first, indirect->last);
    quote->confidence = indirect->confidence;
    quote->reason = indirect->reason;
    error = read_speaker(writer, indirect->phrase, indirect->cue,
                         writer->voices.resolved[indirect->phrase], quote);
    if (error)
        return error;
    return join_speakers(writer, indirect->phrase, indirect->cue, &quote->speaker);
}

/* Pieces and indirect speech, each ascending, become one ascending list. */
static enum error write_all(struct writer *writer)
{
    const struct scene *scene = &writer->scene;
    const struct indirects *indirects = &writer->indirects;
    uint32_t p = 0, k = 0;

    while (p < scene->pieces.count || k < indirects->count) {
        bool piece_first =
            k >= indirects->count ||
            (p < scene->pieces.count && scene->pieces.at[p].first < indirects->at[k].first) ||
            (p > 0 && p < scene->pieces.count && scene->pieces.at[p - 1].goes_on);
        enum error error =
            piece_first ? write_piece(writer, p++) : write_indirect(writer, &indirects->at[k++]);
        if (error)
            return error;
    }
    return ERROR_OK;
}

enum error quote_study(const struct scene *scene, const struct quote_listener *listener,
                       struct quotes *out)
{
    struct writer writer = {.scene = *scene, .listener = listener};
    enum error error = scene_read(&writer.scene);

    if (!error)
        error = attribute(&writer);
    if (!error)
        error = indirect_find(&writer.scene, writer.taken, &writer.indirects);
    if (!error)
        error = write_all(&writer);
    if (!error)
        error = repeat_find(scene->arena, scene->document, &writer.quotes);
    if (error)
        return error;
    *out = writer.quotes;
    return ERROR_OK;
}

enum error quote_find(struct arena *arena, const struct models *models,
                      const struct document *document, const struct mentions *mentions,
                      const struct entities *entities, struct quotes *out)
{
    const struct scene scene = {.arena = arena,
                                .models = models,
                                .document = document,
                                .mentions = mentions,
                                .entities = entities};

    return quote_study(&scene, NULL, out);
}
