/* A request in four lines (method and target, Content-Type, Accept, If-None-Match), then the body:
 * whatever it says, the reply is whole. */
#include "handlers/reply.h"
#include "tests/desk.h"
#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"

enum { BUDGET_BYTES = 64 << 20 };

static struct test_desk *test;

static void close_desk(void)
{
    test_desk_close(test);
}

static const struct desk *desk(void)
{
    if (!test) {
        test = test_desk_open(true);
        if (atexit(close_desk))
            abort();
    }
    return &test->desk;
}

static struct slice cut_line(struct slice *rest)
{
    struct slice line = {NULL, 0};

    (void)slice_cut(rest, '\n', &line);
    return line.len ? line : (struct slice){NULL, 0};
}

static enum method method_of(struct slice name)
{
    static const char *const names[] = {[METHOD_GET] = "GET",
                                        [METHOD_HEAD] = "HEAD",
                                        [METHOD_POST] = "POST",
                                        [METHOD_OPTIONS] = "OPTIONS"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i]))
            return (enum method)i;
    return METHOD_OTHER;
}

static void check(const struct reply *reply)
{
    assert(reply->status >= 200 && reply->status < 600 && reply->status != 500);
    assert(reply->header_count <= REPLY_HEADERS_MAX && reply->route);
    assert(utf8_valid_prefix(reply->body) == reply->body.len);
    assert((reply->status >= 400) == (reply->error != ERROR_OK));
    assert(!reply->error || slice_is(reply->media_type, "application/problem+json"));
    for (size_t i = 0; i < reply->header_count; i++)
        assert(reply->headers[i].value.len &&
               !memchr(reply->headers[i].value.ptr, '\n', reply->headers[i].value.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice rest = {(const char *)bytes, len};
    struct arena *arena = arena_open(BUDGET_BYTES);
    struct request request = {.arena = arena};
    struct reply reply;
    struct slice if_none_match;
    struct slice target = cut_line(&rest);
    size_t blank = slice_find(target, ' ', 0);
    size_t question = slice_find(target, '?', 0);

    request.method = method_of(slice_part(target, 0, blank));
    request.path = slice_part(target, blank + 1, question);
    request.query = slice_part(target, question + 1, target.len);
    request.content_type = cut_line(&rest);
    request.accept = cut_line(&rest);
    if_none_match = cut_line(&rest);
    request.body = rest;
    route_answer(desk(), &request, &reply);
    reply_match(&reply, if_none_match);
    check(&reply);
    arena_close(arena);
    return 0;
}
