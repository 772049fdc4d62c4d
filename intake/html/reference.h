/* Character references: "&amp;", "&#8217;", "&nbsp" become characters. */
#ifndef COPYDESK_INTAKE_HTML_REFERENCE_H
#define COPYDESK_INTAKE_HTML_REFERENCE_H

#include "base/arena.h"

/* A name without its '&', with or without a ';', and its characters in UTF-8. */
struct html_reference {
    struct slice name, text;
};

/* Sorted by name; made from WHATWG's list when the program is built. */
extern const struct html_reference html_references[];
extern const size_t html_reference_count;

enum { HTML_REFERENCE_BYTES = 8 }; /* the longest text of one, with room */

/* Resolves the reference that begins the bytes with '&': its text goes into `out`, its length is
 * returned in *len, and how many bytes it took; 0 when it is none. in_attribute: one without ';'
 * before '=' or a letter is none there. Time O(log names).
 * Source: WHATWG, HTML, 13.2.5.72 to 80. */
size_t html_resolve(struct slice bytes, bool in_attribute, char out[HTML_REFERENCE_BYTES],
                    size_t *len);

/* A text or an attribute's value with its references resolved; the bytes themselves when it has
 * none. Time O(n). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error html_unescape(struct arena *arena, struct slice bytes, bool in_attribute,
                                   struct slice *out);

#endif
