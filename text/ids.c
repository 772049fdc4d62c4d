#include "text/ids.h"

#include "base/checked.h"
#include "base/map.h"

enum error id_table_open(struct arena *arena, size_t most, struct id_table *out)
{
    size_t capacity = 16, need;
    struct id_slot *slots;

    if (checked_add(most, most / 2, &need))
        return ERROR_NO_MEMORY;
    while (capacity <= need)
        if (checked_mul(capacity, 2, &capacity))
            return ERROR_NO_MEMORY;
    slots = arena_array(arena, struct id_slot, capacity);
    if (!slots)
        return ERROR_NO_MEMORY;
    *out = (struct id_table){slots, capacity - 1, map_hash(SLICE("ids")), 0};
    return ERROR_OK;
}

void id_table_clear(struct id_table *table, size_t most)
{
    size_t capacity = 16;

    while (capacity <= most + most / 2)
        capacity *= 2;
    memset(table->slots, 0, capacity * sizeof *table->slots);
    table->mask = capacity - 1;
    table->count = 0;
}

static struct id_slot *slot_of(const struct id_table *table, uint64_t id)
{
    size_t i = (size_t)id_mix(table->key, id) & table->mask;

    while (table->slots[i].is_taken && table->slots[i].id != id)
        i = (i + 1) & table->mask;
    return &table->slots[i];
}

uint32_t *id_table_at(struct id_table *table, uint64_t id)
{
    struct id_slot *slot = slot_of(table, id);

    if (!slot->is_taken) {
        *slot = (struct id_slot){.id = id, .is_taken = true};
        table->count++;
    }
    return &slot->value;
}

uint32_t id_table_find(const struct id_table *table, uint64_t id)
{
    const struct id_slot *slot = slot_of(table, id);

    return slot->is_taken ? slot->value : 0;
}
