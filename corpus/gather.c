#include "corpus/gather.h"

#include "corpus/generation.h"

/* Which entity each form of a name means: keys of groups first, then forms that mean one. */
static enum error map_names(struct gathered *gathered, const struct grouping *grouping)
{
    for (int type = 0; type < NAME_TYPES; type++) {
        const struct map *maps[2] = {&grouping->keys[type], &grouping->forms[type]};
        for (int m = 0; m < 2; m++)
            for (size_t i = 0; i < maps[m]->capacity; i++) {
                struct slice form = maps[m]->slots[i].key, kept;
                uint32_t group =
                    form.ptr ? grouping_meant(grouping, (enum entity_type)type, form) : NO_GROUP;
                uint32_t entity =
                    group == NO_GROUP ? NO_ENTITY : gathered->entities.number_of[group];
                uint32_t *slot;
                if (entity == NO_ENTITY)
                    continue;
                if (arena_copy(gathered->arena, form, &kept))
                    return ERROR_NO_MEMORY;
                slot = map_at(gathered->arena, &gathered->names[type], kept);
                if (!slot)
                    return ERROR_NO_MEMORY;
                *slot = entity;
            }
    }
    return ERROR_OK;
}

static enum error number_parts(struct gathered *gathered, const struct grouping *grouping)
{
    uint32_t all = grouping->first_of[grouping->articles];
    size_t articles = (size_t)grouping->articles + 1;

    gathered->first_of = arena_array(gathered->arena, uint32_t, articles);
    gathered->entity_of = arena_array(gathered->arena, uint32_t, all);
    if (!gathered->first_of || !gathered->entity_of)
        return ERROR_NO_MEMORY;
    memcpy(gathered->first_of, grouping->first_of, articles * sizeof *gathered->first_of);
    for (uint32_t i = 0; i < all; i++) {
        uint32_t group = grouping->group_of[i];
        gathered->entity_of[i] =
            group == NO_GROUP ? NO_ENTITY : gathered->entities.number_of[group];
    }
    return ERROR_OK;
}

static enum error gather_names(struct gathered *gathered, const struct stock *stock,
                               struct arena *scratch)
{
    struct grouping grouping;
    enum error error = grouping_read(scratch, stock, gathered->articles, &grouping);

    if (!error)
        error = entities_make(gathered->arena, &grouping, &gathered->entities);
    if (!error)
        error = number_parts(gathered, &grouping);
    if (!error)
        error = map_names(gathered, &grouping);
    return error;
}

enum error gather(const struct stock *stock, uint32_t articles, unsigned threads,
                  struct gathered **out)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET), *scratch = arena_open(ARENA_NO_BUDGET);
    struct gathered *gathered = arena ? arena_new(arena, struct gathered) : NULL;
    enum error error = scratch && gathered ? ERROR_OK : ERROR_NO_MEMORY;

    if (!error) {
        gathered->arena = arena;
        gathered->articles = articles;
        gathered->is_complete = articles == stock->count;
        error = gather_names(gathered, stock, scratch);
    }
    if (!error)
        error = said_gather(gathered, stock, threads);
    arena_close(scratch);
    if (!error)
        *out = gathered;
    if (error && gathered)
        said_done(&gathered->said);
    if (error)
        arena_close(arena);
    return error;
}

void gathered_free(struct gathered *gathered)
{
    while (gathered) {
        struct gathered *before = gathered->before;
        said_done(&gathered->said);
        arena_close(gathered->arena);
        gathered = before;
    }
}

struct posting_list gathered_entities_of(const struct gathered *gathered, uint32_t article)
{
    uint32_t first;

    if (article >= gathered->articles)
        return (struct posting_list){0};
    first = gathered->first_of[article];
    return (struct posting_list){gathered->entity_of + first,
                                 gathered->first_of[article + 1] - first};
}

uint32_t gathered_entity_of(const struct gathered *gathered, uint32_t article, uint32_t local)
{
    struct posting_list entities = gathered_entities_of(gathered, article);

    return local < entities.count ? entities.at[local] : NO_ENTITY;
}
