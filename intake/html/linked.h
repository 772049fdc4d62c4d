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

/* What the rest of the page tells of its article, by which it is known among others. */
struct linked_hint {
    struct slice url, title; /* no value: not told */
};

/* Reads the scripts of type application/ld+json: the object whose type is most of an article counts
 * first, others fill what it does not tell; where one is known by the hint, no other article does.
 * Objects that only name another (@id) are looked up. Survives raw line ends in strings, commas too
 * many, comment marks around, and text behind. Time O(scripts). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error linked_read(struct arena *arena, const struct html_tree *tree,
                                 const struct linked_hint *hint, struct linked *out);

#endif
