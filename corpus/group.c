#include "corpus/group.h"

#include "base/array.h"
#include "corpus/generation.h"

enum { ACRONYM_LETTERS_MAX = 6 };

/* Words at the end of a name that are no surname. */
static const struct slice no_surnames[] = {
    SLICE_INIT("jr"), SLICE_INIT("sr"), SLICE_INIT("ii"), SLICE_INIT("iii"), SLICE_INIT("iv"),
};

uint32_t grouping_fullness(struct slice key)
{
    uint32_t words = 1;

    for (size_t i = 0; i < key.len; i++)
        words += key.ptr[i] == '-';
    return words * 2 - (words > 1 && slice_find(key, '-', 0) == 1);
}

/* -- groups by type and key -------------------------------------------------------------------- */

static enum error add_to_group(struct grouping *grouping, const struct entity *entity,
                               uint32_t article, uint32_t *out)
{
    uint32_t *slot = map_at(grouping->arena, &grouping->keys[entity->type], entity->key);
    struct group *group;

    if (!slot)
        return ERROR_NO_MEMORY;
    if (*slot == MAP_NONE) {
        *slot = (uint32_t)grouping->groups.count;
        group = array_push(grouping->arena, &grouping->groups);
        if (!group)
            return ERROR_NO_MEMORY;
        *group = (struct group){.type = entity->type,
                                .key = entity->key,
                                .bare = entity->bare,
                                .name = entity->name,
                                .fullness = grouping_fullness(entity->key),
                                .last_article = NO_ARTICLE,
                                .same = *slot,
                                .root = *slot};
    }
    group = &grouping->groups.at[*slot];
    group->articles += group->last_article != article;
    group->last_article = article;
    *out = *slot;
    return ERROR_OK;
}

static bool has_group(const struct entity *entity)
{
    return entity_type_is_name(entity->type) && entity->key.len > 0;
}

static enum error group_by_key(struct grouping *grouping)
{
    size_t total = 0;

    grouping->first_of = arena_array(grouping->arena, uint32_t, (size_t)grouping->articles + 1);
    if (!grouping->first_of)
        return ERROR_NO_MEMORY;
    for (uint32_t a = 0; a < grouping->articles; a++) {
        const struct analysis *analysis = stored_analysis(grouping->stock->articles[a]);
        grouping->first_of[a] = (uint32_t)total;
        total += analysis ? analysis->entities.count : 0;
        if (total > UINT32_MAX)
            return ERROR_NO_MEMORY;
    }
    grouping->first_of[grouping->articles] = (uint32_t)total;
    grouping->group_of = arena_array(grouping->arena, uint32_t, total);
    if (!grouping->group_of)
        return ERROR_NO_MEMORY;
    for (uint32_t a = 0; a < grouping->articles; a++) {
        const struct analysis *analysis = stored_analysis(grouping->stock->articles[a]);
        uint32_t first = grouping->first_of[a], count = grouping->first_of[a + 1] - first;
        for (uint32_t i = 0; i < count; i++) {
            const struct entity *entity = &analysis->entities.at[i];
            enum error error = ERROR_OK;
            grouping->group_of[first + i] = NO_GROUP;
            if (has_group(entity))
                error = add_to_group(grouping, entity, a, &grouping->group_of[first + i]);
            if (error)
                return error;
        }
    }
    return ERROR_OK;
}

/* -- other forms of a name --------------------------------------------------------------------- */

enum error grouping_tie(struct grouping *grouping, struct slice form, uint32_t group, bool is_loose)
{
    enum entity_type type = grouping->groups.at[group].type;
    uint32_t *head = map_at(grouping->arena, &grouping->forms[type], form);
    unsigned count = 0;
    struct tie *tie;

    if (!head)
        return ERROR_NO_MEMORY;
    if (*head == MAP_NONE)
        *head = 0;
    for (uint32_t t = *head; t; t = grouping->ties.at[t - 1].next) {
        if (grouping->ties.at[t - 1].group == group || ++count == TIES_MAX)
            return ERROR_OK;
    }
    tie = array_push(grouping->arena, &grouping->ties);
    if (!tie)
        return ERROR_NO_MEMORY;
    *tie = (struct tie){group, *head, is_loose};
    *head = (uint32_t)grouping->ties.count;
    return ERROR_OK;
}

static bool is_surname(struct slice form)
{
    if (form.len < 2)
        return false;
    for (size_t i = 0; i < sizeof no_surnames / sizeof *no_surnames; i++)
        if (slice_equal(form, no_surnames[i]))
            return false;
    return true;
}

/* The key without initials between its first and last word: "john-kennedy" of "john-f-kennedy". */
static enum error tie_without_initials(struct grouping *grouping, uint32_t group)
{
    struct slice rest = grouping->groups.at[group].key, word;
    char *form = arena_alloc(grouping->arena, rest.len, 1);
    size_t len = 0, whole = rest.len;

    if (!form)
        return ERROR_NO_MEMORY;
    while (slice_cut(&rest, '-', &word)) {
        if (len && rest.len && word.len == 1)
            continue;
        if (len)
            form[len++] = '-';
        memcpy(form + len, word.ptr, word.len);
        len += word.len;
    }
    return len < whole ? grouping_tie(grouping, (struct slice){form, len}, group, false) : ERROR_OK;
}

/* A person may be called by the last words of the name. */
static enum error tie_surnames(struct grouping *grouping, uint32_t group)
{
    struct slice key = grouping->groups.at[group].key;

    for (size_t dash = slice_find(key, '-', 0); dash < key.len;
         dash = slice_find(key, '-', dash + 1)) {
        struct slice form = slice_part(key, dash + 1, key.len);
        enum error error = is_surname(form) ? grouping_tie(grouping, form, group, false) : ERROR_OK;
        if (error)
            return error;
    }
    return grouping->groups.at[group].fullness > 4 ? tie_without_initials(grouping, group)
                                                   : ERROR_OK;
}

static bool is_acronym(struct slice name)
{
    size_t letters = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
            letters++;
        else if (name.ptr[i] != '.')
            return false;
    }
    return letters >= 2 && letters <= ACRONYM_LETTERS_MAX;
}

/* Aliases and their keys, so that each is made once. */
struct alias_keys {
    struct map seen; /* to places in keys */
    struct slices keys;
};

static enum error key_of_alias(struct arena *arena, struct alias_keys *known, struct slice alias,
                               struct slice *key)
{
    uint32_t *place = map_at(arena, &known->seen, alias);
    struct slice *added;
    enum error error;

    if (!place)
        return ERROR_NO_MEMORY;
    if (*place != MAP_NONE) {
        *key = known->keys.at[*place];
        return ERROR_OK;
    }
    added = array_push(arena, &known->keys);
    if (!added)
        return ERROR_NO_MEMORY;
    error = entity_key(arena, alias, added);
    if (error)
        return error;
    *place = (uint32_t)known->keys.count - 1;
    *key = *added;
    return ERROR_OK;
}

/* Aliases that an article ties to a name: of a person any, of others acronyms. */
static enum error tie_aliases(struct grouping *grouping, const struct entity *entity,
                              uint32_t group, struct alias_keys *known)
{
    for (size_t i = 0; i < entity->aliases.count; i++) {
        struct slice alias = entity->aliases.at[i], key;
        enum error error;
        if (entity->type != ENTITY_PERSON && !is_acronym(alias))
            continue;
        error = key_of_alias(grouping->arena, known, alias, &key);
        if (!error && key.len)
            error = grouping_tie(grouping, key, group, false);
        if (error)
            return error;
    }
    return ERROR_OK;
}

static enum error read_ties(struct grouping *grouping)
{
    struct alias_keys known = {0};
    enum error error = ERROR_OK;

    for (uint32_t g = 0; !error && g < grouping->groups.count; g++)
        if (grouping->groups.at[g].type == ENTITY_PERSON && grouping->groups.at[g].fullness > 2)
            error = tie_surnames(grouping, g);
    for (uint32_t a = 0; !error && a < grouping->articles; a++) {
        const struct analysis *analysis = stored_analysis(grouping->stock->articles[a]);
        uint32_t first = grouping->first_of[a], count = grouping->first_of[a + 1] - first;
        for (uint32_t i = 0; !error && i < count; i++)
            if (grouping->group_of[first + i] != NO_GROUP)
                error = tie_aliases(grouping, &analysis->entities.at[i],
                                    grouping->group_of[first + i], &known);
    }
    return error;
}

/* -- what each form means ---------------------------------------------------------------------- */

struct candidates grouping_candidates(const struct grouping *grouping, enum entity_type type,
                                      struct slice form, uint32_t group)
{
    uint32_t head = map_find(&grouping->forms[type], form), fullness = grouping_fullness(form);
    struct candidates found = {.count = 0};

    for (uint32_t t = head == MAP_NONE ? 0 : head; t; t = grouping->ties.at[t - 1].next) {
        const struct tie *tie = &grouping->ties.at[t - 1];
        const struct group *candidate = &grouping->groups.at[tie->group];
        unsigned known = 0;
        if (tie->group == group || candidate->root == group || candidate->fullness <= fullness)
            continue;
        while (known < found.count && found.roots[known] != candidate->root)
            known++;
        if (known < found.count) {
            found.is_loose[known] &= tie->is_loose;
            continue;
        }
        found.roots[known] = candidate->root;
        found.groups[known] = tie->group;
        found.is_loose[known] = tie->is_loose;
        found.count++;
    }
    return found;
}

/* The fullest first, and of these other spellings last. */
static int fullest_key_first(const void *a, const void *b, void *context)
{
    const struct group *groups = context;
    uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    bool is_left_other = groups[i].same != i, is_right_other = groups[j].same != j;

    if (groups[i].fullness != groups[j].fullness)
        return groups[i].fullness < groups[j].fullness ? 1 : -1;
    if (is_left_other != is_right_other)
        return is_left_other ? 1 : -1;
    return i < j ? -1 : i > j;
}

/* Fuller names first, so that what a short form may mean has found its own root before. */
static enum error find_roots(struct grouping *grouping)
{
    uint32_t count = (uint32_t)grouping->groups.count;
    uint32_t *order = arena_array(grouping->arena, uint32_t, count);

    if (!order)
        return ERROR_NO_MEMORY;
    for (uint32_t g = 0; g < count; g++)
        order[g] = g;
    if (count)
        qsort_r(order, count, sizeof *order, fullest_key_first, grouping->groups.at);
    for (uint32_t i = 0; i < count; i++) {
        struct group *group = &grouping->groups.at[order[i]];
        struct candidates found;
        if (group->same != order[i]) {
            group->root = grouping->groups.at[group->same].root;
            continue;
        }
        found = grouping_candidates(grouping, group->type, group->key, order[i]);
        group->is_ambiguous = found.count > 1 || (found.count == 1 && found.is_loose[0]);
        if (found.count == 1 && !group->is_ambiguous)
            group->root = found.roots[0];
    }
    return ERROR_OK;
}

uint32_t grouping_meant(const struct grouping *grouping, enum entity_type type, struct slice form)
{
    uint32_t known = map_find(&grouping->keys[type], form);
    struct candidates found;

    if (known != MAP_NONE)
        return grouping->groups.at[known].root;
    found = grouping_candidates(grouping, type, form, NO_GROUP);
    return found.count == 1 && !found.is_loose[0] ? found.roots[0] : NO_GROUP;
}

enum error grouping_read(struct arena *arena, const struct stock *stock, uint32_t articles,
                         struct grouping *out)
{
    struct grouping grouping = {.arena = arena, .stock = stock, .articles = articles};
    enum error error = group_by_key(&grouping);

    if (!error)
        error = read_ties(&grouping);
    if (!error)
        error = grouping_find_kin(&grouping);
    if (!error)
        error = find_roots(&grouping);
    if (!error)
        error = grouping_settle(&grouping);
    if (!error)
        *out = grouping;
    return error;
}
