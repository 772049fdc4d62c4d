/* Texts that may be HTML: made plain, on one line or in paragraphs. */
#ifndef COPYDESK_INTAKE_MARKUP_H
#define COPYDESK_INTAKE_MARKUP_H

#include "base/arena.h"

/* Whether a text has a tag of HTML or a character reference in it, and so was meant as HTML. Time
 * O(n). */
bool markup_is_html(struct slice text);

/* A text on one line: blanks and line ends as one space, none around. The text itself where it is
 * that already. Time O(n). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error markup_line(struct arena *arena, struct slice text, struct slice *out);

/* HTML, or, where is_html does not say so, text that may be HTML, in paragraphs. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error markup_text(struct arena *arena, struct slice text, bool is_html,
                                 struct slice *out);

/* The names of a byline such as "By Jo Reporter and Ana B. Lee", ", " between them; what has none
 * is given as it stands, without "By". Fails: ERROR_NO_MEMORY. */
NODISCARD enum error markup_byline(struct arena *arena, struct slice line, struct slice *out);

/* Adds a name to a byline, unless it is there, or is too long for one, or the byline is. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error markup_add_name(struct arena *arena, struct slice name, struct slice *byline);

#endif
