#include "news/entity.h"

#include "base/array.h"
#include "base/map.h"
#include "news/alias.h"
#include "news/namesake.h"
#include "news/role.h"
#include "text/chars.h"
#include "text/utf8.h"

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

/* ---- forms ---- */

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
    form->is_capitals = alias_is_capitals(form->text);
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

/* ---- figures ---- */

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
    *slot = namesake_slot(gatherer, LOOKUP_VALUE, mention->type, words);
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
    slot = namesake_slot(gatherer, lookup, type, words);
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
    uint32_t *slot = namesake_slot(gatherer, LOOKUP_LAST, ENTITY_PERSON, alias_last(about->key));
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

static enum error point_initials(struct gatherer *gatherer, enum entity_type type,
                                 const struct form *form, uint32_t entity)
{
    enum error error = ERROR_OK;

    for (int with_small = 0; with_small < 2 && !error; with_small++) {
        struct slice initials;
        error = alias_initials(gatherer->arena, form->text, with_small, &initials);
        if (!error && initials.len > 1)
            error = entity_key(gatherer->arena, initials, &initials);
        if (!error && initials.len > 1)
            error = point(gatherer, LOOKUP_INITIALS, type, initials, entity);
    }
    return error;
}

static enum error point_thing(struct gatherer *gatherer, enum entity_type type,
                              const struct form *form, uint32_t entity)
{
    enum error error = point(gatherer, LOOKUP_KEY, type, form->bare, entity);

    if (!error && type == ENTITY_ORGANIZATION)
        error = point(gatherer, LOOKUP_KEY, type, alias_company(form->key), entity);
    if (!error && type == ENTITY_ORGANIZATION)
        error = namesake_point_lead(gatherer, form, entity);
    if (!error)
        error = point_initials(gatherer, type, form, entity);
    return error;
}

/* The fullest form names the entity, a house spelling before all; at the same length one that is
 * not all capitals. */
static void take_name(struct gatherer *gatherer, const struct form *form, uint32_t index)
{
    struct entity *entity = &gatherer->entities.at[index];
    struct about *about = &gatherer->abouts.at[index];
    bool is_better = !entity->name.ptr || form->words > about->words ||
                     (form->words == about->words && alias_is_shouted(entity->name) &&
                      !alias_is_shouted(form->text) && slice_equal(form->key, about->key));

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
    enum error error = is_person ? namesake_person(gatherer, form, gender, &entity)
                                 : namesake_thing(gatherer, mention->type, form, &entity);

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
