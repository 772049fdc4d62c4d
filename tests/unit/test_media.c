#include "handlers/media.h"
#include "tests/unit/suite.h"

static const struct {
    const char *header;
    bool is_read;
    const char *name, *charset, *boundary;
} types[] = {
    {"application/json", true, "application/json", NULL, NULL},
    {" Text/Plain ; Charset=UTF-8 ", true, "text/plain", "UTF-8", NULL},
    {"text/plain;charset=\"utf-8\"", true, "text/plain", "utf-8", NULL},
    {"multipart/form-data; boundary=\"a b:c\"", true, "multipart/form-data", NULL, "a b:c"},
    {"multipart/form-data; boundary=--x; charset=utf-8;", true, "multipart/form-data", "utf-8",
     "--x"},
    {"text/plain;;charset=x", true, "text/plain", "x", NULL},
    {"", false, NULL, NULL, NULL},
    {"json", false, NULL, NULL, NULL},
    {"text/", false, NULL, NULL, NULL},
    {"/plain", false, NULL, NULL, NULL},
    {"text/plain x", false, NULL, NULL, NULL},
    {"text/plain; charset", false, NULL, NULL, NULL},
    {"text/plain; charset=", false, NULL, NULL, NULL},
    {"text/plain; charset=\"utf-8", false, NULL, NULL, NULL},
    {"text/pl\xc3\xa9in", false, NULL, NULL, NULL},
};

START_TEST(a_content_type_is_read)
{
    struct media_type media;

    ck_assert_int_eq(media_read(slice_of(types[_i].header), &media), types[_i].is_read);
    if (!types[_i].is_read)
        return;
    ck_assert(media_is(media.name, types[_i].name));
    ck_assert(slice_equal(media.charset, slice_of(types[_i].charset)));
    ck_assert(slice_equal(media.boundary, slice_of(types[_i].boundary)));
}

END_TEST

static const struct {
    const char *accept, *type;
    unsigned quality;
} ranges[] = {
    {NULL, MEDIA_JSON, 1000},
    {"", MEDIA_JSON, 1000},
    {"*/*", MEDIA_JSON, 1000},
    {"application/*", MEDIA_JSON, 1000},
    {"APPLICATION/JSON", MEDIA_JSON, 1000},
    {"text/*", MEDIA_JSON, 0},
    {"text/html", MEDIA_JSON, 0},
    {"text/html, */*;q=0.5", MEDIA_JSON, 500},
    {"*/*;q=0.5, application/json;q=0", MEDIA_JSON, 0},
    {"application/json;q=0, */*", MEDIA_JSON, 0},
    {"application/json;profile=\"a,b\";q=0.25", MEDIA_JSON, 250},
    {"application/json;q=0.1239", MEDIA_JSON, 123},
    {"application/json;q=1.000", MEDIA_JSON, 1000},
    {"application/json;q=high", MEDIA_JSON, 1000},
    {"nonsense", MEDIA_JSON, 0},
    {",,,", MEDIA_JSON, 0},
    {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", MEDIA_HTML, 1000},
    {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", MEDIA_TEXT, 800},
};

START_TEST(a_range_covers_what_it_forbids)
{
    ck_assert(media_is_covered(SLICE("application/json;q=0"), MEDIA_JSON));
    ck_assert(media_is_covered(SLICE("text/html, */*;q=0"), MEDIA_JSON));
    ck_assert(!media_is_covered(SLICE("application/problem+json"), MEDIA_JSON));
    ck_assert(!media_is_covered(SLICE(""), MEDIA_JSON));
}

END_TEST

START_TEST(the_closest_range_decides)
{
    ck_assert_uint_eq(media_quality(slice_of(ranges[_i].accept), ranges[_i].type),
                      ranges[_i].quality);
}

END_TEST

static const struct {
    const char *accept_encoding;
    unsigned gzip, identity;
} codings[] = {
    {NULL, 0, 1},
    {"", 0, 1},
    {"gzip", 1000, 1},
    {"X-GZip", 1000, 1},
    {"br, deflate, gzip;q=0.8", 800, 1},
    {"*", 1000, 1000},
    {"*;q=0", 0, 0},
    {"*;q=0.5, gzip;q=0", 0, 500},
    {"gzip;q=0, *;q=0.5", 0, 500},
    {"identity;q=0", 0, 0},
    {"identity;q=0, *", 1000, 0},
    {"identity, gzip;q=0.5", 500, 1000},
    {"gzip ; q=0.001", 1, 1},
    {"gzip;q=0.5, gzip;q=0", 500, 1},
    {"gzipped, deflate", 0, 1},
    {", ,gzip,", 1000, 1},
    {"\"gzip\"", 0, 1},
};

START_TEST(codings_are_chosen_by_name)
{
    struct slice header = slice_of(codings[_i].accept_encoding);

    ck_assert_uint_eq(media_coding_quality(header, "gzip"), codings[_i].gzip);
    ck_assert_uint_eq(media_coding_quality(header, "identity"), codings[_i].identity);
}

END_TEST

SUITE("media", LOOP(a_content_type_is_read, types), TEST(a_range_covers_what_it_forbids),
      LOOP(the_closest_range_decides, ranges), LOOP(codings_are_chosen_by_name, codings))
