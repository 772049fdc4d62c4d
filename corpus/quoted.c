#include "corpus/quoted.h"

#include <assert.h>
#include <strings.h>

#include "base/array.h"
#include "corpus/words.h"
#include "news/word.h"
#include "text/ids.h"
#include "text/token.h"

/* What everyone says of everything, beside the closed classes. */
static const char *const plain_words[] = {
    "believe", "better",    "come",       "day",      "done",     "feel",   "get",   "getting",
    "give",    "go",        "going",      "good",     "got",      "great",  "happy", "happen",
    "help",    "hope",      "just",       "keep",     "kind",     "know",   "let",   "like",
    "look",    "lot",       "love",       "make",     "man",      "matter", "mean",  "need",
    "new",     "okay",      "people",     "put",      "really",   "right",  "said",  "say",
    "see",     "something", "sorry",      "sure",     "take",     "talk",   "tell",  "thank",
    "thanks",  "thing",     "things",     "think",    "time",     "try",    "very",  "wait",
    "want",    "way",       "well",       "went",     "work",     "yeah",   "year",  "years",
    "yes",     "nothing",   "everything", "anything", "everyone",
};

static bool is_plain(struct slice word)
{
    assert(word.ptr);
    if (word_classes(word) & ~(uint32_t)WORD_TIME)
        return true;
    for (size_t i = 0; i < sizeof plain_words / sizeof *plain_words; i++)
        if (strncasecmp(plain_words[i], word.ptr, word.len) == 0 && !plain_words[i][word.len])
            return true;
    return false;
}

static bool is_inserted(const struct quote *quote, struct span span)
{
    for (size_t i = 0; i < quote->brackets.count; i++)
        if (span_overlaps(quote->brackets.at[i], span))
            return true;
    return false;
}

/* Words that grow: ids and flags side by side. */
struct word_rows {
    struct keys ids;

    struct {
        uint8_t *at;
        size_t count, capacity;
    } flags;
};

static bool add_word(struct arena *arena, struct word_rows *rows, uint64_t id, unsigned flags)
{
    uint64_t *word = array_push(arena, &rows->ids);
    uint8_t *flag = word ? array_push(arena, &rows->flags) : NULL;

    if (!flag)
        return false;
    *word = id;
    *flag = (uint8_t)flags;
    return true;
}

static bool add_parts(struct arena *arena, struct word_rows *rows, struct slice word)
{
    struct slice part;

    while (slice_cut(&word, '-', &part))
        if (part.len && !add_word(arena, rows, token_folded_id(part), QUOTED_PART))
            return false;
    return true;
}

static enum error add_words(struct arena *arena, struct slice text, const struct quote *quote,
                            struct word_rows *rows)
{
    struct token_reader reader = {.text = slice_at(text, quote->span)};
    struct token token;
    bool is_gap = false;

    while (token_next(&reader, &token)) {
        struct slice word = token_text(reader.text, &token);
        struct span span = {token.span.begin + quote->span.begin,
                            token.span.end + quote->span.begin};
        unsigned flags = is_gap ? QUOTED_GAP : 0;
        is_gap |= token.kind == TOKEN_ELLIPSIS;
        if (token.kind > TOKEN_HASHTAG)
            continue;
        is_gap = false;
        if (token.flags & TOKEN_CLITIC)
            flags |= QUOTED_CLITIC | QUOTED_PLAIN;
        else if (is_plain(word))
            flags |= QUOTED_PLAIN;
        if (is_inserted(quote, span))
            flags |= QUOTED_INSERTED;
        if (!add_word(arena, rows, token.folded, flags) ||
            (token.flags & TOKEN_HYPHENATED && !add_parts(arena, rows, word)))
            return ERROR_NO_MEMORY;
    }
    return ERROR_OK;
}

enum error quote_words_read(struct arena *arena, struct slice text, const struct quotes *quotes,
                            struct quote_words *out)
{
    uint32_t *first = arena_array(arena, uint32_t, quotes->count + 1);
    struct word_rows rows = {0};

    if (!first)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < quotes->count; i++) {
        enum error error = add_words(arena, text, &quotes->at[i], &rows);
        if (error)
            return error;
        first[i + 1] = (uint32_t)rows.ids.count;
    }
    *out = (struct quote_words){first, rows.ids.at, rows.flags.at, (uint32_t)quotes->count};
    return ERROR_OK;
}

enum error quoted_take(struct arena *arena, const struct quote_words *words, uint32_t i,
                       struct slice text, struct quoted *out)
{
    uint32_t first = words->first[i], last = words->first[i + 1], count = 0;
    uint64_t *at = arena_array(arena, uint64_t, last - first);
    uint8_t *flags = arena_array(arena, uint8_t, last - first);

    if (!at || !flags)
        return ERROR_NO_MEMORY;
    for (uint32_t w = first; w < last && count < QUOTED_WORDS_MAX; w++) {
        if (words->flags[w] & QUOTED_PART)
            continue;
        flags[count] = words->flags[w];
        at[count++] = words->words[w];
    }
    *out = (struct quoted){.text = text, .words = {at, count}, .flags = flags};
    return ERROR_OK;
}

enum error quoted_read(struct arena *arena, struct slice text, const struct quote *quote,
                       struct quoted *out)
{
    struct word_rows rows = {0};
    enum error error = add_words(arena, text, quote, &rows);
    uint32_t first[2] = {0, (uint32_t)rows.ids.count};
    struct quote_words words = {first, rows.ids.at, rows.flags.at, 1};

    return error ? error : quoted_take(arena, &words, 0, slice_at(text, quote->span), out);
}

enum error quoted_join(struct arena *arena, const struct quoted *first, const struct quoted *second,
                       struct quoted *out)
{
    size_t one = first->words.count, two = second->words.count;
    uint64_t *words = arena_array(arena, uint64_t, one + two);
    uint8_t *flags = arena_array(arena, uint8_t, one + two);

    if (!words || !flags)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < one + two; i++) {
        words[i] = i < one ? first->words.at[i] : second->words.at[i - one];
        flags[i] = i < one ? first->flags[i] : second->flags[i - one];
    }
    *out = (struct quoted){.words = {words, (uint32_t)(one + two)}, .flags = flags};
    return ERROR_OK;
}

uint32_t quoted_searched(const uint64_t *words, const uint8_t *flags, uint32_t count, uint64_t *at)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++)
        if (!(flags[i] & (QUOTED_CLITIC | QUOTED_PART)))
            at[kept++] = words[i];
    return kept;
}

uint64_t quoted_key(const uint64_t *words, uint32_t count)
{
    uint64_t hash = count;

    for (uint32_t w = 0; w < count; w++)
        hash = id_mix(hash, words[w]);
    return hash;
}

uint32_t quoted_keys(const uint64_t *words, uint32_t count, uint64_t *keys)
{
    uint32_t width = count < QUOTED_SHINGLE ? count : QUOTED_SHINGLE, filled = 0;

    if (width < 2)
        return 0;
    for (uint32_t i = 0; i + width <= count; i++)
        keys[filled++] = quoted_key(words + i, width);
    return filled;
}
