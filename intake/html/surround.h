/* What is around a text block: its elements from the nearest one up, and what they say. */
#ifndef COPYDESK_INTAKE_HTML_SURROUND_H
#define COPYDESK_INTAKE_HTML_SURROUND_H

#include "intake/html/feature.h"

/* Elements whose distance is measured, in the order of the features FEATURE_to_article and on. */
enum landmark {
    LANDMARK_ARTICLE,
    LANDMARK_MAIN,
    LANDMARK_NAV,
    LANDMARK_ASIDE,
    LANDMARK_FOOTER,
    LANDMARK_HEADER,
    LANDMARK_FIGURE,
    LANDMARK_LIST,
    LANDMARK_TABLE,
    LANDMARK_FORM,
    LANDMARK_QUOTE,
    LANDMARK_SECTION,
    LANDMARK_BODY, /* itemprop articleBody */
    LANDMARK_COUNT
};

enum { LANDMARK_FAR = 30 };

/* Of one element, with all that it stands in. */
struct surround {
    bool is_known, is_hidden;
    uint8_t to[LANDMARK_COUNT];  /* levels up; 0: the element itself; LANDMARK_FAR: none */
    float own, sum, worst, best; /* scores of classes and ids */
};

/* Makes known[node] and those of the elements it stands in. Time O(elements not yet known and
 * their attributes). */
void surround_read(const struct html_view *view, uint32_t node, struct surround *known);

#endif
