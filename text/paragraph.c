#include "text/paragraph.h"

#include "text/utf8.h"

enum {
    LONGEST_WRAPPED_LINE = 132, /* characters: the widest terminal and printer of old */
};

/* One past the last token of the line that begins at `first`. */
static uint32_t line_last(const struct tokens *tokens, uint32_t first, uint32_t last)
{
    uint32_t i = first + 1;

    while (i < last && !(tokens->at[i].flags & TOKEN_LINE_START))
        i++;
    return i;
}

static size_t characters(struct slice text, const struct tokens *tokens, uint32_t first,
                         uint32_t last)
{
    struct span span = {tokens->at[first].span.begin, tokens->at[last - 1].span.end};

    return utf8_length(slice_at(text, span));
}

/* One past the tokens that stand together without a blank at the begin of a line. */
static uint32_t first_piece_last(const struct tokens *tokens, uint32_t first, uint32_t last)
{
    uint32_t i = first + 1;

    while (i < last && !(tokens->at[i].flags & TOKEN_SPACE_BEFORE))
        i++;
    return i;
}

/* The line breaks in the middle of a sentence: no stop before, a small letter behind. */
static bool breaks_inside(struct slice text, const struct tokens *tokens, uint32_t next)
{
    const struct token *before = &tokens->at[next - 1];
    size_t at = tokens->at[next].span.begin;

    return before->kind != TOKEN_STOP && char_is_lower(utf8_next(text, &at));
}

bool lines_are_wrapped(struct slice text, const struct tokens *tokens, uint32_t first,
                       uint32_t last)
{
    size_t longest = 0;
    uint32_t ends = 0, full = 0, inside = 0;

    if (line_last(tokens, first, last) == last)
        return false;
    for (uint32_t line = first; line < last; line = line_last(tokens, line, last)) {
        size_t length = characters(text, tokens, line, line_last(tokens, line, last));
        if (length > LONGEST_WRAPPED_LINE)
            return false;
        if (length > longest)
            longest = length;
    }
    for (uint32_t line = first, next; line < last; line = next) {
        next = line_last(tokens, line, last);
        if (next == last)
            break;
        ends++;
        inside += breaks_inside(text, tokens, next);
        full += characters(text, tokens, line, next) + 1 +
                    characters(text, tokens, next, first_piece_last(tokens, next, last)) >
                longest;
    }
    return ends && (inside * 2 >= ends || (full * 4 >= ends * 3 && inside * 4 >= ends));
}

struct layout layout_read(struct slice text, const struct tokens *tokens)
{
    struct layout layout = {
        .text = text,
        .tokens = tokens,
        .has_blank_lines = (tokens->flags & TOKEN_BLANK_LINE) != 0,
    };

    if (!layout.has_blank_lines)
        layout.is_wrapped = lines_are_wrapped(text, tokens, 0, (uint32_t)tokens->count);
    return layout;
}

uint32_t paragraph_last(const struct layout *layout, uint32_t first)
{
    const struct token *tokens = layout->tokens->at;
    uint32_t i = first + 1;
    uint16_t border = layout->has_blank_lines ? TOKEN_BLANK_LINE
                      : layout->is_wrapped    ? 0
                                              : TOKEN_LINE_START;

    while (i < layout->tokens->count && !(tokens[i].flags & border))
        i++;
    return i;
}
