/* Where sentences end: a stop, what closes behind it, and whether what follows can begin one. */
#include "text/sentence.h"

#include "base/array.h"
#include "text/sentence_rules.h"

/* What a paragraph's tokens make, from `first` on. */
struct splitter {
    struct arena *arena;
    struct passage passage;
    struct sentences *sentences;
    uint32_t paragraph;
    uint32_t list_next; /* the enumerator that would continue the list; 0 outside lists */
};

static enum error sentence_add(struct splitter *splitter, uint32_t first, uint32_t last)
{
    const struct token *tokens = splitter->passage.tokens->at;
    struct sentence *sentence = array_push(splitter->arena, splitter->sentences);

    if (!sentence)
        return ERROR_NO_MEMORY;
    *sentence = (struct sentence){
        .span = {tokens[first].span.begin, tokens[last - 1].span.end},
        .first = first,
        .last = last,
        .paragraph = splitter->paragraph,
    };
    return ERROR_OK;
}

/* One past the last token of the sentence that begins at `first`. */
static uint32_t sentence_last(struct splitter *splitter, uint32_t first)
{
    struct passage *passage = &splitter->passage;
    uint32_t after = first;
    uint32_t value = enumerator_value(passage, first, &after);
    uint32_t i = first;

    passage->sentence_first = passage->wordless_last = first;
    if (value)
        splitter->list_next = value + 1;
    for (; i < after; i++)
        passage_note_mark(passage, i);
    while ((i = plain_last(passage, i, splitter->list_next)) < passage->last) {
        uint32_t behind;
        if (i > after && i > first &&
            (line_breaks_before(passage, i) ||
             (splitter->list_next && enumerator_value(passage, i, &behind) == splitter->list_next)))
            break;
        passage_note_mark(passage, i);
        if (!may_end_sentence(&passage->tokens->at[i])) {
            i++;
            continue;
        }
        behind = closers_last(passage, i);
        if (ends_sentence(passage, i, behind))
            return behind;
        i = behind;
    }
    return i;
}

static enum error paragraph_split(struct splitter *splitter, uint32_t first, uint32_t last)
{
    splitter->passage.last = last;
    splitter->passage.mark_open = false;
    splitter->list_next = 0;
    for (uint32_t at = first; at < last;) {
        uint32_t end = sentence_last(splitter, at);
        enum error error = sentence_add(splitter, at, end);
        if (error)
            return error;
        at = end;
    }
    return ERROR_OK;
}

enum error sentence_split(struct arena *arena, struct slice text, const struct tokens *tokens,
                          struct sentences *sentences, struct paragraphs *paragraphs)
{
    struct layout layout = layout_read(text, tokens);
    struct sentences found = {0};
    struct paragraphs gathered = {0};
    struct splitter splitter = {
        .arena = arena, .passage = {.text = text, .tokens = tokens}, .sentences = &found};
    uint32_t last;

    for (uint32_t first = 0; first < tokens->count; first = last) {
        struct paragraph *paragraph = array_push(arena, &gathered);
        uint32_t sentence_first = (uint32_t)found.count;
        enum error error;

        if (!paragraph)
            return ERROR_NO_MEMORY;
        last = paragraph_last(&layout, first);
        splitter.paragraph = (uint32_t)(gathered.count - 1);
        splitter.passage.is_wrapped =
            layout.has_blank_lines ? lines_are_wrapped(text, tokens, first, last) : true;
        error = paragraph_split(&splitter, first, last);
        if (error)
            return error;
        *paragraph = (struct paragraph){
            .span = {tokens->at[first].span.begin, tokens->at[last - 1].span.end},
            .first = sentence_first,
            .last = (uint32_t)found.count,
        };
    }
    *sentences = found;
    *paragraphs = gathered;
    return ERROR_OK;
}
