/* Quotation marks to pieces: which stretches of a text stand between marks. */
#ifndef COPYDESK_NEWS_MARK_H
#define COPYDESK_NEWS_MARK_H

#include "text/lexicon.h"

/* A marked piece. Pieces never overlap and never leave their paragraph; marks inside a piece are
 * nested ones and give no piece of their own. */
struct piece {
    uint32_t first, last; /* tokens [first, last), the marks among them */
    struct span span;
    uint32_t paragraph;
    bool closed;  /* false: its closing mark is missing */
    bool goes_on; /* the next piece, which opens the next paragraph, continues it */
    bool single;  /* between single marks */
    bool line; /* without marks: of a transcript ("BOB RAY: No."), or a block of "> " lines behind a
                * paragraph that ends with a colon */
};

#define PIECE_NONE UINT32_MAX

struct pieces {
    struct piece *at;
    size_t count, capacity;
};

/* Pairs the marks of a document: straight, curly, low, single, guillemets, ``…''. An unclosed mark
 * ends before the first words of attribution (found with `cues`, may be NULL), else with its
 * paragraph, and goes on into the next one only when that opens with the same mark. Pieces without
 * a word are dropped. Where two lines or more open with a name in capitals and a colon, what these
 * lines say are pieces too, and so are blocks of "> " lines behind a colon. Time O(tokens). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error mark_find(struct arena *arena, const struct document *document,
                               const struct lexicon *cues, struct pieces *out);

#endif
