/* Addresses on the web as documents write them: relative to where they stand. */
#ifndef COPYDESK_INTAKE_URL_H
#define COPYDESK_INTAKE_URL_H

#include "base/arena.h"

/* Whether a reference begins with a scheme ("https:"). O(length). */
bool url_is_absolute(struct slice reference);

/* A reference as it is meant at its base; the reference itself where the base is no absolute
 * address. Not normalised otherwise. Time O(n). Fails: ERROR_NO_MEMORY.
 * Source: RFC 3986, 5.2. */
NODISCARD enum error url_resolve(struct arena *arena, struct slice base, struct slice reference,
                                 struct slice *out);

#endif
