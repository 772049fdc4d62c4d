/* Texts put together at random from pieces. */
#ifndef COPYDESK_TESTS_UNIT_MIXED_TEXT_H
#define COPYDESK_TESTS_UNIT_MIXED_TEXT_H

#include "tests/document_claims.h"
#include "tests/unit/suite.h"

enum { MIXED_BYTES_MOST = 600, PIECE_BYTES_MOST = 16 };

/* Reads a text of about `size` bytes and claims what holds for any document; the round is the seed.
 */
static void claim_mixed_text(uint32_t round, const char *const *pieces, size_t count, size_t size)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    uint32_t state = round * 2654435761u + 1;
    char bytes[MIXED_BYTES_MOST];
    size_t len = 0;
    struct document document;

    ck_assert_uint_le(size, sizeof bytes);
    while (len < size - PIECE_BYTES_MOST) {
        const char *piece;
        state = state * 1103515245 + 12345;
        piece = pieces[(state >> 16) % count];
        memcpy(bytes + len, piece, strlen(piece));
        len += strlen(piece);
    }
    ck_assert_int_eq(document_read(arena, (struct slice){bytes, len}, &document), ERROR_OK);
    claim_document(&document);
    arena_close(arena);
}

#endif
