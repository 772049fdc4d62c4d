/* What a page says of its article in JSON-LD (schema.org), broken or not. */
#ifndef COPYDESK_INTAKE_HTML_LINKED_H
#define COPYDESK_INTAKE_HTML_LINKED_H

#include "intake/html/tree.h"

/* As found: not trimmed, references not resolved, dates in whatever form. No value: not told. */
struct linked {
    struct slice headline, description, body;
    struct slice authors; /* names, ", " between them */
    struct slice published, modified;
    struct slice publisher, language, url;
};

/* Reads the scripts of type application/ld+json: the object whose type is most of an article counts
 * first, others fill what it does not tell. Survives raw line ends in strings, commas too many,
 * comment marks around, and text behind. Time O(scripts). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error linked_read(struct arena *arena, const struct html_tree *tree,
                                 struct linked *out);

#endif
