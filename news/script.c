#include "news/script.h"

#include "base/array.h"
#include "base/map.h"
#include "text/edit.h"
#include "text/utf8.h"

/* The words of a text; white space before the first is gap 0, that behind word i is gap i + 1. */
struct words {
    struct span *at;
    size_t count, capacity;
};

static enum error split_words(struct arena *arena, struct slice text, struct words *words,
                              uint64_t **ids)
{
    enum { USUAL_BYTES = 6 }; /* of a word with its space */

    bool in_word = false;

    if (!array_reserve(arena, words, text.len / USUAL_BYTES + 1))
        return ERROR_NO_MEMORY;
    for (size_t at = 0; at < text.len;) {
        uint32_t begin = (uint32_t)at;
        bool is_space = char_is_space(utf8_next(text, &at));

        if (!is_space && !in_word) {
            struct span *word = array_push(arena, words);
            if (!word)
                return ERROR_NO_MEMORY;
            word->begin = begin;
        }
        if (!is_space)
            words->at[words->count - 1].end = (uint32_t)at;
        in_word = !is_space;
    }
    *ids = arena_array(arena, uint64_t, words->count);
    if (!*ids)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < words->count; i++)
        (*ids)[i] = map_hash(slice_at(text, words->at[i]));
    return ERROR_OK;
}

struct writing {
    struct arena *arena;
    struct slice left, right;
    struct words left_words, right_words;
    struct operations operations;
    uint32_t kept;
};

/* Adds a piece, or lengthens the last one where it goes on. */
static enum error put(struct writing *w, bool is_copy, struct span span)
{
    struct operation *last =
        w->operations.count ? &w->operations.at[w->operations.count - 1] : NULL;

    if (span.begin == span.end)
        return ERROR_OK;
    if (last && last->is_copy == is_copy && last->span.end == span.begin) {
        last->span.end = span.end;
        return ERROR_OK;
    }
    last = array_push(w->arena, &w->operations);
    if (!last)
        return ERROR_NO_MEMORY;
    *last = (struct operation){is_copy, span};
    return ERROR_OK;
}

/* The white space that stands before a word, or at the end of the text. */
static struct span gap_before(const struct words *words, struct slice text, size_t word)
{
    return (struct span){word ? words->at[word - 1].end : 0,
                         word < words->count ? words->at[word].begin : (uint32_t)text.len};
}

/* Copies what is equal on both sides, else inserts it; tells whether it was equal. */
static enum error put_kept(struct writing *w, struct span left, struct span right, bool *equal)
{
    *equal = slice_equal(slice_at(w->left, left), slice_at(w->right, right));
    return put(w, *equal, *equal ? left : right);
}

/* A word that stays, and the white space behind it. */
static enum error put_kept_word(struct writing *w, uint32_t i, uint32_t j)
{
    bool equal;
    enum error error = put_kept(w, w->left_words.at[i], w->right_words.at[j], &equal);

    if (error)
        return error;
    w->kept += equal;
    return put_kept(w, gap_before(&w->left_words, w->left, i + 1),
                    gap_before(&w->right_words, w->right, j + 1), &equal);
}

/* New words, and the white space behind each. */
static enum error put_new_words(struct writing *w, uint32_t first, uint32_t last)
{
    struct span span = {0};

    if (first == last)
        return ERROR_OK;
    span.begin = w->right_words.at[first].begin;
    span.end = gap_before(&w->right_words, w->right, last).end;
    return put(w, false, span);
}

static enum error write_script(struct writing *w, const struct edit_runs *runs)
{
    uint32_t i = 0, j = 0;
    bool equal;
    enum error error = put_kept(w, gap_before(&w->left_words, w->left, 0),
                                gap_before(&w->right_words, w->right, 0), &equal);

    for (size_t n = 0; !error && n <= runs->count; n++) {
        bool end = n == runs->count;
        uint32_t until = end ? (uint32_t)w->right_words.count : runs->at[n].right_first;

        for (; !error && j < until; i++, j++)
            error = put_kept_word(w, i, j);
        if (error || end)
            break;
        error = put_new_words(w, j, runs->at[n].right_last);
        i = runs->at[n].left_last;
        j = runs->at[n].right_last;
    }
    return error;
}

enum error script_find(struct arena *arena, struct slice left, struct slice right,
                       uint64_t step_budget, struct word_script *out)
{
    struct writing w = {.arena = arena, .left = left, .right = right};
    uint64_t *left_ids, *right_ids;
    struct edit_script script;
    enum error error = split_words(arena, left, &w.left_words, &left_ids);

    if (!error)
        error = split_words(arena, right, &w.right_words, &right_ids);
    if (error)
        return error;
    error =
        edit_find(arena, (struct id_row){left_ids, (uint32_t)w.left_words.count},
                  (struct id_row){right_ids, (uint32_t)w.right_words.count}, step_budget, &script);
    if (!error)
        error = write_script(&w, &script.runs);
    if (error)
        return error;
    *out = (struct word_script){
        .operations = w.operations,
        .left_words = (uint32_t)w.left_words.count,
        .right_words = (uint32_t)w.right_words.count,
        .kept = w.kept,
        .steps = script.steps,
        .truncated = script.truncated,
    };
    return ERROR_OK;
}
