/* Phrases to entities: who is meant by "he", "the president", "the company". */
#include "news/speaker.h"
#include "news/word.h"

enum {
    LOOK_BACK = 24,     /* phrases that a pronoun looks back over */
    ROLE_ENTITIES = 400 /* entities whose roles are compared */
};

static const double good_enough = 0.0;

struct referent {
    const struct scene *scene;
    uint32_t *resolved;
};

static uint32_t sentence_of(const struct scene *scene, const struct phrase *phrase)
{
    return document_sentence_at(scene->document, phrase_span(scene, phrase).begin);
}

static uint32_t paragraph_of(const struct scene *scene, uint32_t sentence)
{
    return scene->document->sentences.at[sentence].paragraph;
}

static bool is_speaking(const struct scene *scene, const struct phrase *phrase)
{
    size_t cue = cue_from(&scene->cues, phrase->last);

    return cue < scene->cues.count && scene->cues.at[cue].first <= phrase->last + 1 &&
           scene->cues.at[cue].tier != 'C';
}

static bool opens_sentence(const struct scene *scene, const struct phrase *phrase,
                           uint32_t sentence)
{
    size_t first = phrase_from(&scene->phrases, scene->document->sentences.at[sentence].first);

    while (first < scene->phrases.count && scene->phrases.at[first].is_object)
        first++;
    return first < scene->phrases.count && &scene->phrases.at[first] == phrase;
}

/* Can this entity be meant by that pronoun? */
static bool fits(const struct phrase *pronoun, const struct entity *entity)
{
    if (pronoun->classes & (WORD_HE | WORD_SHE))
        return entity->type == ENTITY_PERSON &&
               (entity->gender == GENDER_UNKNOWN || entity->gender == pronoun->gender);
    if (pronoun->classes & (WORD_IT | WORD_THEY))
        return entity->type == ENTITY_ORGANIZATION;
    return false;
}

static double score_of(const struct scene *scene, const struct phrase *pronoun,
                       const struct phrase *phrase, const struct entity *entity)
{
    uint32_t here = sentence_of(scene, pronoun), there = sentence_of(scene, phrase);
    uint32_t paragraphs = paragraph_of(scene, here) - paragraph_of(scene, there);
    double score = 2.0 - 0.35 * (here - there) - 0.3 * paragraphs;

    if (entity->gender == pronoun->gender && pronoun->gender != GENDER_UNKNOWN)
        score += 0.8;
    if (opens_sentence(scene, phrase, there))
        score += 0.8;
    if (is_speaking(scene, phrase))
        score += 0.8;
    if (phrase->is_possessor)
        score -= 0.5;
    if (phrase->is_object)
        score -= 0.5;
    if (entity->mentions.count > 2)
        score += 0.3;
    return score;
}

static uint32_t resolve_pronoun(const struct referent *referent, uint32_t p)
{
    const struct scene *scene = referent->scene;
    const struct phrase *pronoun = &scene->phrases.at[p];
    uint32_t best = NO_ENTITY, stop = p > LOOK_BACK ? p - LOOK_BACK : 0;
    double best_score = good_enough;

    for (uint32_t i = p; i-- > stop;) {
        const struct phrase *phrase = &scene->phrases.at[i];
        uint32_t entity = referent->resolved[i];
        double score;
        if (entity == NO_ENTITY || !fits(pronoun, &scene->entities->at[entity]) ||
            (phrase->kind == PHRASE_PRONOUN && phrase->classes != pronoun->classes))
            continue;
        score = score_of(scene, pronoun, phrase, &scene->entities->at[entity]);
        if (score > best_score) {
            best_score = score;
            best = entity;
        }
    }
    return best;
}

/* True when the role's words hold this word. */
static bool role_has(struct slice role, uint64_t folded)
{
    struct slice word;

    while (slice_cut(&role, ' ', &word))
        if (token_folded_id(word) == folded)
            return true;
    return false;
}

/* The one person who holds the role that a definite nominal names. */
static uint32_t resolve_role(const struct scene *scene, const struct phrase *phrase)
{
    const struct entities *entities = scene->entities;
    uint64_t folded = scene->document->tokens.at[phrase->head].folded;
    uint32_t found = NO_ENTITY, first = phrase_span(scene, phrase).begin;
    struct slice article =
        token_text(scene->document->text, &scene->document->tokens.at[phrase->first]);

    if (phrase->is_plural || phrase->head == phrase->first || slice_is(article, "a") ||
        slice_is(article, "an") || slice_is(article, "A") || slice_is(article, "An") ||
        slice_is(article, "One") || slice_is(article, "one") || slice_is(article, "another"))
        return NO_ENTITY;
    for (uint32_t e = 0; e < entities->count && e < ROLE_ENTITIES; e++) {
        const struct entity *entity = &entities->at[e];
        if (entity->type != ENTITY_PERSON || entity->mentions.count == 0 ||
            scene->mentions->at[entity->mentions.at[0]].span.begin > first)
            continue;
        for (size_t r = 0; r < entity->roles.count; r++) {
            if (!role_has(entity->roles.at[r], folded))
                continue;
            if (found != NO_ENTITY && found != e)
                return NO_ENTITY;
            found = e;
        }
    }
    return found;
}

enum error speaker_resolve(const struct scene *scene, uint32_t **out)
{
    uint32_t *resolved = arena_array(scene->arena, uint32_t, scene->phrases.count + 1);
    struct referent referent = {scene, resolved};

    if (!resolved)
        return ERROR_NO_MEMORY;
    for (uint32_t p = 0; p < scene->phrases.count; p++) {
        const struct phrase *phrase = &scene->phrases.at[p];
        resolved[p] = NO_ENTITY;
        switch (phrase->kind) {
        case PHRASE_NAME:
            resolved[p] = scene->mentions->at[phrase->mention].entity;
            if (resolved[p] >= scene->entities->count)
                resolved[p] = NO_ENTITY;
            break;
        case PHRASE_PRONOUN:
            resolved[p] = resolve_pronoun(&referent, p);
            break;
        case PHRASE_ROLE:
            resolved[p] = resolve_role(scene, phrase);
            break;
        case PHRASE_PLAIN:
            break;
        }
    }
    *out = resolved;
    return ERROR_OK;
}
