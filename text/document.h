/* An article that has been read: its text, tokens, sentences and paragraphs. */
#ifndef COPYDESK_TEXT_DOCUMENT_H
#define COPYDESK_TEXT_DOCUMENT_H

#include "text/clean.h"
#include "text/sentence.h"

struct document {
    struct slice text; /* as it is analysed: cleaned.text; all spans are of this one */
    struct cleaned cleaned;
    struct tokens tokens;
    struct sentences sentences;
    struct paragraphs paragraphs;
    uint32_t word_count; /* runs between white space, as wc -w counts them */
};

/* Cleans and reads a UTF-8 text below 4 GiB, which must outlive the document. Time O(n).
 * Fails: ERROR_NO_MEMORY; ERROR_BAD_TEXT for a text that is not UTF-8. */
NODISCARD enum error document_read(struct arena *arena, struct slice sent, struct document *out);

/* The same of a text that is cleaned already; it must outlive the document.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error document_read_cleaned(struct arena *arena, const struct cleaned *cleaned,
                                           struct document *out);

/* What stands at a span of the document's text in the text as sent. O(log edits). */
static inline struct slice document_sent(const struct document *document, struct span span)
{
    return slice_at(document->cleaned.sent, clean_sent_span(&document->cleaned, span));
}

/* Index of the sentence that holds this byte; of the last one before it when it lies between two;
 * 0 before the first. O(log sentences). */
uint32_t document_sentence_at(const struct document *document, uint32_t byte);

/* Index of the first token that ends behind this byte; tokens.count when none does. O(log tokens).
 */
uint32_t document_token_at(const struct document *document, uint32_t byte);

#endif
