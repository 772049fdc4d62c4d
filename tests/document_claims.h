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
    assert(text.ptr || begin == end);
    while (begin < end) {
        uint32_t code_point = utf8_next(text, &begin);
        assert(char_is_space(code_point) || char_is_ignorable(code_point));
    }
}

/* Letter by letter, what the flags of a word say of its spelling. */
static inline void claim_spelling(struct slice word, unsigned flags)
{
    size_t at = 0, letters = 0, uppers = 0, digits = 0;
    bool capital;

    assert(word.ptr && word.len);
    capital = char_is_upper(utf8_next(word, &at));
    for (at = 0; at < word.len;) {
        uint32_t code_point = utf8_next(word, &at);
        letters += char_is_letter(code_point);
        uppers += char_is_upper(code_point);
        digits += char_is_digit(code_point);
    }
    assert(!(flags & TOKEN_CAPITAL) == !capital);
    assert(!(flags & TOKEN_ALL_CAPS) == !(letters >= 2 && letters == uppers));
    assert(!(flags & TOKEN_HAS_DIGIT) == !digits);
}

/* What the flags of a token say of the gap before it. */
static inline void claim_space(struct slice gap, bool is_first, unsigned flags)
{
    size_t spaces = 0, line_ends = 0;

    assert(gap.ptr || gap.len == 0);
    for (size_t at = 0; at < gap.len;) {
        uint32_t code_point = utf8_next(gap, &at);
        spaces += char_is_space(code_point);
        line_ends += code_point == '\n' || code_point == 0x85 || code_point == 0x2028;
        line_ends += code_point == '\r' && (at == gap.len || gap.ptr[at] != '\n');
        line_ends += code_point == 0x2029 ? 2 : 0;
    }
    assert(!(flags & TOKEN_SPACE_BEFORE) == !(spaces || is_first));
    assert(!(flags & TOKEN_LINE_START) == !(line_ends || is_first));
    assert(!(flags & TOKEN_BLANK_LINE) == !(line_ends > 1 && !is_first));
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
        claim_space(slice_part(document->text, before, token->span.begin), i == 0, token->flags);
        if (token->kind <= TOKEN_HASHTAG)
            claim_spelling(word, token->flags);
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

/* What is not edited is as it was sent, and every token has its place there, in order. */
static inline void claim_cleaned(const struct document *document)
{
    const struct cleaned *cleaned = &document->cleaned;
    size_t at = 0, sent_at = 0;
    uint32_t before = 0;

    assert(document->text.ptr == cleaned->text.ptr && document->text.len == cleaned->text.len);
    assert(cleaned->edit_count || cleaned->text.ptr == cleaned->sent.ptr);
    assert(utf8_valid_prefix(cleaned->text) == cleaned->text.len);
    for (uint32_t i = 0; i <= cleaned->edit_count; i++) {
        bool is_end = i == cleaned->edit_count;
        const struct clean_edit *edit = is_end ? NULL : &cleaned->edits[i];
        size_t end = is_end ? cleaned->text.len : edit->begin;
        size_t sent_end = is_end ? cleaned->sent.len : edit->sent_begin;
        assert(end >= at && sent_end >= sent_at);
        assert(slice_equal(slice_part(cleaned->text, at, end),
                           slice_part(cleaned->sent, sent_at, sent_end)));
        at = is_end ? end : edit->end;
        sent_at = is_end ? sent_end : edit->sent_end;
    }
    for (size_t i = 0; i < document->tokens.count; i++) {
        struct span sent = clean_sent_span(cleaned, document->tokens.at[i].span);
        assert(sent.begin >= before && sent.end > sent.begin);
        claim_border(cleaned->sent, sent.begin);
        claim_border(cleaned->sent, sent.end);
        before = sent.end;
    }
}

static inline void claim_document(const struct document *document)
{
    claim_cleaned(document);
    claim_tokens(document);
    claim_parts(document);
}

#endif
