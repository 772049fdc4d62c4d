#include "news/repeat.h"

#include "base/array.h"
#include "text/ids.h"

enum {
    HEAD = 5,            /* words that two quotes are found by */
    STEPS_OF_A_WORD = 4, /* words compared, for each word there is */
    EMPTY = 0            /* of the table: words are numbered from 1 */
};

/* The words of a direct quote, in `words`. */
struct said {
    uint32_t quote, first, count;
};

struct repeats {
    const struct document *document;
    struct quotes *quotes;

    struct {
        uint64_t *at;
        size_t count, capacity;
    } words;

    struct {
        struct said *at;
        size_t count, capacity;
    } said;

    uint32_t *owner;       /* of each word: index into said */
    struct id_table heads; /* hash of HEAD words -> 1 and the first word where they stand */
    size_t steps;
};

static enum error read_words(struct arena *arena, struct repeats *repeats, uint32_t q)
{
    const struct tokens *tokens = &repeats->document->tokens;
    struct span span = repeats->quotes->at[q].span;
    struct said *said;
    uint32_t first = (uint32_t)repeats->words.count;

    for (uint32_t i = document_token_at(repeats->document, span.begin);
         i < tokens->count && tokens->at[i].span.begin < span.end; i++) {
        uint64_t *word;
        if (!token_is_word(&tokens->at[i]))
            continue;
        word = array_push(arena, &repeats->words);
        if (!word)
            return ERROR_NO_MEMORY;
        *word = tokens->at[i].folded;
    }
    if (repeats->words.count - first < HEAD) {
        repeats->words.count = first;
        return ERROR_OK;
    }
    said = array_push(arena, &repeats->said);
    if (!said)
        return ERROR_NO_MEMORY;
    *said = (struct said){q, first, (uint32_t)repeats->words.count - first};
    return ERROR_OK;
}

static uint64_t head_at(const struct repeats *repeats, uint32_t word)
{
    uint64_t hash = HEAD;

    for (uint32_t i = 0; i < HEAD; i++)
        hash = id_mix(hash, repeats->words.at[word + i]);
    return hash;
}

/* True when all words of `part` stand from word `at` on, within `whole`. */
static bool stands_at(struct repeats *repeats, const struct said *part, const struct said *whole,
                      uint32_t at)
{
    if (whole->first + whole->count - at < part->count)
        return false;
    for (uint32_t i = 0; i < part->count && repeats->steps > 0; i++, repeats->steps--)
        if (repeats->words.at[part->first + i] != repeats->words.at[at + i])
            return false;
    return repeats->steps > 0;
}

/* Its verb of speech stands in its own paragraph. */
static bool has_own_cue(const struct repeats *repeats, const struct quote *quote)
{
    const struct document *document = repeats->document;
    uint32_t s;

    if (!quote->has_speaker || span_length(quote->cue) == 0)
        return false;
    s = document_sentence_at(document, quote->cue.begin);
    return document->sentences.at[s].paragraph == quote->paragraph;
}

static void mark(struct repeats *repeats, const struct said *part, const struct said *whole)
{
    struct quote *copy = &repeats->quotes->at[part->quote];
    uint32_t original = whole->quote;

    if (repeats->quotes->at[original].duplicate_of != NO_QUOTE)
        original = repeats->quotes->at[original].duplicate_of;
    if (original == part->quote || copy->duplicate_of != NO_QUOTE)
        return;
    copy->duplicate_of = original;
    if (copy->group || has_own_cue(repeats, copy) || !repeats->quotes->at[original].has_speaker)
        return;
    copy->has_speaker = true;
    copy->speaker = repeats->quotes->at[original].speaker;
    copy->cue = (struct span){0, 0};
    copy->confidence = repeats->quotes->at[original].confidence;
    copy->reason = SLICE("the same words as a quote whose speaker is told");
}

/* Looks up each run of HEAD words of a quote: they may be the head of an earlier quote, or the
 * quote's own head may stand in an earlier one. */
static void look_up(struct repeats *repeats, uint32_t s)
{
    const struct said *said = &repeats->said.at[s];

    for (uint32_t w = said->first; w + HEAD <= said->first + said->count; w++) {
        uint32_t *slot = id_table_at(&repeats->heads, head_at(repeats, w));
        const struct said *other;
        if (*slot == EMPTY) {
            *slot = w + 1;
            repeats->owner[w] = s;
            continue;
        }
        other = &repeats->said.at[repeats->owner[*slot - 1]];
        if (other == said)
            continue;
        if (w == said->first && said->count <= other->count &&
            stands_at(repeats, said, other, *slot - 1))
            mark(repeats, said, other);
        else if (*slot - 1 == other->first && other->count < said->count &&
                 stands_at(repeats, other, said, w))
            mark(repeats, other, said);
    }
}

enum error repeat_find(struct arena *arena, const struct document *document, struct quotes *quotes)
{
    struct repeats repeats = {.document = document, .quotes = quotes};
    enum error error = ERROR_OK;

    for (uint32_t q = 0; q < quotes->count && !error; q++) {
        quotes->at[q].duplicate_of = NO_QUOTE;
        if (quotes->at[q].type == QUOTE_DIRECT)
            error = read_words(arena, &repeats, q);
    }
    if (error || repeats.said.count < 2)
        return error;
    error = id_table_open(arena, repeats.words.count, &repeats.heads);
    repeats.owner = arena_array(arena, uint32_t, repeats.words.count);
    if (error || !repeats.owner)
        return error ? error : ERROR_NO_MEMORY;
    repeats.steps = STEPS_OF_A_WORD * repeats.words.count;
    for (uint32_t s = 0; s < repeats.said.count; s++)
        look_up(&repeats, s);
    return ERROR_OK;
}
