/* What is true of every document, whatever its text: for property tests and fuzz targets. */
#ifndef COPYDESK_TESTS_DOCUMENT_CLAIMS_H
#define COPYDESK_TESTS_DOCUMENT_CLAIMS_H

#include <assert.h>

#include "text/document.h"
#include "text/utf8.h"

static inline void claim_border(struct slice text, size_t at)
{
    assert(at <= text.len && (at == text.len || (text.ptr[at] & 0xC0) != 0x80));
}

/* Only white space and ignorable characters stand between two tokens. */
static inline void claim_gap(struct slice text, size_t begin, size_t end)
{
    while (begin < end) {
        uint32_t code_point = utf8_next(text, &begin);
        assert(char_is_space(code_point) || char_is_ignorable(code_point));
    }
}

static inline void claim_tokens(const struct document *document)
{
    size_t before = 0;

    for (size_t i = 0; i < document->tokens.count; i++) {
        const struct token *token = &document->tokens.at[i];
        struct slice word = token_text(document->text, token);

        assert(token->span.begin >= before && token->span.end > token->span.begin);
        claim_border(document->text, token->span.begin);
        claim_border(document->text, token->span.end);
        claim_gap(document->text, before, token->span.begin);
        assert(token->exact == token_exact_id(word) && token->folded == token_folded_id(word));
        assert((token->mark != MARK_NONE) == (token->kind == TOKEN_QUOTE));
        before = token->span.end;
    }
    claim_gap(document->text, before, document->text.len);
}

/* Sentences part the tokens, paragraphs the sentences, without a gap. */
static inline void claim_parts(const struct document *document)
{
    const struct token *tokens = document->tokens.at;
    uint32_t token = 0, sentence = 0;

    for (uint32_t p = 0; p < document->paragraphs.count; p++) {
        const struct paragraph *paragraph = &document->paragraphs.at[p];
        assert(paragraph->first == sentence && paragraph->last > paragraph->first);
        assert(paragraph->last <= document->sentences.count);
        for (; sentence < paragraph->last; sentence++) {
            const struct sentence *at = &document->sentences.at[sentence];
            assert(at->paragraph == p && at->first == token && at->last > at->first);
            assert(at->last <= document->tokens.count);
            assert(at->span.begin == tokens[at->first].span.begin);
            assert(at->span.end == tokens[at->last - 1].span.end);
            assert(document_sentence_at(document, at->span.begin) == sentence);
            token = at->last;
        }
        assert(paragraph->span.begin == document->sentences.at[paragraph->first].span.begin);
        assert(paragraph->span.end == document->sentences.at[sentence - 1].span.end);
    }
    assert(token == document->tokens.count && sentence == document->sentences.count);
}

static inline void claim_document(const struct document *document)
{
    claim_tokens(document);
    claim_parts(document);
}

#endif
