#include "corpus/quoted.h"

#include "base/array.h"
#include "corpus/words.h"
#include "text/ids.h"
#include "text/token.h"

static bool is_inserted(const struct quote *quote, struct span span)
{
    for (size_t i = 0; i < quote->brackets.count; i++)
        if (span_overlaps(quote->brackets.at[i], span))
            return true;
    return false;
}

enum error quoted_read(struct arena *arena, struct slice text, const struct quote *quote,
                       struct quoted *out)
{
    struct quoted quoted = {.text = slice_at(text, quote->span)};
    struct tokens tokens = {0};
    enum error error = token_split(arena, quoted.text, &tokens);
    uint64_t *words = error ? NULL : arena_array(arena, uint64_t, tokens.count);
    bool *inserted = words ? arena_array(arena, bool, tokens.count) : NULL;

    if (!inserted)
        return error ? error : ERROR_NO_MEMORY;
    for (size_t i = 0; i < tokens.count && quoted.words.count < QUOTED_WORDS_MAX; i++) {
        struct span span = tokens.at[i].span;
        if (!token_is_word(&tokens.at[i]))
            continue;
        span.begin += quote->span.begin;
        span.end += quote->span.begin;
        inserted[quoted.words.count] = is_inserted(quote, span);
        quoted.has_insertions |= inserted[quoted.words.count];
        words[quoted.words.count++] = tokens.at[i].folded;
    }
    quoted.words.at = words;
    quoted.inserted = inserted;
    *out = quoted;
    return ERROR_OK;
}

enum error quoted_join(struct arena *arena, const struct quoted *first, const struct quoted *second,
                       struct quoted *out)
{
    size_t one = first->words.count, two = second->words.count;
    uint64_t *words = arena_array(arena, uint64_t, one + two);
    bool *inserted = arena_array(arena, bool, one + two);

    if (!words || !inserted)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < one + two; i++) {
        words[i] = i < one ? first->words.at[i] : second->words.at[i - one];
        inserted[i] = i < one ? first->inserted[i] : second->inserted[i - one];
    }
    *out = (struct quoted){
        .words = {words, (uint32_t)(one + two)},
        .inserted = inserted,
        .has_insertions = first->has_insertions || second->has_insertions,
    };
    return ERROR_OK;
}

uint32_t quoted_keys(const struct quoted *quoted, uint64_t *keys)
{
    struct id_row words = quoted->words;
    uint32_t width = words.count < QUOTED_SHINGLE ? words.count : QUOTED_SHINGLE, count = 0;

    if (width < 2)
        return 0;
    for (uint32_t i = 0; i + width <= words.count; i++) {
        uint64_t hash = width;
        for (uint32_t w = 0; w < width; w++)
            hash = id_mix(hash, words.at[i + w]);
        keys[count++] = hash;
    }
    return count;
}

enum error quoted_keys_of(struct arena *arena, struct slice text, const struct quotes *quotes,
                          struct key_set *out)
{
    struct keys keys = {0};

    for (size_t i = 0; i < quotes->count; i++) {
        struct quoted quoted;
        enum error error;
        if (quotes->at[i].type == QUOTE_SCARE)
            continue;
        error = quoted_read(arena, text, &quotes->at[i], &quoted);
        if (error)
            return error;
        if (!array_reserve(arena, &keys, quoted.words.count))
            return ERROR_NO_MEMORY;
        keys.count += quoted_keys(&quoted, keys.at + keys.count);
    }
    *out = (struct key_set){keys.at, key_set_sort(keys.at, (uint32_t)keys.count)};
    return ERROR_OK;
}
