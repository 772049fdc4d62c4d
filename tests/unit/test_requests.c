/* The requests of the contract, read from bodies and queries. */
#include "schemas/files.h"
#include "schemas/problem.h"
#include "schemas/requests.h"
#include "tests/unit/suite.h"

static struct arena *arena;
static struct problem problem;

static void open_arena(void)
{
    arena = arena_open(ARENA_NO_BUDGET);
    problem = (struct problem){.arena = arena};
}

static void close_arena(void)
{
    arena_close(arena);
}

START_TEST(tells_all_faults_of_the_contract)
{
    struct diff_request request = DIFF_REQUEST_DEFAULT;
    struct problem_reply reply;
    struct slice json;

    ck_assert_int_eq(shape_read(&diff_request_shape, arena,
                                SLICE("{\"left\":{\"text\":\"A\",\"article\":\"x\"},"
                                      "\"right\":{\"text\":\"\"},\"levle\":\"sentence\"}"),
                                8, &request, &problem),
                     ERROR_INVALID);
    ck_assert_int_eq(problem_reply_build(arena, &problem, 422, SLICE("7f3a9c21"), &reply),
                     ERROR_OK);
    ck_assert_int_eq(shape_write(&problem_reply_shape, arena, &reply, false, &json), ERROR_OK);
    ck_assert_msg(
        slice_is(json,
                 "{\"type\":\"/problems/invalid\",\"title\":\"The request does not fit the "
                 "schema\",\"status\":422,\"code\":\"invalid\",\"detail\":\"3 faults\","
                 "\"instance\":\"7f3a9c21\",\"errors\":["
                 "{\"pointer\":\"/left\",\"code\":\"exclusive\",\"detail\":\"give exactly one of "
                 "text, article, html, url; got article and text\"},"
                 "{\"pointer\":\"/right/text\",\"code\":\"empty\",\"detail\":\"the text is "
                 "empty\"},"
                 "{\"pointer\":\"/levle\",\"code\":\"unknown_member\",\"detail\":\"unknown "
                 "member; did you mean level?\"}]}"),
        "%.*s", SLICE_ARGS(json));
}

END_TEST

START_TEST(tells_where_json_breaks)
{
    struct diff_request request = DIFF_REQUEST_DEFAULT;
    struct problem_reply reply;
    struct slice json;

    ck_assert_int_eq(
        shape_read(&diff_request_shape, arena, SLICE("{\n \"left\""), 8, &request, &problem),
        ERROR_BAD_JSON);
    ck_assert_int_eq(problem_reply_build(arena, &problem, 400, (struct slice){NULL, 0}, &reply),
                     ERROR_OK);
    ck_assert_int_eq(shape_write(&problem_reply_shape, arena, &reply, false, &json), ERROR_OK);
    ck_assert_msg(slice_ends(json, SLICE("\"instance\":null,\"errors\":[],\"line\":2,"
                                         "\"column\":7}")),
                  "%.*s", SLICE_ARGS(json));
}

END_TEST

static const struct {
    const char *json, *pointer, *code, *detail;
} sources[] = {
    {"{}", "", "missing", "give exactly one of text, article, html, url; got none"},
    {"{\"id\":\"x\",\"title\":null}", "", "missing",
     "give exactly one of text, article, html, url; got none"},
    {"{\"text\":\"a\",\"url\":\"b\",\"article\":\"c\"}", "", "exclusive",
     "give exactly one of text, article, html, url; got article, text and url"},
    {"{\"text\":4}", "/text", "wrong_type", "expected a string, got a number"},
    {"{\"text\":null}", "/text", "wrong_type", "expected a string, got null"},
    {"{\"article\":\"\"}", "/article", "empty", "the article is empty"},
    {"{\"article\":\"a\\nb\"}", "/article", "out_of_range",
     "expected no control characters in the article"},
    {"{\"text\":\"a\",\"types\":[\"GPE\"]}", "/types/0", "out_of_range",
     "expected one of PERSON, ORGANIZATION, LOCATION, MISC, DATE, TIME, MONEY, PERCENT, NUMBER; "
     "got \"GPE\""},
    {"{\"text\":\"a\",\"published\":\"May 3\"}", "/published", "out_of_range",
     "expected a date such as 2026-11-23 or 2026-11-23T08:30:00Z, got \"May 3\""},
    {"{\"text\":\"a\",\"offsets\":\"bytes\"}", "/offsets", "out_of_range",
     "expected one of utf-32, utf-16, utf-8; got \"bytes\""},
    {"{\"text\":\"a\",\"level\":\"sentence\"}", "/level", "unknown_member", "unknown member"},
};

START_TEST(finds_faults_of_sources)
{
    struct entities_request request = ENTITIES_REQUEST_DEFAULT;
    const struct fault *fault;

    ck_assert_int_eq(shape_read(&entities_request_shape, arena, slice_of(sources[_i].json), 8,
                                &request, &problem),
                     ERROR_INVALID);
    ck_assert_uint_eq(problem.faults.count, 1);
    fault = &problem.faults.at[0];
    ck_assert_msg(slice_is(fault->pointer, sources[_i].pointer) &&
                      slice_is(fault->code, sources[_i].code) &&
                      slice_is(fault->detail, sources[_i].detail),
                  "%.*s %.*s %.*s", SLICE_ARGS(fault->pointer), SLICE_ARGS(fault->code),
                  SLICE_ARGS(fault->detail));
}

END_TEST

START_TEST(reads_options_beside_the_source)
{
    struct entities_request request = ENTITIES_REQUEST_DEFAULT;

    ck_assert_int_eq(shape_read_query(&entities_request_shape, arena,
                                      SLICE("types=DATE&offsets=utf-8&pretty=true"), &request,
                                      &problem),
                     ERROR_OK);
    ck_assert_int_eq(shape_read(&entities_request_shape, arena,
                                SLICE("{\"article\":\"a:b\",\"types\":[\"PERSON\",\"MISC\"],"
                                      "\"offsets\":\"utf-16\"}"),
                                8, &request, &problem),
                     ERROR_OK);
    ck_assert(slice_is(request.source.article, "a:b"));
    ck_assert_uint_eq(request.types, 1 << ENTITY_PERSON | 1 << ENTITY_MISC);
    ck_assert_uint_eq(request.options.offsets, OFFSETS_UTF16);
    ck_assert(request.options.pretty);
}

END_TEST

START_TEST(reads_a_diff_from_a_query)
{
    struct diff_request request = DIFF_REQUEST_DEFAULT;

    ck_assert_int_eq(shape_read_query(&diff_query_shape, arena,
                                      SLICE("left=a%2Fb&right=c&mode=report&ignore=case,style&"
                                            "operations=true"),
                                      &request, &problem),
                     ERROR_OK);
    ck_assert(slice_is(request.left.article, "a/b"));
    ck_assert(slice_is(request.right.article, "c"));
    ck_assert_uint_eq(request.mode, MODE_REPORT);
    ck_assert_uint_eq(request.level, LEVEL_PARAGRAPH);
    ck_assert_uint_eq(request.ignore, 1 << CLASS_CASE | 1 << CLASS_STYLE);
    ck_assert(request.operations);
    ck_assert_uint_eq(request.context, DIFF_CONTEXT_DEFAULT);
}

END_TEST

START_TEST(a_diff_needs_both_sides)
{
    struct diff_request request = DIFF_REQUEST_DEFAULT;

    ck_assert_int_eq(shape_read_query(&diff_query_shape, arena, SLICE("left=a&mode=unrelated"),
                                      &request, &problem),
                     ERROR_INVALID);
    ck_assert_uint_eq(problem.faults.count, 2);
    ck_assert(slice_is(problem.faults.at[0].pointer, "?mode"));
    ck_assert(slice_is(problem.faults.at[0].detail,
                       "expected one of edit, report, auto; got \"unrelated\""));
    ck_assert(slice_is(problem.faults.at[1].pointer, "?right"));
    ck_assert(slice_is(problem.faults.at[1].code, "missing"));
}

END_TEST

START_TEST(reads_a_list_query)
{
    struct articles_query query = ARTICLES_QUERY_DEFAULT;

    ck_assert_int_eq(shape_read_query(&articles_query_shape, arena,
                                      SLICE("q=peace+talks&from=2026-01-01&cursor=Zz0x"), &query,
                                      &problem),
                     ERROR_OK);
    ck_assert(slice_is(query.q, "peace talks"));
    ck_assert_uint_eq(query.page.limit, LIST_LIMIT_DEFAULT);
    ck_assert(slice_is(query.page.cursor, "Zz0x"));
    ck_assert_ptr_null(query.to.ptr);
}

END_TEST

START_TEST(embeds_every_file)
{
    for (size_t i = 0; i < schema_file_count; i++) {
        struct slice text = schema_file_find(slice_of(schema_files[i].name));
        ck_assert(slice_starts(text, SLICE("{\n \"$schema\"")));
        ck_assert(slice_ends(text, SLICE("}\n")));
        ck_assert(slice_is(slice_of(schema_files[i].name), schema_files[i].shape->name));
    }
    ck_assert(schema_file_find(SLICE("diff.json")).ptr == schema_file_find(SLICE("diff")).ptr);
    ck_assert_ptr_null(schema_file_find(SLICE("openapi")).ptr);
    ck_assert_ptr_null(schema_file_find(SLICE("")).ptr);
    ck_assert(slice_starts(schema_openapi(), SLICE("{\n \"openapi\": \"3.1.0\"")));
}

END_TEST

START_TEST(problems_survive_lack_of_memory)
{
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct problem_reply reply;
        close_arena();
        open_arena();
        problem_fault(&problem, SLICE("/a"), SLICE("missing"), "a is missing");
        arena_fail_at(arena, n);
        error = problem_reply_build(arena, &problem, 422, SLICE("id"), &reply);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
}

END_TEST

SUITE("requests", tcase_add_checked_fixture(suite_case, open_arena, close_arena),
      TEST(tells_all_faults_of_the_contract), TEST(tells_where_json_breaks),
      LOOP(finds_faults_of_sources, sources), TEST(reads_options_beside_the_source),
      TEST(reads_a_diff_from_a_query), TEST(a_diff_needs_both_sides), TEST(reads_a_list_query),
      TEST(embeds_every_file), TEST(problems_survive_lack_of_memory))
