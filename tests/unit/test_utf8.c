#include "tests/unit/suite.h"
#include "text/utf8.h"

static const struct {
    const char *bytes;
    size_t valid;
} prefixes[] = {
    {"", 0},
    {"plain words", 11},
    {"caf\xC3\xA9", 5},
    {"\xE2\x80\x9C", 3},
    {"\xF0\x9F\x98\x80!", 5},
    {"\xF4\x8F\xBF\xBF", 4},
    {"a\x80", 1},
    {"ab\xC0\x80", 2},
    {"\xC1\xBF", 0},
    {"\xE0\x9F\xBF", 0},
    {"\xE0\xA0\x80", 3},
    {"\xED\x9F\xBF", 3},
    {"\xED\xA0\x80", 0},
    {"\xF0\x8F\xBF\xBF", 0},
    {"\xF4\x90\x80\x80", 0},
    {"\xF5\x80\x80\x80", 0},
    {"\xFF", 0},
    {"12345678\xC3", 8},
    {"1234567\xE2\x80", 7},
    {"1234567\xF0\x9F\x98", 7},
    {"\xE2\x28\xA1", 0},
    {"\xC3\xA9\xC3\x28", 2},
};

START_TEST(finds_the_valid_prefix)
{
    ck_assert_uint_eq(utf8_valid_prefix(slice_of(prefixes[_i].bytes)), prefixes[_i].valid);
}

END_TEST

START_TEST(every_code_point_comes_back)
{
    for (uint32_t code_point = 0; code_point < 0x110000; code_point++) {
        char bytes[4];
        struct slice text = {bytes, utf8_encode(code_point, bytes)};
        size_t at = 0;
        bool surrogate = code_point >= 0xD800 && code_point < 0xE000;

        ck_assert_uint_eq(utf8_valid_prefix(text), surrogate ? 0 : text.len);
        if (surrogate)
            continue;
        ck_assert_uint_eq(utf8_next(text, &at), code_point);
        ck_assert_uint_eq(at, text.len);
        ck_assert_uint_eq(utf8_before(text, &at), code_point);
        ck_assert_uint_eq(at, 0);
        ck_assert_uint_eq(utf8_length(text), 1);
    }
}

END_TEST

/* Counts one character after another, the slow and sure way. */
static void check_positions(struct slice text, enum offsets unit)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct positions positions;
    uint32_t units = 0;

    ck_assert_int_eq(positions_read(arena, text, unit, &positions), ERROR_OK);
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t code_point;
        ck_assert_uint_eq(positions_of(&positions, (uint32_t)at), units);
        code_point = utf8_next(text, &at);
        if (unit == OFFSETS_UTF8)
            units += (uint32_t)(at - begin);
        else
            units += unit == OFFSETS_UTF16 && code_point > 0xFFFF ? 2 : 1;
    }
    ck_assert_uint_eq(positions_of(&positions, (uint32_t)text.len), units);
    arena_close(arena);
}

START_TEST(positions_agree_with_a_count)
{
    static const char *const pieces[] = {"a", "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x98\x80",
                                         "word"};
    char text[2000];
    size_t len = 0;
    uint32_t state = 12345;

    while (len < sizeof text - 8) {
        const char *piece = pieces[(state >> 16) % 5];
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
        state = state * 1103515245 + 12345;
        if (len % 7 == 0)
            for (enum offsets unit = OFFSETS_UTF32; unit <= OFFSETS_UTF8; unit++)
                check_positions((struct slice){text, len}, unit);
    }
    check_positions(SLICE(""), OFFSETS_UTF16);
    check_positions(SLICE("only plain letters"), OFFSETS_UTF32);
}

END_TEST

START_TEST(positions_survive_a_lack_of_memory)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct positions positions;

    arena_fail_at(arena, 1);
    ck_assert_int_eq(positions_read(arena, SLICE("caf\xC3\xA9"), OFFSETS_UTF32, &positions),
                     ERROR_NO_MEMORY);
    arena_close(arena);
}

END_TEST

SUITE("utf8", LOOP(finds_the_valid_prefix, prefixes), TEST(every_code_point_comes_back),
      TEST(positions_agree_with_a_count), TEST(positions_survive_a_lack_of_memory))
