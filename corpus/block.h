/* One exactly sized block of memory that is filled front to back: what a stored article and its
 * analysis live in. Run over the same copying code twice: once to measure (`at` NULL), once to
 * fill. */
#ifndef COPYDESK_CORPUS_BLOCK_H
#define COPYDESK_CORPUS_BLOCK_H

#include "base/slice.h"

struct block {
    char *at; /* NULL: only measured */
    size_t used;
};

/* Room for `size` bytes at an alignment (a power of two); NULL while measuring. */
static inline void *block_take(struct block *block, size_t size, size_t alignment)
{
    size_t begin = (block->used + alignment - 1) & ~(alignment - 1);

    block->used = begin + size;
    return block->at ? block->at + begin : NULL;
}

/* A copy of `count` elements of `size` bytes; NULL while measuring or when there is none. */
static inline void *block_copy(struct block *block, const void *from, size_t count, size_t size,
                               size_t alignment)
{
    void *to = count ? block_take(block, count * size, alignment) : NULL;

    return to ? memcpy(to, from, count * size) : NULL;
}

/* A copy of the bytes; without a value where they have none. */
static inline struct slice block_copy_slice(struct block *block, struct slice bytes)
{
    char *to = block_take(block, bytes.ptr ? bytes.len : 0, 1);

    if (!to || !bytes.ptr)
        return (struct slice){bytes.ptr, bytes.len};
    if (bytes.len)
        memcpy(to, bytes.ptr, bytes.len);
    return (struct slice){to, bytes.len};
}

#endif
