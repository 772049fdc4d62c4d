/* Any bytes as a query string: read, or refused with words. */
#include "schemas/problem.h"
#include "schemas/requests.h"
#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"

static void read_as(const struct shape *shape, struct slice query, void *object)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    enum error error = shape_read_query(shape, arena, query, object, &problem);
    struct problem_reply reply;
    struct slice json;

    assert(arena);
    assert(error == ERROR_OK || error == ERROR_BAD_QUERY || error == ERROR_INVALID);
    if (error) {
        assert(problem.error == error);
        assert(problem_reply_build(arena, &problem, 400, (struct slice){NULL, 0}, &reply) ==
               ERROR_OK);
        assert(shape_write(&problem_reply_shape, arena, &reply, false, &json) == ERROR_OK);
        assert(utf8_valid_prefix(json) == json.len);
    }
    arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice query = {(const char *)bytes, len};
    struct diff_request diff = DIFF_REQUEST_DEFAULT;
    struct articles_query articles = ARTICLES_QUERY_DEFAULT;
    struct quotes_request quotes = QUOTES_REQUEST_DEFAULT;

    read_as(&diff_query_shape, query, &diff);
    read_as(&articles_query_shape, query, &articles);
    read_as(&quotes_request_shape, query, &quotes);
    assert(articles.page.limit >= 1 && articles.page.limit <= LIST_LIMIT_MAX);
    assert(diff.context <= 1000);
    return 0;
}
