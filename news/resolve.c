/* Phrases to entities: who is meant by "he", "the president", "the company". */
#include "base/map.h"
#include "news/nominal.h"
#include "news/speaker.h"
#include "news/window.h"
#include "news/word.h"

#define SEVERAL (UINT32_MAX - 1) /* more than one person has the role */

enum {
    LOOK_BACK = 24,       /* phrases that a pronoun looks back over */
    POSSESSIVE_REACH = 16 /* tokens from a name to its possessive */
};

static const double good_enough = 0.0;
static const double unlikely = 2.4;   /* the forename is of the other gender */
static const double clear_lead = 0.3; /* of the one whom a word beside the subjects means */

struct referent {
    const struct scene *scene;
    uint32_t *resolved;
    enum gender *genders; /* of each entity, as told or as pronouns have shown */
    bool *is_met;         /* of each entity: it has been named */
    /* folded id of a word of the roles of those met -> entity, or SEVERAL */
    struct map plain;   /* of roles that are this word alone: "President" */
    struct map roles;   /* of others: "French President" */
    struct map limited; /* of former, deputy, ... ones */
    struct map later;   /* of those named only further on, all but limited roles */
    struct nominals nominals;
};

static uint32_t sentence_of(const struct scene *scene, const struct phrase *phrase)
{
    return document_sentence_at(scene->document, phrase_span(scene, phrase).begin);
}

static uint32_t paragraph_of(const struct scene *scene, uint32_t sentence)
{
    return scene->document->sentences.at[sentence].paragraph;
}

/* "…", said Smith: the verb stands right behind a comma or a mark. */
static bool is_inverted(const struct scene *scene, const struct cue *cue)
{
    return cue_is_finite(cue) && cue->first > 0 &&
           (scene->piece_of[cue->first - 1] != PIECE_NONE ||
            scene->document->tokens.at[cue->first - 1].kind == TOKEN_COMMA);
}

/* A speaker stands right before its verb, or behind "according to" or ", said". */
static bool is_speaking(const struct scene *scene, const struct phrase *phrase)
{
    size_t cue = cue_from(&scene->cues, phrase->last);

    if (cue > 0 && scene->cues.at[cue - 1].last <= phrase->first &&
        (scene->cues.at[cue - 1].form == CUE_PREPOSITION ||
         is_inverted(scene, &scene->cues.at[cue - 1])) &&
        gap_is_title(scene, scene->cues.at[cue - 1].last, phrase->first))
        return true;
    return !phrase->is_object && cue < scene->cues.count &&
           scene->cues.at[cue].first <= phrase->last + 1 && scene->cues.at[cue].tier != 'C';
}

static bool opens_sentence(const struct scene *scene, const struct phrase *phrase,
                           uint32_t sentence)
{
    size_t first = phrase_from(&scene->phrases, scene->document->sentences.at[sentence].first);

    while (first < scene->phrases.count &&
           (scene->phrases.at[first].is_object || scene->phrases.at[first].is_in_title))
        first++;
    return first < scene->phrases.count && &scene->phrases.at[first] == phrase;
}

/* "Ma Ngok said … He noted": the forename alone speaks against the pronoun. */
static bool is_unlikely(const struct phrase *pronoun, const struct entity *entity,
                        enum gender gender)
{
    return gender != GENDER_UNKNOWN && pronoun->gender != GENDER_UNKNOWN &&
           gender != pronoun->gender && entity->gender_is_guess && gender == entity->gender;
}

/* Can this entity be meant by that pronoun? */
static bool fits(const struct phrase *pronoun, const struct entity *entity, enum gender gender)
{
    if (pronoun->classes & (WORD_HE | WORD_SHE))
        return entity->type == ENTITY_PERSON &&
               (gender == GENDER_UNKNOWN || gender == pronoun->gender ||
                is_unlikely(pronoun, entity, gender));
    if (pronoun->classes & (WORD_IT | WORD_THEY))
        return entity->type == ENTITY_ORGANIZATION;
    return false;
}

/* One word, with no role: news introduces people by more, so it may be no person at all. */
static bool is_bare(const struct entity *entity)
{
    return entity->roles.count == 0 && slice_find(entity->name, ' ', 0) == entity->name.len;
}

static double score_of(const struct scene *scene, const enum gender *genders,
                       const struct phrase *pronoun, const struct phrase *phrase, uint32_t entity)
{
    bool speaks = is_speaking(scene, phrase);
    uint32_t here = sentence_of(scene, pronoun), there = sentence_of(scene, phrase);
    uint32_t paragraphs = paragraph_of(scene, here) - paragraph_of(scene, there);
    double score = 2.0 - 0.35 * (here - there) - (paragraphs ? 0.4 + 0.2 * paragraphs : 0);

    if (genders[entity] == pronoun->gender && pronoun->gender != GENDER_UNKNOWN)
        score += 0.8;
    if (opens_sentence(scene, phrase, there))
        score += 0.8;
    if (speaks)
        score += 0.8;
    if (phrase->is_possessor)
        score -= 0.5;
    if (phrase->is_object && !speaks)
        score -= 0.5;
    if (scene->entities->at[entity].mentions.count > 2)
        score += 0.3;
    if (is_unlikely(pronoun, &scene->entities->at[entity], genders[entity]))
        score -= unlikely;
    if (is_bare(&scene->entities->at[entity]))
        score -= 0.9;
    return score;
}

/* The marked piece right before "he said", or PIECE_NONE. */
static uint32_t piece_said(const struct scene *scene, const struct phrase *pronoun)
{
    size_t cue = cue_from(&scene->cues, pronoun->last);

    return pronoun->first > 0 && cue < scene->cues.count &&
                   scene->cues.at[cue].first == pronoun->last
               ? scene->piece_of[pronoun->first - 1]
               : PIECE_NONE;
}

/* Does the piece name the entity? Nobody speaks of himself by name. */
static bool is_named_in(const struct scene *scene, uint32_t piece, uint32_t entity)
{
    const struct indices *mentions = &scene->entities->at[entity].mentions;
    size_t low = 0, high = mentions->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scene->mentions->at[mentions->at[middle]].first < scene->pieces.at[piece].first)
            low = middle + 1;
        else
            high = middle;
    }
    return low < mentions->count &&
           scene->mentions->at[mentions->at[low]].first < scene->pieces.at[piece].last;
}

static uint32_t resolve_pronoun(struct referent *referent, uint32_t p)
{
    const struct scene *scene = referent->scene;
    const struct phrase *pronoun = &scene->phrases.at[p];
    uint32_t piece = piece_said(scene, pronoun);
    uint32_t best = NO_ENTITY, stop = p > LOOK_BACK ? p - LOOK_BACK : 0;
    double best_score = good_enough;

    for (uint32_t i = p; i-- > stop;) {
        const struct phrase *phrase = &scene->phrases.at[i];
        uint32_t entity = referent->resolved[i];
        double score;
        if (entity == NO_ENTITY ||
            !fits(pronoun, &scene->entities->at[entity], referent->genders[entity]) ||
            (phrase->kind == PHRASE_PRONOUN && phrase->classes != pronoun->classes))
            continue;
        if (piece != PIECE_NONE && is_named_in(scene, piece, entity))
            continue;
        score = score_of(scene, referent->genders, pronoun, phrase, entity);
        if (score > best_score) {
            best_score = score;
            best = entity;
        }
    }
    if (best != NO_ENTITY && pronoun->gender != GENDER_UNKNOWN)
        referent->genders[best] = pronoun->gender;
    return best;
}

/* "former president", "deputy mayor": not the one that "the president" means. */
static bool is_limited(struct slice role)
{
    static const char *const limits[] = {"former", "ex",    "vice", "deputy",  "assistant",
                                         "late",   "elect", "then", "onetime", "incoming"};
    struct slice word;

    while (slice_cut(&role, ' ', &word))
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
            if (token_folded_id(word) == token_folded_id(slice_of(limits[i])))
                return true;
    return false;
}

static enum error note_role(struct referent *referent, struct map *roles, struct slice role,
                            uint32_t e)
{
    struct slice word;

    while (slice_cut(&role, ' ', &word)) {
        uint64_t *folded = arena_new(referent->scene->arena, uint64_t);
        uint32_t *slot;
        if (!folded)
            return ERROR_NO_MEMORY;
        *folded = token_folded_id(word);
        slot = map_at(referent->scene->arena, roles,
                      (struct slice){(const char *)folded, sizeof *folded});
        if (!slot)
            return ERROR_NO_MEMORY;
        *slot = *slot == MAP_NONE || *slot == e ? e : SEVERAL;
    }
    return ERROR_OK;
}

/* Notes the words of an entity's roles: "a Taliban spokesman" -> Taliban, spokesman. */
static enum error note_roles(struct referent *referent, uint32_t e, bool is_met)
{
    const struct entity *entity = &referent->scene->entities->at[e];
    enum error error = ERROR_OK;

    for (size_t r = 0; r < entity->roles.count && !error; r++) {
        struct slice role = entity->roles.at[r];
        bool is_word = slice_find(role, ' ', 0) == role.len;
        struct map *roles = is_limited(role) ? &referent->limited
                            : !is_met        ? &referent->later
                            : is_word        ? &referent->plain
                                             : &referent->roles;
        error = note_role(referent, roles, role, e);
    }
    return error;
}

static enum error open_referent(const struct scene *scene, struct referent *referent)
{
    *referent = (struct referent){
        .scene = scene,
        .resolved = arena_array(scene->arena, uint32_t, scene->phrases.count + 1),
        .genders = arena_array(scene->arena, enum gender, scene->entities->count + 1),
        .is_met = arena_array(scene->arena, bool, scene->entities->count + 1)};
    if (!referent->resolved || !referent->genders || !referent->is_met)
        return ERROR_NO_MEMORY;
    for (uint32_t e = 0; e < scene->entities->count; e++) {
        enum error error = ERROR_OK;
        referent->genders[e] = scene->entities->at[e].gender;
        if (scene->entities->at[e].type == ENTITY_PERSON)
            error = note_roles(referent, e, false);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* The one person met with a word in the roles, the plain ones first. */
static uint32_t find_role(const struct referent *referent, uint64_t folded)
{
    enum { MAPS = 4 };
    const struct map *const maps[MAPS] = {&referent->plain, &referent->roles, &referent->later,
                                          &referent->limited};
    struct slice key = {(const char *)&folded, sizeof folded};

    for (size_t i = 0; i < MAPS; i++) {
        uint32_t found = map_find(maps[i], key);
        if (found != MAP_NONE)
            return found == SEVERAL ? NO_ENTITY : found;
    }
    return NO_ENTITY;
}

/* The one person who holds the role that a definite nominal names. */
static uint32_t resolve_role(const struct referent *referent, const struct phrase *phrase)
{
    const struct document *document = referent->scene->document;
    struct slice article = token_text(document->text, &document->tokens.at[phrase->first]);

    if (phrase->is_plural || phrase->last > phrase->head + 1 ||
        !(slice_is(article, "the") || slice_is(article, "The")))
        return NO_ENTITY;
    return find_role(referent, document->tokens.at[phrase->head].folded);
}

/* "Al-Barasi, once a colonel under Gaddafi, said his men": the possessive that follows in the
 * sentence, before another person acts, shows the gender. */
static enum gender shown_gender(const struct scene *scene, uint32_t p)
{
    const struct phrase *phrase = &scene->phrases.at[p];
    const struct document *document = scene->document;
    uint32_t end = document->sentences.at[sentence_of(scene, phrase)].last;
    size_t next = p + 1;
    bool has_comma; /* "Kim Adu, once a colonel, praised her men" */

    if (phrase->is_object || phrase->is_possessor)
        return GENDER_UNKNOWN;
    if (end > phrase->last + POSSESSIVE_REACH)
        end = phrase->last + POSSESSIVE_REACH;
    has_comma = phrase->last < end &&
                slice_is(token_text(document->text, &document->tokens.at[phrase->last]), ",");
    while (next < scene->phrases.count && scene->phrases.at[next].first < end &&
           (scene->phrases.at[next].is_object || scene->phrases.at[next].is_apposition ||
            (has_comma && next == p + 1 && scene->phrases.at[next].kind >= PHRASE_ROLE)))
        next++;
    if (next < scene->phrases.count && end > scene->phrases.at[next].first)
        end = scene->phrases.at[next].first + 1; /* "her men" may be that phrase */
    for (uint32_t i = phrase->last; i < end && scene->piece_of[i] == PIECE_NONE; i++) {
        struct slice word = token_text(document->text, &document->tokens.at[i]);
        if (slice_is(word, "his"))
            return GENDER_MALE;
        if (slice_is(word, "her"))
            return GENDER_FEMALE;
    }
    return GENDER_UNKNOWN;
}

/* The entity of a mention; what it shows of organisations and of persons is remembered. */
static enum error resolve_name(struct referent *referent, uint32_t p)
{
    const struct scene *scene = referent->scene;
    uint32_t entity = scene->mentions->at[scene->phrases.at[p].mention].entity;

    if (entity >= scene->entities->count)
        return ERROR_OK;
    referent->resolved[p] = entity;
    if (scene->entities->at[entity].type == ENTITY_ORGANIZATION)
        nominal_note(&referent->nominals, p, entity);
    if (scene->entities->at[entity].type != ENTITY_PERSON)
        return ERROR_OK;
    if (referent->genders[entity] == GENDER_UNKNOWN)
        referent->genders[entity] = shown_gender(scene, p);
    if (referent->is_met[entity])
        return ERROR_OK;
    referent->is_met[entity] = true;
    return note_roles(referent, entity, true);
}

enum error speaker_resolve(const struct scene *scene, struct referents *out)
{
    struct referent referent;
    uint32_t *resolved;
    enum error error = open_referent(scene, &referent);

    if (!error)
        error = nominal_begin(scene, &referent.nominals);
    if (error)
        return error;
    resolved = referent.resolved;
    for (uint32_t p = 0; p < scene->phrases.count && !error; p++) {
        const struct phrase *phrase = &scene->phrases.at[p];
        resolved[p] = NO_ENTITY;
        switch (phrase->kind) {
        case PHRASE_NAME:
            error = resolve_name(&referent, p);
            break;
        case PHRASE_PRONOUN:
            resolved[p] = resolve_pronoun(&referent, p);
            break;
        case PHRASE_ROLE:
            resolved[p] = resolve_role(&referent, phrase);
            break;
        case PHRASE_PLAIN:
            resolved[p] = nominal_author(scene, p);
            if (resolved[p] == NO_ENTITY)
                resolved[p] = nominal_find(&referent.nominals, p);
            break;
        }
    }
    *out = (struct referents){resolved, referent.genders};
    return error;
}

/* Whoever acts last before the token in its sentence: "Reyes said Pike met him" is not Pike. */
static uint32_t actor_before(const struct scene *scene, const struct referents *referents,
                             uint32_t next, uint32_t sentence)
{
    uint32_t stop = next > LOOK_BACK ? next - LOOK_BACK : 0;

    for (uint32_t i = next; i-- > stop && sentence_of(scene, &scene->phrases.at[i]) == sentence;)
        if (!scene->phrases.at[i].is_object && !scene->phrases.at[i].is_possessor &&
            referents->entities[i] != NO_ENTITY)
            return referents->entities[i];
    return NO_ENTITY;
}

/* "Oleksandr Yanchenko, his adviser": his is not of the one whom the words explain. */
static uint32_t explained_before(const struct scene *scene, const struct referents *referents,
                                 uint32_t next, uint32_t token)
{
    const struct phrase *before = next ? &scene->phrases.at[next - 1] : NULL;

    return before && before->kind == PHRASE_NAME && before->last + 1 == token &&
                   scene->document->tokens.at[before->last].kind == TOKEN_COMMA
               ? referents->entities[next - 1]
               : NO_ENTITY;
}

uint32_t speaker_refer(const struct scene *scene, const struct referents *referents, uint32_t token,
                       enum gender gender, bool is_object)
{
    struct phrase word = {.kind = PHRASE_PRONOUN,
                          .first = token,
                          .last = token + 1,
                          .classes = gender == GENDER_MALE ? WORD_HE : WORD_SHE,
                          .gender = gender};
    uint32_t next = (uint32_t)phrase_from(&scene->phrases, token);
    uint32_t here = sentence_of(scene, &word), best = NO_ENTITY;
    uint32_t other = is_object ? actor_before(scene, referents, next, here)
                               : explained_before(scene, referents, next, token);
    double best_score = good_enough, next_score = good_enough;

    for (uint32_t i = next, stop = next > LOOK_BACK ? next - LOOK_BACK : 0; i-- > stop;) {
        const struct phrase *phrase = &scene->phrases.at[i];
        uint32_t entity = referents->entities[i];
        double score;
        if (entity == NO_ENTITY || entity == other || phrase->last > token ||
            !fits(&word, &scene->entities->at[entity], referents->genders[entity]) ||
            (phrase->kind == PHRASE_PRONOUN && phrase->classes != word.classes))
            continue;
        score = score_of(scene, referents->genders, &word, phrase, entity);
        if (score > best_score) {
            next_score = entity == best ? next_score : best_score;
            best_score = score;
            best = entity;
        } else if (entity != best && score > next_score) {
            next_score = score;
        }
    }
    return best_score > next_score + clear_lead ? best : NO_ENTITY;
}
