/* Bytes said to be packed. What unpacks is within the limit; packed anew it unpacks to the same. */
#include "base/gzip.h"
#include "tests/fuzz/fuzz.h"

enum { LIMIT = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct slice out, packed, again;
    enum error error =
        gzip_unpack(arena, (struct slice){(const char *)bytes, len}, LIMIT, &out, &problem);

    if (error) {
        assert(error == ERROR_BODY_TOO_LARGE ||
               (error == ERROR_BAD_CODING && problem.error == error && problem.detail.len));
    } else {
        assert(out.len <= LIMIT);
        if (gzip_pack(arena, out, &packed)) {
            assert(packed.len < out.len);
            assert(!gzip_unpack(arena, packed, out.len, &again, &problem));
            assert(slice_equal(again, out));
        }
    }
    arena_close(arena);
    return 0;
}
