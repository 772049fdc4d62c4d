#include "handlers/reply.h"
#include "tests/ask.h"

static const struct {
    enum method method;
    const char *target, *type, *body;
    unsigned long status;
    const char *code;   /* of a problem */
    const char *detail; /* words that the body must hold */
} requests[] = {
    {METHOD_GET, "/", NULL, NULL, 200, NULL, "bridge-1"},
    {METHOD_HEAD, "/", NULL, NULL, 200, NULL, NULL},
    {METHOD_GET, "/healthz", NULL, NULL, 200, NULL, "ok"},
    {METHOD_GET, "/readyz", NULL, NULL, 200, NULL, "\"articles\":4"},
    {METHOD_GET, "/metrics", NULL, NULL, 200, NULL, "copydesk_corpus_articles 4"},
    {METHOD_GET, "/openapi.json", NULL, NULL, 200, NULL, "3.1"},
    {METHOD_GET, "/v1/schemas/entities", NULL, NULL, 200, NULL, "2020-12"},
    {METHOD_GET, "/v1/schemas/nothing", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/problems/invalid", NULL, NULL, 200, NULL, "What to do"},
    {METHOD_GET, "/problems/nothing", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/limits", NULL, NULL, 200, NULL, "\"body_bytes\":1048576"},

    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"Ann Cole met Erik Dahl.\"}", 200, NULL,
     "Ann Cole"},
    {METHOD_POST, "/v1/entities", "text/plain; charset=utf-8", "Ann Cole met Erik Dahl.", 200, NULL,
     "Ann Cole"},
    {METHOD_POST, "/v1/entities?types=DATE", JSON, "{\"article\": \"bridge-1\"}", 200, NULL,
     "Monday"},
    {METHOD_POST, "/v1/entities", "text/plain; charset=ISO-8859-1", "Ren\xe9 Caf\xe9 met Erik.",
     200, NULL, "\"text\":\"René Café\""},
    {METHOD_POST, "/v1/quotes", "text/plain; charset=windows-1252", "\x93No,\x94 Ren\xe9 Roe said.",
     200, NULL, "“No,”"},
    {METHOD_POST, "/v1/entities", "application/json; charset=latin1",
     "{\"text\": \"Ren\xe9 Caf\xe9 met Erik.\"}", 200, NULL, "\"start\":0,\"end\":9"},
    {METHOD_POST, "/v1/quotes", "application/x-ndjson; charset=latin1",
     "{\"id\": \"\xe9\", \"text\": \"No.\"}\n", 200, NULL, "\"id\":\"é\""},
    {METHOD_POST, "/v1/diff", FORM,
     "--B\r\nContent-Type: text/plain; charset=latin1\r\nContent-Disposition: form-data; "
     "name=left\r\n\r\nA caf\xe9.\r\n" PART("right", "A café.") "--B--",
     200, NULL, "\"jaccard\":1"},
    {METHOD_POST, "/v1/diff", FORM "; charset=latin1",
     "--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; "
     "name=left\r\n\r\nA café.\r\n" PART("right", "A caf\xe9.") "--B--",
     200, NULL, "\"jaccard\":1"},
    {METHOD_POST, "/v1/quotes", JSON, "{\"article\": \"bridge-1\"}", 200, NULL, "Solheim"},
    {METHOD_POST, "/v1/diff", JSON,
     "{\"left\": {\"article\": \"bridge-1\"}, \"right\": {\"article\": \"bridge-2\"}}", 200, NULL,
     "(north)"},
    {METHOD_POST, "/v1/diff?operations=true", FORM,
     PART("left", "Three men ran.") PART("right", "Four men ran.")
         PART("level", "sentence") "--B--",
     200, NULL, "\"level\":\"sentence\""},
    {METHOD_POST, "/v1/related", JSON, "{\"article\": \"bridge-1\"}", 200, NULL, "bridge-2"},
    {METHOD_POST, "/v1/analysis", JSON, "{\"article\": \"bridge-1\"}", 200, NULL, "\"related\""},

    {METHOD_GET, "/v1/articles", NULL, NULL, 200, NULL, "\"total\":4"},
    {METHOD_GET, "/v1/articles?entity=Ingrid%20Solheim", NULL, NULL, 200, NULL, "bridge-1"},
    {METHOD_GET, "/v1/articles?entity=nobody", NULL, NULL, 200, NULL, "\"total\":0"},
    {METHOD_GET, "/v1/articles/bridge-1", NULL, NULL, 200, NULL, "engineers"},
    {METHOD_GET, "/v1/articles/local%2Fbridge", NULL, NULL, 200, NULL, "ferries"},
    {METHOD_GET, "/v1/articles/caf%C3%A9", NULL, NULL, 200, NULL, "eleven"},
    {METHOD_GET, "/v1/articles/%62ridge-1/quotes", NULL, NULL, 200, NULL, "cracked"},
    {METHOD_GET, "/v1/articles/bridge-1/related", NULL, NULL, 200, NULL, "bridge-2"},
    {METHOD_GET, "/v1/diff?left=bridge-1&right=bridge-2", NULL, NULL, 200, NULL, "(north)"},
    {METHOD_GET, "/v1/entities", NULL, NULL, 200, NULL, "Ingrid Solheim"},
    {METHOD_GET, "/v1/entities/ingrid-solheim", NULL, NULL, 200, NULL, "\"with\""},
    {METHOD_GET, "/v1/quotes?speaker=ingrid-solheim", NULL, NULL, 200, NULL, "cracked"},
    {METHOD_GET, "/v1/quotes?altered=true", NULL, NULL, 200, NULL, "\"relation\":\"brackets\""},
    {METHOD_GET, "/v1/quotes?altered=often", NULL, NULL, 422, "invalid", "wrong_type"},

    {METHOD_POST, "/v1/entities", JSON, "", 400, "bad_json", NULL},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"a\",}", 400, "bad_json", "\"line\":1"},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"a\"} x", 400, "bad_json", NULL},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"a\", \"text\": \"b\"}", 400, "bad_json",
     NULL},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"\\ud800\"}", 400, "bad_json", NULL},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"\xff\"}", 400, "bad_json", NULL},
    {METHOD_POST, "/v1/entities", "text/plain", "caf\xe9", 400, "bad_text", "byte 3"},
    {METHOD_POST, "/v1/entities", "text/plain; charset=us-ascii", "caf\xc3\xa9", 400, "bad_text",
     "the text is not us-ascii at byte 3"},
    {METHOD_POST, "/v1/entities", "application/json; charset=cp1252", "{\"text\": \"\x81\"}", 400,
     "bad_text", "the body is not windows-1252 at byte 10"},
    {METHOD_POST, "/v1/diff", FORM,
     "--B\r\nContent-Type: text/plain; charset=ascii\r\nContent-Disposition: form-data; "
     "name=right\r\n\r\n\xe9\r\n--B--",
     400, "bad_text", "the file right is not us-ascii at byte 0"},
    {METHOD_GET, "/v1/articles?q=%zz", NULL, NULL, 400, "bad_query", NULL},
    {METHOD_POST, "/v1/diff", FORM, "--B\r\n", 400, "bad_multipart", NULL},
    {METHOD_POST, "/v1/diff", FORM, PART("left", "a") PART("left", "b") "--B--", 400,
     "bad_multipart", "two parts"},

    {METHOD_POST, "/v1/diff", FORM, PART("left", "caf\xe9") PART("right", "b") "--B--", 400,
     "bad_text", "the file left is not UTF-8 at byte 3"},

    {METHOD_POST, "/v1/entities", JSON, "{\"url\": \"http://example.org/\"}", 403, "fetch_off",
     "text"},

    {METHOD_GET, "/nothing", NULL, NULL, 404, "unknown_route", "/nothing"},
    {METHOD_GET, "", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "//", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/a/b", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1%2Farticles", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/healthz%00", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/a%00", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/a%zz", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/a%f", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/%ff", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/\xff", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/a%0Ab", NULL, NULL, 404, "unknown_route", NULL},
    {METHOD_POST, "/v1/nothing", NULL, "x", 404, "unknown_route", NULL},
    {METHOD_GET, "/v1/articles/nowhere", NULL, NULL, 404, "unknown_article", "nowhere"},
    {METHOD_GET, "/v1/articles/nowhere/quotes", NULL, NULL, 404, "unknown_article", "nowhere"},
    {METHOD_POST, "/v1/diff", JSON,
     "{\"left\": {\"article\": \"bridge-1\"}, \"right\": {\"article\": \"x\"}}", 404,
     "unknown_article", "/right"},
    {METHOD_GET, "/v1/diff?left=x&right=bridge-1", NULL, NULL, 404, "unknown_article", "left"},
    {METHOD_GET, "/v1/entities/nobody", NULL, NULL, 404, "unknown_entity", "nobody"},
    {METHOD_GET, "/v1/articles?cursor=Zz0xO289Mg", NULL, NULL, 404, "unknown_cursor", NULL},
    {METHOD_GET, "/v1/entities?cursor=x", NULL, NULL, 404, "unknown_cursor", NULL},
    {METHOD_GET, "/v1/quotes?cursor=x", NULL, NULL, 404, "unknown_cursor", NULL},
    {METHOD_POST, "/v1/related", JSON, "{\"article\": \"bridge-1\", \"cursor\": \"x\"}", 404,
     "unknown_cursor", NULL},

    {METHOD_POST, "/v1/articles", JSON, "{}", 405, "method_not_allowed", "GET, HEAD, OPTIONS"},
    {METHOD_GET, "/v1/analysis", NULL, NULL, 405, "method_not_allowed", "POST, OPTIONS"},
    {METHOD_OTHER, "/v1/diff", NULL, NULL, 405, "method_not_allowed", "GET, HEAD, POST, OPTIONS"},
    {METHOD_OTHER, "/", NULL, NULL, 405, "method_not_allowed", NULL},

    {METHOD_POST, "/v1/entities", NULL, "{}", 415, "unsupported_media_type",
     "Content-Type: application/json"},
    {METHOD_POST, "/v1/entities", "application/x-www-form-urlencoded", "{}", 415,
     "unsupported_media_type", "curl: -H 'Content-Type: application/json'"},
    {METHOD_POST, "/v1/entities", FORM, "", 415, "unsupported_media_type", NULL},
    {METHOD_POST, "/v1/entities", "image/png", "<p>", 415, "unsupported_media_type", NULL},
    {METHOD_POST, "/v1/entities", "text/plain; charset=utf-7", "x", 415, "unsupported_media_type",
     "UTF-8, ISO-8859-1, windows-1252 and us-ascii"},
    {METHOD_POST, "/v1/diff", "text/plain", "x", 415, "unsupported_media_type", "left"},
    {METHOD_POST, "/v1/diff", FORM,
     "--B\r\nContent-Disposition: form-data; name=left; filename=\"a\"\r\nContent-Type: "
     "image/png\r\n\r\n<p>\r\n--B--",
     415, "unsupported_media_type", "left"},

    {METHOD_POST, "/v1/diff", FORM,
     "--B\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Disposition: form-data; "
     "name=left\r\n\r\nx\r\n--B--",
     415, "unsupported_media_type", "left"},

    {METHOD_POST, "/v1/entities", JSON, "{}", 422, "invalid", "missing"},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"a\", \"url\": \"b\"}", 422, "invalid",
     "exclusive"},
    {METHOD_POST, "/v1/entities", JSON, "{\"text\": \"\"}", 422, "invalid", "\"empty\""},
    {METHOD_POST, "/v1/entities", "text/plain", "", 422, "invalid", "\"empty\""},
    {METHOD_POST, "/v1/entities?offsets=furlongs", JSON, "{\"txt\": \"a\"}", 422, "invalid",
     "?offsets"},
    {METHOD_POST, "/v1/entities?offsets=furlongs", JSON, "{\"txt\": \"a\"}", 422, "invalid",
     "/txt"},
    {METHOD_GET, "/v1/articles?limit=0", NULL, NULL, 422, "invalid", "?limit"},
    {METHOD_GET, "/v1/articles?limit=1001", NULL, NULL, 422, "invalid", "out_of_range"},
    {METHOD_GET, "/v1/articles?lmit=1", NULL, NULL, 422, "invalid", "unknown_member"},
    {METHOD_GET, "/v1/diff?left=bridge-1", NULL, NULL, 422, "invalid", "?right"},
    {METHOD_POST, "/v1/diff", FORM, PART("left", "a") PART("level", "word") "--B--", 422, "invalid",
     "\"/right\""},
    {METHOD_POST, "/v1/diff", FORM, PART("left", "a") PART("level", "word") "--B--", 422, "invalid",
     "\"/level\""},
    {METHOD_POST, "/v1/diff", FORM,
     "--B\r\nContent-Disposition: form-data; name=left; filename=a.json\r\n\r\n{\"txt\": "
     "1}\r\n" PART("right", "") "--B--",
     422, "invalid", "\"/left/txt\""},
    {METHOD_POST, "/v1/diff", FORM,
     "--B\r\nContent-Disposition: form-data; name=left; filename=a.json\r\n\r\n{}\r\n" PART(
         "right", "") "--B--",
     422, "invalid", "\"pointer\":\"/left\""},
};

START_TEST(a_request_is_answered)
{
    ask(requests[_i].method, requests[_i].target, requests[_i].type, slice_of(requests[_i].body));
    check_form();
    ck_assert_msg(reply.status == requests[_i].status, "%s: %u %.*s", requests[_i].target,
                  reply.status, SLICE_ARGS(reply.body));
    ck_assert_msg(slice_equal(error_slug(reply.error),
                              slice_of(requests[_i].code ? requests[_i].code : "ok")),
                  "%s: %.*s", requests[_i].target, SLICE_ARGS(reply.body));
    if (requests[_i].detail)
        ck_assert_msg(body_has(requests[_i].detail), "%s: no %s in %.*s", requests[_i].target,
                      requests[_i].detail, SLICE_ARGS(reply.body));
}

END_TEST

START_TEST(options_tell_what_is_allowed)
{
    begin(METHOD_OPTIONS, "/v1/articles/bridge-1/quotes");
    route_answer(&test->desk, &request, &reply);
    ck_assert_uint_eq(reply.status, 204);
    ck_assert_uint_eq(reply.body.len, 0);
    ck_assert(slice_is(header("Allow"), "GET, HEAD, OPTIONS"));
    ck_assert_str_eq(reply.route, "/v1/articles/{id}/quotes");
}

END_TEST

static const struct {
    const char *target, *accept;
    unsigned status;
    const char *media_type;
} accepts[] = {
    {"/v1/limits", "*/*", 200, "application/json"},
    {"/v1/limits", "application/*;q=0.1", 200, "application/json"},
    {"/v1/limits", "application/problem+json", 200, "application/json"},
    {"/v1/limits", "text/html", 406, "application/problem+json"},
    {"/v1/limits", "application/json;q=0", 406, "application/problem+json"},
    {"/metrics", "application/openmetrics-text", 200, "text/plain; version=0.0.4; charset=utf-8"},
    {"/healthz", "text/plain", 200, "application/json"},
    {"/", "*/*", 200, "text/plain; charset=utf-8"},
    {"/", "text/html,application/xml;q=0.9,*/*;q=0.8", 200, "text/html; charset=utf-8"},
    {"/problems/invalid", "text/html", 200, "text/html; charset=utf-8"},
};

START_TEST(accept_chooses_the_form)
{
    begin(METHOD_GET, accepts[_i].target);
    request.accept = slice_of(accepts[_i].accept);
    route_answer(&test->desk, &request, &reply);
    check_form();
    ck_assert_uint_eq(reply.status, accepts[_i].status);
    ck_assert(slice_is(reply.media_type, accepts[_i].media_type));
}

END_TEST

static const struct {
    const char *get, *post, *body;
} pairs[] = {
    {"/v1/articles/bridge-1/entities?types=DATE", "/v1/entities",
     "{\"article\": \"bridge-1\", \"types\": [\"DATE\"]}"},
    {"/v1/articles/bridge-1/quotes", "/v1/quotes", "{\"article\": \"bridge-1\"}"},
    {"/v1/articles/bridge-1/related", "/v1/related", "{\"article\": \"bridge-1\"}"},
    {"/v1/diff?left=bridge-1&right=bridge-2", "/v1/diff",
     "{\"left\": {\"article\": \"bridge-1\"}, \"right\": {\"article\": \"bridge-2\"}}"},
};

START_TEST(get_and_post_answer_alike)
{
    char *first;

    get(pairs[_i].get);
    ck_assert_uint_eq(reply.status, 200);
    first = strndup(reply.body.ptr, reply.body.len);
    post(pairs[_i].post, pairs[_i].body);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(slice_is(reply.body, first));
    free(first);
}

END_TEST

START_TEST(a_known_tag_is_answered_304)
{
    static const char *const forms[] = {"%.*s", "W/%.*s", "\"x\", %.*s", "*"};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char tags[100] = "*";
        struct slice tag;

        get("/v1/articles/bridge-1");
        tag = header("ETag");
        ck_assert_uint_gt(tag.len, 2);
        ck_assert(slice_is(header("Cache-Control"), "no-cache"));
        if (i < 3)
            (void)snprintf(tags, sizeof tags, "%s%.*s",
                           i == 1   ? "W/"
                           : i == 2 ? "\"x\", "
                                    : "",
                           SLICE_ARGS(tag));
        begin(METHOD_HEAD, "/v1/articles/bridge-1");
        route_answer(&test->desk, &request, &reply);
        reply_match(&reply, slice_of(tags));
        ck_assert_uint_eq(reply.status, 304);
        ck_assert_uint_eq(reply.body.len, 0);
        ck_assert_uint_gt(header("ETag").len, 2);
    }
    get("/v1/articles/bridge-1");
    reply_match(&reply, SLICE("\"other\""));
    ck_assert_uint_eq(reply.status, 200);
    reply_match(&reply, (struct slice){NULL, 0});
    ck_assert_uint_eq(reply.status, 200);
}

END_TEST

START_TEST(answers_to_a_body_are_not_stored)
{
    post("/v1/entities", "{\"text\": \"Ann Cole.\"}");
    ck_assert(slice_is(header("Cache-Control"), "no-store"));
    ck_assert_ptr_null(header("ETag").ptr);
}

END_TEST

static const char *const lists[] = {"/v1/articles?limit=%d", "/v1/entities?limit=%d",
                                    "/v1/quotes?limit=%d",
                                    "/v1/articles/bridge-1/related?limit=%d"};

/* The value of a member of the reply, without its quotation marks; "null" for null. */
static void copy_member(const char *name, char out[64])
{
    const char *at = memmem(reply.body.ptr, reply.body.len, name, strlen(name));

    ck_assert_ptr_nonnull(at);
    at += strlen(name);
    at += *at == '"';
    memset(out, 0, 64);
    for (size_t i = 0; i < 63 && !strchr("\",}", at[i]); i++)
        out[i] = at[i];
}

START_TEST(pages_make_up_the_list)
{
    char target[200];
    char next[64] = "";
    size_t whole, pages = 0, bytes = 0;

    (void)snprintf(target, sizeof target, "%.*s1000", (int)(strlen(lists[_i]) - 2), lists[_i]);
    get(target);
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(body_has("\"next\":null"));
    whole = reply.body.len;
    do {
        (void)snprintf(target, sizeof target, "%.*s1%s%s", (int)(strlen(lists[_i]) - 2), lists[_i],
                       pages ? "&cursor=" : "", next);
        get(target);
        ck_assert_uint_eq(reply.status, 200);
        copy_member("\"next\":", next);
        bytes += reply.body.len;
        ck_assert_uint_lt(pages++, 100);
    } while (strcmp(next, "null") != 0);
    ck_assert_uint_gt(pages, 1);
    ck_assert_uint_ge(bytes, whole);
}

END_TEST

SUITE("route", tcase_add_unchecked_fixture(suite_case, open_desk, close_desk),
      LOOP(a_request_is_answered, requests), TEST(options_tell_what_is_allowed),
      LOOP(accept_chooses_the_form, accepts), LOOP(get_and_post_answer_alike, pairs),
      TEST(a_known_tag_is_answered_304), TEST(answers_to_a_body_are_not_stored),
      LOOP(pages_make_up_the_list, lists))
