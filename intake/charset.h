/* Character sets that texts come in, and their way to UTF-8. */
#ifndef COPYDESK_INTAKE_CHARSET_H
#define COPYDESK_INTAKE_CHARSET_H

#include "base/arena.h"

/* The order is that of a sentence for readers, CHARSETS_READ. */
enum charset {
    CHARSET_UTF_8,
    CHARSET_LATIN_1,
    CHARSET_WINDOWS_1252,
    CHARSET_ASCII,
    CHARSET_UNKNOWN,
};

#define CHARSETS_READ "UTF-8, ISO-8859-1, windows-1252 and us-ascii"

/* The charset of a label, in any case: the names of IANA's registry and the aliases in common use.
 * No label: UTF-8. */
enum charset charset_of(struct slice label);

/* Text in UTF-8: decoded onto the arena, or as it is where it is UTF-8 already, which is then still
 * to be checked. what: how a reader calls it, "the file left". Time O(n); memory O(n). Fails:
 * ERROR_BAD_TEXT (a byte that is no character of the charset; the problem tells where),
 * ERROR_INTERNAL (the C library has no such charset), ERROR_NO_MEMORY.
 * Source: glibc's iconv. */
NODISCARD enum error charset_decode(struct arena *arena, enum charset charset, struct slice bytes,
                                    const char *what, struct slice *out, struct problem *problem);

#endif
