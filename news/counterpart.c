#include "news/counterpart.h"

#include "base/array.h"
#include "base/map.h"
#include "news/alias.h"
#include "news/person.h"
#include "news/variant.h"
#include "text/ids.h"

/* Keys of the right's entities: key of a name or of another name -> entity. */
struct keys {
    struct map names, others;
};

static enum error note_key(struct arena *arena, struct map *map, struct slice key, uint32_t entity)
{
    uint32_t *value = map_at(arena, map, key);

    if (!value)
        return ERROR_NO_MEMORY;
    if (*value == MAP_NONE)
        *value = entity;
    return ERROR_OK;
}

static enum error read_keys(struct arena *arena, const struct entities *entities, struct keys *keys)
{
    enum error error = ERROR_OK;

    for (uint32_t i = 0; !error && i < entities->count; i++) {
        const struct entity *entity = &entities->at[i];

        if (!entity_type_is_name(entity->type))
            continue;
        error = note_key(arena, &keys->names, entity->key, i);
        for (size_t a = 0; !error && a < entity->aliases.count; a++) {
            struct slice key;

            error = entity_key(arena, entity->aliases.at[a], &key);
            if (!error)
                error = note_key(arena, &keys->others, key, i);
        }
    }
    return error;
}

/* The right entity that bears one of the other names of a left one, or whose other name is its
 * name; MAP_NONE when there is none of its type. */
static enum error find_by_alias(struct arena *arena, const struct entities *rights,
                                const struct keys *keys, const struct entity *left, uint32_t *found)
{
    *found = map_find(&keys->others, left->key);
    for (size_t a = 0; *found == MAP_NONE && a < left->aliases.count; a++) {
        struct slice key;
        enum error error = entity_key(arena, left->aliases.at[a], &key);

        if (error)
            return error;
        *found = map_find(&keys->names, key);
    }
    if (*found != MAP_NONE && rights->at[*found].type != left->type)
        *found = MAP_NONE;
    return ERROR_OK;
}

static enum error push_pair(struct arena *arena, struct entity_pairs *pairs, uint32_t left,
                            uint32_t right)
{
    struct entity_pair *place = array_push(arena, pairs);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = (struct entity_pair){left, right};
    return ERROR_OK;
}

/* Pairs what is left where one name is a transliteration of the other. */
static enum error match_variants(struct comparison *c, bool *taken)
{
    const struct entities *lefts = &c->left.analysis->entities;
    const struct entities *rights = &c->right.analysis->entities;
    struct id_table keys; /* how a name sounds -> 1 + the first free entity of the right */
    enum error error = id_table_open(c->arena, rights->count, &keys);

    if (error)
        return error;
    for (uint32_t i = (uint32_t)rights->count; i-- > 0;) {
        uint64_t key = variant_key(rights->at[i].name);

        if (key && !taken[i] && entity_type_is_name(rights->at[i].type))
            *id_table_at(&keys, key) = i + 1;
    }
    for (uint32_t i = 0; i < lefts->count; i++) {
        uint64_t key = variant_key(lefts->at[i].name);
        uint32_t found = 0;

        if (key && c->right_entity[i] == NO_ENTITY && entity_type_is_name(lefts->at[i].type))
            found = id_table_find(&keys, key);
        if (!found || taken[found - 1] || rights->at[found - 1].type != lefts->at[i].type)
            continue;
        c->right_entity[i] = found - 1;
        taken[found - 1] = true;
    }
    return ERROR_OK;
}

/* Pairs the entities; taken[right] is set for those that found theirs. */
static enum error match_entities(struct comparison *c, bool *taken)
{
    const struct entities *lefts = &c->left.analysis->entities;
    const struct entities *rights = &c->right.analysis->entities;
    struct keys keys = {{0}, {0}};
    enum error error = read_keys(c->arena, rights, &keys);

    for (uint32_t i = 0; !error && i < lefts->count; i++) {
        uint32_t found = MAP_NONE;

        c->right_entity[i] = NO_ENTITY;
        if (entity_type_is_name(lefts->at[i].type))
            found = map_find(&keys.names, lefts->at[i].key);
        if (found == MAP_NONE || taken[found])
            continue;
        c->right_entity[i] = found;
        taken[found] = true;
    }
    for (uint32_t i = 0; !error && i < lefts->count; i++) {
        uint32_t found;

        if (c->right_entity[i] != NO_ENTITY || !entity_type_is_name(lefts->at[i].type))
            continue;
        error = find_by_alias(c->arena, rights, &keys, &lefts->at[i], &found);
        if (error || found == MAP_NONE || taken[found])
            continue;
        c->right_entity[i] = found;
        taken[found] = true;
    }
    return error;
}

/* Free entities of the right under one key. */
struct shelf {
    struct id_table last; /* key -> 1 + the last one put there */
    uint32_t *before;     /* by place: 1 + the one before it under the same key */
    uint32_t *entities;   /* by place */
    uint32_t count;
};

static enum error shelf_open(struct arena *arena, size_t most, struct shelf *out)
{
    *out = (struct shelf){.before = arena_array(arena, uint32_t, most),
                          .entities = arena_array(arena, uint32_t, most)};
    return out->before && out->entities ? id_table_open(arena, most, &out->last) : ERROR_NO_MEMORY;
}

static void shelf_put(struct shelf *shelf, struct slice key, uint32_t entity)
{
    uint32_t *last = id_table_at(&shelf->last, map_hash(key));

    shelf->entities[shelf->count] = entity;
    shelf->before[shelf->count] = *last;
    *last = ++shelf->count;
}

/* The short forms of what is free on one side. */
struct shortened {
    const struct comparison *c;
    struct shelf words;    /* the words of people's keys */
    struct shelf bodies;   /* bare keys of bodies */
    struct shelf initials; /* first letters of bodies */
    const bool *taken;
};

static bool is_body(const struct entity *entity)
{
    return entity->type == ENTITY_ORGANIZATION || entity->type == ENTITY_MISC;
}

/* The two rows of first letters a body may be known by: without and with its small words. */
static enum error initials_of(struct arena *arena, const struct entity *entity,
                              struct slice initials[2])
{
    enum error error = alias_initials(arena, entity->name, false, &initials[0]);

    return error ? error : alias_initials(arena, entity->name, true, &initials[1]);
}

static enum error shorten(struct comparison *c, const bool *taken, struct shortened *out)
{
    const struct entities *rights = &c->right.analysis->entities;
    struct shortened shortened = {.c = c, .taken = taken};
    size_t words = 0;
    enum error error;

    for (uint32_t i = 0; i < rights->count; i++)
        words += alias_words(rights->at[i].key);
    error = shelf_open(c->arena, words, &shortened.words);
    if (!error)
        error = shelf_open(c->arena, rights->count, &shortened.bodies);
    if (!error)
        error = shelf_open(c->arena, 2 * rights->count, &shortened.initials);
    for (uint32_t i = 0; !error && i < rights->count; i++) {
        const struct entity *entity = &rights->at[i];
        struct slice rest = entity->key, word, initials[2];

        if (taken[i])
            continue;
        while (entity->type == ENTITY_PERSON && slice_cut(&rest, '-', &word))
            shelf_put(&shortened.words, word, i);
        if (!is_body(entity))
            continue;
        shelf_put(&shortened.bodies, entity->bare, i);
        error = initials_of(c->arena, entity, initials);
        for (int n = 0; !error && n < 2; n++)
            if (initials[n].len > 1)
                shelf_put(&shortened.initials, initials[n], i);
    }
    *out = shortened;
    return error;
}

/* The best counterpart so far, and whether another is as good. */
struct finding {
    uint32_t entity;
    enum agreement agreement;
    bool is_tied;
};

static void weigh(struct finding *finding, uint32_t entity, enum agreement agreement)
{
    if (agreement < AGREEMENT_SURNAME || agreement < finding->agreement)
        return;
    if (agreement == finding->agreement) {
        finding->is_tied |= entity != finding->entity;
        return;
    }
    *finding = (struct finding){entity, agreement, false};
}

enum { SHELF_READ = 16 }; /* of one key; a word that more names share tells them apart badly */

static void look_up(const struct shortened *s, const struct shelf *shelf, struct slice key,
                    const struct entity *left, struct finding *finding)
{
    uint32_t at = id_table_find(&shelf->last, map_hash(key));

    for (int tries = 0; at && tries < SHELF_READ; tries++, at = shelf->before[at - 1]) {
        uint32_t entity = shelf->entities[at - 1];
        const struct entity *right = &s->c->right.analysis->entities.at[entity];
        enum agreement agreement = AGREEMENT_SURNAME;

        if (s->taken[entity])
            continue;
        if (left->type == ENTITY_PERSON)
            agreement = person_agreement(s->c->models, left->key, right->key);
        weigh(finding, entity, agreement);
    }
}

/* A free body of the right that is known by the left's first letters, by its bare name, or whose
 * name is the left's first letters. */
static enum error find_body(const struct shortened *s, const struct entity *left,
                            struct finding *finding)
{
    struct slice initials[2];
    enum error error = initials_of(s->c->arena, left, initials);

    look_up(s, &s->bodies, left->bare, left, finding);
    if (alias_is_capitals(left->name))
        look_up(s, &s->initials, left->name, left, finding);
    for (int n = 0; !error && n < 2; n++) {
        struct slice key;

        error = entity_key(s->c->arena, initials[n], &key);
        if (!error && key.len > 1)
            look_up(s, &s->bodies, key, left, finding);
    }
    return error;
}

static enum error find_short(const struct shortened *s, uint32_t i, struct finding *finding)
{
    const struct entity *left = &s->c->left.analysis->entities.at[i];
    struct slice rest = left->key, word;

    *finding = (struct finding){NO_ENTITY, AGREEMENT_NONE, false};
    while (left->type == ENTITY_PERSON && slice_cut(&rest, '-', &word))
        look_up(s, &s->words, word, left, finding);
    return is_body(left) ? find_body(s, left, finding) : ERROR_OK;
}

/* Pairs what is left where one name is a short form of the other and of no other: a left that finds
 * one right, which no other left finds. */
static enum error match_short_forms(struct comparison *c, bool *taken)
{
    const struct entities *lefts = &c->left.analysis->entities;
    size_t rights = c->right.analysis->entities.count;
    struct finding *findings = arena_array(c->arena, struct finding, lefts->count);
    struct finding *finders = arena_array(c->arena, struct finding, rights);
    struct shortened shortened;
    enum error error = findings && finders && c->models ? shorten(c, taken, &shortened)
                       : findings && finders            ? ERROR_OK
                                                        : ERROR_NO_MEMORY;

    for (uint32_t i = 0; !error && c->models && i < lefts->count; i++) {
        if (c->right_entity[i] != NO_ENTITY || !entity_type_is_name(lefts->at[i].type))
            continue;
        error = find_short(&shortened, i, &findings[i]);
        if (findings[i].agreement != AGREEMENT_NONE)
            weigh(&finders[findings[i].entity], i, findings[i].agreement);
    }
    for (uint32_t i = 0; !error && i < lefts->count; i++) {
        const struct finding *finding = &findings[i];

        if (finding->agreement == AGREEMENT_NONE || finding->is_tied ||
            finders[finding->entity].is_tied || finders[finding->entity].entity != i)
            continue;
        c->right_entity[i] = finding->entity;
        taken[finding->entity] = true;
    }
    return error;
}

/* The pairs by the right's entities. */
static enum error turn_round(struct comparison *c)
{
    size_t lefts = c->left.analysis->entities.count, rights = c->right.analysis->entities.count;

    c->left_entity = arena_array(c->arena, uint32_t, rights);
    if (!c->left_entity)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < rights; i++)
        c->left_entity[i] = NO_ENTITY;
    for (uint32_t i = 0; i < lefts; i++)
        if (c->right_entity[i] != NO_ENTITY)
            c->left_entity[c->right_entity[i]] = i;
    return ERROR_OK;
}

enum error counterpart_find(struct comparison *c, struct diff *diff)
{
    const struct entities *lefts = &c->left.analysis->entities;
    const struct entities *rights = &c->right.analysis->entities;
    bool *taken = arena_array(c->arena, bool, rights->count);
    enum error error;

    c->right_entity = arena_array(c->arena, uint32_t, lefts->count);
    if (!taken || !c->right_entity)
        return ERROR_NO_MEMORY;
    error = match_entities(c, taken);
    if (!error)
        error = match_variants(c, taken);
    if (!error)
        error = match_short_forms(c, taken);
    for (uint32_t i = 0; !error && i < lefts->count; i++) {
        if (!entity_type_is_name(lefts->at[i].type))
            continue;
        error = c->right_entity[i] == NO_ENTITY
                    ? push_pair(c->arena, &diff->left_only, i, NO_ENTITY)
                    : push_pair(c->arena, &diff->both, i, c->right_entity[i]);
    }
    for (uint32_t i = 0; !error && i < rights->count; i++)
        if (!taken[i] && entity_type_is_name(rights->at[i].type))
            error = push_pair(c->arena, &diff->right_only, NO_ENTITY, i);
    return error ? error : turn_round(c);
}

static bool share_role(const struct entity *left, const struct entity *right)
{
    for (size_t i = 0; i < left->roles.count; i++)
        for (size_t j = 0; j < right->roles.count; j++)
            if (slice_equal(left->roles.at[i], right->roles.at[j]))
                return true;
    return false;
}

bool counterpart_is_respelt(const struct comparison *c, uint32_t left, uint32_t right)
{
    const struct entity *l = &c->left.analysis->entities.at[left];
    const struct entity *r = &c->right.analysis->entities.at[right];
    uint32_t same = 0;

    return l->type == ENTITY_PERSON && r->type == ENTITY_PERSON &&
           variant_is_respelt(l->name, r->name, &same) && (same > 0 || share_role(l, r));
}
