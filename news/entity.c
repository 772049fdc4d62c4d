#include "news/entity.h"

#include "base/array.h"
#include "base/map.h"
#include "news/alias.h"
#include "news/role.h"
#include "text/chars.h"
#include "text/utf8.h"

enum { SAME_LAST_TRIES = 8, SOUND_LETTERS = 5, SOUND_CLASSES = 3, SOUND_DISTANCE = 2 };

enum error entity_key(struct arena *arena, struct slice name, struct slice *out)
{
    char *key = arena_array(arena, char, name.len * 4 + 1); /* a code point folds to four at most */
    size_t len = 0, at = 0;
    bool gap = false;

    if (!key)
        return ERROR_NO_MEMORY;
    while (at < name.len) {
        uint32_t folded[4], c = utf8_next(name, &at);
        size_t count = char_fold(c, folded);
        for (size_t i = 0; i < count; i++) {
            if (folded[i] == '.' || folded[i] == '\'')
                continue;
            if (!char_is_letter(folded[i]) && !char_is_digit(folded[i])) {
                gap = true;
                continue;
            }
            if (gap && len)
                key[len++] = '-';
            gap = false;
            len += utf8_encode(folded[i], key + len);
        }
    }
    *out = (struct slice){key, len};
    return ERROR_OK;
}

/* One mention's name in the forms it is looked up by. */
struct form {
    struct slice text;
    struct slice house; /* the house spelling; no value when the name has none */
    struct slice key;   /* of the house spelling, else of the text */
    struct slice bare;  /* without a place before it and a legal form behind it */
    size_t words;
    bool is_capitals;
};

/* What is known of an entity besides what it shows. */
struct about {
    struct slice key; /* of its fullest form */
    size_t words;     /* of that form */
    bool has_house;
    int pronouns;    /* he less she */
    uint32_t before; /* the entity before it with the same last word, + 1 */
};

struct abouts {
    struct about *at;
    size_t count, capacity;
};

struct gatherer {
    struct arena *arena;
    const struct models *models;
    const struct document *document;
    struct mentions *mentions;
    struct slice published;
    struct entities entities;
    struct abouts abouts;
    struct map names; /* kind of look-up, type, words -> entity */
    struct map shown; /* entity and form that it already lists */
};

/* Look-ups share one map: the first byte tells which it is. */
enum lookup {
    LOOKUP_KEY = 'k',
    LOOKUP_FIRST = 'f',
    LOOKUP_LAST = 'l',
    LOOKUP_SOUND = 's',
    LOOKUP_INITIALS = 'i',
    LOOKUP_VALUE = 'v'
};

/* The slot of a look-up; NULL without memory. */
static uint32_t *slot_of(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
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
    slot = slot_of(gatherer, lookup, type, words);
    if (!slot)
        return ERROR_NO_MEMORY;
    *out = *slot;
    return ERROR_OK;
}

/* ---- forms ---- */

static bool is_capitals(struct slice text)
{
    size_t letters = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            letters++;
        else if (text.ptr[i] != '.' && text.ptr[i] != '-')
            return false;
    }
    return letters > 1;
}

/* "Afghans" is "Afghan" where both are demonyms. */
static struct slice singular(const struct gatherer *gatherer, struct slice text)
{
    const struct lexicon *demonyms = gatherer->models->lists[LIST_DEMONYMS];
    struct slice shorter = slice_part(text, 0, text.len ? text.len - 1 : 0);

    return slice_ends(text, SLICE("s")) && lexicon_find(demonyms, text) != LEXICON_NONE &&
                   lexicon_find(demonyms, shorter) != LEXICON_NONE
               ? shorter
               : text;
}

static enum entity_type type_named(struct slice name, enum entity_type otherwise)
{
    for (enum entity_type type = 0; type <= ENTITY_MISC; type++)
        if (slice_equal(entity_type_names[type], name))
            return type;
    return otherwise;
}

/* A known variant gives the house spelling; spelled as the list has it, also the type. */
static void read_house(const struct gatherer *gatherer, struct mention *mention, struct form *form)
{
    const struct lexicon *variants = gatherer->models->lists[LIST_VARIANTS];
    uint32_t entry = lexicon_find(variants, form->text);
    const struct lexicon_entry *variant;
    enum entity_type type;

    if (entry == LEXICON_NONE)
        return;
    variant = lexicon_at(variants, entry);
    type = type_named(variant->columns[1], mention->type);
    if (type != mention->type && !slice_equal(variant->phrase, form->text))
        return;
    mention->type = type;
    form->house = variant->columns[0];
}

/* "U.S. Supreme Court" may be "Supreme Court", "Apple Inc." may be "Apple". */
static enum error read_bare(struct gatherer *gatherer, const struct mention *mention,
                            struct form *form)
{
    const struct lexicon *const *lists = gatherer->models->lists;
    uint64_t first = gatherer->document->tokens.at[mention->first].folded;
    struct slice rest;

    form->bare = form->key;
    if (mention->type != ENTITY_ORGANIZATION || form->house.ptr)
        return ERROR_OK;
    form->bare = alias_company(form->key);
    if (mention->last - mention->first < 3 ||
        (lexicon_find_id(lists[LIST_PLACES], first) == LEXICON_NONE &&
         lexicon_find_id(lists[LIST_DEMONYMS], first) == LEXICON_NONE))
        return ERROR_OK;
    rest = slice_at(gatherer->document->text,
                    (struct span){gatherer->document->tokens.at[mention->first + 1].span.begin,
                                  mention->span.end});
    return entity_key(gatherer->arena, rest, &form->bare);
}

static enum error form_read(struct gatherer *gatherer, struct mention *mention, struct form *form)
{
    enum error error;

    *form = (struct form){.text = slice_at(gatherer->document->text, mention->span)};
    if (entity_type_is_name(mention->type))
        read_house(gatherer, mention, form);
    form->is_capitals = is_capitals(form->text);
    error = entity_key(gatherer->arena,
                       form->house.ptr                ? form->house
                       : mention->type == ENTITY_MISC ? singular(gatherer, form->text)
                                                      : form->text,
                       &form->key);
    if (error)
        return error;
    form->words = alias_words(form->key);
    return read_bare(gatherer, mention, form);
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

static enum error find_person(struct gatherer *gatherer, const struct form *form,
                              enum gender gender, uint32_t *out)
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
    error = alias_initials(gatherer->arena, form->text, &initials);
    if (error || initials.len < 2)
        return error;
    error = entity_key(gatherer->arena, initials, &initials);
    if (error)
        return error;
    error = find(gatherer, LOOKUP_KEY, type, initials, &entity);
    if (!error && entity != NO_ENTITY && is_capitals(gatherer->entities.at[entity].name))
        *out = entity;
    return error;
}

static enum error find_thing(struct gatherer *gatherer, enum entity_type type,
                             const struct form *form, uint32_t *out)
{
    enum error error = find(gatherer, LOOKUP_KEY, type, form->key, out);

    if (!error && *out == NO_ENTITY && !slice_equal(form->bare, form->key)) {
        error = find(gatherer, LOOKUP_KEY, type, form->bare, out);
        if (!error && *out != NO_ENTITY && !slice_equal(gatherer->abouts.at[*out].key, form->bare))
            *out = NO_ENTITY; /* another country's, another company's */
    }
    if (!error && *out == NO_ENTITY && !form->house.ptr)
        error = find_acronym(gatherer, type, form, out);
    return error;
}

/* Figures are one entity when they have one value, or none and one form. */
static enum error find_figure(struct gatherer *gatherer, const struct mention *mention,
                              const struct form *form, struct value *value, uint32_t **slot)
{
    struct slice words = form->key;
    enum error error =
        value_read(gatherer->arena, gatherer->document, mention, gatherer->published, value);

    if (!error && value->kind != VALUE_NONE)
        error = arena_print(gatherer->arena, &words, "=%d %.17g %.*s", (int)value->kind,
                            value->number, SLICE_ARGS(value->text));
    if (error)
        return error;
    *slot = slot_of(gatherer, LOOKUP_VALUE, mention->type, words);
    return *slot ? ERROR_OK : ERROR_NO_MEMORY;
}

/* ---- gathering ---- */

static enum error open_entity(struct gatherer *gatherer, enum entity_type type, uint32_t *out)
{
    struct entity *entity = array_push(gatherer->arena, &gatherer->entities);
    struct about *about = array_push(gatherer->arena, &gatherer->abouts);

    if (!entity || !about)
        return ERROR_NO_MEMORY;
    entity->type = type;
    *out = (uint32_t)gatherer->entities.count - 1;
    return ERROR_OK;
}

static enum error point(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                        struct slice words, uint32_t entity)
{
    uint32_t *slot;

    if (words.len == 0)
        return ERROR_OK;
    slot = slot_of(gatherer, lookup, type, words);
    if (!slot)
        return ERROR_NO_MEMORY;
    if (*slot == MAP_NONE || lookup != LOOKUP_KEY)
        *slot = entity;
    return ERROR_OK;
}

/* Makes a person found again by last word, first word and sound of the fullest form. */
static enum error point_person(struct gatherer *gatherer, const struct form *form, uint32_t entity)
{
    struct about *about = &gatherer->abouts.at[entity];
    struct slice sound;
    uint32_t *slot = slot_of(gatherer, LOOKUP_LAST, ENTITY_PERSON, alias_last(about->key));
    enum error error;

    if (!slot)
        return ERROR_NO_MEMORY;
    if (*slot != entity && *slot != MAP_NONE && *slot < entity)
        about->before = *slot + 1;
    *slot = entity;
    error = point(gatherer, LOOKUP_FIRST, ENTITY_PERSON, alias_first(about->key), entity);
    if (!error)
        error = alias_sound(gatherer->arena, form->key, &sound);
    if (!error)
        error = point(gatherer, LOOKUP_SOUND, ENTITY_PERSON, sound, entity);
    if (!error)
        error = alias_sound(gatherer->arena, alias_last(about->key), &sound);
    if (!error)
        error = point(gatherer, LOOKUP_SOUND, ENTITY_PERSON, sound, entity);
    return error;
}

static enum error point_thing(struct gatherer *gatherer, enum entity_type type,
                              const struct form *form, uint32_t entity)
{
    struct slice initials;
    enum error error = point(gatherer, LOOKUP_KEY, type, form->bare, entity);

    if (!error)
        error = alias_initials(gatherer->arena, form->text, &initials);
    if (!error && initials.len > 1)
        error = entity_key(gatherer->arena, initials, &initials);
    if (!error && initials.len > 1)
        error = point(gatherer, LOOKUP_INITIALS, type, initials, entity);
    return error;
}

/* The fullest form names the entity, a house spelling before all; at the same length one that is
 * not all capitals. */
static void take_name(struct gatherer *gatherer, const struct form *form, uint32_t index)
{
    struct entity *entity = &gatherer->entities.at[index];
    struct about *about = &gatherer->abouts.at[index];
    bool is_better = !entity->name.ptr || form->words > about->words ||
                     (form->words == about->words && is_capitals(entity->name) &&
                      !form->is_capitals && slice_equal(form->key, about->key));

    if (about->has_house || (!is_better && !form->house.ptr))
        return;
    entity->name = form->house.ptr ? form->house : form->text;
    about->has_house = form->house.ptr != NULL;
    about->key = form->key;
    about->words = form->words;
}

/* Notes a form of the name, once. */
static enum error take_alias(struct gatherer *gatherer, struct slice text, uint32_t index)
{
    struct slice key, *alias;
    uint32_t *slot;

    if (arena_print(gatherer->arena, &key, "%u %.*s", (unsigned)index, SLICE_ARGS(text)))
        return ERROR_NO_MEMORY;
    slot = map_at(gatherer->arena, &gatherer->shown, key);
    if (!slot)
        return ERROR_NO_MEMORY;
    if (*slot != MAP_NONE)
        return ERROR_OK;
    *slot = index;
    alias = array_push(gatherer->arena, &gatherer->entities.at[index].aliases);
    if (!alias)
        return ERROR_NO_MEMORY;
    *alias = text;
    return ERROR_OK;
}

static enum error take_roles(struct gatherer *gatherer, size_t mention, uint32_t index)
{
    struct role_view view = {gatherer->models, gatherer->document, gatherer->mentions, mention};
    struct span spans[ROLES_MOST];
    size_t count = role_read(&view, spans);
    struct entity *entity = &gatherer->entities.at[index];

    for (size_t i = 0; i < count; i++) {
        struct slice role = slice_at(gatherer->document->text, spans[i]), key, *place;
        uint32_t *slot;
        if (arena_print(gatherer->arena, &key, "%u@%.*s", (unsigned)index, SLICE_ARGS(role)))
            return ERROR_NO_MEMORY;
        slot = map_at(gatherer->arena, &gatherer->shown, key);
        if (!slot)
            return ERROR_NO_MEMORY;
        if (*slot != MAP_NONE)
            continue;
        *slot = index;
        place = array_push(gatherer->arena, &entity->roles);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = role;
    }
    gatherer->abouts.at[index].pronouns += role_pronouns(&view);
    return ERROR_OK;
}

static enum error take_mention(struct gatherer *gatherer, size_t mention, uint32_t entity)
{
    uint32_t *place = array_push(gatherer->arena, &gatherer->entities.at[entity].mentions);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = (uint32_t)mention;
    gatherer->mentions->at[mention].entity = entity;
    return ERROR_OK;
}

static enum error gather_name(struct gatherer *gatherer, size_t at, const struct form *form)
{
    struct mention *mention = &gatherer->mentions->at[at];
    struct role_view view = {gatherer->models, gatherer->document, gatherer->mentions, at};
    bool is_person = mention->type == ENTITY_PERSON;
    enum gender gender = is_person ? role_gender(&view) : GENDER_UNKNOWN;
    uint32_t entity;
    enum error error = is_person ? find_person(gatherer, form, gender, &entity)
                                 : find_thing(gatherer, mention->type, form, &entity);

    if (!error && entity == NO_ENTITY)
        error = open_entity(gatherer, mention->type, &entity);
    if (error)
        return error;
    if (gatherer->entities.at[entity].gender == GENDER_UNKNOWN)
        gatherer->entities.at[entity].gender = gender;
    take_name(gatherer, form, entity);
    error = take_mention(gatherer, at, entity);
    if (!error)
        error = take_alias(gatherer, form->text, entity);
    if (!error)
        error = point(gatherer, LOOKUP_KEY, mention->type, form->key, entity);
    if (!error)
        error = is_person ? point_person(gatherer, form, entity)
                          : point_thing(gatherer, mention->type, form, entity);
    if (!error && is_person)
        error = take_roles(gatherer, at, entity);
    return error;
}

static enum error gather_figure(struct gatherer *gatherer, size_t at, const struct form *form)
{
    struct mention *mention = &gatherer->mentions->at[at];
    struct value value;
    uint32_t *slot, entity;
    enum error error = find_figure(gatherer, mention, form, &value, &slot);

    if (error)
        return error;
    entity = *slot;
    if (entity == MAP_NONE) {
        error = open_entity(gatherer, mention->type, &entity);
        if (error)
            return error;
        *slot = entity;
        gatherer->entities.at[entity].value = value;
        gatherer->entities.at[entity].name = form->text;
    }
    error = take_mention(gatherer, at, entity);
    return error ? error : take_alias(gatherer, form->text, entity);
}

static void forget_alias(struct entity *entity)
{
    size_t kept = 0;

    for (size_t i = 0; i < entity->aliases.count; i++)
        if (!slice_equal(entity->aliases.at[i], entity->name))
            entity->aliases.at[kept++] = entity->aliases.at[i];
    entity->aliases.count = kept;
}

static enum gender forename_gender(const struct gatherer *gatherer, struct slice key)
{
    const struct lexicon *forenames = gatherer->models->lists[LIST_FORENAMES];
    uint32_t entry =
        alias_words(key) > 1 ? lexicon_find(forenames, alias_first(key)) : LEXICON_NONE;
    struct slice letter;

    if (entry == LEXICON_NONE)
        return GENDER_UNKNOWN;
    letter = lexicon_at(forenames, entry)->columns[0];
    return slice_is(letter, "m")   ? GENDER_MALE
           : slice_is(letter, "f") ? GENDER_FEMALE
                                   : GENDER_UNKNOWN;
}

/* The name itself is no alias; the key is that of the name; who is he or she by title or role, else
 * by forename, else by the pronouns near. */
static enum error finish(struct gatherer *gatherer, uint32_t index)
{
    struct entity *entity = &gatherer->entities.at[index];
    int pronouns = gatherer->abouts.at[index].pronouns;

    forget_alias(entity);
    if (entity->type == ENTITY_PERSON && entity->gender == GENDER_UNKNOWN)
        entity->gender = forename_gender(gatherer, gatherer->abouts.at[index].key);
    if (entity->type == ENTITY_PERSON && entity->gender == GENDER_UNKNOWN && pronouns)
        entity->gender = pronouns > 0 ? GENDER_MALE : GENDER_FEMALE;
    return entity_key(gatherer->arena, entity->name, &entity->key);
}

enum error entity_gather(struct arena *arena, const struct models *models,
                         const struct document *document, struct mentions *mentions,
                         struct slice published, struct entities *out)
{
    struct gatherer gatherer = {.arena = arena,
                                .models = models,
                                .document = document,
                                .mentions = mentions,
                                .published = published};
    enum error error = ERROR_OK;

    for (size_t i = 0; i < mentions->count && !error; i++) {
        struct form form;
        error = form_read(&gatherer, &mentions->at[i], &form);
        if (!error)
            error = entity_type_is_name(mentions->at[i].type) ? gather_name(&gatherer, i, &form)
                                                              : gather_figure(&gatherer, i, &form);
    }
    for (uint32_t i = 0; i < gatherer.entities.count && !error; i++)
        error = finish(&gatherer, i);
    if (error)
        return error;
    *out = gatherer.entities;
    return ERROR_OK;
}
