#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#include "base/checked.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif
#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define POISON(at, size)   ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
#else
#define POISON(at, size)   ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#endif

enum {
    FIRST_BLOCK_BYTES = 4096,
    LARGEST_BLOCK_BYTES = 1 << 21,
    HUGE_PAGE_BYTES = 1 << 21, /* blocks of this size and more ask for such pages */
    REDZONE_BYTES = 8,
    CLOCK_BYTES = 4096, /* the clock is read for an allocation of this size, */
    CLOCK_STEPS = 32,   /* or for every so many */
};

struct block {
    struct block *before;
    size_t size;  /* usable bytes, behind this head */
    size_t whole; /* bytes taken from the machine */
    _Alignas(64) char bytes[];
};

struct deferred {
    struct deferred *before;
    void (*release)(void *object);
    void *object;
};

struct arena {
    struct arena *outer; /* whose budget it shares; NULL: none */
    struct arena_pool *pool;
    struct block *block;
    size_t taken; /* bytes taken of the current block */
    size_t used, budget;
    size_t next_block_bytes;
    size_t fail_countdown;
    const atomic_int_fast64_t *deadline_ns; /* NULL: none */
    unsigned steps;                         /* allocations since the clock was read */
    bool fails;
    enum error error;
    struct deferred *deferred;
};

struct arena *arena_open(size_t budget_bytes)
{
    struct arena *arena = calloc(1, sizeof *arena);

    if (!arena)
        return NULL;
    arena->budget = budget_bytes;
    arena->next_block_bytes = FIRST_BLOCK_BYTES;
    return arena;
}

struct arena *arena_open_in(struct arena_pool *pool, size_t budget_bytes)
{
    struct arena *arena = arena_open(budget_bytes);

    if (arena)
        arena->pool = pool;
    return arena;
}

struct arena *arena_open_within(struct arena *outer)
{
    struct arena *arena = arena_open_in(outer->pool, outer->budget - outer->used);

    if (!arena)
        return NULL;
    arena->outer = outer;
    arena->deadline_ns = outer->deadline_ns;
    return arena;
}

static bool take_from_pool(struct arena_pool *pool, size_t bytes)
{
    if (!pool)
        return true;
    if (atomic_fetch_add(&pool->held, bytes) + bytes <= pool->limit)
        return true;
    atomic_fetch_sub(&pool->held, bytes);
    return false;
}

static void give_to_pool(struct arena_pool *pool, size_t bytes)
{
    if (pool)
        atomic_fetch_sub(&pool->held, bytes);
}

void arena_close(struct arena *arena)
{
    if (!arena)
        return;
    for (struct deferred *d = arena->deferred; d; d = d->before)
        d->release(d->object);
    for (struct block *block = arena->block; block;) {
        struct block *before = block->before;
        UNPOISON(block->bytes, block->size);
        give_to_pool(arena->pool, block->whole);
        free(block);
        block = before;
    }
    free(arena);
}

/* Starts a block with room for `need` bytes; blocks double up to a huge page, head included. */
static bool arena_add_block(struct arena *arena, size_t need)
{
    size_t size = arena->next_block_bytes;
    size_t whole, alignment;
    struct block *block;
    void *memory;

    if (size == LARGEST_BLOCK_BYTES)
        size -= sizeof *block;
    if (size < need)
        size = need;
    if (checked_add(size, sizeof *block, &whole) || checked_add(whole, 63, &whole))
        return false;
    alignment = whole < HUGE_PAGE_BYTES ? 64 : HUGE_PAGE_BYTES;
    whole &= ~(size_t)63;
    if (!take_from_pool(arena->pool, whole))
        return false;
    if (posix_memalign(&memory, alignment, whole)) {
        give_to_pool(arena->pool, whole);
        return false;
    }
    block = memory;
    if (whole >= HUGE_PAGE_BYTES)
        (void)madvise(block, whole & ~(size_t)(HUGE_PAGE_BYTES - 1), MADV_HUGEPAGE);
    *block = (struct block){.before = arena->block, .size = size, .whole = whole};
    POISON(block->bytes, size);
    arena->block = block;
    arena->taken = 0;
    if (arena->next_block_bytes < LARGEST_BLOCK_BYTES)
        arena->next_block_bytes *= 2;
    return true;
}

bool arena_is_late(struct arena *arena)
{
    struct timespec now;

    if (!arena->deadline_ns)
        return false;
    arena->steps = 0;
    (void)clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (now.tv_sec * INT64_C(1000000000) + now.tv_nsec <
        atomic_load_explicit(arena->deadline_ns, memory_order_relaxed))
        return false;
    for (struct arena *a = arena; a; a = a->outer)
        a->error = ERROR_DEADLINE;
    return true;
}

void arena_set_deadline(struct arena *arena, const atomic_int_fast64_t *moment_ns)
{
    arena->deadline_ns = moment_ns;
    if (arena->error == ERROR_DEADLINE)
        arena->error = ERROR_OK;
}

static bool arena_refuses(struct arena *arena, size_t size)
{
    if (arena->error == ERROR_DEADLINE)
        return true;
    if (arena->deadline_ns && (size >= CLOCK_BYTES || ++arena->steps >= CLOCK_STEPS) &&
        arena_is_late(arena))
        return true;
    if (arena->outer && arena_refuses(arena->outer, 0)) {
        arena->error = arena->outer->error;
        return true;
    }
    if (arena->fail_countdown && --arena->fail_countdown == 0)
        arena->fails = true;
    if (arena->fails) {
        arena->error = ERROR_NO_MEMORY;
        return true;
    }
    if (size > arena->budget - arena->used) {
        arena->error = ERROR_MEMORY_EXCEEDED;
        if (arena->outer)
            arena->outer->error = ERROR_MEMORY_EXCEEDED;
        return true;
    }
    return false;
}

static void *arena_take(struct arena *arena, size_t size, size_t alignment)
{
    size_t begin = (arena->taken + alignment - 1) & ~(alignment - 1);
    size_t need;
    char *at;

    if (arena_refuses(arena, size))
        return NULL;
    if (checked_add(size, REDZONE_BYTES, &need)) {
        arena->error = ERROR_NO_MEMORY;
        return NULL;
    }
    if (!arena->block || arena->block->size < begin || arena->block->size - begin < need) {
        if (!arena_add_block(arena, need)) {
            arena->error = ERROR_NO_MEMORY;
            return NULL;
        }
        begin = 0;
    }
    at = arena->block->bytes + begin;
    arena->taken = begin + need;
    arena->used += size;
    UNPOISON(at, size);
    return at;
}

void *arena_alloc(struct arena *arena, size_t size, size_t alignment)
{
    void *at = arena_take(arena, size, alignment);

    return at ? memset(at, 0, size) : NULL;
}

void *arena_alloc_unset(struct arena *arena, size_t count, size_t size, size_t alignment)
{
    size_t bytes;

    if (checked_mul(count, size, &bytes)) {
        arena->error = ERROR_NO_MEMORY;
        return NULL;
    }
    return arena_take(arena, bytes, alignment);
}

void arena_trim(struct arena *arena, void *at, size_t size, size_t kept)
{
    struct block *block = arena->block;
    char *end = (char *)at + size + REDZONE_BYTES;

    assert(kept <= size);
    if (!block || end != block->bytes + arena->taken)
        return;
    POISON((char *)at + kept, size - kept);
    arena->taken -= size - kept;
    arena->used -= size - kept;
}

/* Whether a block holds an allocation and nothing else. */
static bool is_alone(const struct arena *arena, const struct block *block, const void *at,
                     size_t size)
{
    size_t need = size + REDZONE_BYTES;

    return block->bytes == at && (block == arena->block ? arena->taken : block->size) == need;
}

void arena_release(struct arena *arena, void *at, size_t size)
{
    enum { LEAST_BYTES = FIRST_BLOCK_BYTES };

    struct block **link = &arena->block, *block;

    if (size < LEAST_BYTES)
        return;
    while (*link && !is_alone(arena, *link, at, size))
        link = &(*link)->before;
    block = *link;
    if (!block)
        return;
    if (block == arena->block && block->before)
        arena->taken = block->before->size;
    *link = block->before;
    arena->used -= size;
    UNPOISON(block->bytes, block->size);
    give_to_pool(arena->pool, block->whole);
    free(block);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size, size_t alignment)
{
    void *at = arena_alloc_unset(arena, count, size, alignment);

    return at ? memset(at, 0, count * size) : NULL;
}

enum error arena_copy(struct arena *arena, struct slice bytes, struct slice *out)
{
    char *at = arena_alloc(arena, bytes.len + 1, 1);

    if (!at)
        return ERROR_NO_MEMORY;
    if (bytes.len)
        memcpy(at, bytes.ptr, bytes.len);
    *out = (struct slice){at, bytes.len};
    return ERROR_OK;
}

enum error arena_print(struct arena *arena, struct slice *out, const char *format, ...)
{
    va_list args, again;
    int len;
    char *at;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    at = len < 0 ? NULL : arena_alloc(arena, (size_t)len + 1, 1);
    if (at) {
        (void)vsnprintf(at, (size_t)len + 1, format, again);
        *out = (struct slice){at, (size_t)len};
    }
    va_end(again);
    return at ? ERROR_OK : ERROR_NO_MEMORY;
}

enum error arena_defer(struct arena *arena, void (*release)(void *object), void *object)
{
    struct deferred *deferred = arena_new(arena, struct deferred);

    if (!deferred) {
        release(object);
        return ERROR_NO_MEMORY;
    }
    *deferred = (struct deferred){arena->deferred, release, object};
    arena->deferred = deferred;
    return ERROR_OK;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

enum error arena_error(const struct arena *arena)
{
    return arena->error;
}

void arena_fail_at(struct arena *arena, size_t n)
{
    arena->fail_countdown = n;
    arena->fails = false;
}
