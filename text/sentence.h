/* Sentences and paragraphs over tokens.
 *
 * Paragraphs end at a blank line; in a text without blank lines at each line end, unless its lines
 * are hard-wrapped (then it is one run). A sentence never crosses a paragraph; closing quotation
 * marks and brackets after its stop belong to it. */
#ifndef COPYDESK_TEXT_SENTENCE_H
#define COPYDESK_TEXT_SENTENCE_H

#include "text/token.h"

struct sentence {
    struct span span;     /* from its first token to its last */
    uint32_t first, last; /* tokens [first, last) */
    uint32_t paragraph;
};

struct sentences {
    struct sentence *at;
    size_t count, capacity;
};

struct paragraph {
    struct span span;     /* from its first token to its last */
    uint32_t first, last; /* sentences [first, last) */
};

struct paragraphs {
    struct paragraph *at;
    size_t count, capacity;
};

/* Groups tokens into sentences and those into paragraphs; every token stands in exactly one of
 * each. Time O(tokens + bytes). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error sentence_split(struct arena *arena, struct slice text,
                                    const struct tokens *tokens, struct sentences *sentences,
                                    struct paragraphs *paragraphs);

#endif
