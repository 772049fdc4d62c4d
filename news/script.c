#include "news/script.h"

#include "base/array.h"
#include "text/edit.h"
#include "text/ids.h"

/* A text as it was sent. Its words are the runs of tokens between white space; what stands before
 * the first is gap 0, behind word i gap i + 1. */
struct side {
    const struct document *document;
    uint32_t *first;   /* by word, and one more: its first token */
    uint32_t *numbers; /* by word: equal for equal words */
    uint32_t words;
};

static struct slice sent_text(const struct side *side)
{
    return side->document->cleaned.sent;
}

/* joined: words of several tokens, whose numbers follow those of the lexemes. */
static enum error read_side(struct arena *scratch, const struct reading *reading, uint32_t lexemes,
                            struct vocabulary *joined, struct side *side)
{
    const struct tokens *tokens = &reading->document->tokens;

    side->document = reading->document;
    side->first = arena_unset(scratch, uint32_t, (size_t)tokens->piece_count + 1);
    side->numbers = arena_unset(scratch, uint32_t, tokens->piece_count);
    if (!side->first || !side->numbers)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < tokens->count;) {
        uint64_t id = reading->lexemes[i];
        uint32_t number = (uint32_t)id;

        side->first[side->words] = i;
        if (++i < tokens->count && !(tokens->at[i].flags & TOKEN_SPACE_BEFORE)) {
            for (; i < tokens->count && !(tokens->at[i].flags & TOKEN_SPACE_BEFORE); i++)
                id = id_mix(id, tokens->at[i].exact);
            number = vocabulary_number(joined, id);
            if (number >= UINT32_MAX - lexemes)
                return ERROR_NO_MEMORY;
            number += lexemes;
        }
        side->numbers[side->words++] = number;
    }
    side->first[side->words] = (uint32_t)tokens->count;
    return ERROR_OK;
}

static struct span word_span(const struct side *side, uint32_t word)
{
    const struct token *tokens = side->document->tokens.at;
    struct span span = {tokens[side->first[word]].span.begin,
                        tokens[side->first[word + 1] - 1].span.end};

    return side->document->cleaned.edit_count ? clean_sent_span(&side->document->cleaned, span)
                                              : span;
}

struct writing {
    struct arena *arena;
    struct side left, right;
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

/* What stands before a word, or at the end of the text. */
static struct span gap_before(const struct side *side, uint32_t word)
{
    return (struct span){word ? word_span(side, word - 1).end : 0,
                         word < side->words ? word_span(side, word).begin
                                            : (uint32_t)sent_text(side).len};
}

/* Copies what is equal on both sides, else inserts it; tells whether it was equal. */
static enum error put_kept(struct writing *w, struct span left, struct span right, bool *equal)
{
    *equal =
        slice_equal(slice_at(sent_text(&w->left), left), slice_at(sent_text(&w->right), right));
    return put(w, *equal, *equal ? left : right);
}

/* Words that stay, and what stands behind each: in one piece where that is the same too. */
static enum error put_kept_words(struct writing *w, uint32_t i, uint32_t j, uint32_t count)
{
    uint32_t half = count / 2;
    struct span left, right;
    bool equal;
    enum error error;

    if (count == 0)
        return ERROR_OK;
    left = (struct span){word_span(&w->left, i).begin, gap_before(&w->left, i + count).end};
    right = (struct span){word_span(&w->right, j).begin, gap_before(&w->right, j + count).end};
    if (slice_equal(slice_at(sent_text(&w->left), left), slice_at(sent_text(&w->right), right))) {
        w->kept += count;
        return put(w, true, left);
    }
    if (count > 1) {
        error = put_kept_words(w, i, j, half);
        return error ? error : put_kept_words(w, i + half, j + half, count - half);
    }
    error = put_kept(w, word_span(&w->left, i), word_span(&w->right, j), &equal);
    if (error)
        return error;
    w->kept += equal;
    return put_kept(w, gap_before(&w->left, i + 1), gap_before(&w->right, j + 1), &equal);
}

/* New words, and what stands behind each. */
static enum error put_new_words(struct writing *w, uint32_t first, uint32_t last)
{
    if (first == last)
        return ERROR_OK;
    return put(w, false,
               (struct span){word_span(&w->right, first).begin, gap_before(&w->right, last).end});
}

static enum error write_script(struct writing *w, const struct edit_runs *runs)
{
    uint32_t i = 0, j = 0;
    bool equal;
    enum error error = put_kept(w, gap_before(&w->left, 0), gap_before(&w->right, 0), &equal);

    for (size_t n = 0; !error && n <= runs->count; n++) {
        bool end = n == runs->count;
        uint32_t until = end ? w->right.words : runs->at[n].right_first;

        error = put_kept_words(w, i, j, until - j);
        j = until;
        if (error || end)
            break;
        error = put_new_words(w, j, runs->at[n].right_last);
        i = runs->at[n].left_last;
        j = runs->at[n].right_last;
    }
    return error;
}

static enum error find_words(struct arena *scratch, const struct comparison *c,
                             uint64_t step_budget, struct writing *w, struct edit_script *script)
{
    uint32_t lexemes = (uint32_t)c->lexemes.all.count;
    struct vocabulary joined;
    struct editor *editor;
    enum error error = vocabulary_open(scratch, lexemes, &joined);

    if (!error)
        error = read_side(scratch, &c->left, lexemes, &joined, &w->left);
    if (!error)
        error = read_side(scratch, &c->right, lexemes, &joined, &w->right);
    if (!error)
        error = editor_open(scratch, lexemes + joined.count, &editor);
    if (!error)
        error =
            editor_find(editor, (struct number_row){w->left.numbers, w->left.words},
                        (struct number_row){w->right.numbers, w->right.words}, step_budget, script);
    return error ? error : write_script(w, &script->runs);
}

enum error script_find(const struct comparison *c, uint64_t step_budget, struct word_script *out)
{
    struct writing w = {.arena = c->arena};
    struct arena *scratch = arena_open_within(c->arena);
    struct edit_script script = {0};
    enum error error = scratch ? find_words(scratch, c, step_budget, &w, &script) : ERROR_NO_MEMORY;

    arena_close(scratch);
    if (error)
        return error;
    *out = (struct word_script){
        .operations = w.operations,
        .left_words = w.left.words,
        .right_words = w.right.words,
        .kept = w.kept,
        .truncated = script.truncated,
    };
    return ERROR_OK;
}
