/* Requests to a desk of tests, one at a time, and what their replies must keep. */
#ifndef COPYDESK_TESTS_ASK_H
#define COPYDESK_TESTS_ASK_H

#include "tests/desk.h"
#include "tests/unit/suite.h"
#include "text/utf8.h"

#define JSON "application/json"
#define FORM "multipart/form-data; boundary=B"
#define PART(name, text)                                                                           \
    "--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" text "\r\n"

static struct test_desk *test;
static struct arena *arena;
static struct request request;
static struct reply reply;

static void open_desk(void)
{
    test = test_desk_open(true);
}

static void close_desk(void)
{
    arena_close(arena);
    arena = NULL;
    test_desk_close(test);
}

/* A new request, its arena in place of the last one's. */
static void begin(enum method method, const char *target)
{
    struct slice whole = slice_of(target);
    size_t question = slice_find(whole, '?', 0);

    arena_close(arena);
    arena = arena_open(ARENA_NO_BUDGET);
    request = (struct request){.arena = arena,
                               .method = method,
                               .path = slice_part(whole, 0, question),
                               .query = slice_part(whole, question + 1, whole.len),
                               .id = SLICE("test")};
}

static void ask(enum method method, const char *target, const char *type, struct slice body)
{
    begin(method, target);
    request.content_type = slice_of(type);
    request.body = body;
    route_answer(&test->desk, &request, &reply);
}

static inline void get(const char *target)
{
    ask(METHOD_GET, target, NULL, (struct slice){NULL, 0});
}

static inline void post(const char *target, const char *body)
{
    ask(METHOD_POST, target, JSON, slice_of(body));
}

static struct slice header(const char *name)
{
    for (size_t i = 0; i < reply.header_count; i++)
        if (strcmp(reply.headers[i].name, name) == 0)
            return reply.headers[i].value;
    return (struct slice){NULL, 0};
}

static bool body_has(const char *words)
{
    return reply.body.len && memmem(reply.body.ptr, reply.body.len, words, strlen(words));
}

/* What every reply keeps, whatever was asked. */
static void check_form(void)
{
    ck_assert_uint_eq(reply.status >= 400 && reply.status != 503,
                      reply.error != ERROR_OK && reply.status != 503);
    ck_assert_ptr_nonnull(reply.route);
    ck_assert_uint_eq(utf8_valid_prefix(reply.body), reply.body.len);
    ck_assert_ptr_nonnull(header("Cache-Control").ptr);
    if (reply.error) {
        ck_assert(slice_is(reply.media_type, "application/problem+json"));
        ck_assert(slice_starts(reply.body, SLICE("{\"type\":\"/problems/")));
        ck_assert(slice_ends(reply.body, SLICE("}")));
        ck_assert_uint_eq(reply.status == 503, header("Retry-After").len > 0);
        ck_assert_uint_eq(reply.status == 405, header("Allow").len > 0);
    }
}

#endif
