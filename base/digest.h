/* A digest of bytes, the same in every process: for ETags and cursors. Not a secret, not a proof
 * against forgery. */
#ifndef COPYDESK_BASE_DIGEST_H
#define COPYDESK_BASE_DIGEST_H

#include "base/slice.h"

struct digest {
    uint64_t high, low;
};

/* XXH3, 128 bits. Time O(n). */
struct digest digest_of(struct slice bytes);

#endif
