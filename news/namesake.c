#include "news/namesake.h"

#include "news/alias.h"

enum {
    SAME_LAST_TRIES = 8,
    SOUND_LETTERS = 5,
    SOUND_CLASSES = 3,
    SOUND_DISTANCE = 2,
    LEAD_WORDS = 8
};

/* The slot of a look-up; NULL without memory. */
uint32_t *namesake_slot(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                        struct slice words)
{
    struct slice key;

    if (arena_print(gatherer->arena, &key, "%c%d%.*s", (char)lookup, (int)type, SLICE_ARGS(words)))
        return NULL;
    return map_at(gatherer->arena, &gatherer->names, key);
}

static enum error find(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                       struct slice words, uint32_t *out)
{
    uint32_t *slot;

    *out = NO_ENTITY;
    if (words.len == 0)
        return ERROR_OK;
    slot = namesake_slot(gatherer, lookup, type, words);
    if (!slot)
        return ERROR_NO_MEMORY;
    *out = *slot;
    return ERROR_OK;
}

/* ---- people ---- */

/* Two spellings of one sound may be one name, unless both are names well known apart. */
static bool sounds_alike(const struct gatherer *gatherer, struct slice a, struct slice b)
{
    const struct lexicon *surnames = gatherer->models->lists[LIST_SURNAMES];
    struct slice left = alias_last(a), right = alias_last(b);

    if (alias_words(a) != alias_words(b) || alias_distance(a, b, SOUND_DISTANCE) > SOUND_DISTANCE)
        return false;
    return slice_equal(left, right) || (left.len >= SOUND_LETTERS && right.len >= SOUND_LETTERS &&
                                        (lexicon_find(surnames, left) == LEXICON_NONE ||
                                         lexicon_find(surnames, right) == LEXICON_NONE));
}

static bool fits_gender(const struct gatherer *gatherer, uint32_t entity, enum gender gender)
{
    enum gender known = gatherer->entities.at[entity].gender;

    return gender == GENDER_UNKNOWN || known == GENDER_UNKNOWN || known == gender;
}

/* Of the people with this last word, the one named last whom the words do not exclude. */
static enum error find_same_last(struct gatherer *gatherer, const struct form *form,
                                 enum gender gender, uint32_t *out)
{
    uint32_t entity;
    enum error error = find(gatherer, LOOKUP_LAST, ENTITY_PERSON, alias_last(form->key), &entity);

    *out = NO_ENTITY;
    if (error)
        return error;
    for (int tries = 0; entity != NO_ENTITY && tries < SAME_LAST_TRIES; tries++) {
        const struct about *about = &gatherer->abouts.at[entity];
        bool fits = form->words <= about->words ? alias_is_part(form->key, about->key)
                                                : alias_is_part(about->key, form->key);
        if (fits && fits_gender(gatherer, entity, gender)) {
            *out = entity;
            return ERROR_OK;
        }
        entity = about->before - 1; /* 0 - 1 is NO_ENTITY */
    }
    return ERROR_OK;
}

static enum error find_by_first(struct gatherer *gatherer, const struct form *form,
                                enum gender gender, uint32_t *out)
{
    uint32_t entity;
    enum error error = find(gatherer, LOOKUP_FIRST, ENTITY_PERSON, alias_first(form->key), &entity);
    const struct about *about;

    *out = NO_ENTITY;
    if (error || entity == NO_ENTITY)
        return error;
    about = &gatherer->abouts.at[entity];
    if (fits_gender(gatherer, entity, gender) &&
        (form->words <= about->words ? alias_is_part(form->key, about->key)
                                     : alias_is_part(about->key, form->key)))
        *out = entity;
    return ERROR_OK;
}

static enum error find_by_sound(struct gatherer *gatherer, const struct form *form, uint32_t *out)
{
    struct slice sound, key;
    uint32_t entity;
    enum error error = alias_sound(gatherer->arena, form->key, &sound);

    *out = NO_ENTITY;
    if (error || sound.len < SOUND_CLASSES)
        return error;
    error = find(gatherer, LOOKUP_SOUND, ENTITY_PERSON, sound, &entity);
    if (error || entity == NO_ENTITY)
        return error;
    key = gatherer->abouts.at[entity].key;
    if (sounds_alike(gatherer, form->key, form->words == 1 ? alias_last(key) : key))
        *out = entity;
    return ERROR_OK;
}

enum error namesake_person(struct gatherer *gatherer, const struct form *form, enum gender gender,
                           uint32_t *out)
{
    enum error error = ERROR_OK;

    *out = NO_ENTITY;
    if (form->words > 1)
        error = find(gatherer, LOOKUP_KEY, ENTITY_PERSON, form->key, out);
    if (!error && *out == NO_ENTITY)
        error = find_same_last(gatherer, form, gender, out);
    if (!error && *out == NO_ENTITY)
        error = find_by_first(gatherer, form, gender, out);
    if (!error && *out == NO_ENTITY)
        error = find_by_sound(gatherer, form, out);
    return error;
}

/* ---- places, bodies, things ---- */

/* An acronym and what it stands for: WHO after "World Health Organization", or before it. */
static enum error find_acronym(struct gatherer *gatherer, enum entity_type type,
                               const struct form *form, uint32_t *out)
{
    struct slice initials;
    uint32_t entity;
    enum error error;

    *out = NO_ENTITY;
    if (form->is_capitals)
        return find(gatherer, LOOKUP_INITIALS, type, form->key, out);
    error = alias_initials(gatherer->arena, form->text, false, &initials);
    if (error || initials.len < 2)
        return error;
    error = entity_key(gatherer->arena, initials, &initials);
    if (error)
        return error;
    error = find(gatherer, LOOKUP_KEY, type, initials, &entity);
    if (!error && entity != NO_ENTITY && alias_is_capitals(gatherer->entities.at[entity].name))
        *out = entity;
    return error;
}

/* The longest first words of a key that are shorter than it; empty when none are left. */
static struct slice shorter_lead(struct slice key)
{
    size_t at = key.len;

    while (at > 0 && key.ptr[at - 1] != '-')
        at--;
    return slice_part(key, 0, at ? at - 1 : 0);
}

/* First words that name something else: a place, a people, a body known by them. */
static bool is_taken(const struct gatherer *gatherer, struct slice lead)
{
    static const enum list taken[] = {LIST_PLACES, LIST_DEMONYMS, LIST_ORGANIZATIONS,
                                      LIST_STOPWORDS};

    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (lexicon_find(gatherer->models->lists[taken[i]], lead) != LEXICON_NONE)
            return true;
    return false;
}

static bool has_leads(const struct form *form)
{
    return !form->house.ptr && form->words > 1 && form->words <= LEAD_WORDS &&
           alias_may_lead(form->key);
}

enum error namesake_point_lead(struct gatherer *gatherer, const struct form *form, uint32_t entity)
{
    if (!has_leads(form))
        return ERROR_OK;
    for (struct slice lead = shorter_lead(form->key); lead.len; lead = shorter_lead(lead)) {
        uint32_t *slot = namesake_slot(gatherer, LOOKUP_LEAD, ENTITY_ORGANIZATION, lead);
        if (!slot)
            return ERROR_NO_MEMORY;
        *slot = *slot == MAP_NONE || *slot == entity ? entity : SEVERAL_ENTITIES;
    }
    return ERROR_OK;
}

/* A body by its first words: the short form after the long one, or before it. */
static enum error find_lead(struct gatherer *gatherer, const struct form *form, uint32_t *out)
{
    enum error error = ERROR_OK;

    *out = NO_ENTITY;
    if (!is_taken(gatherer, form->key))
        error = find(gatherer, LOOKUP_LEAD, ENTITY_ORGANIZATION, form->key, out);

    if (!error && *out == SEVERAL_ENTITIES)
        *out = NO_ENTITY;
    if (error || *out != NO_ENTITY || !has_leads(form))
        return error;
    for (struct slice lead = shorter_lead(form->key); lead.len && *out == NO_ENTITY && !error;
         lead = shorter_lead(lead)) {
        if (!is_taken(gatherer, lead))
            error = find(gatherer, LOOKUP_KEY, ENTITY_ORGANIZATION, lead, out);
        if (!error && *out != NO_ENTITY && !slice_equal(gatherer->abouts.at[*out].key, lead))
            *out = NO_ENTITY; /* it has a longer name already */
    }
    return error;
}

enum error namesake_thing(struct gatherer *gatherer, enum entity_type type, const struct form *form,
                          uint32_t *out)
{
    enum error error = find(gatherer, LOOKUP_KEY, type, form->key, out);

    if (!error && *out == NO_ENTITY && !slice_equal(form->bare, form->key)) {
        error = find(gatherer, LOOKUP_KEY, type, form->bare, out);
        if (!error && *out != NO_ENTITY && !slice_equal(gatherer->abouts.at[*out].key, form->bare))
            *out = NO_ENTITY; /* another country's, another company's */
    }
    if (!error && *out == NO_ENTITY && !form->house.ptr)
        error = find_acronym(gatherer, type, form, out);
    if (!error && *out == NO_ENTITY && type == ENTITY_ORGANIZATION && !form->house.ptr)
        error = find_lead(gatherer, form, out);
    return error;
}
