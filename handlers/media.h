/* Media types: what a body is said to be (Content-Type), and which replies a client takes (Accept).
 */
#ifndef COPYDESK_HANDLERS_MEDIA_H
#define COPYDESK_HANDLERS_MEDIA_H

#include "base/slice.h"

#define MEDIA_JSON    "application/json"
#define MEDIA_PROBLEM "application/problem+json"
#define MEDIA_SCHEMA  "application/schema+json"
#define MEDIA_FORM    "multipart/form-data"
#define MEDIA_PAIRS   "application/x-www-form-urlencoded"
#define MEDIA_LINES   "application/x-ndjson"
#define MEDIA_TEXT    "text/plain"
#define MEDIA_HTML    "text/html"
#define MEDIA_XHTML   "application/xhtml+xml"
#define MEDIA_NINJS   "application/vnd.iptc.ninjs+json"
#define MEDIA_PATCH   "text/x-diff"

/* Parts of a Content-Type header, borrowed from it; no value where it does not say. */
struct media_type {
    struct slice name; /* "application/json", as written: compare with media_is */
    struct slice charset;
    struct slice boundary;
};

/* Reads a Content-Type header (RFC 9110, 8.3); false when it is none. Time O(n). */
NODISCARD bool media_read(struct slice header, struct media_type *out);

/* Equal but for the case of ASCII letters. */
bool media_is(struct slice name, const char *literal);

/* Takes the next `; name=value` (also quoted, RFC 9110, 5.6.6) off a header's rest. False at the
 * end, which `rest` then shows by being empty, or at a fault. A value with a backslash is given as
 * written. Time O(n). */
bool media_next_parameter(struct slice *rest, struct slice *name, struct slice *value);

/* How much a client wants this media type, 0 (not at all) to 1000, by the most specific range of
 * its Accept header that covers it (RFC 9110, 12.5.1). Without a header: 1000. Time O(n). */
unsigned media_quality(struct slice accept, const char *literal);

/* How much a client wants a content coding, 0 (not at all) to 1000, by its Accept-Encoding header
 * (RFC 9110, 12.5.3). "identity", the bytes as they are, is taken, though last (1), unless the
 * header says otherwise; of other codings only those it names, or "*". Time O(n). */
unsigned media_coding_quality(struct slice accept_encoding, const char *coding);

/* Whether a range of the Accept header covers the type at all, be it to forbid it with q=0. */
bool media_is_covered(struct slice accept, const char *literal);

#endif
