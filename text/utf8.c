#include "text/utf8.h"

#include <assert.h>

#define HIGH_BITS 0x8080808080808080u

/* Bytes of ASCII from here on, 32 at a time, then eight. */
static size_t ascii_prefix(struct slice bytes, size_t from)
{
    size_t at = from;
    uint64_t words[4];

    for (; bytes.len - at >= sizeof words; at += sizeof words) {
        memcpy(words, bytes.ptr + at, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & HIGH_BITS)
            break;
    }
    for (; bytes.len - at >= sizeof *words; at += sizeof *words) {
        memcpy(words, bytes.ptr + at, sizeof *words);
        if (words[0] & HIGH_BITS)
            break;
    }
    while (at < bytes.len && !(bytes.ptr[at] & 0x80))
        at++;
    return at;
}

static bool follows(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Length of the well-formed sequence that is not ASCII and begins at `at`; 0 when there is none.
 * Unicode 15, table 3-7: only the second byte has bounds of its own behind E0, ED, F0 and F4. */
static size_t sequence_length(struct slice bytes, size_t at)
{
    const unsigned char *byte = (const unsigned char *)bytes.ptr + at;
    size_t left = bytes.len - at;
    unsigned char lead = byte[0];

    if (lead < 0xC2 || lead > 0xF4 || left < 2 || !follows(byte[1]))
        return 0;
    if (lead < 0xE0)
        return 2;
    if (left < 3 || !follows(byte[2]))
        return 0;
    if (lead < 0xF0)
        return (lead == 0xE0 && byte[1] < 0xA0) || (lead == 0xED && byte[1] > 0x9F) ? 0 : 3;
    if (left < 4 || !follows(byte[3]))
        return 0;
    return (lead == 0xF0 && byte[1] < 0x90) || (lead == 0xF4 && byte[1] > 0x8F) ? 0 : 4;
}

size_t utf8_valid_prefix(struct slice bytes)
{
    size_t at = 0;

    while ((at = ascii_prefix(bytes, at)) < bytes.len) {
        while (at < bytes.len && bytes.ptr[at] & 0x80) {
            size_t length = sequence_length(bytes, at);
            if (!length)
                return at;
            at += length;
        }
    }
    return at;
}

uint32_t utf8_next_beyond(struct slice text, size_t *at)
{
    const unsigned char *byte = (const unsigned char *)text.ptr + *at;

    if (byte[0] < 0xE0) {
        *at += 2;
        return (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu);
    }
    if (byte[0] < 0xF0) {
        *at += 3;
        return (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
    }
    *at += 4;
    return (byte[0] & 0x07u) << 18 | (byte[1] & 0x3Fu) << 12 | (byte[2] & 0x3Fu) << 6 |
           (byte[3] & 0x3Fu);
}

uint32_t utf8_before(struct slice text, size_t *at)
{
    size_t begin;

    do
        --*at;
    while (*at && (text.ptr[*at] & 0xC0) == 0x80);
    begin = *at;
    return utf8_next(text, &begin);
}

size_t utf8_encode(uint32_t code_point, char out[4])
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

/* Units that begin in these bytes: a character counts at its lead byte, so a block may be cut
 * anywhere. UTF-16 spends a second unit on the characters of four bytes. */
static uint32_t units_in(struct slice bytes, enum offsets unit)
{
    uint32_t units = 0;

    if (unit == OFFSETS_UTF8)
        return (uint32_t)bytes.len;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];
        units += (byte & 0xC0) != 0x80;
        units += unit == OFFSETS_UTF16 && byte >= 0xF0;
    }
    return units;
}

size_t utf8_length(struct slice text)
{
    size_t length = 0;

    for (size_t i = 0; i < text.len; i++)
        length += (text.ptr[i] & 0xC0) != 0x80;
    return length;
}

enum error positions_read(struct arena *arena, struct slice text, enum offsets unit,
                          struct positions *out)
{
    size_t block_count = text.len / POSITIONS_BLOCK + 1;
    uint32_t units = 0;
    uint32_t *at_block;

    *out = (struct positions){.text = text, .unit = unit};
    if (unit == OFFSETS_UTF8 || ascii_prefix(text, 0) == text.len)
        return ERROR_OK;
    at_block = arena_array(arena, uint32_t, block_count);
    if (!at_block)
        return ERROR_NO_MEMORY;
    for (size_t block = 0; block < block_count; block++) {
        size_t begin = block * POSITIONS_BLOCK;
        at_block[block] = units;
        units += units_in(slice_part(text, begin, begin + POSITIONS_BLOCK), unit);
    }
    out->at_block = at_block;
    return ERROR_OK;
}

uint32_t positions_of(const struct positions *positions, uint32_t byte)
{
    uint32_t block = byte / POSITIONS_BLOCK;
    struct slice rest;

    assert(byte <= positions->text.len);
    if (!positions->at_block)
        return byte;
    rest = slice_part(positions->text, (size_t)block * POSITIONS_BLOCK, byte);
    return positions->at_block[block] + units_in(rest, positions->unit);
}
