/* What is read of a text, and the way back to the text as it was sent.
 *
 * Texts carry what no reader sees or means: a byte order mark, soft hyphens, zero-width and bidi
 * controls are dropped (a joiner between two pictures stays); no-break, thin, ideographic and other
 * blanks become one; CR LF, CR, U+0085 and U+2028 become a line end, U+2029 two; ligatures (U+FB00
 * to U+FB06) their letters. Text that was UTF-8, read as Windows-1252 and encoded again ("â€™",
 * "Ã©") becomes what it was, where the run decodes to a letter, a mark or a sign that such texts
 * hold; so do the common character references of HTML ("&quot;", "&#8217;"). All else stays, curly
 * quotes too.
 *
 * Everything is analysed on the cleaned text; spans are turned back where they leave the program.
 */
#ifndef COPYDESK_TEXT_CLEAN_H
#define COPYDESK_TEXT_CLEAN_H

#include "text/utf8.h"

/* Bytes [sent_begin, sent_end) of the text as sent are [begin, end) of the cleaned one. */
struct clean_edit {
    uint32_t begin, end, sent_begin, sent_end;
};

struct cleaned {
    struct slice text; /* what is analysed; where nothing was to do it is the text as sent */
    struct slice sent; /* borrowed */
    const struct clean_edit *edits; /* in text order */
    uint32_t edit_count;
};

/* Cleans a valid UTF-8 text below 4 GiB, which must outlive the result. Copies nothing when there
 * is nothing to do. Time O(n). Fails: ERROR_NO_MEMORY.
 * Source: shared notes on ingestion, section 3; Unicode 15; WHATWG's index of windows-1252. */
NODISCARD enum error clean_read(struct arena *arena, struct slice sent, struct cleaned *out);

/* Where a span of the cleaned text stands in the text as sent: from the begin of its first
 * character to the end of its last one, without what was dropped around it. O(log edits). */
struct span clean_sent_span(const struct cleaned *cleaned, struct span span);

/* Where spans of a cleaned text come from: in a client's unit, counted in the text as sent. */
struct origin {
    struct cleaned cleaned;
    struct positions positions; /* of the text as sent */
};

/* Time O(n). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error origin_read(struct arena *arena, const struct cleaned *cleaned,
                                 enum offsets unit, struct origin *out);

/* A span of the cleaned text, in the unit. O(log edits). */
struct span origin_of(const struct origin *origin, struct span span);

/* What stands there in the text as sent. O(log edits). */
struct slice origin_text(const struct origin *origin, struct span span);

#endif
