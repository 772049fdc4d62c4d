/* Text blocks: what a reader sees as a paragraph, a heading, a button or a menu's line. */
#ifndef COPYDESK_INTAKE_HTML_BLOCK_H
#define COPYDESK_INTAKE_HTML_BLOCK_H

#include "intake/html/tree.h"

/* A run of text between the borders of block elements, blanks collapsed, references resolved. A
 * line break within stands as '\n'; two together are a border. */
struct html_block {
    struct slice text;
    uint32_t node;    /* the block element that it stands in */
    uint32_t words;   /* apart by blanks */
    uint32_t linked;  /* of them within links */
    uint32_t strong;  /* within strong, b or headings' like */
    uint32_t slanted; /* within em, i or cite */
    bool is_quoted;   /* within a blockquote */
};

struct html_blocks {
    struct html_block *at;
    size_t count, capacity;
};

/* The blocks of a tree that are shown, in document order; texts on the arena. Time and memory
 * O(text). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error html_find_blocks(struct arena *arena, const struct html_tree *tree,
                                      struct html_blocks *out);

/* Those of the blocks for which keeps[i] is set (NULL: all) as one text: a blank line between
 * them, the lines of quoted ones begun with "> ". Time O(text). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error html_join_blocks(struct arena *arena, const struct html_blocks *blocks,
                                      const bool *keeps, struct slice *out);

#endif
