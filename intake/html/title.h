/* The headline of a page among its titles. */
#ifndef COPYDESK_INTAKE_HTML_TITLE_H
#define COPYDESK_INTAKE_HTML_TITLE_H

#include "base/slice.h"

/* told: what the page's metadata say (JSON-LD, OpenGraph …); h1: its first heading of that level;
 * title: that of the window; source: who publishes it. Each may have no value. The result is part
 * of one of them: without the site's name at an end, behind " | ", " - " or the like. O(length). */
struct slice title_choose(struct slice told, struct slice h1, struct slice title,
                          struct slice source);

#endif
