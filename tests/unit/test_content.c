#include "base/gzip.h"
#include "tests/ask.h"

#define LINES "application/x-ndjson"

static struct arena *scratch; /* of bodies */

static void open_all(void)
{
    open_desk();
    scratch = arena_open(ARENA_NO_BUDGET);
}

static void close_all(void)
{
    arena_close(scratch);
    close_desk();
}

/* Asks with a body in a content coding. */
static void post_coded(const char *target, const char *type, const char *coding, struct slice body)
{
    begin(METHOD_POST, target);
    request.content_type = slice_of(type);
    request.content_encoding = slice_of(coding);
    request.body = body;
    route_answer(&test->desk, &request, &reply);
    check_form();
}

static struct slice packed(struct slice bytes)
{
    struct slice out;

    ck_assert(gzip_pack(scratch, bytes, &out));
    return out;
}

static struct slice filled(char byte, size_t len)
{
    char *at = arena_array(scratch, char, len);

    return (struct slice){memset(at, byte, len), len};
}

#define LONG                                                                                       \
    "Ann Cole met Erik Dahl. Ann Cole met Erik Dahl. Ann Cole met Erik Dahl. Ann Cole met Erik "   \
    "Dahl. Ann Cole met Erik Dahl. Ann Cole met Erik Dahl. Ann Cole met Erik Dahl."

static const struct {
    const char *target, *type, *body;
} bodies[] = {
    {"/v1/entities", JSON, "{\"text\": \"" LONG "\", \"offsets\": \"utf-16\"}"},
    {"/v1/entities", "text/plain", LONG},
    {"/v1/quotes", "text/plain; charset=latin1", LONG " Caf\xe9."},
    {"/v1/diff", FORM, PART("left", LONG) PART("right", LONG " Yes.") "--B--"},
    {"/v1/entities", LINES, "{\"text\": \"" LONG "\"}\n{\"text\": \"" LONG " No.\"}\n"},
    {"/v1/entities", JSON, "{\"text\": \"" LONG "\", \"wrong\": \"" LONG "\"}"},
};

START_TEST(a_packed_body_is_answered_as_the_plain_one)
{
    static const char *const codings[] = {"gzip", "x-gzip", "GZip"};
    struct slice plain;

    post_coded(bodies[_i].target, bodies[_i].type, "identity", slice_of(bodies[_i].body));
    ck_assert_int_eq(arena_copy(scratch, reply.body, &plain), ERROR_OK);
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
        post_coded(bodies[_i].target, bodies[_i].type, codings[i],
                   packed(slice_of(bodies[_i].body)));
        ck_assert(slice_equal(reply.body, plain));
    }
}

END_TEST

START_TEST(other_codings_are_refused)
{
    static const char *const codings[] = {"br", "deflate", "zstd", "gzip, gzip", "gzip2"};

    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
        post_coded("/v1/entities", JSON, codings[i], SLICE("{\"text\": \"x\"}"));
        ck_assert_uint_eq(reply.status, 415);
        ck_assert(slice_is(header("Accept-Encoding"), "gzip"));
    }
    post_coded("/v1/entities", "image/png", "gzip", SLICE("x"));
    ck_assert_uint_eq(reply.status, 415);
    ck_assert_ptr_null(header("Accept-Encoding").ptr);
}

END_TEST

START_TEST(damaged_bodies_are_refused)
{
    struct slice whole = packed(SLICE("{\"text\": \"" LONG "\"}"));

    post_coded("/v1/entities", JSON, "gzip", SLICE("{\"text\": \"Ann Cole.\"}"));
    ck_assert_int_eq(reply.error, ERROR_BAD_CODING);
    post_coded("/v1/entities", JSON, "gzip", slice_part(whole, 0, whole.len - 3));
    ck_assert_int_eq(reply.error, ERROR_BAD_CODING);
    ck_assert(body_has("the gzip data is cut off"));
    post_coded("/v1/entities", JSON, "gzip", (struct slice){NULL, 0});
    ck_assert_int_eq(reply.error, ERROR_BAD_CODING);
    ck_assert_uint_eq(reply.status, 400);
}

END_TEST

/* What a body becomes counts, not what was sent. */
START_TEST(the_limit_is_of_what_a_body_becomes)
{
    struct config before = test->config;

    test->config.body_bytes = 1000;
    test->config.batch_bytes = 1040;
    post_coded("/v1/entities", JSON, "gzip", packed(filled(' ', 1001)));
    ck_assert_int_eq(reply.error, ERROR_BODY_TOO_LARGE);
    ck_assert(body_has("unpacks to more than 1,000, the limit (option body_bytes)"));
    post_coded("/v1/entities", LINES, "gzip", packed(filled(' ', 1040)));
    ck_assert_uint_eq(reply.status, 200);
    post_coded("/v1/entities", LINES, "gzip", packed(filled(' ', 1041)));
    ck_assert_int_eq(reply.error, ERROR_BODY_TOO_LARGE);
    ck_assert(body_has("unpacks to more than 1,040, the limit (option batch_bytes)"));
    post_coded("/v1/entities", "text/plain; charset=latin1", NULL, filled('\xe9', 501));
    ck_assert_int_eq(reply.error, ERROR_BODY_TOO_LARGE);
    ck_assert(body_has("the text is 1,002 bytes in UTF-8; the limit is 1,000"));
    post_coded("/v1/entities", "text/plain; charset=latin1", NULL, filled('\xe9', 500));
    ck_assert_uint_eq(reply.status, 200);
    test->config = before;
}

END_TEST

START_TEST(lack_of_memory_is_answered)
{
    struct slice body = packed(SLICE("{\"text\": \"" LONG "\"}"));
    size_t n = 1;

    do {
        begin(METHOD_POST, "/v1/entities");
        request.content_type = SLICE(JSON "; charset=latin1");
        request.content_encoding = SLICE("gzip");
        request.body = body;
        arena_fail_at(arena, n++);
        route_answer(&test->desk, &request, &reply);
        check_form();
        ck_assert(reply.status == 200 || reply.error == ERROR_NO_MEMORY);
    } while (arena_error(arena));
    ck_assert_uint_gt(n, 10);
}

END_TEST

SUITE("content", tcase_add_unchecked_fixture(suite_case, open_all, close_all),
      LOOP(a_packed_body_is_answered_as_the_plain_one, bodies), TEST(other_codings_are_refused),
      TEST(damaged_bodies_are_refused), TEST(the_limit_is_of_what_a_body_becomes),
      TEST(lack_of_memory_is_answered))
