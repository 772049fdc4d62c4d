/* Bytes packed with gzip (RFC 1952), whole in memory. */
#ifndef COPYDESK_BASE_GZIP_H
#define COPYDESK_BASE_GZIP_H

#include "base/arena.h"

/* Unpacks gzip data: one member or several joined, and nothing behind them. limit: most bytes that
 * it may unpack to; what would be more is not unpacked further. Time O(packed + unpacked); memory
 * 40 kB and what is unpacked, at most four times. Fails: ERROR_BAD_CODING (damaged, cut off, or
 * followed by other bytes; the problem tells where), ERROR_BODY_TOO_LARGE (over the limit, without
 * words), ERROR_NO_MEMORY. */
NODISCARD enum error gzip_unpack(struct arena *arena, struct slice packed, size_t limit,
                                 struct slice *out, struct problem *problem);

/* Packs bytes into one member, always the same for the same bytes. False when it would not be
 * shorter, or there is no memory or no time left for it: send the bytes as they are. Time O(n);
 * memory what is packed, and up to 270 kB that are given back. */
NODISCARD bool gzip_pack(struct arena *arena, struct slice bytes, struct slice *out);

#endif
