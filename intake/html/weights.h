/* What was learned of text blocks: models/page-blocks.weights, turned into C when the program is
 * built. Card: docs/models.md. */
#ifndef COPYDESK_INTAKE_HTML_WEIGHTS_H
#define COPYDESK_INTAKE_HTML_WEIGHTS_H

#include "intake/html/cue.h"

enum { TREE_LEAF = 128, TREE_NODES_MAX = 31, STAGE_COUNT = 2 };

/* Values up to the threshold go left. left, right: a node of the tree, or TREE_LEAF + a leaf. */
struct tree_node {
    uint8_t feature, left, right;
    float threshold;
};

/* Trees whose leaves add up to the logit of a block's being text of the article. */
struct tree_stage {
    const struct tree_node *nodes;
    const float *leaves;
    const uint16_t *first_node, *first_leaf; /* of each tree */
    uint32_t trees;
};

struct html_weights {
    struct html_cues cues;
    struct tree_stage stages[STAGE_COUNT];
    float threshold; /* of the last stage's probability */
};

extern const struct html_weights html_weights;

#endif
