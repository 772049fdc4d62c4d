/* HTML cut into tags and text: one pass, no copy. */
#ifndef COPYDESK_INTAKE_HTML_SCAN_H
#define COPYDESK_INTAKE_HTML_SCAN_H

#include "intake/html/tag.h"

enum html_token { HTML_TEXT, HTML_BEGIN, HTML_END };

/* One piece. Comments, doctypes and processing instructions are passed over. */
struct html_piece {
    enum html_token token;
    enum html_tag tag;  /* of BEGIN and END */
    uint16_t name;      /* of an element that is not in the list: its name's hash */
    struct slice bytes; /* TEXT: as written, references not resolved; BEGIN: the attributes */
};

/* Begins as {.rest = html}. */
struct html_scan {
    struct slice rest;
    enum html_tag raw; /* the content of this element comes next, which is no markup */
};

/* The next piece; false at the end. Whatever the bytes are, every byte is passed once. The text of
 * a RAW element is one piece, before its END. Amortised O(piece).
 * Source: WHATWG, HTML, 13.2.5, without its errors' finer points: a script's end is the first
 * "</script". */
bool html_next(struct html_scan *scan, struct html_piece *out);

/* The value of an attribute by its lower-case name, as written; no value when it is not there, an
 * empty one when it has none. Time O(attributes). */
struct slice html_attribute(struct slice attributes, struct slice name);

/* Takes the next attribute off the front; false at the end. */
bool html_next_attribute(struct slice *attributes, struct slice *name, struct slice *value);

#endif
