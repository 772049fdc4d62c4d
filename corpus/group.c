#include "corpus/group.h"

#include "base/array.h"
#include "corpus/generation.h"
#include "text/utf8.h"

enum {
    TIES_MAX = 16,         /* a form that may mean more is left alone */
    COMPANY_READ = 32,     /* articles of a candidate that are looked at for its company */
    COMPANY_ENTITIES = 64, /* and entities of each of them */
    ACRONYM_LETTERS_MAX = 6
};

/* Words at the end of a name that are no surname. */
static const struct slice no_surnames[] = {
    SLICE_INIT("jr"), SLICE_INIT("sr"), SLICE_INIT("ii"), SLICE_INIT("iii"), SLICE_INIT("iv"),
};

/* How much better the best candidate's company must be than the next one's. */
static const double clear_lead = 1.5;

static uint32_t count_words(struct slice key)
{
    uint32_t words = 1;

    for (size_t i = 0; i < key.len; i++)
        words += key.ptr[i] == '-';
    return words;
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
                                .words = count_words(entity->key),
                                .last_article = NO_ARTICLE,
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

/* Notes that the form may mean the group. */
static enum error add_tie(struct grouping *grouping, struct slice form, uint32_t group)
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
    *tie = (struct tie){group, *head};
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
    return len < whole ? add_tie(grouping, (struct slice){form, len}, group) : ERROR_OK;
}

/* A person may be called by the last words of the name. */
static enum error tie_surnames(struct grouping *grouping, uint32_t group)
{
    struct slice key = grouping->groups.at[group].key;

    for (size_t dash = slice_find(key, '-', 0); dash < key.len;
         dash = slice_find(key, '-', dash + 1)) {
        struct slice form = slice_part(key, dash + 1, key.len);
        enum error error = is_surname(form) ? add_tie(grouping, form, group) : ERROR_OK;
        if (error)
            return error;
    }
    return grouping->groups.at[group].words > 2 ? tie_without_initials(grouping, group) : ERROR_OK;
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
            error = add_tie(grouping, key, group);
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
        if (grouping->groups.at[g].type == ENTITY_PERSON && grouping->groups.at[g].words > 1)
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

/* The distinct roots of longer names that a form may mean, but `group` itself. */
static unsigned candidates_of(const struct grouping *grouping, enum entity_type type,
                              struct slice form, uint32_t group, uint32_t roots[TIES_MAX])
{
    uint32_t head = map_find(&grouping->forms[type], form), words = count_words(form);
    unsigned count = 0;

    for (uint32_t t = head == MAP_NONE ? 0 : head; t; t = grouping->ties.at[t - 1].next) {
        uint32_t candidate = grouping->ties.at[t - 1].group;
        uint32_t root = grouping->groups.at[candidate].root;
        bool is_known =
            candidate == group || root == group || grouping->groups.at[candidate].words <= words;
        for (unsigned i = 0; i < count; i++)
            is_known |= roots[i] == root;
        if (!is_known)
            roots[count++] = root;
    }
    return count;
}

static int longest_key_first(const void *a, const void *b, void *context)
{
    const struct group *groups = context;
    const struct group *left = &groups[*(const uint32_t *)a],
                       *right = &groups[*(const uint32_t *)b];

    if (left->words != right->words)
        return left->words < right->words ? 1 : -1;
    return left < right ? -1 : left > right;
}

/* Longer names first, so that what a short form may mean has found its own root before. */
static enum error find_roots(struct grouping *grouping)
{
    uint32_t count = (uint32_t)grouping->groups.count;
    uint32_t *order = arena_array(grouping->arena, uint32_t, count);

    if (!order)
        return ERROR_NO_MEMORY;
    for (uint32_t g = 0; g < count; g++)
        order[g] = g;
    if (count)
        qsort_r(order, count, sizeof *order, longest_key_first, grouping->groups.at);
    for (uint32_t i = 0; i < count; i++) {
        struct group *group = &grouping->groups.at[order[i]];
        uint32_t roots[TIES_MAX];
        unsigned found = candidates_of(grouping, group->type, group->key, order[i], roots);
        if (found == 1)
            group->root = roots[0];
        group->is_ambiguous = found > 1;
    }
    return ERROR_OK;
}

uint32_t grouping_meant(const struct grouping *grouping, enum entity_type type, struct slice form)
{
    uint32_t known = map_find(&grouping->keys[type], form), roots[TIES_MAX];

    if (known != MAP_NONE)
        return grouping->groups.at[known].root;
    return candidates_of(grouping, type, form, NO_GROUP, roots) == 1 ? roots[0] : NO_GROUP;
}

/* -- ambiguous forms, article by article ------------------------------------------------------- */

/* Which articles a group stands in: at most COMPANY_READ of them, the first ones. */
struct company_index {
    uint32_t (*articles)[COMPANY_READ]; /* by slot */
    uint32_t *slot_of;                  /* of a group, plus 1; 0: nobody asks for it */
    uint8_t *count;
    uint32_t *stamp; /* of a group: the article it was last seen in, plus 1 */
};

static enum error company_open(struct grouping *grouping, struct company_index *out)
{
    uint32_t count = (uint32_t)grouping->groups.count, slots = 0, roots[TIES_MAX];

    out->slot_of = arena_array(grouping->arena, uint32_t, count);
    out->stamp = arena_array(grouping->arena, uint32_t, count);
    if (!out->slot_of || !out->stamp)
        return ERROR_NO_MEMORY;
    for (uint32_t g = 0; g < count; g++) {
        const struct group *group = &grouping->groups.at[g];
        unsigned found =
            group->is_ambiguous ? candidates_of(grouping, group->type, group->key, g, roots) : 0;
        for (unsigned i = 0; i < found; i++)
            if (!out->slot_of[roots[i]])
                out->slot_of[roots[i]] = ++slots;
    }
    out->articles = arena_alloc_array(grouping->arena, slots, sizeof *out->articles, 8);
    out->count = arena_array(grouping->arena, uint8_t, slots);
    if (!out->articles || !out->count)
        return ERROR_NO_MEMORY;
    for (uint32_t a = 0; a < grouping->articles; a++)
        for (uint32_t i = grouping->first_of[a]; i < grouping->first_of[a + 1]; i++) {
            uint32_t g = grouping->group_of[i];
            uint32_t slot = g == NO_GROUP ? 0 : out->slot_of[grouping->groups.at[g].root];
            if (slot && out->count[slot - 1] < COMPANY_READ)
                out->articles[slot - 1][out->count[slot - 1]++] = a;
        }
    return ERROR_OK;
}

/* How many entities of the stamped article stand beside the candidate elsewhere too. */
static uint32_t company_of(const struct grouping *grouping, const struct company_index *index,
                           uint32_t candidate, uint32_t article)
{
    uint32_t slot = index->slot_of[candidate] - 1, shared = 0;

    for (uint8_t n = 0; n < index->count[slot]; n++) {
        uint32_t other = index->articles[slot][n], first = grouping->first_of[other];
        uint32_t last = grouping->first_of[other + 1];
        if (last - first > COMPANY_ENTITIES)
            last = first + COMPANY_ENTITIES;
        for (uint32_t i = first; i < last; i++) {
            uint32_t g = grouping->group_of[i];
            shared += g != NO_GROUP && grouping->groups.at[g].root != candidate &&
                      index->stamp[grouping->groups.at[g].root] == article + 1;
        }
    }
    return shared;
}

/* The candidate that keeps the article's company clearly best; the group itself when none does. */
static uint32_t decide(const struct grouping *grouping, const struct company_index *index,
                       uint32_t group, uint32_t article)
{
    uint32_t roots[TIES_MAX], best = group;
    unsigned count = candidates_of(grouping, grouping->groups.at[group].type,
                                   grouping->groups.at[group].key, group, roots);
    double best_score = 0, next_score = 0;

    for (unsigned i = 0; i < count; i++) {
        double score = company_of(grouping, index, roots[i], article);
        if (score > best_score) {
            next_score = best_score;
            best_score = score;
            best = roots[i];
        } else if (score > next_score) {
            next_score = score;
        }
    }
    return best_score > next_score * clear_lead ? best : group;
}

static enum error settle(struct grouping *grouping)
{
    struct company_index index;
    uint32_t *settled;
    enum error error = company_open(grouping, &index);

    if (error)
        return error;
    settled = arena_array(grouping->arena, uint32_t, grouping->first_of[grouping->articles]);
    if (!settled)
        return ERROR_NO_MEMORY;
    for (uint32_t a = 0; a < grouping->articles; a++) {
        for (uint32_t i = grouping->first_of[a]; i < grouping->first_of[a + 1]; i++)
            if (grouping->group_of[i] != NO_GROUP)
                index.stamp[grouping->groups.at[grouping->group_of[i]].root] = a + 1;
        for (uint32_t i = grouping->first_of[a]; i < grouping->first_of[a + 1]; i++) {
            uint32_t g = grouping->group_of[i];
            settled[i] = g;
            if (g != NO_GROUP)
                settled[i] = grouping->groups.at[g].is_ambiguous ? decide(grouping, &index, g, a)
                                                                 : grouping->groups.at[g].root;
        }
    }
    grouping->group_of = settled;
    return ERROR_OK;
}

enum error grouping_read(struct arena *arena, const struct stock *stock, uint32_t articles,
                         struct grouping *out)
{
    struct grouping grouping = {.arena = arena, .stock = stock, .articles = articles};
    enum error error = group_by_key(&grouping);

    if (!error)
        error = read_ties(&grouping);
    if (!error)
        error = find_roots(&grouping);
    if (!error)
        error = settle(&grouping);
    if (!error)
        *out = grouping;
    return error;
}
