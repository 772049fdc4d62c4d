#include "news/coreference.h"

#include "base/array.h"
#include "news/scene.h"
#include "news/speaker.h"
#include "news/word.h"

enum { NOMINAL_TOKENS = 4 }; /* of "the former prime minister" */

struct finder {
    struct scene scene;
    const struct analysis *analysis;
    const struct referents *referents;
    struct references found;
    size_t words; /* references that read_words has found, the first ones */
    size_t word;  /* the first of them that is not too far back */
};

static struct slice text_at(const struct finder *finder, uint32_t token)
{
    return token_text(finder->scene.document->text, &finder->scene.document->tokens.at[token]);
}

static enum error add(struct finder *finder, struct span span, uint32_t entity)
{
    struct reference *added = array_push(finder->scene.arena, &finder->found);

    if (!added)
        return ERROR_NO_MEMORY;
    *added =
        (struct reference){span, document_sentence_at(finder->scene.document, span.begin), entity};
    return ERROR_OK;
}

static enum error add_token(struct finder *finder, uint32_t token, uint32_t entity)
{
    return add(finder, finder->scene.document->tokens.at[token].span, entity);
}

static bool is_person(const struct finder *finder, uint32_t entity)
{
    return finder->scene.entities->at[entity].type == ENTITY_PERSON;
}

/* ---- narration ---- */

/* ", the Taliban commander,": it explains the name before it. */
static bool explains(const struct finder *finder, const struct phrase *phrase)
{
    return phrase->is_apposition ||
           (phrase > finder->scene.phrases.at && phrase->first > 0 &&
            phrase[-1].kind == PHRASE_NAME && phrase[-1].last + 1 == phrase->first &&
            finder->scene.document->tokens.at[phrase->first - 1].kind == TOKEN_COMMA);
}

/* "security for Omar if he comes": the name before "if" may be meant as well as who acts. */
static bool is_open(const struct finder *finder, const struct phrase *pronoun, uint32_t entity)
{
    size_t p = (size_t)(pronoun - finder->scene.phrases.at);

    return p > 0 && pronoun[-1].last + 1 == pronoun->first &&
           finder->scene.classes[pronoun[-1].last] & WORD_SUBORDINATOR &&
           finder->referents->entities[p - 1] != NO_ENTITY &&
           finder->referents->entities[p - 1] != entity &&
           is_person(finder, finder->referents->entities[p - 1]);
}

/* The first person of the text who may be he or she. */
static bool is_topic(const struct finder *finder, uint32_t entity, enum gender gender)
{
    const struct entities *entities = finder->scene.entities;

    for (uint32_t e = 0; e < entities->count && e < entity; e++)
        if (entities->at[e].type == ENTITY_PERSON && entities->at[e].gender == gender)
            return false;
    return true;
}

/* "The queen made her a dame. She …": her, of the sentence before, may be meant as well as who acts
 * there. Asked in text order. */
static bool has_rival(struct finder *finder, const struct phrase *pronoun, uint32_t entity)
{
    const struct reference *words = finder->found.at;
    uint32_t here =
        document_sentence_at(finder->scene.document, phrase_span(&finder->scene, pronoun).begin);

    while (finder->word < finder->words && words[finder->word].sentence + 1 < here)
        finder->word++;
    for (size_t i = finder->word; i < finder->words && words[i].sentence + 1 == here; i++)
        if (words[i].entity != entity &&
            finder->referents->genders[words[i].entity] == pronoun->gender)
            return !is_topic(finder, entity, pronoun->gender);
    return false;
}

/* He, she; "the spokesman" where one alone is said to be one, and no explanation of the name
 * before it. */
static bool is_sure(struct finder *finder, const struct phrase *phrase, uint32_t entity)
{
    switch (phrase->kind) {
    case PHRASE_NAME:
        return false;
    case PHRASE_PRONOUN:
        return is_person(finder, entity) && phrase->classes & (WORD_HE | WORD_SHE) &&
               !is_open(finder, phrase, entity) && !has_rival(finder, phrase, entity);
    case PHRASE_ROLE:
    case PHRASE_PLAIN:
        return !explains(finder, phrase) && !phrase->is_in_title &&
               phrase->last - phrase->first <= NOMINAL_TOKENS;
    }
    return false;
}

static enum error read_phrases(struct finder *finder)
{
    for (size_t p = 0; p < finder->scene.phrases.count; p++) {
        const struct phrase *phrase = &finder->scene.phrases.at[p];
        uint32_t entity = finder->referents->entities[p];
        enum error error = ERROR_OK;
        if (entity != NO_ENTITY && is_sure(finder, phrase, entity))
            error = add(finder, phrase_span(&finder->scene, phrase), entity);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* "asked her to", "told her yesterday", "made her a dame", but "her lawyer". */
static bool is_object(const struct finder *finder, uint32_t token)
{
    static const char *const articles[] = {"a", "an", "the"};
    struct slice word = text_at(finder, token);
    const struct document *document = finder->scene.document;

    if (!slice_is(word, "her") && !slice_is(word, "Her"))
        return finder->scene.classes[token] & WORD_OBJECT;
    return token + 1 >= document->tokens.count ||
           document->tokens.at[token + 1].kind != TOKEN_WORD || finder->scene.classes[token + 1] ||
           SLICE_IS_ONE_OF(text_at(finder, token + 1), articles);
}

/* his, him, her, …: no phrases of their own. Himself means who acts, often nobody named. */
static enum error read_words(struct finder *finder)
{
    static const struct {
        struct slice word;
        enum gender gender;
    } words[] = {
        {SLICE_INIT("his"), GENDER_MALE},   {SLICE_INIT("him"), GENDER_MALE},
        {SLICE_INIT("her"), GENDER_FEMALE}, {SLICE_INIT("hers"), GENDER_FEMALE},
        {SLICE_INIT("His"), GENDER_MALE},   {SLICE_INIT("Her"), GENDER_FEMALE},
    };

    for (uint32_t t = 0; t < finder->scene.document->tokens.count; t++) {
        struct slice word = text_at(finder, t);
        if (finder->scene.piece_of[t] != PIECE_NONE || word.len < 3 || word.len > 4)
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            uint32_t entity;
            enum error error;
            if (!slice_equal(word, words[i].word))
                continue;
            entity = speaker_refer(&finder->scene, finder->referents, t, words[i].gender,
                                   is_object(finder, t));
            error = entity == NO_ENTITY ? ERROR_OK : add_token(finder, t, entity);
            if (error)
                return error;
        }
    }
    return ERROR_OK;
}

/* ---- quotes ---- */

static bool is_named(const struct finder *finder, struct span span)
{
    return mention_at(finder->scene.mentions, span.begin) < finder->scene.mentions->count;
}

/* I, me, my of the speaker, not of one quoted in turn. */
static enum error read_quote(struct finder *finder, const struct quote *quote)
{
    static const char *const words[] = {"I", "me", "my", "My", "myself", "mine"};
    const struct document *document = finder->scene.document;
    uint32_t depth = 0;

    for (uint32_t t = document_token_at(document, quote->span.begin);
         t < document->tokens.count && document->tokens.at[t].span.begin < quote->span.end; t++) {
        enum error error;
        if (document->tokens.at[t].kind == TOKEN_QUOTE && ++depth > 1 &&
            document->tokens.at[t].span.end < quote->span.end)
            return ERROR_OK; /* a quote in the quote: what follows may be another's */
        if (!SLICE_IS_ONE_OF(text_at(finder, t), words))
            continue;
        error = add_token(finder, t, quote->speaker.entity);
        if (error)
            return error;
    }
    return ERROR_OK;
}

static enum error read_quotes(struct finder *finder)
{
    const struct quotes *quotes = &finder->analysis->quotes;

    for (size_t q = 0; q < quotes->count; q++) {
        const struct quote *quote = &quotes->at[q];
        enum error error = ERROR_OK;
        if (!quote->has_speaker || quote->speaker.entity == NO_ENTITY)
            continue;
        if (quote->speaker.span.end && !is_named(finder, quote->speaker.span))
            error = add(finder, quote->speaker.span, quote->speaker.entity);
        if (!error && quote->type == QUOTE_DIRECT && is_person(finder, quote->speaker.entity))
            error = read_quote(finder, quote);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* ---- all ---- */

static int by_place(const void *a, const void *b)
{
    const struct reference *left = a, *right = b;

    if (left->span.begin != right->span.begin)
        return left->span.begin < right->span.begin ? -1 : 1;
    return (left->span.end > right->span.end) - (left->span.end < right->span.end);
}

/* What was found twice, or inside another, is one; the shorter stays. */
static void sort_references(struct references *references)
{
    size_t kept = 0;

    if (references->count)
        qsort(references->at, references->count, sizeof *references->at, by_place);
    for (size_t i = 0; i < references->count; i++)
        if (kept == 0 || references->at[i].span.begin >= references->at[kept - 1].span.end)
            references->at[kept++] = references->at[i];
    references->count = kept;
}

enum error coreference_find(struct arena *arena, const struct models *models,
                            const struct document *document, const struct analysis *analysis,
                            struct references *out)
{
    struct finder finder = {.scene = {.arena = arena,
                                      .models = models,
                                      .document = document,
                                      .mentions = &analysis->mentions,
                                      .entities = &analysis->entities},
                            .analysis = analysis};
    struct referents referents;
    enum error error = scene_read(&finder.scene);

    if (!error)
        error = speaker_resolve(&finder.scene, &referents);
    if (error)
        return error;
    finder.referents = &referents;
    error = read_words(&finder);
    finder.words = finder.found.count;
    if (!error)
        error = read_phrases(&finder);
    if (!error)
        error = read_quotes(&finder);
    if (error)
        return error;
    sort_references(&finder.found);
    *out = finder.found;
    return ERROR_OK;
}
