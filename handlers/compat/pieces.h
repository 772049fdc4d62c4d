/* Texts that other services send in pieces of HTML. */
#ifndef COPYDESK_HANDLERS_COMPAT_PIECES_H
#define COPYDESK_HANDLERS_COMPAT_PIECES_H

#include "base/arena.h"

/* The texts of pieces of HTML (those without a value are left out) with a blank line between them.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pieces_join(struct arena *arena, const struct slice *pieces, size_t count,
                                 struct slice *out);

#endif
