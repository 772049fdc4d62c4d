#include "corpus/postings.h"

#include <stdatomic.h>

#include "base/checked.h"
#include "base/workers.h"

enum {
    SMALL_COUNT = 1 << 15, /* keys that are indexed in one part */
    PART_BITS = 6,
    BUCKET_KEYS = 4, /* about as many keys share a bucket */
    DIGIT_BITS = 8,
    DIGITS = 1 << DIGIT_BITS,
    SHORT_RUN = 32,
    LONGER = 16 /* times as long a list is skipped through, a shorter one read */
};

static int compare_keys(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

static void sort_short(uint64_t *keys, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        uint64_t key = keys[i];
        uint32_t j = i;
        for (; j > 0 && keys[j - 1] > key; j--)
            keys[j] = keys[j - 1];
        keys[j] = key;
    }
}

/* One American-flag pass over the top byte leaves short runs, as the keys are hashes. */
static void sort_keys(uint64_t *keys, uint32_t count)
{
    uint32_t first[DIGITS + 1] = {0}, next[DIGITS];

    for (uint32_t i = 0; i < count; i++)
        first[(keys[i] >> 56) + 1]++;
    for (int d = 0; d < DIGITS; d++) {
        first[d + 1] += first[d];
        next[d] = first[d];
    }
    for (uint32_t d = 0; d < DIGITS; d++)
        while (next[d] < first[d + 1]) {
            uint64_t key = keys[next[d]];
            uint32_t home = (uint32_t)(key >> 56);
            keys[next[d]] = keys[next[home]];
            keys[next[home]++] = key;
        }
    for (uint32_t d = 0; d < DIGITS; d++) {
        uint32_t run = first[d + 1] - first[d];
        if (run > SHORT_RUN)
            qsort(keys + first[d], run, sizeof *keys, compare_keys);
        else
            sort_short(keys + first[d], run);
    }
}

uint32_t key_set_sort(uint64_t *keys, uint32_t count)
{
    uint32_t kept = 0;

    if (count > SHORT_RUN)
        sort_keys(keys, count);
    else
        sort_short(keys, count);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || keys[kept - 1] != keys[i])
            keys[kept++] = keys[i];
    return kept;
}

struct pair {
    uint64_t key;
    uint32_t list;
};

struct building {
    const struct key_set *sets;
    uint32_t count;
    struct postings *postings;
    atomic_bool failed;
};

/* Where in a set the keys of part `part` begin. */
static uint32_t part_begin(const struct key_set *set, uint64_t part, unsigned part_bits)
{
    uint32_t low = 0, high = set->count;

    if (part >> part_bits)
        return set->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (part_bits && set->at[middle] >> (64 - part_bits) < part)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Stable sort by key, least significant byte first; returns which of the two arrays holds it. */
static struct pair *sort_pairs(struct pair *pairs, struct pair *other, uint32_t count)
{
    for (unsigned shift = 0; shift < 64; shift += DIGIT_BITS) {
        uint32_t next[DIGITS + 1] = {0};
        struct pair *swap = pairs;
        for (uint32_t i = 0; i < count; i++)
            next[((pairs[i].key >> shift) & (DIGITS - 1)) + 1]++;
        if (count && next[((pairs[0].key >> shift) & (DIGITS - 1)) + 1] == count)
            continue;
        for (int d = 0; d < DIGITS; d++)
            next[d + 1] += next[d];
        for (uint32_t i = 0; i < count; i++)
            other[next[(pairs[i].key >> shift) & (DIGITS - 1)]++] = pairs[i];
        pairs = other;
        other = swap;
    }
    return pairs;
}

static uint32_t count_distinct(const struct pair *pairs, uint32_t count)
{
    uint32_t distinct = 0;

    for (uint32_t i = 0; i < count; i++)
        distinct += i == 0 || pairs[i].key != pairs[i - 1].key;
    return distinct;
}

static uint64_t bucket_of(uint64_t key, unsigned part_bits, unsigned bucket_bits)
{
    return bucket_bits ? (key << part_bits) >> (64 - bucket_bits) : 0;
}

static bool fill_part(struct posting_part *part, const struct pair *pairs, uint32_t count,
                      unsigned part_bits)
{
    uint32_t distinct = count_distinct(pairs, count), key = 0;
    size_t buckets;

    while (part->bucket_bits < 24 && (distinct >> part->bucket_bits) > BUCKET_KEYS)
        part->bucket_bits++;
    buckets = (size_t)1 << part->bucket_bits;
    part->keys = arena_array(part->arena, uint64_t, distinct);
    part->first = arena_array(part->arena, uint32_t, (size_t)distinct + 1);
    part->lists = arena_array(part->arena, uint32_t, count);
    part->buckets = arena_array(part->arena, uint32_t, buckets + 1);
    if (!part->keys || !part->first || !part->lists || !part->buckets)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || pairs[i].key != pairs[i - 1].key) {
            part->keys[key] = pairs[i].key;
            part->first[key++] = i;
            part->buckets[bucket_of(pairs[i].key, part_bits, part->bucket_bits) + 1] = key;
        }
        part->lists[i] = pairs[i].list;
    }
    part->first[distinct] = count;
    for (size_t b = 0; b < buckets; b++)
        if (part->buckets[b + 1] < part->buckets[b])
            part->buckets[b + 1] = part->buckets[b];
    part->count = distinct;
    return true;
}

static bool build_part(const struct building *building, uint64_t number, struct arena *scratch)
{
    struct postings *postings = building->postings;
    struct posting_part *part = &postings->parts[number];
    unsigned bits = postings->part_bits;
    size_t total = 0, filled = 0;
    struct pair *pairs, *other;
    uint32_t count;

    for (uint32_t i = 0; i < building->count; i++)
        total += part_begin(&building->sets[i], number + 1, bits) -
                 part_begin(&building->sets[i], number, bits);
    if (checked_narrow(total, &count))
        return false;
    pairs = arena_array(scratch, struct pair, total);
    other = arena_array(scratch, struct pair, total);
    if (!pairs || !other)
        return false;
    for (uint32_t i = 0; i < building->count; i++) {
        const struct key_set *set = &building->sets[i];
        uint32_t end = part_begin(set, number + 1, bits);
        for (uint32_t k = part_begin(set, number, bits); k < end; k++)
            pairs[filled++] = (struct pair){set->at[k], i};
    }
    return fill_part(part, sort_pairs(pairs, other, count), count, bits);
}

static void build_one(void *context, size_t number)
{
    struct building *building = context;
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
    struct posting_part *part = &building->postings->parts[number];

    part->arena = arena_open(ARENA_NO_BUDGET);
    if (!scratch || !part->arena || !build_part(building, number, scratch))
        atomic_store_explicit(&building->failed, true, memory_order_relaxed);
    arena_close(scratch);
}

enum error postings_build(const struct key_set *sets, uint32_t count, unsigned threads,
                          struct postings *out)
{
    struct building building = {.sets = sets, .count = count, .postings = out};
    size_t total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += sets[i].count;
    out->part_bits = total > SMALL_COUNT ? PART_BITS : 0;
    out->parts = calloc((size_t)1 << out->part_bits, sizeof *out->parts);
    if (!out->parts)
        return ERROR_NO_MEMORY;
    workers_each(threads, (size_t)1 << out->part_bits, build_one, &building);
    if (!atomic_load(&building.failed))
        return ERROR_OK;
    postings_done(out);
    return ERROR_NO_MEMORY;
}

void postings_done(struct postings *postings)
{
    for (size_t i = 0; postings->parts && i < (size_t)1 << postings->part_bits; i++)
        arena_close(postings->parts[i].arena);
    free(postings->parts);
    *postings = (struct postings){0};
}

struct posting_list postings_find(const struct postings *postings, uint64_t key)
{
    const struct posting_part *part;
    uint64_t bucket;

    if (!postings->parts)
        return (struct posting_list){0};
    part = &postings->parts[postings->part_bits ? key >> (64 - postings->part_bits) : 0];
    bucket = bucket_of(key, postings->part_bits, part->bucket_bits);
    for (uint32_t i = part->buckets[bucket]; i < part->buckets[bucket + 1]; i++)
        if (part->keys[i] == key)
            return (struct posting_list){part->lists + part->first[i],
                                         part->first[i + 1] - part->first[i]};
    return (struct posting_list){0};
}

/* The first place at or behind `from` whose value is not below `value`, by doubling steps. */
static uint32_t gallop(const struct posting_list *list, uint32_t from, uint32_t value)
{
    uint32_t low = from, step = 1, high;

    while (low < list->count && list->at[low] < value) {
        from = low + 1;
        low = step < list->count - low ? low + step : list->count;
        step *= 2;
    }
    high = low;
    low = from;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list->at[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t posting_list_keep(const struct posting_list *list, uint32_t *numbers, size_t count)
{
    size_t kept = 0;
    uint32_t at = 0;

    if (list->count / LONGER < count) {
        for (size_t i = 0; i < count; i++) {
            while (at < list->count && list->at[at] < numbers[i])
                at++;
            if (at == list->count)
                break;
            if (list->at[at] == numbers[i])
                numbers[kept++] = numbers[i];
        }
        return kept;
    }
    for (size_t i = 0; i < count && at < list->count; i++) {
        at = gallop(list, at, numbers[i]);
        if (at < list->count && list->at[at] == numbers[i])
            numbers[kept++] = numbers[i];
    }
    return kept;
}
