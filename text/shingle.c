#include "text/shingle.h"

#include "base/array.h"
#include "text/ids.h"

enum { WINNOW_LEAST_WORDS = SHINGLE_WORDS + SHINGLE_WINDOW };

static uint64_t turned(uint64_t value, uint32_t bits)
{
    return bits ? value << bits | value >> (64 - bits) : value;
}

enum error shingle_read(struct arena *arena, const struct document *document, uint32_t words,
                        struct shingles *out)
{
    const struct token *tokens = document->tokens.at;
    struct shingles found = {0};
    uint32_t count = 0, begun = 0, first = 0;
    uint64_t hash = 0;

    for (size_t i = 0; i < document->tokens.count; i++)
        count += token_is_word(&tokens[i]);
    if (words > count)
        words = count;
    found.capacity = words ? count - words + 1 : 0;
    found.at = arena_unset(arena, uint64_t, found.capacity);
    if (!found.at)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; words && i < document->tokens.count; i++) {
        if (!token_is_word(&tokens[i]))
            continue;
        hash = turned(hash, 1) ^ tokens[i].folded;
        if (++begun < words)
            continue;
        found.at[found.count++] = id_mix(words, hash);
        while (!token_is_word(&tokens[first]))
            first++;
        hash ^= turned(tokens[first++].folded, (words - 1) % 64);
    }
    *out = found;
    return ERROR_OK;
}

enum error shingle_winnow(struct arena *arena, const struct shingles *shingles,
                          struct shingles *out)
{
    struct shingles kept = {0};
    size_t window = shingles->count <= SHINGLE_SHORT ? SHINGLE_SHORT_WINDOW : SHINGLE_WINDOW;
    size_t least = 0; /* the minimum of the window before: stays while no smaller comes */

    if (!array_reserve(arena, &kept, shingles->count))
        return ERROR_NO_MEMORY;
    if (shingles->count + SHINGLE_WORDS <= WINNOW_LEAST_WORDS) {
        if (shingles->count)
            memcpy(kept.at, shingles->at, shingles->count * sizeof *kept.at);
        kept.count = shingles->count;
        *out = kept;
        return ERROR_OK;
    }
    for (size_t end = window; end <= shingles->count; end++) {
        size_t begin = end - window;
        size_t before = least;

        if (end == window || least < begin) {
            least = begin;
            for (size_t i = begin + 1; i < end; i++)
                if (shingles->at[i] <= shingles->at[least])
                    least = i;
        } else if (shingles->at[end - 1] < shingles->at[least]) {
            least = end - 1;
        }
        if (end == window || least != before)
            kept.at[kept.count++] = shingles->at[least];
    }
    *out = kept;
    return ERROR_OK;
}

/* A set of hashes; in the place of the last two bits stands which sides have it. */
struct hash_set {
    uint64_t *slots; /* 0: free */
    size_t mask;
    uint64_t sample; /* bits that must be 0 in a hash that is taken */
};

enum { IN_LEFT = 1, IN_RIGHT = 2, SIDES = 3, AHEAD = 12 };

static bool hash_set_open(struct arena *arena, size_t most, uint64_t sample, struct hash_set *out)
{
    size_t capacity = 16;

    while (capacity < most + most / 2)
        capacity *= 2;
    *out = (struct hash_set){arena_array(arena, uint64_t, capacity), capacity - 1, sample};
    return out->slots != NULL;
}

/* Adds a side's hashes; counts those it has, and those the other side had before. */
static void hash_set_add(const struct hash_set *set, const struct shingles *shingles, uint64_t side,
                         uint32_t *own, uint32_t *both)
{
    for (size_t i = 0; i < shingles->count; i++) {
        uint64_t hash = shingles->at[i] & ~(uint64_t)SIDES;
        size_t at = (size_t)(hash >> 8) & set->mask;

        if (hash & set->sample)
            continue;
        if (i + AHEAD < shingles->count)
            __builtin_prefetch(&set->slots[(shingles->at[i + AHEAD] >> 8) & set->mask], 1);
        while (set->slots[at] && (set->slots[at] & ~(uint64_t)SIDES) != hash)
            at = (at + 1) & set->mask;
        if (set->slots[at] & side)
            continue;
        *own += 1;
        *both += (set->slots[at] & SIDES) != 0;
        set->slots[at] = hash | (set->slots[at] & SIDES) | side;
    }
}

struct counts {
    uint32_t left, right, both;
};

static bool count_hashes(struct arena *arena, const struct shingles *left,
                         const struct shingles *right, bool is_sampled, struct counts *out)
{
    enum { SAMPLE = 7 << 2, ROOM_SHARE = 4 }; /* one in eight, in twice the room expected */

    size_t count = left->count + right->count;
    struct hash_set set;

    *out = (struct counts){0};
    if (!hash_set_open(arena, is_sampled ? count / ROOM_SHARE : count, is_sampled ? SAMPLE : 0,
                       &set))
        return false;
    hash_set_add(&set, left, IN_LEFT, &out->left, &out->both);
    hash_set_add(&set, right, IN_RIGHT, &out->right, &out->both);
    return true;
}

enum error shingle_overlap(struct arena *arena, const struct shingles *left,
                           const struct shingles *right, struct overlap *out)
{
    enum { EXACT_MOST = 200000, SAMPLE_LEAST = 5000 };

    struct counts counts = {0};

    if (left->count + right->count > EXACT_MOST && !count_hashes(arena, left, right, true, &counts))
        return ERROR_NO_MEMORY;
    if ((counts.left < SAMPLE_LEAST || counts.right < SAMPLE_LEAST) &&
        !count_hashes(arena, left, right, false, &counts))
        return ERROR_NO_MEMORY;
    *out = (struct overlap){0};
    if (counts.left && counts.right)
        *out = (struct overlap){
            .containment_left = (double)counts.both / counts.left,
            .containment_right = (double)counts.both / counts.right,
            .jaccard = (double)counts.both / (counts.left + counts.right - counts.both),
        };
    return ERROR_OK;
}
