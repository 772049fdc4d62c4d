/* UTF-8: checked once at the door, then trusted; and the three ways to count positions in a text.
 */
#ifndef COPYDESK_TEXT_UTF8_H
#define COPYDESK_TEXT_UTF8_H

#include "base/arena.h"

/* Bytes of the longest prefix that is well-formed UTF-8 (Unicode 15, table 3-7: no surrogates, no
 * overlong forms); equals bytes.len when all is. Time O(n). */
size_t utf8_valid_prefix(struct slice bytes);

/* The code point at *at that is not ASCII; otherwise as utf8_next. */
uint32_t utf8_next_beyond(struct slice text, size_t *at);

/* The code point at *at, which moves behind it. The text is valid UTF-8 and *at < text.len. */
static inline uint32_t utf8_next(struct slice text, size_t *at)
{
    unsigned char byte = (unsigned char)text.ptr[*at];

    if (byte >= 0x80)
        return utf8_next_beyond(text, at);
    ++*at;
    return byte;
}

/* The code point that ends at *at, which moves before it. The text is valid and *at > 0. */
uint32_t utf8_before(struct slice text, size_t *at);

/* Writes a code point; returns its length, 1 to 4. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* Length of a valid text in code points. Time O(n). */
size_t utf8_length(struct slice text);

/* Units of positions on the wire (names as in LSP's position encodings). */
enum offsets { OFFSETS_UTF32, OFFSETS_UTF16, OFFSETS_UTF8 };

/* Turns byte positions of one text into another unit. O(n) once, O(1) a position. */
struct positions {
    struct slice text;
    enum offsets unit;
    const uint32_t *at_block; /* units before each block of POSITIONS_BLOCK bytes; NULL: identity */
};

enum { POSITIONS_BLOCK = 64 };

/* Fails: ERROR_NO_MEMORY. */
NODISCARD enum error positions_read(struct arena *arena, struct slice text, enum offsets unit,
                                    struct positions *out);

/* Units before this byte, which stands at the begin of a character or at the end of the text. */
uint32_t positions_of(const struct positions *positions, uint32_t byte);

#endif
