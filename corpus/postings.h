/* Which lists hold a key: an inverted index over ascending sets of 64-bit hashes, built by all
 * cores, read-only after. Words, shingles and quotes are found through it. */
#ifndef COPYDESK_CORPUS_POSTINGS_H
#define COPYDESK_CORPUS_POSTINGS_H

#include "base/arena.h"

/* A set of keys, ascending. */
struct key_set {
    const uint64_t *at;
    uint32_t count;
};

/* Numbers of lists, ascending. */
struct posting_list {
    const uint32_t *at;
    uint32_t count;
};

/* The keys whose top bits are the same. */
struct posting_part {
    struct arena *arena;
    uint64_t *keys;  /* distinct, ascending */
    uint32_t *first; /* per key, and one more: where its lists begin */
    uint32_t *lists;
    uint32_t *buckets; /* per value of the next bits, and one more: the first key */
    unsigned bucket_bits;
    uint32_t count;
};

struct postings {
    struct posting_part *parts;
    unsigned part_bits;
};

/* Sorts keys and drops what comes twice; returns how many are left. Expected time O(count) for
 * hashes, at worst O(count log count). */
uint32_t key_set_sort(uint64_t *keys, uint32_t count);

/* Indexes `count` sets on up to `threads` threads (0: one for each core). The result does not
 * depend on the threads. Time O(keys). Fails: ERROR_NO_MEMORY, with nothing left to release. */
NODISCARD enum error postings_build(const struct key_set *sets, uint32_t count, unsigned threads,
                                    struct postings *out);

/* Accepts a zeroed one. */
void postings_done(struct postings *postings);

/* The sets that hold the key. O(1) expected. */
struct posting_list postings_find(const struct postings *postings, uint64_t key);

/* Keeps the ascending numbers that stand in the list too; returns how many. Time
 * O(count · log(list / count)). */
size_t posting_list_keep(const struct posting_list *list, uint32_t *numbers, size_t count);

#endif
