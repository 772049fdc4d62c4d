#include "intake/url.h"
#include "tests/unit/suite.h"

#define BASE "http://a/b/c/d;p?q"

/* Source: RFC 3986, 5.4. */
static const struct {
    const char *base, *reference, *url;
} cases[] = {
    {BASE, "g:h", "g:h"},
    {BASE, "g", "http://a/b/c/g"},
    {BASE, "./g", "http://a/b/c/g"},
    {BASE, "g/", "http://a/b/c/g/"},
    {BASE, "/g", "http://a/g"},
    {BASE, "//g", "http://g"},
    {BASE, "?y", "http://a/b/c/d;p?y"},
    {BASE, "g?y", "http://a/b/c/g?y"},
    {BASE, "#s", "http://a/b/c/d;p?q#s"},
    {BASE, "", "http://a/b/c/d;p?q"},
    {BASE, ".", "http://a/b/c/"},
    {BASE, "..", "http://a/b/"},
    {BASE, "../g", "http://a/b/g"},
    {BASE, "../../g", "http://a/g"},
    {BASE, "../../../../g", "http://a/g"},
    {BASE, "/./g", "http://a/g"},
    {BASE, "/../g", "http://a/g"},
    {BASE, "g.", "http://a/b/c/g."},
    {BASE, "..g", "http://a/b/c/..g"},
    {BASE, "./../g", "http://a/b/g"},
    {BASE, "g/./h", "http://a/b/c/g/h"},
    {BASE, "g?y/../x", "http://a/b/c/g?y/../x"},
    {BASE, "g#s/../x", "http://a/b/c/g#s/../x"},
    {"https://news.example", "2026/x", "https://news.example/2026/x"},
    {"https://news.example?a/b", "x", "https://news.example/x"},
    {"tag:news.example", "x", "tag:x"},
    {"", "x", "x"},
    {"/not/absolute", "x", "x"},
};

START_TEST(references_are_meant_at_their_base)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice out;

    ck_assert_int_eq(
        url_resolve(arena, slice_of(cases[_i].base), slice_of(cases[_i].reference), &out),
        ERROR_OK);
    ck_assert_msg(slice_is(out, cases[_i].url), "%s: %.*s", cases[_i].reference, SLICE_ARGS(out));
    arena_close(arena);
}

END_TEST

SUITE("url", LOOP(references_are_meant_at_their_base, cases))
