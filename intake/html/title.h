/* The headline of a page among its titles. */
#ifndef COPYDESK_INTAKE_HTML_TITLE_H
#define COPYDESK_INTAKE_HTML_TITLE_H

#include "base/slice.h"

enum { HEADINGS_MAX = 8 };

/* What a page calls its article in several places; each may have no value. */
struct titles {
    struct slice told;             /* by its metadata: JSON-LD, OpenGraph, … */
    struct slice window;           /* the title element */
    struct slice h1[HEADINGS_MAX]; /* its first headings of that level */
    size_t h1_count;
    struct slice source; /* who publishes it */
};

/* The headline: the h1 that shares most with the other titles, which readers see, else what the
 * metadata tell, without the site's name at an end, behind " | ", " - " or the like. The result is
 * part of one of them. Time O(length). */
struct slice title_choose(const struct titles *titles);

#endif
