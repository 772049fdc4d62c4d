#include "text/document.h"

#include "base/checked.h"

enum error document_read_cleaned(struct arena *arena, const struct cleaned *cleaned,
                                 struct document *out)
{
    struct document document = {.text = cleaned->text, .cleaned = *cleaned};
    enum error error = token_split(arena, document.text, &document.tokens);

    if (!error)
        error = sentence_split(arena, document.text, &document.tokens, &document.sentences,
                               &document.paragraphs);
    if (error)
        return error;
    document.word_count = document.tokens.piece_count;
    *out = document;
    return ERROR_OK;
}

enum error document_read(struct arena *arena, struct slice sent, struct document *out)
{
    struct cleaned cleaned;
    uint32_t length;
    enum error error;

    if (checked_narrow(sent.len, &length))
        return ERROR_MEMORY_EXCEEDED;
    if (utf8_valid_prefix(sent) != sent.len)
        return ERROR_BAD_TEXT;
    error = clean_read(arena, sent, &cleaned);
    if (error)
        return error;
    return document_read_cleaned(arena, &cleaned, out);
}

uint32_t document_sentence_at(const struct document *document, uint32_t byte)
{
    size_t low = 0, high = document->sentences.count;

    /* The last sentence that begins at or before the byte. */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (document->sentences.at[middle].span.begin <= byte)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

uint32_t document_token_at(const struct document *document, uint32_t byte)
{
    size_t low = 0, high = document->tokens.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->tokens.at[middle].span.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}
