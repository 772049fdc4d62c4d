#include "base/map.h"

#include <pthread.h>
#include <sys/random.h>
#include <time.h>
#include <xxhash.h>

static uint64_t seed;
static pthread_once_t seed_drawn = PTHREAD_ONCE_INIT;

static void draw_seed(void)
{
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed)
        seed = (uint64_t)time(NULL) * 0x9E3779B97F4A7C15u;
}

uint64_t map_hash(struct slice key)
{
    (void)pthread_once(&seed_drawn, draw_seed);
    return XXH3_64bits_withSeed(key.len ? key.ptr : "", key.len, seed);
}

static struct map_slot *slot_of(struct map_slot *slots, size_t capacity, struct slice key,
                                uint64_t hash)
{
    size_t i = hash & (capacity - 1);

    while (slots[i].key.ptr && !(slots[i].hash == hash && slice_equal(slots[i].key, key)))
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

uint32_t map_find(const struct map *map, struct slice key)
{
    const struct map_slot *slot;

    if (map->count == 0)
        return MAP_NONE;
    slot = slot_of(map->slots, map->capacity, key, map_hash(key));
    return slot->key.ptr ? slot->value : MAP_NONE;
}

static bool map_grow(struct arena *arena, struct map *map)
{
    size_t capacity = map->capacity ? map->capacity * 2 : 16;
    struct map_slot *slots = arena_array(arena, struct map_slot, capacity);

    if (!slots)
        return false;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].key.ptr)
            *slot_of(slots, capacity, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    map->slots = slots;
    map->capacity = capacity;
    return true;
}

uint32_t *map_at(struct arena *arena, struct map *map, struct slice key)
{
    struct map_slot *slot;
    uint64_t hash = map_hash(key);

    if (!key.ptr)
        key.ptr = "";
    if (map->count + map->count / 2 >= map->capacity && !map_grow(arena, map))
        return NULL;
    slot = slot_of(map->slots, map->capacity, key, hash);
    if (!slot->key.ptr) {
        *slot = (struct map_slot){key, hash, MAP_NONE};
        map->count++;
    }
    return &slot->value;
}
