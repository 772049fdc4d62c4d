/* Memory that lives as long as one request, one stored article or one loaded model.
 *
 * An arena hands out zeroed memory and takes all of it back at once. It has a budget, so that a
 * hostile body meets "413 memory_exceeded" and not the kernel's OOM killer. It may have a deadline,
 * after which it hands out nothing: all work asks for memory, and so comes to its end by the same
 * paths as where there is none. One thread at a time.
 */
#ifndef COPYDESK_BASE_ARENA_H
#define COPYDESK_BASE_ARENA_H

#include <stdatomic.h>

#include "base/error.h"
#include "base/slice.h"

#define ARENA_NO_BUDGET SIZE_MAX

struct arena;

/* Memory that many arenas share; begins as {.limit = bytes}. */
struct arena_pool {
    size_t limit;
    atomic_size_t held; /* bytes taken from the machine by arenas that are open */
};

/* budget_bytes: the most the arena may hand out in all. NULL when the machine has no memory left.
 */
struct arena *arena_open(size_t budget_bytes);

/* As arena_open; what it takes from the machine also counts against the pool's limit, beyond which
 * there is no memory. The pool must outlive it. */
struct arena *arena_open_in(struct arena_pool *pool, size_t budget_bytes);

/* An arena for one step of work, to be closed before `outer`: it may hand out what outer's budget
 * has left now, has its deadline, and tells outer when one of them was not enough. NULL when there
 * is no memory left. */
struct arena *arena_open_within(struct arena *outer);

/* Runs the deferred releases, latest first, and frees everything. Accepts NULL. */
void arena_close(struct arena *arena);

/* `size` zeroed bytes at an alignment (a power of two, at most 64). NULL when the budget or the
 * machine's memory is spent; arena_error() then tells which. Time O(size). */
void *arena_alloc(struct arena *arena, size_t size, size_t alignment) __attribute__((malloc));

/* `count` zeroed elements of `size` bytes, the product checked. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size, size_t alignment);

/* As arena_alloc_array, but with whatever bytes stand there: for an array that is filled from its
 * begin and read no further. Time O(1). */
void *arena_alloc_unset(struct arena *arena, size_t count, size_t size, size_t alignment);

/* Takes back the end of an allocation of `size` bytes, of which the first `kept` stay. Does nothing
 * unless it was the last one. Time O(1). */
void arena_trim(struct arena *arena, void *at, size_t size, size_t kept);

/* Gives an allocation of `size` bytes back to the machine, as a large array that has moved is one.
 * Does nothing where its block holds more; it must not be used again either way. Time O(blocks). */
void arena_release(struct arena *arena, void *at, size_t size);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type), _Alignof(type)))
#define arena_array(arena, type, count)                                                            \
    ((type *)arena_alloc_array((arena), (count), sizeof(type), _Alignof(type)))
#define arena_unset(arena, type, count)                                                            \
    ((type *)arena_alloc_unset((arena), (count), sizeof(type), _Alignof(type)))

/* A copy of the bytes on the arena, with a NUL after them (not counted). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error arena_copy(struct arena *arena, struct slice bytes, struct slice *out);

/* printf onto the arena, with a NUL after it (not counted). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error arena_print(struct arena *arena, struct slice *out, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Calls release(object) when the arena closes. On failure it is called at once, so that nothing
 * leaks. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error arena_defer(struct arena *arena, void (*release)(void *object), void *object);

/* Hands out nothing from this moment on (nanoseconds of CLOCK_MONOTONIC), give or take a few
 * milliseconds. Any thread may move the moment, which must outlive its use. NULL: there is no
 * deadline, and an arena that was late is useful again. */
void arena_set_deadline(struct arena *arena, const atomic_int_fast64_t *moment_ns);

/* Whether the deadline is over; for loops that ask for no memory. Time: that of reading a clock. */
bool arena_is_late(struct arena *arena);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *arena);

/* Why the last allocation failed: ERROR_MEMORY_EXCEEDED (the budget is spent), ERROR_NO_MEMORY
 * (the machine's memory, or the pool's, is), ERROR_DEADLINE, or ERROR_OK when none failed. */
enum error arena_error(const struct arena *arena);

/* For tests: let the n-th allocation from now (1 is the next) and all after it fail; 0 ends that.
 */
void arena_fail_at(struct arena *arena, size_t n);

#endif
