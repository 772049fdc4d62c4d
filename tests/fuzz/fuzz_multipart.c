/* First line: the boundary; the rest: a body. Parts lie in the body, in order, apart. */
#include "base/arena.h"
#include "handlers/multipart.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice all = {(const char *)bytes, len};
    size_t line = slice_find(all, '\n', 0);
    struct slice boundary = slice_part(all, 0, line);
    struct slice body = slice_part(all, line + 1, len);
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct parts parts;
    const char *after = body.ptr;

    if (multipart_read(arena, body, boundary, &parts, &problem)) {
        assert(problem.error == ERROR_BAD_MULTIPART && problem.detail.len);
    } else {
        assert(parts.count <= MULTIPART_PARTS_MAX);
        for (size_t i = 0; i < parts.count; i++) {
            assert(parts.at[i].name.len > 0);
            assert(parts.at[i].body.ptr >= after);
            after = parts.at[i].body.ptr + parts.at[i].body.len;
            assert(after <= body.ptr + body.len);
        }
    }
    arena_close(arena);
    return 0;
}
