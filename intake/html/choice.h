/* The choice of the text blocks that are a page's article. */
#ifndef COPYDESK_INTAKE_HTML_CHOICE_H
#define COPYDESK_INTAKE_HTML_CHOICE_H

#include "intake/html/feature.h"
#include "intake/html/weights.h"

/* How many numbers a block is judged by: its own, some of its neighbours', and in the second stage
 * what the first one found around it. The trainer builds the same (tools/train/pages.py). */
enum {
    NEAR = 2, /* neighbours on each side whose features count */
    NEAR_FEATURES = 10,
    FAR = 4, /* … whose probabilities do */
    FIRST_INPUTS = FEATURE_COUNT + 2 * NEAR * NEAR_FEATURES,
    SECOND_INPUTS = FIRST_INPUTS + 1 + 2 * FAR + 8
};

/* For each block whether it is text of the article; on the arena. First-stage trees judge each
 * block by itself and its neighbours, second-stage ones also by how those were judged. Time
 * O(blocks x trees). Fails: ERROR_NO_MEMORY.
 * Source: gradient boosting (Friedman 2001) over blocks as in boilerpipe (Kohlschuetter et al.
 * 2010); stacking over neighbours as in dragnet (Peters and Lecocq 2013). */
NODISCARD enum error html_choose(struct arena *arena, const struct html_view *view,
                                 const struct html_weights *weights, bool **keeps);

#endif
