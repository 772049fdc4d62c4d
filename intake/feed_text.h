/* The texts of a feed's elements, which say by their type how they are to be read. */
#ifndef COPYDESK_INTAKE_FEED_TEXT_H
#define COPYDESK_INTAKE_FEED_TEXT_H

#include "intake/xml.h"

/* The plain text of an element: XHTML within it, HTML that is escaped, text that is just that, any
 * of them in base64, by Atom's attributes type and mode; where these do not tell, by what it looks
 * like. No value where it is no text at all (an image, a film, or elsewhere). Time O(text). Fails:
 * ERROR_NO_MEMORY. Source: RFC 4287, 3.1 and 4.1.3; Atom 0.3, 3.1. */
NODISCARD enum error feed_text(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                               struct slice *out);

#endif
