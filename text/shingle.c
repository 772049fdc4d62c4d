#include "text/shingle.h"

#include "base/array.h"
#include "text/ids.h"

enum { WINNOW_LEAST_WORDS = SHINGLE_WORDS + SHINGLE_WINDOW };

static uint64_t shingle_hash(const struct tokens *tokens, const uint32_t *words, uint32_t count)
{
    uint64_t hash = count;

    for (uint32_t i = 0; i < count; i++)
        hash = id_mix(hash, tokens->at[words[i]].folded);
    return hash;
}

enum error shingle_read(struct arena *arena, const struct document *document, uint32_t words,
                        struct shingles *out)
{
    const struct tokens *tokens = &document->tokens;
    struct shingles found = {0};
    uint32_t count = 0;
    uint32_t *at = arena_array(arena, uint32_t, tokens->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < tokens->count; i++)
        if (token_is_word(&tokens->at[i]))
            at[count++] = i;
    if (words > count)
        words = count;
    if (words && !array_reserve(arena, &found, count - words + 1))
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; words && i + words <= count; i++)
        found.at[found.count++] = (struct shingle){
            .hash = shingle_hash(tokens, at + i, words),
            .token = at[i],
            .last = at[i + words - 1] + 1,
        };
    *out = found;
    return ERROR_OK;
}

enum error shingle_winnow(struct arena *arena, const struct shingles *shingles,
                          struct shingles *out)
{
    struct shingles kept = {0};
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
    for (size_t end = SHINGLE_WINDOW; end <= shingles->count; end++) {
        size_t begin = end - SHINGLE_WINDOW;
        size_t before = least;

        if (end == SHINGLE_WINDOW || least < begin) {
            least = begin;
            for (size_t i = begin + 1; i < end; i++)
                if (shingles->at[i].hash <= shingles->at[least].hash)
                    least = i;
        } else if (shingles->at[end - 1].hash < shingles->at[least].hash) {
            least = end - 1;
        }
        if (end == SHINGLE_WINDOW || least != before)
            kept.at[kept.count++] = shingles->at[least];
    }
    *out = kept;
    return ERROR_OK;
}

enum { IN_LEFT = 1, IN_RIGHT = 2 };

enum error shingle_overlap(struct arena *arena, const struct shingles *left,
                           const struct shingles *right, struct overlap *out)
{
    struct id_table sides;
    uint32_t in_left = 0, in_right = 0, in_both = 0;
    enum error error = id_table_open(arena, left->count + right->count, &sides);

    if (error)
        return error;
    for (size_t i = 0; i < left->count; i++) {
        uint32_t *side = id_table_at(&sides, left->at[i].hash);
        in_left += *side == 0;
        *side = IN_LEFT;
    }
    for (size_t i = 0; i < right->count; i++) {
        uint32_t *side = id_table_at(&sides, right->at[i].hash);
        in_right += (*side & IN_RIGHT) == 0;
        in_both += *side == IN_LEFT;
        *side |= IN_RIGHT;
    }
    *out = (struct overlap){0};
    if (in_left && in_right)
        *out = (struct overlap){
            .containment_left = (double)in_both / in_left,
            .containment_right = (double)in_both / in_right,
            .jaccard = (double)in_both / (in_left + in_right - in_both),
        };
    return ERROR_OK;
}
