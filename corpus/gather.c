#include "corpus/gather.h"

#include "corpus/generation.h"

enum error gather(const struct stock *stock, uint32_t articles, struct gathered **out)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct gathered *gathered = arena ? arena_new(arena, struct gathered) : NULL;

    if (!gathered) {
        arena_close(arena);
        return ERROR_NO_MEMORY;
    }
    gathered->arena = arena;
    gathered->articles = articles;
    gathered->is_complete = articles == stock->count;
    *out = gathered;
    return ERROR_OK;
}

void gathered_free(struct gathered *gathered)
{
    while (gathered) {
        struct gathered *before = gathered->before;
        arena_close(gathered->arena);
        gathered = before;
    }
}

uint32_t gathered_entity_of(const struct gathered *gathered, uint32_t article, uint32_t local)
{
    if (article >= gathered->articles || !gathered->first_of ||
        local >= gathered->first_of[article + 1] - gathered->first_of[article])
        return NO_ENTITY;
    return gathered->entity_of[gathered->first_of[article] + local];
}
