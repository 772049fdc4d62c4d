/* The valid prefix is valid, and what follows it is not; each way to walk and count agrees. */
#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"

static void walk(struct slice text)
{
    size_t at = 0;
    size_t count = 0;

    while (at < text.len) {
        size_t begin = at;
        size_t back;
        char again[4];
        uint32_t code_point = utf8_next(text, &at);
        back = at;
        assert(at <= text.len && code_point < 0x110000);
        assert(utf8_encode(code_point, again) == at - begin);
        assert(memcmp(again, text.ptr + begin, at - begin) == 0);
        assert(utf8_before(text, &back) == code_point && back == begin);
        count++;
    }
    assert(count == utf8_length(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice all = {(const char *)bytes, len};
    struct slice text = slice_part(all, 0, utf8_valid_prefix(all));
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct positions positions;

    assert(utf8_valid_prefix(text) == text.len);
    assert(text.len == len || utf8_valid_prefix(slice_part(all, text.len, len)) == 0);
    walk(text);
    if (positions_read(arena, text, OFFSETS_UTF32, &positions) == ERROR_OK)
        assert(positions_of(&positions, (uint32_t)text.len) == utf8_length(text));
    arena_close(arena);
    return 0;
}
