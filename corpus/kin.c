/* Names over the corpus that are one though no article joins them: other spellings of people and
 * places, short forenames and initials, bodies without their country, acronyms never explained. */
#include "base/array.h"
#include "corpus/generation.h"
#include "corpus/presence.h"
#include "news/alias.h"
#include "news/person.h"
#include "news/variant.h"

enum {
    BUCKET_READ = 8,    /* groups of one sound that are compared */
    LEAST_SOUNDS = 3,   /* of a name that may be spelt in two ways */
    PLACE_LETTERS = 6,  /* of a place that may be */
    ARTICLES_READ = 16, /* of a group, for its company */
    LEAST_SHARED = 2,   /* what two spellings must have in company; a rare name counts twice */
    RARE_ARTICLES = 20
};

/* Two groups that may be one name; the first is the more frequent. */
struct pair {
    uint32_t first, other;
};

struct pairs {
    struct pair *at;
    size_t count, capacity;
};

struct kin {
    struct grouping *grouping;
    const struct models *models;
    struct map sounds; /* of names -> the last group plus 1 */
    uint32_t *before;  /* of each group: the one before it of the same sound plus 1, by kind */
    struct pairs pairs;
};

static struct group *group_at(const struct kin *kin, uint32_t group)
{
    return &kin->grouping->groups.at[group];
}

/* ---- what may be one ---- */

static enum error add_pair(struct kin *kin, uint32_t a, uint32_t b)
{
    bool swaps = group_at(kin, a)->articles < group_at(kin, b)->articles ||
                 (group_at(kin, a)->articles == group_at(kin, b)->articles &&
                  slice_compare(group_at(kin, a)->key, group_at(kin, b)->key) > 0);
    struct pair *pair = array_push(kin->grouping->arena, &kin->pairs);

    if (!pair)
        return ERROR_NO_MEMORY;
    *pair = swaps ? (struct pair){b, a} : (struct pair){a, b};
    return ERROR_OK;
}

static bool are_spellings(const struct kin *kin, uint32_t a, uint32_t b)
{
    const struct group *left = group_at(kin, a), *right = group_at(kin, b);
    const struct lexicon *places = kin->models->lists[LIST_PLACES];

    if (left->type != right->type || left->fullness != right->fullness)
        return false;
    if (left->type == ENTITY_PERSON)
        return person_agreement(kin->models, left->key, right->key) >= AGREEMENT_SPELT;
    return alias_distance(left->key, right->key, 2) <= 2 &&
           (lexicon_find(places, left->name) == LEXICON_NONE ||
            lexicon_find(places, right->name) == LEXICON_NONE);
}

/* Compares the group with those before it of the same sound. kind: 0 alias_sound, 1 variant_key. */
static enum error compare(struct kin *kin, uint32_t g, struct slice sound, unsigned kind)
{
    uint32_t *slot = map_at(kin->grouping->arena, &kin->sounds, sound);
    enum error error = ERROR_OK;
    uint32_t other;

    if (!slot)
        return ERROR_NO_MEMORY;
    other = *slot == MAP_NONE ? 0 : *slot;
    kin->before[2 * g + kind] = other;
    *slot = g + 1;
    for (int tries = 0; other && tries < BUCKET_READ && !error; tries++) {
        if (are_spellings(kin, other - 1, g))
            error = add_pair(kin, other - 1, g);
        other = kin->before[2 * (other - 1) + kind];
    }
    return error;
}

/* "interstate-75" is no spelling of "interstate-80". */
static bool has_digit(struct slice key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] >= '0' && key.ptr[i] <= '9')
            return true;
    return false;
}

static enum error find_spellings(struct kin *kin, uint32_t g)
{
    struct arena *arena = kin->grouping->arena;
    const struct group *group = group_at(kin, g);
    struct slice sound, key;
    uint64_t variant;
    enum error error;

    if (has_digit(group->key) ||
        (group->type == ENTITY_PERSON
             ? group->fullness < 3
             : group->type != ENTITY_LOCATION || group->key.len < PLACE_LETTERS))
        return ERROR_OK;
    error = alias_sound(arena, group->key, &sound);
    if (error || sound.len < LEAST_SOUNDS)
        return error;
    error = arena_print(arena, &key, "%d%.*s", (int)group->type, SLICE_ARGS(sound));
    if (!error)
        error = compare(kin, g, key, 0);
    variant = variant_key(group->key);
    if (error || !variant)
        return error;
    error = arena_print(arena, &key, "%d=%llx", (int)group->type, (unsigned long long)variant);
    return error ? error : compare(kin, g, key, 1);
}

/* "joe-biden" and "joseph-biden". */
static enum error find_short_forename(struct kin *kin, uint32_t g)
{
    const struct group *group = group_at(kin, g);
    const struct lexicon *nicknames = kin->models->lists[LIST_NICKNAMES];
    uint32_t entry = group->type == ENTITY_PERSON && group->fullness > 2
                         ? lexicon_find(nicknames, alias_first(group->key))
                         : LEXICON_NONE;
    struct slice rest, full, surname, forename, key;

    if (entry == LEXICON_NONE)
        return ERROR_OK;
    rest = lexicon_at(nicknames, entry)->columns[0];
    surname = slice_part(group->key, alias_first(group->key).len + 1, group->key.len);
    while (slice_cut(&rest, '|', &full)) {
        uint32_t other;
        enum error error = entity_key(kin->grouping->arena, full, &forename);
        if (!error)
            error = arena_print(kin->grouping->arena, &key, "%.*s-%.*s", SLICE_ARGS(forename),
                                SLICE_ARGS(surname));
        if (error)
            return error;
        other = map_find(&kin->grouping->keys[ENTITY_PERSON], key);
        error = other == MAP_NONE ? ERROR_OK : add_pair(kin, other, g);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* ---- short forms that hold by company ---- */

/* Ties a form that some article uses alone. */
static enum error tie_known(struct kin *kin, struct slice form, uint32_t g, bool is_loose)
{
    const struct group *group = group_at(kin, g);

    return form.len == 0 || slice_equal(form, group->key) ||
                   map_find(&kin->grouping->keys[group->type], form) == MAP_NONE
               ? ERROR_OK
               : grouping_tie(kin->grouping, form, g, is_loose);
}

/* "j-biden" may be "joseph-biden". */
static enum error tie_initial(struct kin *kin, uint32_t g)
{
    const struct group *group = group_at(kin, g);
    struct slice first = alias_first(group->key), form;
    enum error error;

    if (group->type != ENTITY_PERSON || group->fullness < 3 || first.len < 3)
        return ERROR_OK;
    error = arena_print(kin->grouping->arena, &form, "%c%.*s", first.ptr[0],
                        SLICE_ARGS(slice_part(group->key, first.len, group->key.len)));
    return error ? error : tie_known(kin, form, g, true);
}

/* "apple" is "apple-inc"; "supreme-court" may be "united-states-supreme-court", "who" may be
 * "world-health-organization". */
static enum error tie_body(struct kin *kin, uint32_t g)
{
    const struct group *group = group_at(kin, g);
    bool is_company = slice_starts(group->key, group->bare);
    enum error error;

    if (group->type != ENTITY_ORGANIZATION)
        return ERROR_OK;
    error = tie_known(kin, group->bare, g, !is_company);
    for (int with_small = 0; with_small < 2 && !error; with_small++) {
        struct slice initials;
        error = alias_initials(kin->grouping->arena, group->name, with_small, &initials);
        if (!error)
            error = entity_key(kin->grouping->arena, initials, &initials);
        if (!error && initials.len >= LEAST_SOUNDS)
            error = tie_known(kin, initials, g, true);
    }
    return error;
}

/* ---- company ---- */

/* Where the groups stand that stand in pairs. */
struct places {
    struct presence presence;
    uint32_t *stamp; /* of a group: the pair it was last seen for, plus 1 */
};

static enum error places_open(const struct kin *kin, struct places *out)
{
    struct grouping *grouping = kin->grouping;

    out->stamp = arena_array(grouping->arena, uint32_t, grouping->groups.count);
    if (!out->stamp || presence_open(grouping, ARTICLES_READ, &out->presence))
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < kin->pairs.count; i++) {
        presence_ask(&out->presence, kin->pairs.at[i].first);
        presence_ask(&out->presence, kin->pairs.at[i].other);
    }
    return presence_read(grouping, grouping->group_of, &out->presence);
}

/* Stamps what stands in an article of the pair's first group, and adds to *shared what of it stands
 * in one of the other; false where both groups stand in it. */
static bool read_company(const struct kin *kin, const struct places *places, uint32_t number,
                         bool is_other, uint32_t article, uint32_t *shared)
{
    const struct grouping *grouping = kin->grouping;
    const struct pair *pair = &kin->pairs.at[number];

    for (uint32_t i = grouping->first_of[article]; i < grouping->first_of[article + 1]; i++) {
        uint32_t g = grouping->group_of[i];
        if (g == NO_GROUP)
            continue;
        if (g == (is_other ? pair->first : pair->other))
            return false;
        if (!is_other) {
            places->stamp[g] = number + 1;
        } else if (places->stamp[g] == number + 1 && g != pair->other) {
            *shared += group_at(kin, g)->articles <= RARE_ARTICLES ? 2 : 1;
            places->stamp[g] = 0;
        }
    }
    return true;
}

/* What stands beside both; names seldom seen count twice. A name beside itself is another's. */
static uint32_t shared_company(const struct kin *kin, const struct places *places, uint32_t number)
{
    const struct pair *pair = &kin->pairs.at[number];
    uint32_t shared = 0;

    for (int side = 0; side < 2; side++) {
        uint32_t count;
        const uint32_t *articles =
            presence_of(&places->presence, side ? pair->other : pair->first, &count);
        for (uint32_t n = 0; n < count; n++)
            if (!read_company(kin, places, number, side != 0, articles[n], &shared))
                return 0;
    }
    return shared;
}

static uint32_t same_of(const struct kin *kin, uint32_t g)
{
    while (group_at(kin, g)->same != g) {
        group_at(kin, g)->same = group_at(kin, group_at(kin, g)->same)->same;
        g = group_at(kin, g)->same;
    }
    return g;
}

/* Joins the pairs whose company fits. */
static enum error join_pairs(struct kin *kin)
{
    struct places places = {0};
    enum error error = kin->pairs.count ? places_open(kin, &places) : ERROR_OK;

    for (uint32_t i = 0; i < kin->pairs.count && !error; i++) {
        uint32_t first = same_of(kin, kin->pairs.at[i].first);
        uint32_t other = same_of(kin, kin->pairs.at[i].other);
        if (first != other && shared_company(kin, &places, i) >= LEAST_SHARED)
            group_at(kin, other)->same = first;
    }
    for (uint32_t g = 0; g < kin->grouping->groups.count && !error; g++)
        group_at(kin, g)->same = same_of(kin, g);
    return error;
}

enum error grouping_find_kin(struct grouping *grouping)
{
    struct kin kin = {.grouping = grouping,
                      .models = grouping->stock->models,
                      .before = arena_array(grouping->arena, uint32_t, 2 * grouping->groups.count)};
    enum error error = kin.before ? ERROR_OK : ERROR_NO_MEMORY;

    if (!kin.models) /* a corpus that reads no names */
        return error;
    for (uint32_t g = 0; g < grouping->groups.count && !error; g++) {
        error = find_spellings(&kin, g);
        if (!error)
            error = find_short_forename(&kin, g);
        if (!error)
            error = tie_initial(&kin, g);
        if (!error)
            error = tie_body(&kin, g);
    }
    return error ? error : join_pairs(&kin);
}
