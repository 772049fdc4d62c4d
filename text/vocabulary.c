#include "text/vocabulary.h"

#include "base/map.h"

enum { LEAST_CAPACITY = 64, MOST_NUMBERS = INT32_MAX };

/* Ids that a table of this capacity holds before it grows. */
static size_t room_of(size_t capacity)
{
    return capacity / 8 * 5;
}

enum error vocabulary_open(struct arena *arena, size_t expected, struct vocabulary *out)
{
    size_t capacity = LEAST_CAPACITY;

    while (room_of(capacity) < expected)
        capacity *= 2;
    *out = (struct vocabulary){
        .arena = arena,
        .slots = arena_array(arena, struct vocabulary_slot, capacity),
        .mask = capacity - 1,
        .key = map_hash(SLICE("vocabulary")),
    };
    return out->slots ? ERROR_OK : ERROR_NO_MEMORY;
}

static struct vocabulary_slot *slot_of(const struct vocabulary *vocabulary, uint64_t id)
{
    size_t i = (size_t)id_mix(vocabulary->key, id) & vocabulary->mask;

    while (vocabulary->slots[i].number && vocabulary->slots[i].id != id)
        i = (i + 1) & vocabulary->mask;
    return &vocabulary->slots[i];
}

static bool grow(struct vocabulary *vocabulary)
{
    struct vocabulary old = *vocabulary;
    size_t capacity = 2 * (old.mask + 1);

    vocabulary->slots = arena_array(old.arena, struct vocabulary_slot, capacity);
    if (!vocabulary->slots) {
        *vocabulary = old;
        return false;
    }
    vocabulary->mask = capacity - 1;
    for (size_t i = 0; i <= old.mask; i++)
        if (old.slots[i].number)
            *slot_of(vocabulary, old.slots[i].id) = old.slots[i];
    arena_release(old.arena, old.slots, (old.mask + 1) * sizeof *old.slots);
    return true;
}

uint32_t vocabulary_number(struct vocabulary *vocabulary, uint64_t id)
{
    struct vocabulary_slot *slot = slot_of(vocabulary, id);

    if (slot->number)
        return slot->number - 1;
    if (vocabulary->count >= room_of(vocabulary->mask + 1)) {
        if (vocabulary->count >= MOST_NUMBERS || !grow(vocabulary))
            return NO_NUMBER;
        slot = slot_of(vocabulary, id);
    }
    *slot = (struct vocabulary_slot){id, ++vocabulary->count};
    return slot->number - 1;
}

uint32_t vocabulary_find(const struct vocabulary *vocabulary, uint64_t id)
{
    uint32_t number = slot_of(vocabulary, id)->number;

    return number ? number - 1 : NO_NUMBER;
}

enum error vocabulary_numbers(struct vocabulary *vocabulary, const uint64_t *ids, size_t count,
                              uint32_t *numbers)
{
    for (size_t i = 0; i < count; i++) {
        numbers[i] = vocabulary_number(vocabulary, ids[i]);
        if (numbers[i] == NO_NUMBER)
            return ERROR_NO_MEMORY;
    }
    return ERROR_OK;
}
