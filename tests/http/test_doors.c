/* The two doors give the same bytes: HTTP, call and batch. */
#include <signal.h>

#include "tests/http/client.h"
#include "tests/unit/suite.h"

static const struct {
    const char *method, *path, *body, *type;
} requests[] = {
    {"GET", "/v1/articles", NULL, NULL},
    {"GET", "/v1/articles?limit=2&offsets=utf-16", NULL, NULL},
    {"GET", "/v1/articles?limit=0", NULL, NULL},
    {"GET", "/v1/articles/harbor-1", NULL, NULL},
    {"GET", "/v1/articles/harbor-1/entities", NULL, NULL},
    {"GET", "/v1/articles/harbor-1/quotes?types=direct,scare", NULL, NULL},
    {"GET", "/v1/articles/harbor-1/related", NULL, NULL},
    {"GET", "/v1/articles/nobody", NULL, NULL},
    {"GET", "/v1/entities?limit=3&pretty=true", NULL, NULL},
    {"GET", "/v1/quotes?limit=3", NULL, NULL},
    {"GET", "/v1/diff?left=harbor-1&right=harbor-2", NULL, NULL},
    {"GET", "/v1/limits", NULL, NULL},
    {"GET", "/openapi.json", NULL, NULL},
    {"GET", "/problems/invalid", NULL, NULL},
    {"GET", "/nothing/here", NULL, NULL},
    {"POST", "/v1/articles", "{}", "application/json"},
    {"POST", "/v1/entities", "{\"text\": \"Ada Lovelace met Charles Babbage in London.\"}",
     "application/json"},
    {"POST", "/v1/entities", "Ada Lovelace met Charles Babbage in London.", "text/plain"},
    {"POST", "/v1/quotes",
     "{\"text\": \"\\u201cWe will rebuild,\\u201d Mayor Jane Roe said. She left on Monday.\", "
     "\"published\": \"2026-03-04\", \"offsets\": \"utf-8\"}",
     "application/json"},
    {"POST", "/v1/diff",
     "{\"left\": {\"article\": \"harbor-1\"}, \"right\": {\"article\": \"harbor-report\"}}",
     "application/json"},
    {"POST", "/v1/diff",
     "{\"left\": {\"text\": \"One. Two.\"}, \"right\": {\"text\": \"One. Three.\"}, "
     "\"level\": \"sentence\", \"operations\": true}",
     "application/json"},
    {"POST", "/v1/related", "{\"article\": \"harbor-2\"}", "application/json"},
    {"POST", "/v1/analysis", "{\"article\": \"harbor-2\"}", "application/json"},
    {"POST", "/v1/diff", "{\"left\": {\"text\": \"A\", \"article\": \"x\"}, \"levle\": 1}",
     "application/json"},
    {"POST", "/v1/entities", "{\"text\": ", "application/json"},
    {"POST", "/v1/entities", "{\"text\": \"x\"}", "application/x-www-form-urlencoded"},
};

static struct service service;

static int run_call(size_t i, char **output, size_t *len)
{
    const char *arguments[8] = {"call", requests[i].method, requests[i].path};
    size_t count = 3;

    if (requests[i].body)
        arguments[count++] = requests[i].body;
    if (requests[i].type) {
        arguments[count++] = "--type";
        arguments[count++] = requests[i].type;
    }
    return program_run(arguments, SLICE(""), output, len);
}

START_TEST(call_gives_the_bytes_of_http)
{
    char type[128];
    const char *headers[] = {"X-Request-ID: call", type, NULL};
    struct question question = {requests[_i].method, requests[_i].path, requests[_i].body, headers,
                                false};
    struct answer answer;
    char *output;
    size_t len;
    int code;

    (void)snprintf(type, sizeof type, "Content-Type: %s",
                   requests[_i].type ? requests[_i].type : "");
    client_ask(&service, &question, &answer);
    code = run_call((size_t)_i, &output, &len);
    ck_assert_int_ne(answer.status, 0);
    ck_assert_int_eq(code, answer.status >= 500 ? 5 : answer.status >= 400 ? 4 : 0);
    ck_assert_uint_eq(len, answer.body_len);
    ck_assert_int_eq(memcmp(output, answer.body, len), 0);
    free(output);
    answer_free(&answer);
}

END_TEST

/* All JSON requests of one route as one batch: each line is HTTP's body. */
START_TEST(batch_gives_the_bytes_of_http)
{
    static const char *const headers[] = {"Content-Type: application/json", NULL};
    static const char *const texts[] = {
        "{\"text\": \"Ada Lovelace met Charles Babbage in London.\"}",
        "{\"article\": \"harbor-1\", \"id\": \"mine\"}",
        "{\"text\": \"\\\"No,\\\" said Ada Lovelace.\", \"offsets\": \"utf-16\"}",
    };
    static const char *const arguments[] = {"batch", "/v1/quotes", "--workers", "3", NULL};
    char input[1024] = "", *output, *line;
    size_t len;

    for (size_t i = 0; i < 3; i++)
        (void)snprintf(input + strlen(input), sizeof input - strlen(input), "%s\n", texts[i]);
    ck_assert_int_eq(program_run(arguments, slice_of(input), &output, &len), 0);
    line = output;
    for (size_t i = 0; i < 3; i++) {
        struct question question = {"POST", "/v1/quotes", texts[i], headers, false};
        struct answer answer;
        client_ask(&service, &question, &answer);
        ck_assert_int_eq(answer.status, 200);
        ck_assert_int_eq(strncmp(line, answer.body, answer.body_len), 0);
        ck_assert_int_eq(line[answer.body_len], '\n');
        line += answer.body_len + 1;
        answer_free(&answer);
    }
    ck_assert_int_eq(*line, '\0');
    free(output);
}

END_TEST

enum { BATCH_LINES = 2000 };

START_TEST(batch_keeps_order_and_goes_on)
{
    static const char *const arguments[] = {"batch", "/v1/entities", "--workers", "4", NULL};
    static char input[BATCH_LINES * 64];
    char *output, *line, expected[64];
    size_t len, at = 0;

    for (int i = 1; i <= BATCH_LINES; i++)
        at += (size_t)snprintf(
            input + at, sizeof input - at,
            i % 100 == 0 ? "{\"text\": %d\n" : "{\"text\": \"x\", \"id\": \"n%d\"}\n", i);
    ck_assert_int_eq(program_run(arguments, (struct slice){input, at}, &output, &len), 3);
    line = output;
    for (int i = 1; i <= BATCH_LINES; i++) {
        char *end = strchr(line, '\n');
        ck_assert_ptr_nonnull(end);
        *end = '\0';
        (void)snprintf(expected, sizeof expected, i % 100 == 0 ? "\"line\":%d" : "\"id\":\"n%d\"",
                       i);
        ck_assert_ptr_nonnull(strstr(line, expected));
        ck_assert((strstr(line, "\"bad_json\"") != NULL) == (i % 100 == 0));
        line = end + 1;
    }
    ck_assert_int_eq(*line, '\0');
    free(output);
}

END_TEST

static const struct {
    const char *arguments[6];
    int code;
} usages[] = {
    {{"call", "GET", "/healthz", NULL}, 0},
    {{"call", "GET", "/v1/articles/none", NULL}, 4},
    {{"call", "GET", NULL}, 2},
    {{"call", "GET", "/healthz", "--colour", NULL}, 2},
    {{"nonsense", NULL}, 2},
    {{"batch", "/v1/nothing", NULL}, 2},
    {{"serve", "--port", "70000", NULL}, 2},
    {{"entities", "/nonexistent/file", NULL}, 1},
    {{"call", "GET", "/healthz", "--models", "/nonexistent", NULL}, 1},
    {{"call", "GET", "/healthz", "--corpus", "/nonexistent", NULL}, 1},
    {{"entities", "harbor-1", "--json", NULL}, 0},
    {{"quotes", "harbor-1", "--color", "always", NULL}, 0},
    {{"diff", "harbor-1", "harbor-2", NULL}, 0},
    {{"diff", "harbor-1", "harbor-report", "--json", NULL}, 0},
    {{"related", "harbor-1", NULL}, 0},
    {{"diff", "harbor-1", "harbor-2", "--ignore=style,wording", "--level=sentence", NULL}, 0},
    {{"diff", "harbor-1", "harbor-2", "--ignore", "nonsense", NULL}, 2},
    {{"entities", "harbor-1", "--types", "PERSON,MONEY", NULL}, 0},
    {{"entities", "harbor-1", "--coreference", NULL}, 0},
    {{"quotes", "harbor-1", "--coreference", NULL}, 2},
    {{"entities", "harbor-1", "--level", "sentence", NULL}, 2},
    {{"entities", "harbor-1", "--published", "2024-02-29", NULL}, 0},
    {{"entities", "harbor-1", "--published", "2024-02-29T10:00:00Z", NULL}, 0},
    {{"entities", "harbor-1", "--published", "2024-02-30", NULL}, 2},
    {{"diff", "harbor-1", "harbor-2", "--published", "tomorrow", NULL}, 2},
    {{"related", "harbor-1", "--published", "", NULL}, 2},
    {{"entities", "articles.ndjson", NULL}, 2},
    {{"diff", "harbor-1", NULL}, 2},
    {{"--help", NULL}, 0},
    {{"serve", "--help", NULL}, 0},
    {{"--version", NULL}, 0},
    {{"serve", "--print-config", NULL}, 0},
    {{"health", "--port", "1", NULL}, 1},
};

START_TEST(commands_end_with_their_exit_codes)
{
    char *output;
    size_t len;

    ck_assert_int_eq(program_run(usages[_i].arguments, SLICE(""), &output, &len), usages[_i].code);
    ck_assert(usages[_i].code != 0 || len > 0);
    free(output);
}

END_TEST

START_TEST(standard_input_is_a_file)
{
    static const char *const arguments[] = {"entities", "-", NULL};
    char *output;
    size_t len;

    ck_assert_int_eq(
        program_run(arguments, SLICE("Ada Lovelace lived in London.\n"), &output, &len), 0);
    ck_assert_ptr_nonnull(strstr(output, "Ada Lovelace"));
    ck_assert_ptr_null(strchr(output, '\033'));
    free(output);
}

END_TEST

START_TEST(the_service_starts)
{
    static const char *const arguments[] = {"--wait-for-analysis", NULL};

    service_start(&service, arguments);
    ck_assert_uint_ne(service.port, 0);
}

END_TEST

START_TEST(the_service_stops)
{
    ck_assert_int_eq(service_stop(&service, SIGTERM), 0);
    free(service_errors(&service));
}

END_TEST

SUITE("doors", TEST(the_service_starts), LOOP(call_gives_the_bytes_of_http, requests),
      TEST(batch_gives_the_bytes_of_http), TEST(the_service_stops),
      TEST(batch_keeps_order_and_goes_on), LOOP(commands_end_with_their_exit_codes, usages),
      TEST(standard_input_is_a_file))
