/* XML: the tree of a feed or of a wire's article, whatever is wrong with it. */
#ifndef COPYDESK_INTAKE_XML_H
#define COPYDESK_INTAKE_XML_H

#include "base/arena.h"

/* What a namespace says that an element is of. */
enum xml_space {
    XML_PLAIN, /* none, or one of the formats whose own elements they are (RSS, Atom, NITF, …) */
    XML_CONTENT,
    XML_DC, /* Dublin Core, elements and terms */
    XML_ITUNES,
    XML_MEDIA,
    XML_RDF,
    XML_XHTML,
    XML_OTHER
};

/* An element or a text. The content of node i are the nodes in (i, end). */
struct xml_node {
    struct slice name;  /* of an element, without its prefix; no value: a text */
    struct slice bytes; /* of an element its attributes as written, of a text its characters */
    uint32_t parent;
    uint32_t end;
    enum xml_space space;
};

/* Node 0 is the document itself, a nameless element. */
struct xml_tree {
    struct xml_node *at;
    size_t count, capacity;
};

enum { XML_DEPTH_MAX = 200 }; /* tags of deeper elements are passed over */

/* Reads XML in whatever encoding it says (label: of the HTTP head, or no value; else as a page's,
 * with the XML declaration in the place of meta). Nothing outside of the bytes is read, and nothing
 * that a document type declares: its entities are not known, those of HTML are. What is not well
 * formed is read as it was likely meant: bare '&' and '<', control characters, end tags that are
 * missing or too many, sections that never end. No recursion. Time and memory O(bytes). Fails:
 * ERROR_NO_MEMORY. Source: W3C, Extensible Markup Language 1.0, and Namespaces in XML 1.0. */
NODISCARD enum error xml_read(struct arena *arena, struct slice bytes, struct slice label,
                              struct xml_tree *out);

/* The next child of an element: begins from `child` 0, and 0 again is the end. O(1). */
uint32_t xml_next(const struct xml_tree *tree, uint32_t parent, uint32_t child);

/* Whether a node is an element of this name, in any case, in this vocabulary. */
bool xml_is(const struct xml_tree *tree, uint32_t node, enum xml_space space, const char *name);

/* The first child, or the first element anywhere below, of this name, of whatever vocabulary that
 * is no other's than the format's own; 0 when there is none. Time O(children), O(nodes below). */
uint32_t xml_child(const struct xml_tree *tree, uint32_t parent, const char *name);
uint32_t xml_below(const struct xml_tree *tree, uint32_t node, const char *name);

/* The root element; 0 when there is none. */
uint32_t xml_root(const struct xml_tree *tree);

/* An attribute's value by its name as written ("xml:base"), trimmed, references resolved; no value
 * when it is not there or empty. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error xml_attribute(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                                   const char *name, struct slice *out);

/* All characters within a node, as they stand. Time O(text). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error xml_text(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                              struct slice *out);

/* How an element is written as HTML: under another name, or, where that is NULL, left out with its
 * content. */
struct xml_rendering {
    const char *name, *html;
};

/* The content of a node as HTML. renderings: for elements of other names than HTML's, ended by one
 * without a name; NULL: none. Time O(nodes x renderings + text). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error xml_html(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                              const struct xml_rendering *renderings, struct slice *out);

#endif
