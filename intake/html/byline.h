/* Who wrote an article: names out of the lines that name them. */
#ifndef COPYDESK_INTAKE_HTML_BYLINE_H
#define COPYDESK_INTAKE_HTML_BYLINE_H

#include "intake/html/block.h"

/* Names in their order, each once. Begins empty. */
struct names {
    struct slice *at;
    size_t count, capacity;
};

/* Adds the names of a line such as "By Jo Reporter and Ana B. Lee, Staff Writers | The Paper":
 * what is no name is left out. Time O(length). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error names_add(struct arena *arena, struct names *names, struct slice line);

/* Where the names may stand. */
struct byline {
    struct slice told;           /* by the page's metadata */
    struct slice source;         /* who publishes it, who is named last */
    const struct names *authors; /* of author elements */
    const struct html_blocks *blocks;
};

/* The byline of a page, ", " between names: of what its metadata tell, else of its author
 * elements, else of the first block near the top that begins with "By"; agencies and the publisher
 * only where nobody else is named; no value when nobody is. Time O(text looked at). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error byline_choose(struct arena *arena, const struct byline *byline,
                                   struct slice *out);

#endif
