/* What is measured of the text blocks of a page, for the choice of those that are its article. */
#ifndef COPYDESK_INTAKE_HTML_FEATURE_H
#define COPYDESK_INTAKE_HTML_FEATURE_H

#include "intake/html/block.h"
#include "intake/html/cue.h"

enum html_feature {

#define FEATURE(name) FEATURE_##name,
#include "intake/html/features.def"
#undef FEATURE
    FEATURE_COUNT
};

/* Told of each cue of a page as it is looked up, for the trainer: one of a block, or, where
 * of_element is set, one of an element around blocks. */
struct html_watcher {
    void (*take)(void *context, bool of_element, uint32_t number, uint32_t hash);
    void *context;
};

/* A page as far as it is read. Slices without a value are not known. */
struct html_view {
    const struct html_tree *tree;
    const struct html_blocks *blocks;
    struct slice headline, description;
    struct slice linked_body; /* JSON-LD's articleBody */
    const struct html_cues *cues;
    const struct html_watcher *watcher; /* NULL: none */
};

/* Rows of FEATURE_COUNT numbers, one for each block, on the arena. Time O(text + elements around
 * blocks). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error html_measure(struct arena *arena, const struct html_view *view, float **rows);

#endif
