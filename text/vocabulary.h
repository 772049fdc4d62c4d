/* Numbers for the words of a few texts: each distinct 64-bit id gets the next number from 0, so
 * that what is known of a word stands in an array. Places are keyed per process, so that a flood of
 * chosen words does not make it slow. */
#ifndef COPYDESK_TEXT_VOCABULARY_H
#define COPYDESK_TEXT_VOCABULARY_H

#include "text/ids.h"

struct vocabulary_slot {
    uint64_t id;
    uint32_t number; /* plus 1; 0: free */
};

struct vocabulary {
    struct arena *arena;
    struct vocabulary_slot *slots;
    size_t mask; /* capacity less one */
    uint64_t key;
    uint32_t count; /* numbers given */
};

#define NO_NUMBER UINT32_MAX

/* An empty vocabulary with room for `expected` ids; it grows when more come. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error vocabulary_open(struct arena *arena, size_t expected, struct vocabulary *out);

/* The number of an id, old or new; NO_NUMBER when there is no memory, or when 2^31 ids are there.
 * O(1) amortised, expected. */
uint32_t vocabulary_number(struct vocabulary *vocabulary, uint64_t id);

/* Fetches the place of an id that is asked for soon. */
static inline void vocabulary_prefetch(const struct vocabulary *vocabulary, uint64_t id)
{
    __builtin_prefetch(&vocabulary->slots[(size_t)id_mix(vocabulary->key, id) & vocabulary->mask]);
}

/* The number of a known id, or NO_NUMBER. O(1) expected. */
uint32_t vocabulary_find(const struct vocabulary *vocabulary, uint64_t id);

/* The numbers of `count` ids, in their order. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error vocabulary_numbers(struct vocabulary *vocabulary, const uint64_t *ids,
                                        size_t count, uint32_t *numbers);

#endif
