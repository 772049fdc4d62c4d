/* A table from 64-bit ids to numbers. Places are keyed per process, so a flood of chosen words does
 * not make it slow. */
#ifndef COPYDESK_TEXT_IDS_H
#define COPYDESK_TEXT_IDS_H

#include "base/arena.h"

struct id_slot {
    uint64_t id;
    uint32_t value;
    bool is_taken;
};

struct id_table {
    struct id_slot *slots;
    size_t mask; /* capacity less one */
    uint64_t key;
    size_t count; /* distinct ids */
};

/* A table with room for `most` distinct ids. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error id_table_open(struct arena *arena, size_t most, struct id_table *out);

/* Empties a table, which from now on holds up to `most` ids: no more than it was opened for.
 * Time O(most). */
void id_table_clear(struct id_table *table, size_t most);

/* Where the value of an id stands; a new id starts with 0. The caller keeps to the room asked for.
 * O(1) expected. */
uint32_t *id_table_at(struct id_table *table, uint64_t id);

/* The value of an id; 0 for one that is not there. O(1) expected. */
uint32_t id_table_find(const struct id_table *table, uint64_t id);

/* Mixes one more id into a hash of several, so that order counts. */
static inline uint64_t id_mix(uint64_t hash, uint64_t id)
{
    hash = (hash ^ id) * 0x9FB21C651E98DF25u;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    return hash ^ (hash >> 29);
}

#endif
