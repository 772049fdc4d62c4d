/* An article that has been read: its text, tokens, sentences and paragraphs. */
#ifndef COPYDESK_TEXT_DOCUMENT_H
#define COPYDESK_TEXT_DOCUMENT_H

#include "text/sentence.h"

struct document {
    struct slice text; /* borrowed */
    struct tokens tokens;
    struct sentences sentences;
    struct paragraphs paragraphs;
    uint32_t word_count; /* runs between white space, as wc -w counts them */
};

/* Reads a valid UTF-8 text below 4 GiB; the text must outlive the document. Time O(n).
 * Fails: ERROR_NO_MEMORY; ERROR_BAD_TEXT for a text that is not UTF-8. */
NODISCARD enum error document_read(struct arena *arena, struct slice text, struct document *out);

/* Index of the sentence that holds this byte; of the last one before it when it lies between two;
 * 0 before the first. O(log sentences). */
uint32_t document_sentence_at(const struct document *document, uint32_t byte);

/* Index of the first token that ends behind this byte; tokens.count when none does. O(log tokens).
 */
uint32_t document_token_at(const struct document *document, uint32_t byte);

#endif
