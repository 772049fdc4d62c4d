#include "intake/charset.h"
#include "tests/unit/suite.h"
#include "text/utf8.h"

static const struct {
    const char *label;
    enum charset charset;
} labels[] = {
    {NULL, CHARSET_UTF_8},
    {"UTF-8", CHARSET_UTF_8},
    {"utf8", CHARSET_UTF_8},
    {"ISO-8859-1", CHARSET_LATIN_1},
    {"iso8859-1", CHARSET_LATIN_1},
    {"Latin1", CHARSET_LATIN_1},
    {"Windows-1252", CHARSET_WINDOWS_1252},
    {"cp1252", CHARSET_WINDOWS_1252},
    {"US-ASCII", CHARSET_ASCII},
    {"ascii", CHARSET_ASCII},
    {"", CHARSET_UNKNOWN},
    {"utf-16", CHARSET_UNKNOWN},
    {"iso-8859-15", CHARSET_UNKNOWN},
    {"latin", CHARSET_UNKNOWN},
};

START_TEST(labels_name_charsets)
{
    ck_assert_int_eq(charset_of(slice_of(labels[_i].label)), labels[_i].charset);
}

END_TEST

static const struct {
    enum charset charset;
    const char *bytes;
    const char *text;  /* NULL: refused */
    const char *fault; /* how the refusal ends */
} texts[] = {
    {CHARSET_LATIN_1, "", "", NULL},
    {CHARSET_LATIN_1, "caf\xe9 \xa3", "café £", NULL},
    {CHARSET_LATIN_1, "\x93", "\xc2\x93", NULL},
    {CHARSET_WINDOWS_1252, "\x93No,\x94 said M\xfcller: \x80\x35", "“No,” said Müller: €5", NULL},
    {CHARSET_WINDOWS_1252, "No\x81", NULL, "is not windows-1252 at byte 2"},
    {CHARSET_WINDOWS_1252, "\x9d", NULL, "is not windows-1252 at byte 0"},
    {CHARSET_ASCII, "plain", "plain", NULL},
    {CHARSET_ASCII, "caf\xc3\xa9", NULL, "is not us-ascii at byte 3"},
    {CHARSET_UTF_8, "caf\xe9", "caf\xe9", NULL}, /* checked by whoever reads it */
};

START_TEST(bytes_become_utf_8)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct slice out = {NULL, 0};
    enum error error = charset_decode(arena, texts[_i].charset, slice_of(texts[_i].bytes),
                                      "the text", &out, &problem);

    ck_assert_int_eq(error, texts[_i].text ? ERROR_OK : ERROR_BAD_TEXT);
    if (texts[_i].text)
        ck_assert(slice_is(out, texts[_i].text));
    else
        ck_assert(slice_starts(problem.detail, SLICE("the text ")) &&
                  slice_ends(problem.detail, slice_of(texts[_i].fault)));
    arena_close(arena);
}

END_TEST

/* Of ISO-8859-1 each byte is the character of its number; windows-1252 has others for 80 to 9F, and
 * five of them not. */
START_TEST(every_byte_is_read_or_refused)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    unsigned refused = 0;

    for (unsigned byte = 0; byte < 256; byte++) {
        char letter = (char)byte;
        struct slice bytes = {&letter, 1}, latin, windows;
        struct problem problem = {.arena = arena};
        size_t at = 0;

        ck_assert_int_eq(
            charset_decode(arena, CHARSET_LATIN_1, bytes, "the text", &latin, &problem), ERROR_OK);
        ck_assert_uint_eq(utf8_next(latin, &at), byte);
        if (charset_decode(arena, CHARSET_WINDOWS_1252, bytes, "the text", &windows, &problem))
            refused++;
        else
            ck_assert_int_eq(slice_equal(latin, windows), byte < 0x80 || byte > 0x9f);
    }
    ck_assert_uint_eq(refused, 5);
    arena_close(arena);
}

END_TEST

START_TEST(lack_of_memory_is_told)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = NULL};
    struct slice out;

    arena_fail_at(arena, 1);
    ck_assert_int_eq(
        charset_decode(arena, CHARSET_LATIN_1, SLICE("caf\xe9"), "the text", &out, &problem),
        ERROR_NO_MEMORY);
    arena_close(arena);
}

END_TEST

SUITE("charset", LOOP(labels_name_charsets, labels), LOOP(bytes_become_utf_8, texts),
      TEST(every_byte_is_read_or_refused), TEST(lack_of_memory_is_told))
