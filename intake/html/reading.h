/* A page on its way to an article: decoded, parsed, and what it says of itself. */
#ifndef COPYDESK_INTAKE_HTML_READING_H
#define COPYDESK_INTAKE_HTML_READING_H

#include "intake/html/feature.h"
#include "intake/html/page.h"

struct page_reading {
    struct html_tree tree;
    struct html_blocks blocks;
    struct article article; /* all but its text and id */
    struct html_view view;  /* of the members above; its cues are the caller's to set */
};

/* Everything up to the choice of blocks. `out` must not be moved. Time O(bytes). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error page_reading_open(struct arena *arena, const struct web_page *page,
                                       struct page_reading *out);

#endif
