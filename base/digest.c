#include "base/digest.h"

#include <xxhash.h>

struct digest digest_of(struct slice bytes)
{
    XXH128_hash_t hash = XXH3_128bits(bytes.len ? bytes.ptr : "", bytes.len);

    return (struct digest){.high = hash.high64, .low = hash.low64};
}
