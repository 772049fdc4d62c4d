#include "base/gzip.h"

#include <limits.h>
#include <zlib.h>

#include "base/array.h"
#include "base/checked.h"
#include "base/digits.h"

enum {
    WINDOW_BITS_MIN = 10,
    WINDOW_BITS_MAX = 15,
    WRAPPED = 16,      /* zlib's sign for gzip's head and trailer, added to the bits */
    MEMORY_BEHIND = 7, /* zlib's own measure of its memory: level 8 for a window of 15 bits */
    /* Replies of 3 to 200 kB: level 1 is no faster, 4 takes a third more time for 6 % fewer bytes,
     * 6 twice the time for 13 % fewer. */
    LEVEL = 3,
    STEP_BYTES = 1 << 20, /* worked at between looks at the clock */
    RATIO_MAX = 1032,     /* deflate packs nothing tighter */
    TRAILER_LENGTH_BYTES = 4,
};

/* zlib's memory is the arena's. */
static voidpf take(voidpf arena, uInt count, uInt size)
{
    return arena_alloc_unset(arena, count, size, _Alignof(max_align_t));
}

static void give_back(voidpf arena, voidpf at)
{
    (void)arena;
    (void)at;
}

static Bytef *bytes_of(const char *at)
{
    Bytef *bytes;

    /* zlib takes a pointer that is not const and does not write through it */
    memcpy(&bytes, &at, sizeof bytes);
    return bytes;
}

/* -- unpacking ----------------------------------------------------------------------------------
 */

/* The length that the trailer tells, as far as it can be true and is allowed. */
static size_t promised(struct slice packed, size_t limit)
{
    size_t most, length = 0;

    if (packed.len < TRAILER_LENGTH_BYTES)
        return 0;
    for (size_t i = 0; i < TRAILER_LENGTH_BYTES; i++)
        length |= (size_t)(unsigned char)packed.ptr[packed.len - TRAILER_LENGTH_BYTES + i] << 8 * i;
    if (checked_mul(packed.len, RATIO_MAX, &most) || most > limit)
        most = limit;
    return length < most ? length : most;
}

struct unpacking {
    z_stream zlib;
    struct slice packed;
    size_t read; /* bytes of `packed` that zlib has taken */
    size_t limit;

    struct {
        char *at;
        size_t count, capacity;
    } out;
};

/* One step; zlib's code. */
static int inflate_step(struct unpacking *work)
{
    size_t left = work->packed.len - work->read;
    size_t room = work->out.capacity - work->out.count;
    uInt in = (uInt)(left < STEP_BYTES ? left : STEP_BYTES);
    uInt space = (uInt)(room < STEP_BYTES ? room : STEP_BYTES);
    int code;

    work->zlib.next_in = bytes_of(work->packed.ptr + work->read);
    work->zlib.avail_in = in;
    work->zlib.next_out = bytes_of(work->out.at + work->out.count);
    work->zlib.avail_out = space;
    code = inflate(&work->zlib, Z_NO_FLUSH);
    work->read += in - work->zlib.avail_in;
    work->out.count += space - work->zlib.avail_out;
    return code;
}

/* At the end of a member: ready for the next, or refused what is none. */
static enum error begin_next(struct unpacking *work, struct problem *problem)
{
    struct slice rest = slice_part(work->packed, work->read, work->packed.len);

    if (!slice_starts(rest, SLICE("\x1f\x8b")))
        return problem_set(problem, ERROR_BAD_CODING,
                           "the gzip data ends at byte %s, and %s more bytes stand behind it",
                           digits_grouped(work->read).text, digits_grouped(rest.len).text);
    return inflateReset(&work->zlib) == Z_OK ? ERROR_OK : ERROR_INTERNAL;
}

static enum error judge_code(const struct unpacking *work, int code, struct problem *problem)
{
    if (code == Z_OK || code == Z_STREAM_END)
        return ERROR_OK;
    if (code == Z_MEM_ERROR)
        return ERROR_NO_MEMORY;
    if (code == Z_BUF_ERROR)
        return problem_set(problem, ERROR_BAD_CODING,
                           "the gzip data is cut off: it ends at byte %s, before its trailer",
                           digits_grouped(work->read).text);
    return problem_set(problem, ERROR_BAD_CODING, "the gzip data is damaged before byte %s (%s)",
                       digits_grouped(work->read).text,
                       work->zlib.msg ? work->zlib.msg : "no gzip data");
}

static enum error unpack(struct arena *arena, struct unpacking *work, struct problem *problem)
{
    for (;;) {
        enum error error;
        int code;

        if (!array_reserve(arena, &work->out, 1) || arena_is_late(arena))
            return ERROR_NO_MEMORY;
        code = inflate_step(work);
        error = judge_code(work, code, problem);
        if (!error && work->out.count > work->limit)
            error = ERROR_BODY_TOO_LARGE;
        if (!error && code == Z_STREAM_END && work->read == work->packed.len)
            return ERROR_OK;
        if (!error && code == Z_STREAM_END)
            error = begin_next(work, problem);
        if (error)
            return error;
    }
}

enum error gzip_unpack(struct arena *arena, struct slice packed, size_t limit, struct slice *out,
                       struct problem *problem)
{
    struct unpacking work = {
        .zlib = {.zalloc = take, .zfree = give_back, .opaque = arena},
        .packed = packed.len ? packed : SLICE(""),
        .limit = limit,
    };
    enum error error;

    /* one more, by which it is seen that there is no more */
    work.out.capacity = promised(packed, limit) + 1;
    work.out.at = arena_unset(arena, char, work.out.capacity);
    if (!work.out.at || inflateInit2(&work.zlib, WRAPPED + WINDOW_BITS_MAX) != Z_OK)
        return ERROR_NO_MEMORY;
    error = unpack(arena, &work, problem);
    (void)inflateEnd(&work.zlib);
    if (!error)
        *out = (struct slice){work.out.at, work.out.count};
    return error;
}

/* -- packing ------------------------------------------------------------------------------------
 */

/* The smallest window that sees all of so many bytes: to set up the largest takes longer than to
 * pack 10 kB. */
static int window_bits(size_t bytes)
{
    int bits = WINDOW_BITS_MIN;

    while (bits < WINDOW_BITS_MAX && (size_t)1 << bits < bytes)
        bits++;
    return bits;
}

/* Packs into `at`, which has room for as many bytes as there are. The count, or 0. */
static size_t deflate_into(struct arena *arena, z_stream *zlib, struct slice bytes, char *at)
{
    size_t read = 0, written = 0;
    int code;

    do {
        size_t left = bytes.len - read, room = bytes.len - written;
        uInt in = (uInt)(left < STEP_BYTES ? left : STEP_BYTES);
        uInt space = (uInt)(room < UINT_MAX ? room : UINT_MAX);

        if (arena_is_late(arena))
            return 0;
        zlib->next_in = bytes_of(bytes.ptr + read);
        zlib->avail_in = in;
        zlib->next_out = bytes_of(at + written);
        zlib->avail_out = space;
        code = deflate(zlib, in == left ? Z_FINISH : Z_NO_FLUSH);
        read += in - zlib->avail_in;
        written += space - zlib->avail_out;
    } while (code == Z_OK && written < bytes.len);
    return code == Z_STREAM_END && written < bytes.len ? written : 0;
}

bool gzip_pack(struct arena *arena, struct slice bytes, struct slice *out)
{
    struct arena *state = bytes.len ? arena_open_within(arena) : NULL;
    z_stream zlib = {.zalloc = take, .zfree = give_back, .opaque = state};
    char *at = state ? arena_unset(arena, char, bytes.len) : NULL;
    int bits = window_bits(bytes.len);
    size_t count = 0;

    if (at && deflateInit2(&zlib, LEVEL, Z_DEFLATED, WRAPPED + bits, bits - MEMORY_BEHIND,
                           Z_DEFAULT_STRATEGY) == Z_OK) {
        count = deflate_into(arena, &zlib, bytes, at);
        (void)deflateEnd(&zlib);
    }
    arena_close(state);
    if (!count)
        return false;
    arena_trim(arena, at, bytes.len, count);
    *out = (struct slice){at, count};
    return true;
}
