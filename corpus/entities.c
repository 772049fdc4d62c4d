#include "corpus/entities.h"

#include "base/array.h"
#include "corpus/generation.h"

enum {
    ALIASES_MAX = 100,     /* kept for one entity, the most used */
    NAMES_A_SCRATCH = 1000 /* entities before the scratch arena is begun anew */
};

static const struct slice type_endings[NAME_TYPES] = {
    [ENTITY_PERSON] = SLICE_INIT("-person"),
    [ENTITY_ORGANIZATION] = SLICE_INIT("-organization"),
    [ENTITY_LOCATION] = SLICE_INIT("-location"),
    [ENTITY_MISC] = SLICE_INIT("-misc"),
};

/* One entity of an article, as the corpus entity it belongs to sees it. */
struct part {
    uint32_t article, local;
};

/* The roots' parts, side by side: those of entity e are parts[first[e] .. first[e + 1]). */
struct parting {
    struct part *parts;
    uint32_t *first;
};

/* Forms of one entity and how often each stands. */
struct forms {
    struct corpus_alias *at;
    size_t count, capacity;
};

static const struct entity *entity_of_part(const struct grouping *grouping, struct part part)
{
    const struct stored *stored = grouping->stock->articles[part.article];

    return &stored_analysis(stored)->entities.at[part.local];
}

/* Numbers the roots that have an article, in the order of the groups. */
static enum error number_roots(struct arena *arena, const struct grouping *grouping,
                               struct corpus_entities *out)
{
    uint32_t groups = (uint32_t)grouping->groups.count;
    uint32_t all = grouping->first_of[grouping->articles];

    out->number_of = arena_array(arena, uint32_t, groups);
    if (!out->number_of)
        return ERROR_NO_MEMORY;
    memset(out->number_of, 0xFF, groups * sizeof *out->number_of);
    for (uint32_t i = 0; i < all; i++) {
        uint32_t g = grouping->group_of[i];
        if (g != NO_GROUP && out->number_of[g] == NO_ENTITY)
            out->number_of[g] = out->count++;
    }
    out->at = arena_array(arena, struct corpus_entity, out->count);
    out->forms = arena_array(arena, struct slice, out->count);
    return out->at && out->forms ? ERROR_OK : ERROR_NO_MEMORY;
}

static enum error part_entities(struct arena *arena, const struct grouping *grouping,
                                const struct corpus_entities *entities, struct parting *out)
{
    uint32_t all = grouping->first_of[grouping->articles];
    uint32_t *next = arena_array(arena, uint32_t, (size_t)entities->count + 1);

    out->first = arena_array(arena, uint32_t, (size_t)entities->count + 1);
    out->parts = arena_array(arena, struct part, all);
    if (!next || !out->first || !out->parts)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < all; i++)
        if (grouping->group_of[i] != NO_GROUP)
            out->first[entities->number_of[grouping->group_of[i]] + 1]++;
    for (uint32_t e = 0; e < entities->count; e++) {
        out->first[e + 1] += out->first[e];
        next[e] = out->first[e];
    }
    for (uint32_t a = 0; a < grouping->articles; a++)
        for (uint32_t i = grouping->first_of[a]; i < grouping->first_of[a + 1]; i++)
            if (grouping->group_of[i] != NO_GROUP)
                out->parts[next[entities->number_of[grouping->group_of[i]]]++] =
                    (struct part){a, i - grouping->first_of[a]};
    return ERROR_OK;
}

/* -- one entity -------------------------------------------------------------------------------- */

static enum error count_form(struct arena *scratch, struct map *seen, struct forms *forms,
                             struct slice form)
{
    uint32_t *slot = map_at(scratch, seen, form);
    struct corpus_alias *alias;

    if (!slot)
        return ERROR_NO_MEMORY;
    alias = *slot == MAP_NONE ? array_push(scratch, forms) : &forms->at[*slot];
    if (!alias)
        return ERROR_NO_MEMORY;
    if (*slot == MAP_NONE) {
        alias->name = form;
        *slot = (uint32_t)forms->count - 1;
    }
    alias->count++;
    return ERROR_OK;
}

static int most_used_first(const void *a, const void *b)
{
    const struct corpus_alias *left = a, *right = b;

    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return slice_compare(left->name, right->name);
}

/* The name that most articles give the root's key in full. */
static enum error choose_name(struct arena *scratch, const struct grouping *grouping,
                              const struct part *parts, uint32_t count, struct slice key,
                              struct slice *name)
{
    struct map seen = {0};
    struct forms names = {0};

    for (uint32_t p = 0; p < count; p++) {
        const struct entity *entity = entity_of_part(grouping, parts[p]);
        enum error error;
        if (!slice_equal(entity->key, key))
            continue;
        error = count_form(scratch, &seen, &names, entity->name);
        if (error)
            return error;
    }
    *name = key; /* only when every article calls it by another form */
    for (size_t i = 0; i < names.count; i++)
        if (i == 0 || most_used_first(&names.at[i], &names.at[0]) < 0)
            names.at[0] = names.at[i];
    if (names.count)
        *name = names.at[0].name;
    return ERROR_OK;
}

static enum error count_aliases(struct arena *arena, struct arena *scratch,
                                const struct grouping *grouping, const struct part *parts,
                                uint32_t count, struct corpus_entity *out)
{
    struct map seen = {0};
    struct forms forms = {0};
    struct corpus_alias *kept;
    uint32_t kept_count = 0;

    for (uint32_t p = 0; p < count; p++) {
        const struct stored *stored = grouping->stock->articles[parts[p].article];
        const struct analysis *analysis = stored_analysis(stored);
        const struct indices *mentions = &analysis->entities.at[parts[p].local].mentions;
        for (size_t m = 0; m < mentions->count; m++) {
            enum error error = count_form(
                scratch, &seen, &forms,
                slice_at(stored->cleaned.text, analysis->mentions.at[mentions->at[m]].span));
            if (error)
                return error;
        }
        out->mention_count += (uint32_t)mentions->count;
    }
    if (forms.count)
        qsort(forms.at, forms.count, sizeof *forms.at, most_used_first);
    kept = arena_array(arena, struct corpus_alias,
                       forms.count < ALIASES_MAX ? forms.count : ALIASES_MAX);
    if (!kept)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < forms.count && kept_count < ALIASES_MAX; i++)
        if (!slice_equal(forms.at[i].name, out->name))
            kept[kept_count++] = forms.at[i];
    out->aliases = kept;
    out->alias_count = kept_count;
    return ERROR_OK;
}

/* Articles with their mentions, and the first and last date. */
static enum error list_articles(struct arena *arena, const struct grouping *grouping,
                                const struct part *parts, uint32_t count, struct corpus_entity *out)
{
    struct corpus_posting *in;
    const struct moment *first = NULL, *last = NULL;
    uint32_t articles = 0;

    for (uint32_t p = 0; p < count; p++)
        articles += p == 0 || parts[p].article != parts[p - 1].article;
    in = arena_array(arena, struct corpus_posting, articles);
    if (!in)
        return ERROR_NO_MEMORY;
    out->in = in;
    for (uint32_t p = 0; p < count; p++) {
        const struct stored *stored = grouping->stock->articles[parts[p].article];
        const struct moment *published = &stored->published;
        if (p == 0 || parts[p].article != parts[p - 1].article)
            in[out->article_count++].article = parts[p].article;
        in[out->article_count - 1].mentions +=
            (uint32_t)entity_of_part(grouping, parts[p])->mentions.count;
        if (!stored->is_dated)
            continue;
        if (!first || published->begin < first->begin) {
            first = published;
            out->first_seen = stored->article.published;
        }
        if (!last || published->begin > last->begin) {
            last = published;
            out->last_seen = stored->article.published;
        }
    }
    return ERROR_OK;
}

/* The keys of the name and all aliases, for whoever looks a name up by the begin of its words. */
static enum error join_forms(struct arena *arena, struct arena *scratch,
                             const struct corpus_entity *entity, struct slice *out)
{
    size_t len = 0;
    char *joined;
    struct slice *keys = arena_array(scratch, struct slice, (size_t)entity->alias_count + 1);

    if (!keys)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i <= entity->alias_count; i++) {
        enum error error =
            entity_key(scratch, i ? entity->aliases[i - 1].name : entity->name, &keys[i]);
        if (error)
            return error;
        len += keys[i].len + 1;
    }
    joined = arena_alloc(arena, len, 1);
    if (!joined)
        return ERROR_NO_MEMORY;
    *out = (struct slice){joined, 0};
    for (uint32_t i = 0; i <= entity->alias_count; i++) {
        if (keys[i].len)
            memcpy(joined + out->len, keys[i].ptr, keys[i].len);
        out->len += keys[i].len;
        joined[out->len++] = ' ';
    }
    return ERROR_OK;
}

static enum error fill_entity(struct arena *arena, struct arena *scratch,
                              const struct grouping *grouping, const struct parting *parting,
                              uint32_t number, struct corpus_entity *out)
{
    const struct part *parts = parting->parts + parting->first[number];
    uint32_t count = parting->first[number + 1] - parting->first[number];
    enum error error = choose_name(scratch, grouping, parts, count, out->id, &out->name);

    if (!error)
        error = count_aliases(arena, scratch, grouping, parts, count, out);
    if (!error)
        error = list_articles(arena, grouping, parts, count, out);
    return error;
}

static enum error fill_entities(struct arena *arena, const struct grouping *grouping,
                                const struct parting *parting, struct corpus_entities *entities)
{
    struct arena *scratch = NULL;
    enum error error = ERROR_OK;

    for (uint32_t g = 0; g < grouping->groups.count; g++)
        if (entities->number_of[g] != NO_ENTITY) {
            struct corpus_entity *entity = &entities->at[entities->number_of[g]];
            entity->id =
                grouping->groups.at[g].key; /* types that share a key are set apart later */
            entity->type = grouping->groups.at[g].type;
        }
    for (uint32_t e = 0; !error && e < entities->count; e++) {
        if (e % NAMES_A_SCRATCH == 0) {
            arena_close(scratch);
            scratch = arena_open(ARENA_NO_BUDGET);
        }
        error = scratch ? fill_entity(arena, scratch, grouping, parting, e, &entities->at[e])
                        : ERROR_NO_MEMORY;
        if (!error)
            error = join_forms(arena, scratch, &entities->at[e], &entities->forms[e]);
    }
    arena_close(scratch);
    return error;
}

/* -- ids and order ----------------------------------------------------------------------------- */

static int claim_order(const void *a, const void *b, void *context)
{
    const struct corpus_entity *entities = context;
    const struct corpus_entity *left = &entities[*(const uint32_t *)a],
                               *right = &entities[*(const uint32_t *)b];

    if (left->article_count != right->article_count)
        return left->article_count < right->article_count ? 1 : -1;
    if (left->type != right->type)
        return left->type < right->type ? -1 : 1;
    return slice_compare(left->id, right->id);
}

static int final_order(const void *a, const void *b, void *context)
{
    const struct corpus_entity *entities = context;
    const struct corpus_entity *left = &entities[*(const uint32_t *)a],
                               *right = &entities[*(const uint32_t *)b];

    if (left->article_count != right->article_count)
        return left->article_count < right->article_count ? 1 : -1;
    return slice_compare(left->id, right->id);
}

/* Turns the entity's key into an id that no other has. */
static enum error claim_id(struct arena *arena, struct map *ids, struct corpus_entity *entity)
{
    struct slice id = entity->id;

    for (;;) {
        uint32_t *slot = map_at(arena, ids, id);
        enum error error;
        if (!slot)
            return ERROR_NO_MEMORY;
        if (*slot == MAP_NONE) {
            *slot = 0;
            entity->id = id;
            return ERROR_OK;
        }
        error = arena_print(arena, &id, "%.*s%.*s", SLICE_ARGS(id),
                            SLICE_ARGS(type_endings[entity->type]));
        if (error)
            return error;
    }
}

static enum error claim_ids(struct arena *arena, struct corpus_entities *entities, uint32_t *order)
{
    if (entities->count)
        qsort_r(order, entities->count, sizeof *order, claim_order, entities->at);
    for (uint32_t i = 0; i < entities->count; i++) {
        enum error error = claim_id(arena, &entities->ids, &entities->at[order[i]]);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* Brings the entities into their order and their new numbers into all that names them. */
static enum error put_in_order(struct arena *arena, const struct grouping *grouping,
                               struct corpus_entities *entities, uint32_t *order)
{
    struct corpus_entity *sorted = arena_array(arena, struct corpus_entity, entities->count);
    struct slice *forms = arena_array(arena, struct slice, entities->count);
    uint32_t *rank = arena_array(arena, uint32_t, entities->count);

    if (!sorted || !forms || !rank)
        return ERROR_NO_MEMORY;
    if (entities->count)
        qsort_r(order, entities->count, sizeof *order, final_order, entities->at);
    for (uint32_t i = 0; i < entities->count; i++) {
        uint32_t *slot = map_at(arena, &entities->ids, entities->at[order[i]].id);
        if (!slot)
            return ERROR_NO_MEMORY;
        *slot = i;
        rank[order[i]] = i;
        sorted[i] = entities->at[order[i]];
        forms[i] = entities->forms[order[i]];
    }
    for (uint32_t g = 0; g < grouping->groups.count; g++)
        if (entities->number_of[g] != NO_ENTITY)
            entities->number_of[g] = rank[entities->number_of[g]];
    entities->at = sorted;
    entities->forms = forms;
    return ERROR_OK;
}

enum error entities_make(struct arena *arena, const struct grouping *grouping,
                         struct corpus_entities *out)
{
    struct corpus_entities entities = {0};
    struct parting parting;
    uint32_t *order;
    enum error error = number_roots(arena, grouping, &entities);

    if (!error)
        error = part_entities(grouping->arena, grouping, &entities, &parting);
    if (!error)
        error = fill_entities(arena, grouping, &parting, &entities);
    if (error)
        return error;
    order = arena_array(grouping->arena, uint32_t, entities.count);
    if (!order)
        return ERROR_NO_MEMORY;
    for (uint32_t e = 0; e < entities.count; e++)
        order[e] = e;
    error = claim_ids(arena, &entities, order);
    if (!error)
        error = put_in_order(arena, grouping, &entities, order);
    if (!error)
        *out = entities;
    return error;
}
