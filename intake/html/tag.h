/* Elements of HTML by name. */
#ifndef COPYDESK_INTAKE_HTML_TAG_H
#define COPYDESK_INTAKE_HTML_TAG_H

#include "base/slice.h"

enum html_tag {
    TAG_OTHER, /* of no name in the list */

#define TAG(name, flags) TAG_##name,
#include "intake/html/tags.def"
#undef TAG
    TAG_COUNT
};

enum tag_flag {
    TAG_IS_BLOCK = 1 << 0,
    TAG_IS_VOID = 1 << 1,
    TAG_IS_RAW = 1 << 2,
    TAG_IS_UNSHOWN = 1 << 3,
    TAG_CLOSES_P = 1 << 4,
    TAG_IS_WALL = 1 << 5
};

/* The element of a name in any case. Time O(log elements). */
enum html_tag tag_of(struct slice name);

/* Bits of enum tag_flag. */
unsigned tag_flags(enum html_tag tag);

/* As written in lower case; no value of TAG_OTHER. */
struct slice tag_name(enum html_tag tag);

#endif
