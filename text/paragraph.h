/* Inside of the sentence splitter: how the lines of a text make paragraphs. */
#ifndef COPYDESK_TEXT_PARAGRAPH_H
#define COPYDESK_TEXT_PARAGRAPH_H

#include "text/token.h"

/* What is known of the whole text. */
struct layout {
    struct slice text;
    const struct tokens *tokens;
    bool has_blank_lines; /* between tokens */
    bool is_wrapped;      /* line ends are blanks, in a text without blank lines */
};

struct layout layout_read(struct slice text, const struct tokens *tokens);

/* One past the last token of the paragraph that begins at token `first`. */
uint32_t paragraph_last(const struct layout *layout, uint32_t first);

/* Whether the lines of these tokens were filled up to a width, so that their ends mean nothing:
 * none is long, and most break where the next word did not fit or in the middle of a sentence. */
bool lines_are_wrapped(struct slice text, const struct tokens *tokens, uint32_t first,
                       uint32_t last);

#endif
