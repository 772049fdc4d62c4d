#include "tests/ask.h"

START_TEST(limits_of_size_are_told_with_numbers)
{
    struct config before = test->config;

    test->config.text_bytes = 10;
    post("/v1/entities", "{\"text\": \"Ann Cole met Erik.\"}");
    check_form();
    ck_assert_uint_eq(reply.status, 413);
    ck_assert_int_eq(reply.error, ERROR_BODY_TOO_LARGE);
    ck_assert(body_has("18 bytes") && body_has("10"));
    test->config.json_depth = 4;
    post("/v1/entities", "{\"text\": [[[[[1]]]]]}");
    ck_assert_uint_eq(reply.status, 400);
    test->config = before;
}

END_TEST

START_TEST(a_request_has_a_memory_of_its_own)
{
    for (size_t budget = 0; budget < 60000; budget += 97) {
        begin(METHOD_POST, "/v1/diff");
        arena_close(arena);
        arena = arena_open(budget);
        request.arena = arena;
        request.content_type = SLICE(JSON);
        request.body = SLICE("{\"left\": {\"article\": \"bridge-1\"}, \"right\": {\"article\": "
                             "\"bridge-2\"}, \"operations\": true}");
        route_answer(&test->desk, &request, &reply);
        check_form();
        ck_assert(reply.status == 200 || reply.error == ERROR_MEMORY_EXCEEDED);
    }
}

END_TEST

static const struct {
    enum method method;
    const char *target, *type, *body;
} failing[] = {
    {METHOD_GET, "/", NULL, NULL},
    {METHOD_GET, "/metrics", NULL, NULL},
    {METHOD_GET, "/readyz", NULL, NULL},
    {METHOD_GET, "/problems/invalid", NULL, NULL},
    {METHOD_GET, "/nothing", NULL, NULL},
    {METHOD_GET, "/v1/articles?q=bridge&entity=ingrid-solheim&limit=1", NULL, NULL},
    {METHOD_GET, "/v1/articles/bridge-1", NULL, NULL},
    {METHOD_GET, "/v1/entities?limit=1", NULL, NULL},
    {METHOD_GET, "/v1/entities/ingrid-solheim", NULL, NULL},
    {METHOD_GET, "/v1/quotes?limit=1", NULL, NULL},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"Ann Cole met Erik Dahl on Monday.\"}"},
    {METHOD_POST, "/v1/quotes", JSON, "{\"article\": \"bridge-1\"}"},
    {METHOD_POST, "/v1/diff", FORM,
     PART("left", "Three men ran.") PART("right", "Four men ran.") PART("pretty", "true") "--B--"},
    {METHOD_POST, "/v1/diff", JSON, "{\"left\": {}, \"rigt\": 1}"},
    {METHOD_POST, "/v1/related", JSON, "{\"article\": \"bridge-1\", \"limit\": 1}"},
    {METHOD_POST, "/v1/analysis", JSON, "{\"article\": \"bridge-1\"}"},
};

/* Every allocation of a request fails in its turn: the answer is the right one or 503, and always
 * whole. */
START_TEST(lack_of_memory_is_answered)
{
    size_t n = 1;

    do {
        begin(failing[_i].method, failing[_i].target);
        request.content_type = slice_of(failing[_i].type);
        request.body = slice_of(failing[_i].body);
        arena_fail_at(arena, n++);
        route_answer(&test->desk, &request, &reply);
        check_form();
        ck_assert(reply.status < 500 || reply.error == ERROR_NO_MEMORY);
        ck_assert_uint_lt(n, 100000);
    } while (arena_error(arena));
}

END_TEST

START_TEST(the_static_problems_are_like_the_others)
{
    static const struct {
        enum error error;
        const char *detail;
    } problems[] = {{ERROR_NO_MEMORY, "try again in a moment"},
                    {ERROR_MEMORY_EXCEEDED, "send a shorter text"}};

    for (size_t i = 0; i < 2; i++) {
        struct problem problem = {.error = problems[i].error};
        char *written;

        begin(METHOD_GET, "/");
        request.id = (struct slice){NULL, 0};
        problem.arena = arena;
        (void)problem_set(&problem, problems[i].error, "%s", problems[i].detail);
        reply = (struct reply){.route = "/"};
        route_refuse(&request, &problem, &reply);
        written = strndup(reply.body.ptr, reply.body.len);

        begin(METHOD_GET, "/");
        arena_close(arena);
        arena = arena_open(i ? 0 : ARENA_NO_BUDGET);
        request.arena = arena;
        if (!i)
            arena_fail_at(arena, 1);
        route_answer(&test->desk, &request, &reply);
        ck_assert(slice_is(reply.body, written));
        free(written);
    }
}

END_TEST

START_TEST(before_the_corpus_is_there)
{
    static const char *const targets[] = {"/v1/articles", "/v1/articles/a", "/v1/entities",
                                          "/v1/articles/a/quotes", "/v1/diff?left=a&right=b"};
    struct test_desk *loaded = test;

    test = test_desk_open(false);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        get(targets[i]);
        check_form();
        ck_assert_uint_eq(reply.status, 503);
        ck_assert_int_eq(reply.error, ERROR_LOADING);
    }
    get("/readyz");
    ck_assert_uint_eq(reply.status, 503);
    ck_assert(body_has("\"reason\":\"loading\""));
    get("/healthz");
    ck_assert_uint_eq(reply.status, 200);
    get("/");
    ck_assert_uint_eq(reply.status, 200);
    get("/metrics");
    ck_assert(body_has("copydesk_corpus_ready 0"));
    arena_close(arena);
    arena = NULL;
    test_desk_close(test);
    test = loaded;
}

END_TEST

START_TEST(a_draining_service_is_not_ready)
{
    atomic_store(&test->draining, true);
    get("/readyz");
    ck_assert_uint_eq(reply.status, 503);
    ck_assert(body_has("\"reason\":\"draining\""));
    ck_assert_uint_gt(header("Retry-After").len, 0);
    atomic_store(&test->draining, false);
}

END_TEST

START_TEST(metrics_tell_of_the_requests)
{
    counters_request(&test->counters, "/v1/diff", "POST", 200, 0.02);
    get("/metrics");
    ck_assert(body_has("copydesk_http_requests_total{route=\"/v1/diff\",method=\"POST\","
                       "code=\"200\"} 1\n"));
    ck_assert(body_has("_bucket{route=\"/v1/diff\",method=\"POST\",le=\"0.01\"} 0\n"));
    ck_assert(body_has("_bucket{route=\"/v1/diff\",method=\"POST\",le=\"0.025\"} 1\n"));
    ck_assert(body_has("_bucket{route=\"/v1/diff\",method=\"POST\",le=\"+Inf\"} 1\n"));
    ck_assert(body_has("copydesk_process_resident_memory_bytes "));
    ck_assert(!body_has("bytes -"));
}

END_TEST

START_TEST(every_problem_has_a_page)
{
    for (int error = 1; error < ERROR_COUNT; error++) {
        char target[100];

        (void)snprintf(target, sizeof target, "/problems/%.*s",
                       SLICE_ARGS(error_slug((enum error)error)));
        get(target);
        ck_assert_uint_eq(reply.status, 200);
        ck_assert(body_has("What it means: ") && body_has("What to do: "));
    }
}

END_TEST

START_TEST(the_page_names_the_host_it_was_asked_by)
{
    begin(METHOD_GET, "/");
    request.host = SLICE("desk.example:8081");
    route_answer(&test->desk, &request, &reply);
    ck_assert(body_has("'http://desk.example:8081/v1/"));
    begin(METHOD_GET, "/");
    request.host = SLICE("evil'; rm -rf /");
    route_answer(&test->desk, &request, &reply);
    ck_assert(body_has("'http://127.0.0.1:8080/v1/"));
    ck_assert(!body_has("evil"));
}

END_TEST

/* A hostile word: pieces of the grammar, and any bytes. */
static struct slice random_word(uint64_t *state, char *at, size_t size)
{
    static const char *const pieces[] = {
        "/v1/", "articles", "/",  "%2F",  "%00", "%",    "entities", "?",        "&",       "=",
        "{",    "}",        "\"", "text", ":",   ",",    "[",        "\\u",      "--B",     "\r\n",
        "*/*",  "limit",    "1",  "q=",   ";",   "left", "right",    "\xe2\x80", "cursor=", "\n"};
    size_t count = 1 + (*state >> 35) % 12;
    size_t len = 0;

    while (count--) {
        *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
        if (*state >> 60 == 0)
            at[len++] = (char)(*state >> 40);
        else
            len += (size_t)snprintf(at + len, size - len, "%s",
                                    pieces[(*state >> 33) % (sizeof pieces / sizeof *pieces)]);
    }
    return (struct slice){at, len};
}

START_TEST(any_bytes_are_answered)
{
    static const char *const types[] = {JSON, "text/plain", FORM, NULL};
    uint64_t state = 20240506;

    for (int i = 0; i < 3000; i++) {
        const struct route *route = &routes[(state >> 33) % route_count];
        char words[4][200];

        begin(i % 3 ? route->method : (enum method)(i % 5), route->path);
        if (i % 4 == 0)
            request.path = random_word(&state, words[0], sizeof words[0]);
        request.query = random_word(&state, words[1], sizeof words[1]);
        request.accept =
            i % 7 ? (struct slice){NULL, 0} : random_word(&state, words[2], sizeof words[2]);
        request.content_type = slice_of(types[i % 4]);
        request.body = random_word(&state, words[3], sizeof words[3]);
        route_answer(&test->desk, &request, &reply);
        check_form();
        ck_assert_msg(reply.status != 500, "request %d: %.*s", i, SLICE_ARGS(reply.body));
    }
}

END_TEST

SUITE("reply", tcase_add_unchecked_fixture(suite_case, open_desk, close_desk),
      TEST(limits_of_size_are_told_with_numbers), TEST(a_request_has_a_memory_of_its_own),
      LOOP(lack_of_memory_is_answered, failing), TEST(the_static_problems_are_like_the_others),
      TEST(before_the_corpus_is_there), TEST(a_draining_service_is_not_ready),
      TEST(metrics_tell_of_the_requests), TEST(every_problem_has_a_page),
      TEST(any_bytes_are_answered), TEST(the_page_names_the_host_it_was_asked_by))
