#include "base/gzip.h"
#include "handlers/reply.h"
#include "server/compress.h"
#include "tests/unit/suite.h"

static struct arena *arena;
static struct reply reply;

static void begin(size_t len)
{
    char *at;

    arena_close(arena);
    arena = arena_open(ARENA_NO_BUDGET);
    at = arena_array(arena, char, len);
    memset(at, '.', len);
    reply = (struct reply){.status = 200, .body = {at, len}};
    reply_header(&reply, "ETag", SLICE("\"0123\""));
}

static const struct {
    const char *accept_encoding;
    size_t len;
    bool is_packed;
} wishes[] = {
    {"gzip", 1025, true},
    {"gzip", 1024, false},
    {NULL, 9000, false},
    {"", 9000, false},
    {"br", 9000, false},
    {"gzip;q=0", 9000, false},
    {"*", 9000, true},
    {"identity, gzip", 9000, true},
    {"identity, gzip;q=0.9", 9000, false},
    {"gzip;q=0.1", 9000, true},
    {"gzip, identity;q=0", 200, true},
    {"gzip, *;q=0", 200, true},
    {"identity;q=0", 9000, false},
    {"gzip, identity;q=0", 0, false},
    {"gzip, identity;q=0", 5, false},
};

START_TEST(a_reply_is_packed_as_its_client_wishes)
{
    struct problem problem = {.arena = NULL};
    struct slice plain, body;

    begin(wishes[_i].len);
    plain = reply.body;
    compress_reply(arena, slice_of(wishes[_i].accept_encoding), &reply);
    if (!wishes[_i].is_packed) {
        ck_assert(slice_equal(reply.body, plain));
        ck_assert_ptr_null(reply.content_coding.ptr);
        ck_assert(slice_is(reply.headers[0].value, "\"0123\""));
        return;
    }
    ck_assert(slice_is(reply.content_coding, "gzip"));
    ck_assert(slice_is(reply.headers[0].value, "\"0123-gzip\""));
    ck_assert_int_eq(gzip_unpack(arena, reply.body, plain.len, &body, &problem), ERROR_OK);
    ck_assert(slice_equal(body, plain));
}

END_TEST

/* A tag names bytes: those of the other coding are not the same. */
static const struct {
    const char *accept_encoding, *if_none_match;
    unsigned status;
} visits[] = {
    {"gzip", "\"0123-gzip\"", 304},
    {"gzip", "W/\"0123-gzip\"", 304},
    {"gzip", "\"0123\"", 200},
    {NULL, "\"0123\"", 304},
    {NULL, "\"0123-gzip\"", 200},
    {"gzip", "*", 304},
    {"gzip", "\"x\", \"0123-gzip\"", 304},
};

START_TEST(a_tag_is_of_one_coding)
{
    size_t len;

    begin(5000);
    compress_reply(arena, slice_of(visits[_i].accept_encoding), &reply);
    len = reply.body.len;
    reply_match(&reply, slice_of(visits[_i].if_none_match));
    ck_assert_uint_eq(reply.status, visits[_i].status);
    if (reply.status == 304) {
        ck_assert_uint_eq(reply.unsent, len);
        ck_assert_uint_eq(reply.body.len, 0);
        ck_assert_ptr_null(reply.content_coding.ptr);
    }
}

END_TEST

START_TEST(without_memory_it_stays_plain)
{
    size_t n = 0;

    do {
        begin(5000);
        arena_fail_at(arena, ++n);
        compress_reply(arena, SLICE("gzip"), &reply);
        ck_assert_int_eq(reply.content_coding.ptr != NULL,
                         slice_is(reply.headers[0].value, "\"0123-gzip\""));
        ck_assert(reply.content_coding.ptr || reply.body.len == 5000);
    } while (!reply.content_coding.ptr);
    ck_assert_uint_gt(n, 1);
    arena_close(arena);
    arena = NULL;
}

END_TEST

SUITE("compress", LOOP(a_reply_is_packed_as_its_client_wishes, wishes),
      LOOP(a_tag_is_of_one_coding, visits), TEST(without_memory_it_stays_plain))
