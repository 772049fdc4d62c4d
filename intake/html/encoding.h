/* The character encoding of a page, and its way to UTF-8. */
#ifndef COPYDESK_INTAKE_HTML_ENCODING_H
#define COPYDESK_INTAKE_HTML_ENCODING_H

#include "base/arena.h"

/* A page in UTF-8, without its byte order mark: the bytes themselves where they are that. What
 * tells the encoding, in this order: a byte order mark, the label (of the HTTP head; may have no
 * value), NULs in every other byte, a meta element in the first 1,024 bytes; a page that is told to
 * be UTF-8, or nothing, and is not, is read as windows-1252. Bytes that are no character become
 * U+FFFD. Time O(n). Fails: ERROR_NO_MEMORY.
 * Source: WHATWG, HTML, 13.2.3.2, and Encoding, 4.2; glibc's iconv. */
NODISCARD enum error page_decode(struct arena *arena, struct slice bytes, struct slice label,
                                 struct slice *out);

#endif
