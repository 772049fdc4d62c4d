#include "corpus/passages.h"

#include "base/array.h"
#include "text/ids.h"

enum { PLACES_TRIED = 8 }; /* of one shingle in the right text, so that repetition stays cheap */

enum error word_row_read(struct arena *arena, const struct document *document, struct word_row *out)
{
    const struct tokens *tokens = &document->tokens;
    struct word_row row = {document, arena_array(arena, uint32_t, tokens->count), 0};

    if (!row.tokens)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < tokens->count; i++)
        if (token_is_word(&tokens->at[i]))
            row.tokens[row.count++] = i;
    *out = row;
    return ERROR_OK;
}

static uint64_t word_at(const struct word_row *row, uint32_t word)
{
    return row->document->tokens.at[row->tokens[word]].folded;
}

static uint64_t shingle_at(const struct word_row *row, uint32_t word)
{
    uint64_t hash = 0;

    for (uint32_t i = 0; i < SHINGLE_WORDS; i++)
        hash = id_mix(hash, word_at(row, word + i));
    return hash;
}

/* Where each shingle stands in the right text: its first place, and from each the next one. */
struct places {
    struct id_table first; /* word, plus 1 */
    uint32_t *next;        /* word, plus 1; 0 at the end */
};

static enum error places_read(struct arena *arena, const struct word_row *row, struct places *out)
{
    uint32_t count = row->count < SHINGLE_WORDS ? 0 : row->count - SHINGLE_WORDS + 1;
    enum error error = id_table_open(arena, count, &out->first);

    if (error)
        return error;
    out->next = arena_array(arena, uint32_t, count);
    if (!out->next)
        return ERROR_NO_MEMORY;
    /* from the end, so that each chain ascends */
    for (uint32_t i = count; i-- > 0;) {
        uint32_t *first = id_table_at(&out->first, shingle_at(row, i));
        out->next[i] = *first;
        *first = i + 1;
    }
    return ERROR_OK;
}

static uint32_t run_length(const struct word_row *left, uint32_t i, const struct word_row *right,
                           uint32_t j)
{
    uint32_t length = 0;

    while (i + length < left->count && j + length < right->count &&
           word_at(left, i + length) == word_at(right, j + length))
        length++;
    return length;
}

/* The longest run from word i of the left; its count is 0 when there is none. */
static struct run run_from(const struct word_row *left, uint32_t i, const struct word_row *right,
                           const struct places *places)
{
    struct run best = {.left = i};
    uint32_t place = id_table_find(&places->first, shingle_at(left, i));

    for (unsigned tried = 0; place && tried < PLACES_TRIED; tried++) {
        uint32_t length = run_length(left, i, right, place - 1);
        if (length > best.count) {
            best.right = place - 1;
            best.count = length;
        }
        place = places->next[place - 1];
    }
    return best;
}

enum error runs_find(struct arena *arena, const struct word_row *left, const struct word_row *right,
                     struct runs *out)
{
    struct places places = {0};
    struct runs runs = {0};
    enum error error = places_read(arena, right, &places);

    if (error)
        return error;
    for (uint32_t i = 0; i + SHINGLE_WORDS <= left->count;) {
        struct run run = run_from(left, i, right, &places);
        struct run *added;
        if (run.count < SHINGLE_WORDS) {
            i++;
            continue;
        }
        added = array_push(arena, &runs);
        if (!added)
            return ERROR_NO_MEMORY;
        *added = run;
        i += run.count;
    }
    *out = runs;
    return ERROR_OK;
}

static struct span span_of_words(const struct word_row *row, uint32_t word, uint32_t count)
{
    const struct token *tokens = row->document->tokens.at;

    return (struct span){tokens[row->tokens[word]].span.begin,
                         tokens[row->tokens[word + count - 1]].span.end};
}

static int longest_first(const void *a, const void *b)
{
    const struct run *left = a, *right = b;

    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return (left->left > right->left) - (left->left < right->left);
}

static int in_order(const void *a, const void *b)
{
    uint32_t left = ((const struct run *)a)->left, right = ((const struct run *)b)->left;

    return (left > right) - (left < right);
}

enum error passages_make(struct arena *arena, const struct word_row *left,
                         const struct word_row *right, const struct runs *runs, size_t most,
                         struct related *out)
{
    size_t count = runs->count < most ? runs->count : most;
    struct run *kept = arena_array(arena, struct run, runs->count);
    struct passage *passages = arena_array(arena, struct passage, count);

    if (!kept || !passages)
        return ERROR_NO_MEMORY;
    if (runs->count) {
        memcpy(kept, runs->at, runs->count * sizeof *kept);
        qsort(kept, runs->count, sizeof *kept, longest_first);
        qsort(kept, count, sizeof *kept, in_order);
    }
    for (size_t i = 0; i < count; i++)
        passages[i] = (struct passage){
            span_of_words(left, kept[i].left, kept[i].count),
            span_of_words(right, kept[i].right, kept[i].count),
            kept[i].count,
        };
    out->passages = passages;
    out->passage_count = count;
    return ERROR_OK;
}
