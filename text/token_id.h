/* Inside of the tokenizer: ids of tokens and how up to sixteen bytes of ASCII are read at once.
 *
 * An id is a hash without a key, the same in every process and on every machine: of up to sixteen
 * bytes by two folded products (after wyhash: Wang Yi, 2019, public domain), of more by XXH3. Ids
 * are compared, never used to place a stranger's keys into a table (ids.h mixes in a key). */
#ifndef COPYDESK_TEXT_TOKEN_ID_H
#define COPYDESK_TEXT_TOKEN_ID_H

#include "base/slice.h"

enum { SHORT_BYTES = 16 };

#define EVERY_BYTE(value) ((value)*0x0101010101010101u)

/* Up to eight bytes, the first one lowest whatever the machine. */
static inline uint64_t up_to_eight_bytes(const char *ptr, size_t length)
{
    const unsigned char *byte = (const unsigned char *)ptr;
    uint32_t first, last;

    if (length >= 4) {
        memcpy(&first, ptr, sizeof first);
        memcpy(&last, ptr + length - 4, sizeof last);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        first = __builtin_bswap32(first);
        last = __builtin_bswap32(last);
#endif
        return first | (uint64_t)last << 8 * (length - 4);
    }
    if (length == 0)
        return 0;
    return byte[0] | (uint64_t)byte[length / 2] << 8 * (length / 2) |
           (uint64_t)byte[length - 1] << 8 * (length - 1);
}

/* Eight bytes, the first one lowest whatever the machine; zeros past the end of the text. */
static inline uint64_t eight_bytes(struct slice text, size_t at)
{
    uint64_t eight;

    if (at >= text.len || text.len - at < sizeof eight)
        return at < text.len ? up_to_eight_bytes(text.ptr + at, text.len - at) : 0;
    memcpy(&eight, text.ptr + at, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

static inline uint64_t folded_product(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Id of up to sixteen bytes, zeros behind them. The constants' bytes stand in no UTF-8 text, so no
 * choice of letters makes a factor zero. */
static inline uint64_t short_id(uint64_t low, uint64_t high, size_t length)
{
    uint64_t mixed = folded_product(low ^ 0xF8C1FAFDF5FFC0F9u,
                                    high ^ 0xFBF7FEC0F9C1F6FFu ^ (uint64_t)length << 56);

    return folded_product(mixed ^ 0x9E3779B97F4A7C15u, 0xD6E8FEB86659FD93u + length);
}

/* Id of any bytes: short_id or XXH3. */
uint64_t bytes_id(struct slice bytes);

/* ASCII letters at the begin of eight bytes: 0x80 in the place of each letter. */
static inline uint64_t letter_places(uint64_t eight)
{
    uint64_t low = (eight | EVERY_BYTE(0x20u)) & EVERY_BYTE(0x7Fu);
    uint64_t from_a = low + EVERY_BYTE(0x80u - 'a');
    uint64_t past_z = low + EVERY_BYTE(0x7Fu - 'z');

    return from_a & ~past_z & ~eight & EVERY_BYTE(0x80u);
}

#endif
