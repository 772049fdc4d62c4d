#include "corpus/changes.h"

#include "base/array.h"
#include "corpus/pair.h"
#include "text/token.h"

enum { CHANGES_MAX = 100, STEPS = 1 << 16 };

/* The tokens that are compared: their ids, and where they stand in the whole text. */
struct row {
    struct id_row ids;
    struct span *spans;
    struct span inner;
};

static enum error read_row(struct arena *arena, const struct change_side *side, bool with_marks,
                           struct row *out)
{
    struct slice inner = pair_inner_text(slice_at(side->text, side->span));
    uint32_t begin = (uint32_t)(inner.ptr - side->text.ptr), count = 0;
    struct tokens tokens = {0};
    enum error error = token_split(arena, inner, &tokens);
    uint64_t *ids = error ? NULL : arena_array(arena, uint64_t, tokens.count);
    struct span *spans = ids ? arena_array(arena, struct span, tokens.count) : NULL;

    if (!spans)
        return error ? error : ERROR_NO_MEMORY;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.at[i];
        if (!with_marks && token->kind > TOKEN_HASHTAG)
            continue;
        ids[count] = with_marks ? token->exact : token->folded;
        spans[count++] = (struct span){begin + token->span.begin, begin + token->span.end};
    }
    *out = (struct row){
        .ids = {ids, count}, .spans = spans, .inner = {begin, begin + (uint32_t)inner.len}};
    return ERROR_OK;
}

/* Where tokens [first, last) stand; without any, the place before the next. */
static struct span span_of(const struct row *row, uint32_t first, uint32_t last)
{
    uint32_t place;

    if (first < last)
        return (struct span){row->spans[first].begin, row->spans[last - 1].end};
    place = first < row->ids.count ? row->spans[first].begin : row->inner.end;
    return (struct span){place, place};
}

/* True when the tokens [first, last) end with a bracket that opens. */
static bool opens(const struct row *row, struct slice text, uint32_t first, uint32_t last)
{
    return first < last && memchr("([{", text.ptr[row->spans[last - 1].begin], 3);
}

enum error changes_find(struct arena *arena, const struct change_side *left,
                        const struct change_side *right, bool with_marks, struct quote_changes *out)
{
    struct edit_script script = {0};
    struct quote_changes changes = {0};
    struct row one, two;
    enum error error = read_row(arena, left, with_marks, &one);

    if (!error)
        error = read_row(arena, right, with_marks, &two);
    if (!error)
        error = edit_find(arena, one.ids, two.ids, STEPS, &script);
    for (size_t r = 0; !error && r < script.runs.count && changes.count < CHANGES_MAX; r++) {
        struct edit_run run = script.runs.at[r];
        struct quote_change *change = array_push(arena, &changes);
        if (!change)
            return ERROR_NO_MEMORY;
        /* an insertion is one change, with both its brackets and what is kept between them */
        while (r + 1 < script.runs.count &&
               (opens(&one, left->text, run.left_first, run.left_last) ||
                opens(&two, right->text, run.right_first, run.right_last))) {
            r++;
            run.left_last = script.runs.at[r].left_last;
            run.right_last = script.runs.at[r].right_last;
        }
        *change = (struct quote_change){span_of(&one, run.left_first, run.left_last),
                                        span_of(&two, run.right_first, run.right_last)};
    }
    if (!error)
        *out = changes;
    return error;
}
