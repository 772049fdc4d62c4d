/* Cursors: where a list goes on, as one opaque word. Bound to the corpus generation and to the
 * query, so that a page never skips or repeats an element unnoticed. */
#ifndef COPYDESK_HANDLERS_CURSOR_H
#define COPYDESK_HANDLERS_CURSOR_H

#include "base/arena.h"

/* What a cursor is bound to: one list, in one generation, under one query. */
struct listing {
    struct slice path;  /* of the list: "/v1/articles" */
    struct slice query; /* as sent; order, `cursor`, `limit`, `offsets` and `pretty` do not count */
    uint32_t generation; /* its number */
    uint32_t articles;   /* of the generation */
};

/* The cursor of the element at `position`, in base64url. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error cursor_write(struct arena *arena, const struct listing *listing,
                                  uint64_t position, struct slice *out);

/* The position of a cursor; 0 for a cursor without a value. Fails: ERROR_UNKNOWN_CURSOR when it is
 * malformed, of another generation or of another query. */
NODISCARD enum error cursor_read(struct slice cursor, const struct listing *listing,
                                 uint64_t *position, struct problem *problem);

#endif
