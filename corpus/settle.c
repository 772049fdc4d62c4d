/* What an ambiguous form of a name means in each article: whose company it keeps there. */
#include "corpus/generation.h"
#include "corpus/presence.h"

enum {
    COMPANY_READ = 32,     /* articles of a candidate that are looked at for its company */
    COMPANY_ENTITIES = 64, /* and entities of each of them */
    LEAST_SHARED = 2,      /* names that must speak for a form that only company ties */
    RARE_ARTICLES = 12,    /* and stand in so many articles at most, or in */
    RARE_SHARE = 200       /* one of so many */
};

/* How much better the best candidate's company must be than the next one's. */
static const double clear_lead = 1.5;

/* What company the candidates keep. */
struct company_index {
    uint32_t *roots; /* of each entity of each article, side by side: what the inner loop reads */
    struct presence presence;
    uint32_t *stamp; /* of a group: the article it was last seen in, plus 1 */
};

static enum error company_open(struct grouping *grouping, struct company_index *out)
{
    uint32_t count = (uint32_t)grouping->groups.count;
    uint32_t all = grouping->first_of[grouping->articles];

    out->roots = arena_array(grouping->arena, uint32_t, all);
    out->stamp = arena_array(grouping->arena, uint32_t, count);
    if (!out->roots || !out->stamp || presence_open(grouping, COMPANY_READ, &out->presence))
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < all; i++) {
        uint32_t g = grouping->group_of[i];
        out->roots[i] = g == NO_GROUP ? NO_GROUP : grouping->groups.at[g].root;
    }
    for (uint32_t g = 0; g < count; g++) {
        const struct group *group = &grouping->groups.at[g];
        struct candidates found = {.count = 0};
        if (group->is_ambiguous)
            found = grouping_candidates(grouping, group->type, group->key, g);
        for (unsigned i = 0; i < found.count; i++)
            presence_ask(&out->presence, found.roots[i]);
    }
    return presence_read(grouping, out->roots, &out->presence);
}

/* How many entities of the stamped article stand beside the candidate elsewhere too; those in more
 * than `most` articles tell nothing. */
static uint32_t company_of(const struct grouping *grouping, const struct company_index *index,
                           uint32_t candidate, uint32_t article, uint32_t most)
{
    uint32_t count, shared = 0;
    const uint32_t *articles = presence_of(&index->presence, candidate, &count);

    for (uint32_t n = 0; n < count; n++) {
        uint32_t other = articles[n], first = grouping->first_of[other];
        uint32_t last = grouping->first_of[other + 1];
        if (last - first > COMPANY_ENTITIES)
            last = first + COMPANY_ENTITIES;
        for (uint32_t i = first; i < last; i++) {
            uint32_t root = index->roots[i];
            shared += root != NO_GROUP && root != candidate && index->stamp[root] == article + 1 &&
                      grouping->groups.at[root].articles <= most;
        }
    }
    return shared;
}

/* "supreme-court" is the United States' where the article names no other place more often. */
static bool is_at_home(const struct grouping *grouping, uint32_t article, struct slice place)
{
    const struct analysis *analysis = stored_analysis(grouping->stock->articles[article]);
    uint32_t count = grouping->first_of[article + 1] - grouping->first_of[article];
    size_t most = 0, mine = 0;

    for (uint32_t i = 0; i < count && i < COMPANY_ENTITIES; i++) {
        const struct entity *entity = &analysis->entities.at[i];
        if (entity->type == ENTITY_LOCATION && entity->mentions.count > most)
            most = entity->mentions.count;
        if (entity->type != ENTITY_PERSON && slice_equal(entity->key, place))
            mine = entity->mentions.count;
    }
    return mine > 0 && mine >= most;
}

static bool is_bare(const struct group *form, const struct group *candidate)
{
    return form->type == ENTITY_ORGANIZATION && candidate->key.len > form->key.len + 1 &&
           slice_equal(candidate->bare, form->key) && slice_ends(candidate->key, form->key);
}

/* How much company speaks for a loose candidate, 0 when it cannot be meant. A body without its
 * country needs that; an acronym or an initial needs two names that few articles have. */
static uint32_t loose_company(const struct grouping *grouping, const struct company_index *index,
                              const struct group *form, uint32_t candidate, uint32_t article)
{
    const struct group *fuller = &grouping->groups.at[candidate];
    size_t place = fuller->key.len - form->key.len;
    uint32_t rare = grouping->articles / RARE_SHARE, shared;

    if (is_bare(form, fuller))
        return is_at_home(grouping, article, slice_part(fuller->key, 0, place - 1))
                   ? company_of(grouping, index, fuller->root, article, UINT32_MAX)
                   : 0;
    shared = company_of(grouping, index, fuller->root, article,
                        rare > RARE_ARTICLES ? rare : RARE_ARTICLES);
    return shared < LEAST_SHARED ? 0 : shared;
}

/* The candidate that keeps the article's company clearly best; the group itself when none does. */
static uint32_t decide(const struct grouping *grouping, const struct company_index *index,
                       uint32_t group, uint32_t article)
{
    const struct group *form = &grouping->groups.at[group];
    struct candidates found = grouping_candidates(grouping, form->type, form->key, group);
    double best_score = 0, next_score = 0;
    uint32_t best = group;

    for (unsigned i = 0; i < found.count; i++) {
        double score = found.is_loose[i]
                           ? loose_company(grouping, index, form, found.groups[i], article)
                           : company_of(grouping, index, found.roots[i], article, UINT32_MAX);
        if (score > best_score) {
            next_score = best_score;
            best_score = score;
            best = found.roots[i];
        } else if (score > next_score) {
            next_score = score;
        }
    }
    return best_score > next_score * clear_lead ? best : group;
}

enum error grouping_settle(struct grouping *grouping)
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
            if (index.roots[i] != NO_GROUP)
                index.stamp[index.roots[i]] = a + 1;
        for (uint32_t i = grouping->first_of[a]; i < grouping->first_of[a + 1]; i++) {
            uint32_t g = grouping->group_of[i];
            settled[i] = index.roots[i];
            if (g != NO_GROUP && grouping->groups.at[g].is_ambiguous)
                settled[i] = decide(grouping, &index, g, a);
        }
    }
    grouping->group_of = settled;
    return ERROR_OK;
}
