#include "corpus/generation.h"

uint32_t corpus_entity_count(const struct generation *generation)
{
    return generation->gathered->entity_count;
}

const struct corpus_entity *corpus_entity(const struct generation *generation, uint32_t entity)
{
    return &generation->gathered->entities[entity];
}

uint32_t corpus_find_entity(const struct generation *generation, struct slice id)
{
    uint32_t entity = map_find(&generation->gathered->ids, id);

    return entity == MAP_NONE ? NO_ENTITY : entity;
}

uint32_t corpus_resolve(const struct generation *generation, const struct entity *entity)
{
    uint32_t known = MAP_NONE;

    if (entity_type_is_name(entity->type))
        known = map_find(&generation->gathered->names[entity->type], entity->key);
    return known < generation->gathered->entity_count ? known : NO_ENTITY;
}

enum error corpus_find_entities(const struct generation *generation, struct arena *arena,
                                const struct entity_filter *filter, struct indices *out)
{
    (void)generation;
    (void)arena;
    (void)filter;
    *out = (struct indices){0};
    return ERROR_OK;
}

enum error corpus_company(const struct generation *generation, struct arena *arena, uint32_t entity,
                          uint32_t limit, struct companies *out)
{
    (void)generation;
    (void)arena;
    (void)entity;
    (void)limit;
    *out = (struct companies){0};
    return ERROR_OK;
}
