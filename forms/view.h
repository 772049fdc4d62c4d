/* A comparison as it is shown to a person: the two texts, what differs, and how much around it. */
#ifndef COPYDESK_FORMS_VIEW_H
#define COPYDESK_FORMS_VIEW_H

#include "news/diff.h"

struct view_side {
    const struct document *document;
    const struct analysis *analysis;
    struct slice name; /* the id, or what the client calls it; may be empty */
};

/* All borrowed. */
struct view {
    struct view_side left, right;
    const struct diff *diff;
    enum diff_level level;
    uint32_t context; /* unchanged units shown before and behind those that changed */
};

/* A run of units without a change, and the part of it that is folded away: [first, last). */
struct view_run {
    size_t last; /* one past the run */
    size_t fold_first, fold_last;
};

/* Whether a unit shows a change: an edited one all of whose edits are ignored does not. */
bool view_has_change(const struct unit *unit);

/* The run of unchanged units that begins at `first`. O(its length). */
struct view_run view_run_at(const struct view *view, size_t first);

/* Bytes of the parts [first, last) of a side; empty when there is none. */
struct span view_span(const struct view *view, const struct view_side *side, uint32_t first,
                      uint32_t last);

/* Bytes between the pieces of a unit that are none of its own, where `parts` is its gap on that
 * side; empty where there is none. */
struct span view_gap(const struct view *view, const struct view_side *side, struct span parts);

/* "paragraph" or "sentence". */
const char *view_part_name(const struct view *view);

#endif
