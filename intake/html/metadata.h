/* What a page says of its article outside the text: headline, byline, dates, publisher. */
#ifndef COPYDESK_INTAKE_HTML_METADATA_H
#define COPYDESK_INTAKE_HTML_METADATA_H

#include "intake/article.h"
#include "intake/html/block.h"

struct metadata {
    struct article article; /* title, byline, published, modified, source, url, language */
    struct slice description;
    struct slice body; /* JSON-LD's articleBody */
};

/* Reads, in this order of trust: JSON-LD, meta elements (OpenGraph, article:*, Dublin Core,
 * parsely, sailthru), microdata and rel=author, then the markup itself: title, h1, time, a line
 * that begins with "By". Titles without the site's name, dates as ISO 8601, names without "By" and
 * what follows them. Time O(page). Fails: ERROR_NO_MEMORY. Source: schema.org; ogp.me; shared notes
 * on ingestion, section 1. */
NODISCARD enum error metadata_read(struct arena *arena, const struct html_tree *tree,
                                   const struct html_blocks *blocks, struct metadata *out);

#endif
