/* The tree of a page: its elements and texts in document order. */
#ifndef COPYDESK_INTAKE_HTML_TREE_H
#define COPYDESK_INTAKE_HTML_TREE_H

#include "base/arena.h"
#include "intake/html/tag.h"

/* An element, or a text (tag TAG_OTHER with is_text). The content of node i are the nodes in
 * (i, end). */
struct html_node {
    struct slice bytes; /* of an element its attributes, of a text as written */
    uint32_t parent;
    uint32_t end;
    uint16_t tag;   /* enum html_tag */
    uint16_t name;  /* of an element that is not in the list: its name's hash */
    uint16_t depth; /* of the root 0 */
    bool is_text;
};

enum { HTML_DEPTH_MAX = 400 }; /* deeper elements stand beside, not within */

/* Node 0 is the page itself. */
struct html_tree {
    struct html_node *at;
    size_t count, capacity;
};

/* Reads a page, whatever its bytes are; all slices borrow from them. Tags that were left out are
 * put in where that decides what is text of what (p, li, dd, dt, tr, td, th, option); misplaced
 * ones are passed over. No recursion. Time and memory O(bytes). Fails: ERROR_NO_MEMORY.
 * Source: WHATWG, HTML, 13.2.6, simplified: no foster parenting, no adoption agency. */
NODISCARD enum error html_read(struct arena *arena, struct slice html, struct html_tree *out);

#endif
