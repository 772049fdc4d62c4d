#include "corpus/presence.h"

enum error presence_open(const struct grouping *grouping, uint32_t most, struct presence *out)
{
    struct presence presence = {
        .most = most, .slot_of = arena_array(grouping->arena, uint32_t, grouping->groups.count)};

    if (!presence.slot_of)
        return ERROR_NO_MEMORY;
    *out = presence;
    return ERROR_OK;
}

void presence_ask(struct presence *presence, uint32_t group)
{
    if (!presence->slot_of[group])
        presence->slot_of[group] = ++presence->slots;
}

enum error presence_read(const struct grouping *grouping, const uint32_t *groups,
                         struct presence *presence)
{
    const uint32_t most = presence->most;

    presence->articles = arena_alloc_array(grouping->arena, presence->slots,
                                           most * sizeof *presence->articles, _Alignof(uint32_t));
    presence->count = arena_array(grouping->arena, uint8_t, presence->slots);
    if (!presence->articles || !presence->count)
        return ERROR_NO_MEMORY;
    for (uint32_t a = 0; a < grouping->articles; a++)
        for (uint32_t i = grouping->first_of[a]; i < grouping->first_of[a + 1]; i++) {
            uint32_t slot = groups[i] == NO_GROUP ? 0 : presence->slot_of[groups[i]];
            if (slot && presence->count[slot - 1] < most)
                presence->articles[(size_t)(slot - 1) * most + presence->count[slot - 1]++] = a;
        }
    return ERROR_OK;
}

const uint32_t *presence_of(const struct presence *presence, uint32_t group, uint32_t *count)
{
    uint32_t slot = presence->slot_of[group] - 1;

    *count = presence->count[slot];
    return presence->articles + (size_t)slot * presence->most;
}
