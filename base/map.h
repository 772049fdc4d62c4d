/* Hash map from byte strings to uint32_t, on an arena. Keyed hash (XXH3 with a seed drawn at
 * process start), open addressing: a flood of chosen keys does not make it slow. */
#ifndef COPYDESK_BASE_MAP_H
#define COPYDESK_BASE_MAP_H

#include "base/arena.h"

#define MAP_NONE UINT32_MAX

struct map_slot {
    struct slice key; /* borrowed from the caller: must outlive the map */
    uint64_t hash;
    uint32_t value;
};

/* Zero-initialised is an empty map. */
struct map {
    struct map_slot *slots;
    size_t count, capacity;
};

/* The value of a key, or MAP_NONE. O(1) expected. */
uint32_t map_find(const struct map *map, struct slice key);

/* Where the value of `key` stands; a new key starts with MAP_NONE. The pointer lives until the next
 * map_at. NULL when there is no memory. O(1) amortised. */
uint32_t *map_at(struct arena *arena, struct map *map, struct slice key);

/* Keyed 64-bit hash of bytes; differs from one process to the next. Never store or show it. */
uint64_t map_hash(struct slice key);

#endif
