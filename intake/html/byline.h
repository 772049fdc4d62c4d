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

/* The byline of a page, ", " between names: of what its metadata tell, else of its author
 * elements, else of the first block near the top that begins with "By"; no value when none names
 * anybody. Time O(text looked at). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error byline_choose(struct arena *arena, struct slice told,
                                   const struct names *authors, const struct html_blocks *blocks,
                                   struct slice *out);

#endif
