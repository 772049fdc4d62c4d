/* Shapes over structs of this test: every kind of field, read and written. */
#include "schemas/shape.h"

#include <math.h>

#include "tests/unit/suite.h"

static const struct slice colour_names[] = {
    SLICE_INIT("red"), SLICE_INIT("green"), {NULL, 0}, SLICE_INIT("blue")};
static const struct name_table colours = {colour_names, 4};

struct leaf {
    uint32_t size;
    struct slice word;
};

static const struct field leaf_fields[] = {
    {"size", FIELD_COUNT, offsetof(struct leaf, size), .min = 1, .max = 9, .rules = FIELD_REQUIRED},
    {"word", FIELD_TEXT, offsetof(struct leaf, word), .rules = FIELD_NOT_EMPTY},
};

static void check_leaf(const void *object, struct slice pointer, struct problem *problem)
{
    const struct leaf *leaf = object;

    if (leaf->size == 7 && leaf->word.ptr)
        problem_fault(problem, pointer, SLICE("exclusive"), "seven takes no word");
}

static const struct shape leaf_shape = {SHAPE("leaf", "A leaf", struct leaf, leaf_fields),
                                        .is_request = true, .check = check_leaf};

struct tree {
    struct slice name, id, date;
    uint32_t count, colour, colours;
    uint64_t size;
    double ratio, number;
    bool flag;
    struct leaf leaf, inline_leaf, *maybe;
    struct wire_list leaves, texts, counts;
    struct wire_value value;
};

#define AT(member) offsetof(struct tree, member)

static const struct field tree_fields[] = {
    {"name", FIELD_TEXT, AT(name), .rules = FIELD_NULLABLE | FIELD_IN_QUERY},
    {"id", FIELD_TEXT, AT(id), .max = 8, .rules = FIELD_ID},
    {"date", FIELD_TEXT, AT(date), .rules = FIELD_DATE},
    {"count", FIELD_COUNT, AT(count), .min = 2, .max = 1000, .rules = FIELD_IN_QUERY},
    {"colour", FIELD_NAME, AT(colour), .names = &colours, .rules = FIELD_IN_QUERY},
    {"colours", FIELD_NAMES, AT(colours), .names = &colours,
     .rules = FIELD_NOT_EMPTY | FIELD_IN_QUERY},
    {"bytes", FIELD_SIZE, AT(size), .doc = ""},
    {"ratio", FIELD_RATIO, AT(ratio), .max = 1, .rules = FIELD_NULLABLE},
    {"number", FIELD_NUMBER, AT(number), .doc = ""},
    {"flag", FIELD_FLAG, AT(flag), .rules = FIELD_IN_QUERY},
    {"leaf", FIELD_OBJECT, AT(leaf), .of = &leaf_shape},
    {NULL, FIELD_INLINE, AT(inline_leaf), .of = &leaf_shape},
    {"maybe", FIELD_MAYBE, AT(maybe), .of = &leaf_shape, .rules = FIELD_NULLABLE},
    {"leaves", FIELD_LIST, AT(leaves), .of = &leaf_shape},
    {"texts", FIELD_TEXTS, AT(texts), .doc = ""},
    {"counts", FIELD_COUNTS, AT(counts), .doc = ""},
    {"value", FIELD_VALUE, AT(value), .rules = FIELD_NULLABLE},
};

static const struct shape tree_shape = {SHAPE("tree", "A tree", struct tree, tree_fields),
                                        .is_request = true};

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

/* All faults as "pointer code detail\n…". */
static struct slice told(void)
{
    struct slice all = SLICE("");

    for (size_t i = 0; i < problem.faults.count; i++) {
        const struct fault *fault = &problem.faults.at[i];
        ck_assert_int_eq(arena_print(arena, &all, "%.*s%s%.*s %.*s: %.*s", SLICE_ARGS(all),
                                     i ? "\n" : "", SLICE_ARGS(fault->pointer),
                                     SLICE_ARGS(fault->code), SLICE_ARGS(fault->detail)),
                         ERROR_OK);
    }
    return all;
}

static void check_slice(struct slice got, const char *expected)
{
    if (!slice_is(got, expected))
        ck_abort_msg("got      %.*s\nexpected %s", SLICE_ARGS(got), expected);
}

/* -- faults ------------------------------------------------------------------------------------ */

static const struct {
    const char *json, *faults;
} faulty[] = {
    {"[]", " wrong_type: expected an object, got an array"},
    {"3", " wrong_type: expected an object, got a number"},
    {"null", " wrong_type: expected an object, got null"},
    {"{}", "/size missing: size is missing"},
    {"{\"size\":1,\"cuont\":3}", "/cuont unknown_member: unknown member; did you mean count?"},
    {"{\"size\":1,\"Colours\":[]}", "/Colours unknown_member: unknown member; did you mean "
                                    "colours?"},
    {"{\"size\":1,\"elephant\":3}", "/elephant unknown_member: unknown member"},
    {"{\"size\":1,\"\":3}", "/ unknown_member: unknown member"},
    {"{\"size\":1,\"a/b~c\":3}", "/a~1b~0c unknown_member: unknown member"},
    {"{\"size\":1,\"count\":1}", "/count out_of_range: expected 2 to 1000, got 1"},
    {"{\"size\":1,\"count\":1001}", "/count out_of_range: expected 2 to 1000, got 1001"},
    {"{\"size\":1,\"count\":99999999999999999999999}",
     "/count out_of_range: expected 2 to 1000, got 1e+23"},
    {"{\"size\":1,\"count\":2.5}", "/count wrong_type: expected a whole number, got a number"},
    {"{\"size\":1,\"count\":\"5\"}", "/count wrong_type: expected a whole number, got a string"},
    {"{\"size\":1,\"count\":null}", "/count wrong_type: expected a whole number, got null"},
    {"{\"size\":1,\"bytes\":-1}",
     "/bytes out_of_range: expected 0 to 9.00719925474099e+15, got -1"},
    {"{\"size\":1,\"flag\":0}", "/flag wrong_type: expected true or false, got a number"},
    {"{\"size\":1,\"name\":{}}", "/name wrong_type: expected a string, got an object"},
    {"{\"size\":1,\"id\":\"123456789\"}", "/id out_of_range: expected at most 8 bytes, got 9"},
    {"{\"size\":1,\"id\":\"a\\u001fb\"}",
     "/id out_of_range: expected no control characters in the id"},
    {"{\"size\":1,\"id\":\"a\\u0085b\"}",
     "/id out_of_range: expected no control characters in the id"},
    {"{\"size\":1,\"date\":\"yesterday\"}",
     "/date out_of_range: expected a date such as 2026-11-23 or 2026-11-23T08:30:00Z, got "
     "\"yesterday\""},
    {"{\"size\":1,\"colour\":\"pink\"}",
     "/colour out_of_range: expected one of red, green, blue; got \"pink\""},
    {"{\"size\":1,\"colours\":[\"red\",\"pink\",4]}",
     "/colours/1 out_of_range: expected one of red, green, blue; got \"pink\"\n"
     "/colours/2 wrong_type: expected a string, got a number"},
    {"{\"size\":1,\"colours\":[]}",
     "/colours empty: the list is empty; leave it out for the usual ones"},
    {"{\"size\":1,\"colours\":\"red\"}",
     "/colours wrong_type: expected an array of strings, got a string"},
    {"{\"size\":1,\"word\":\"\"}", "/word empty: the word is empty"},
    {"{\"size\":1,\"word\":null}", "/word wrong_type: expected a string, got null"},
    {"{\"size\":7,\"word\":\"x\"}", " exclusive: seven takes no word"},
    {"{\"size\":1,\"leaf\":{\"size\":7,\"word\":\"x\"},\"maybe\":{}}",
     "/leaf exclusive: seven takes no word\n/maybe/size missing: size is missing"},
    {"{\"size\":1,\"leaves\":[{\"size\":1},{\"size\":0,\"more\":1},5]}",
     "/leaves/1/size out_of_range: expected 1 to 9, got 0\n"
     "/leaves/1/more unknown_member: unknown member\n"
     "/leaves/2 wrong_type: expected an object, got a number"},
    {"{\"size\":1,\"texts\":[1],\"counts\":[-1,\"a\"]}",
     "/texts/0 wrong_type: expected a string, got a number\n"
     "/counts/0 out_of_range: expected 0 to 4294967294, got -1\n"
     "/counts/1 wrong_type: expected a whole number, got a string"},
    {"{\"size\":1,\"value\":[]}",
     "/value wrong_type: expected a string, a number or an object, got an array"},
    {"{\"size\":1,\"ratio\":1.5}", "/ratio out_of_range: expected 0 to 1, got 1.5"},
};

START_TEST(finds_all_faults)
{
    struct tree tree = {0};

    ck_assert_int_eq(shape_read(&tree_shape, arena, slice_of(faulty[_i].json), 8, &tree, &problem),
                     ERROR_INVALID);
    ck_assert_int_eq(problem.error, ERROR_INVALID);
    check_slice(told(), faulty[_i].faults);
}

END_TEST

START_TEST(tells_a_bounded_number_of_faults)
{
    char body[20000];
    size_t len = 0;
    struct tree tree = {0};

    for (int i = 0; i < 1000; i++)
        len += (size_t)snprintf(body + len, sizeof body - len, "%s\"m%d\":1", i ? "," : "{", i);
    len += (size_t)snprintf(body + len, sizeof body - len, "}");
    ck_assert_int_eq(shape_read(&tree_shape, arena, (struct slice){body, len}, 8, &tree, &problem),
                     ERROR_INVALID);
    ck_assert_uint_eq(problem.faults.count, SHAPE_FAULTS_MAX);
}

END_TEST

/* -- syntax ------------------------------------------------------------------------------------ */

#define RAW(literal) SLICE_INIT(literal)

static const struct {
    struct slice json;
    uint32_t line, column;
    const char *word; /* stands in the detail */
} broken[] = {
    {RAW(""), 1, 1, "empty"},
    {RAW(" \n "), 1, 1, "empty"},
    {RAW("{"), 1, 1, "near end of file"},
    {RAW("{\"a\":1,}"), 1, 8, "near"},
    {RAW("{\n\"a\" 1}"), 2, 5, "':' expected"},
    {RAW("{} x"), 1, 4, "end of file expected"},
    {RAW("{}{}"), 1, 3, "end of file expected"},
    {RAW("{\"count\":3\0}"), 1, 11, "NUL"},
    {RAW("3\0"), 1, 2, "NUL"},
    {RAW("{\"a\":\"\xff\"}"), 1, 7, "not UTF-8"},
    {RAW("{\"a\":\"\xed\xa0\x80\"}"), 1, 7, "not UTF-8"},
    {RAW("{\"\xc3\xa9\":\n\n \"\xc3\"}"), 3, 3, "not UTF-8"},
    {RAW("{\"a\":\"\\ud800\"}"), 1, 13, "Unicode"},
    {RAW("{\"a\":\"\\udc00x\"}"), 1, 14, "Unicode"},
    {RAW("{\"a\":\"\\ud800\\ud800\"}"), 1, 19, "Unicode"},
    {RAW("{\"a\":\"\\u0000\"}"), 1, 13, "NUL"},
    {RAW("{\"a\\u0000b\":1}"), 1, 11, "NUL"},
    {RAW("{\"a\":1,\"a\":2}"), 1, 10, "duplicate"},
    {RAW("{\"a\":[[[[1]]]]}"), 1, 9, "too deep"},
    {RAW("{\"a\":tru}"), 1, 8, "near"},
    {RAW("{\"a\":01}"), 1, 6, "near"},
    {RAW("{\"a\":1e400}"), 1, 10, "overflow"},
    {RAW("\xef\xbb\xbf{}"), 1, 1, "near"},
    {RAW("{\"a\":\"b\nc\"}"), 1, 7, "near"},
};

START_TEST(refuses_bad_json)
{
    struct tree tree = {0};
    struct slice detail;

    ck_assert_int_eq(shape_read(&tree_shape, arena, broken[_i].json, 4, &tree, &problem),
                     ERROR_BAD_JSON);
    ck_assert_int_eq(problem.error, ERROR_BAD_JSON);
    ck_assert_int_eq(arena_copy(arena, problem.detail, &detail), ERROR_OK);
    ck_assert_msg(strstr(detail.ptr, broken[_i].word) != NULL, "got %s", detail.ptr);
    ck_assert_msg(problem.line == broken[_i].line && problem.column == broken[_i].column,
                  "%d: got %u:%u %s", _i, problem.line, problem.column, detail.ptr);
}

END_TEST

START_TEST(takes_what_nests_just_deep_enough)
{
    struct tree tree = {0};

    ck_assert_int_eq(
        shape_read(&tree_shape, arena, SLICE("{\"size\":1,\"counts\":[2]}"), 2, &tree, &problem),
        ERROR_OK);
    ck_assert_int_eq(shape_read(&tree_shape, arena, SLICE("{\"size\":1,\"name\":\"[[[[\\\"{{\"}"),
                                1, &tree, &problem),
                     ERROR_OK);
    ck_assert_uint_eq(tree.counts.count, 1);
}

END_TEST

/* -- values ------------------------------------------------------------------------------------ */

START_TEST(reads_every_kind)
{
    static const char json[] =
        "{\"name\":\"Zo\\u00eb \\ud83d\\ude00\",\"id\":\"a:b\",\"date\":\"2026-11-23\","
        "\"count\":12,\"colour\":\"blue\",\"colours\":[\"green\",\"blue\"],\"bytes\":4294967296,"
        "\"ratio\":null,\"number\":-1.5e3,\"flag\":true,\"leaf\":{\"size\":3},\"size\":4,"
        "\"word\":\"w\",\"maybe\":{\"size\":5},\"leaves\":[{\"size\":6,\"word\":\"x\"}],"
        "\"texts\":[\"\",\"t\"],\"counts\":[0,7],"
        "\"value\":{\"amount\":2.5,\"currency\":\"USD\"}}";
    struct tree tree = {.ratio = 0.5};

    ck_assert_int_eq(shape_read(&tree_shape, arena, slice_of(json), 8, &tree, &problem), ERROR_OK);
    check_slice(tree.name, "Zo\xc3\xab \xf0\x9f\x98\x80");
    check_slice(tree.id, "a:b");
    ck_assert_uint_eq(tree.count, 12);
    ck_assert_uint_eq(tree.colour, 3);
    ck_assert_uint_eq(tree.colours, 1 << 1 | 1 << 3);
    ck_assert(tree.size == UINT64_C(4294967296));
    ck_assert(isnan(tree.ratio));
    ck_assert_double_eq(tree.number, -1500);
    ck_assert(tree.flag);
    ck_assert_uint_eq(tree.leaf.size, 3);
    ck_assert_uint_eq(tree.inline_leaf.size, 4);
    check_slice(tree.inline_leaf.word, "w");
    ck_assert_uint_eq(tree.maybe->size, 5);
    check_slice(((struct leaf *)tree.leaves.at)->word, "x");
    check_slice(((struct slice *)tree.texts.at)[1], "t");
    ck_assert_uint_eq(((uint32_t *)tree.counts.at)[1], 7);
    ck_assert_int_eq(tree.value.kind, WIRE_MONEY);
    ck_assert_double_eq(tree.value.number, 2.5);
    check_slice(tree.value.text, "USD");
}

END_TEST

START_TEST(leaves_defaults_alone)
{
    struct tree tree = {.count = 50, .name = SLICE_INIT("kept")};

    ck_assert_int_eq(
        shape_read(&tree_shape, arena, SLICE("{\"size\":2.0,\"flag\":true}"), 8, &tree, &problem),
        ERROR_OK);
    ck_assert_uint_eq(tree.count, 50);
    check_slice(tree.name, "kept");
    ck_assert_uint_eq(tree.inline_leaf.size, 2);
}

END_TEST

/* -- writing ----------------------------------------------------------------------------------- */

START_TEST(writes_every_kind)
{
    struct leaf leaves[] = {{1, SLICE_INIT("a")}, {2, {NULL, 0}}};
    struct slice texts[] = {SLICE_INIT("x"), SLICE_INIT("")};
    uint32_t counts[] = {0, 4294967294};
    struct tree tree = {
        .name = SLICE_INIT("\"\\/\b\f\n\r\t\x01\x1f\x7f\xc3\xa9"),
        .count = 7,
        .colour = 1,
        .colours = 1 << 0 | 1 << 3,
        .size = UINT64_MAX - 1,
        .ratio = 0.8694,
        .number = 0.1,
        .flag = true,
        .leaf = leaves[0],
        .maybe = &leaves[1],
        .leaves = {leaves, 2},
        .texts = {texts, 2},
        .counts = {counts, 2},
        .value = {WIRE_MONEY, SLICE_INIT("EUR"), 5},
    };
    struct slice json;

    ck_assert_int_eq(shape_write(&tree_shape, arena, &tree, false, &json), ERROR_OK);
    check_slice(json, "{\"name\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\xc3\xa9\","
                      "\"id\":null,\"date\":null,\"count\":7,\"colour\":\"green\","
                      "\"colours\":[\"red\",\"blue\"],\"bytes\":18446744073709551614,"
                      "\"ratio\":0.869,\"number\":0.1,\"flag\":true,"
                      "\"leaf\":{\"size\":1,\"word\":\"a\"},\"size\":0,\"word\":null,"
                      "\"maybe\":{\"size\":2,\"word\":null},"
                      "\"leaves\":[{\"size\":1,\"word\":\"a\"},{\"size\":2,\"word\":null}],"
                      "\"texts\":[\"x\",\"\"],\"counts\":[0,4294967294],"
                      "\"value\":{\"amount\":5,\"currency\":\"EUR\"}}");
}

END_TEST

START_TEST(writes_for_a_reader)
{
    static const struct field fields[] = {
        {"leaf", FIELD_OBJECT, offsetof(struct tree, leaf), .of = &leaf_shape},
        {"texts", FIELD_TEXTS, offsetof(struct tree, texts), .doc = ""},
        {"counts", FIELD_COUNTS, offsetof(struct tree, counts), .doc = ""},
        {"name", FIELD_TEXT, offsetof(struct tree, name), .rules = FIELD_OMIT_NULL},
    };
    static const struct shape shape = {SHAPE("small", "", struct tree, fields)};
    struct slice texts[] = {SLICE_INIT("x"), SLICE_INIT("y")};
    struct tree tree = {.leaf = {1, SLICE_INIT("a")}, .texts = {texts, 2}};
    struct slice json;

    ck_assert_int_eq(shape_write(&shape, arena, &tree, true, &json), ERROR_OK);
    check_slice(json, "{\n  \"leaf\": {\n    \"size\": 1,\n    \"word\": \"a\"\n  },\n"
                      "  \"texts\": [\n    \"x\",\n    \"y\"\n  ],\n  \"counts\": []\n}\n");
}

END_TEST

static const struct {
    double value;
    const char *as_number, *as_ratio;
} numbers[] = {
    {0, "0", "0.0"},
    {1, "1", "1.0"},
    {-3, "-3", "-3.0"},
    {0.5, "0.5", "0.5"},
    {0.05, "0.05", "0.05"},
    {0.0004, "0.0004", "0.0"},
    {-0.0004, "-0.0004", "0.0"},
    {0.9996, "0.9996", "1.0"},
    {0.1 + 0.2, "0.30000000000000004", "0.3"},
    {1200344, "1200344", "1200344.0"},
    {9007199254740991.0, "9007199254740991", "9007199254740991"},
    {1e300, "1e+300", "1e+300"},
    {5e-324, "5e-324", "0.0"},
    {1.7976931348623157e308, "1.7976931348623157e+308", "1.7976931348623157e+308"},
    {NAN, "null", "null"},
    {INFINITY, "null", "null"},
};

START_TEST(writes_numbers)
{
    static const struct field fields[] = {
        {"n", FIELD_NUMBER, offsetof(struct tree, number), .doc = ""},
        {"r", FIELD_RATIO, offsetof(struct tree, ratio), .doc = ""},
    };
    static const struct shape shape = {SHAPE("small", "", struct tree, fields)};
    struct tree tree = {.number = numbers[_i].value, .ratio = numbers[_i].value};
    struct slice json, expected;

    ck_assert_int_eq(shape_write(&shape, arena, &tree, false, &json), ERROR_OK);
    ck_assert_int_eq(arena_print(arena, &expected, "{\"n\":%s,\"r\":%s}", numbers[_i].as_number,
                                 numbers[_i].as_ratio),
                     ERROR_OK);
    check_slice(json, expected.ptr);
}

END_TEST

/* -- dates ------------------------------------------------------------------------------------- */

static const struct {
    const char *date;
    bool valid;
} dates[] = {
    {"2026", true},
    {"2026-11", true},
    {"2026-11-23", true},
    {"2024-02-29", true},
    {"2026-02-29", false},
    {"2026-13-01", false},
    {"2026-11-31", false},
    {"2026-11-23T08:30", true},
    {"2026-11-23 08:30:59", true},
    {"2026-11-23T08:30:59.125Z", true},
    {"2026-11-23T08:30:59+01:00", true},
    {"2026-11-23T08:30-0530", true},
    {"2026-11-23T8:30", false},
    {"2026-11-23T25:30", false},
    {"2026-11-23T08:30:59.Z", false},
    {"2026-11-23T08:30+1", false},
    {"2026-11-23T", false},
    {"2026-1-2", false},
    {"-026-11-23", false},
    {"23 November 2026", false},
    {"2026-11-23Z", false},
};

START_TEST(knows_dates)
{
    struct tree tree = {0};
    struct slice json;

    ck_assert_int_eq(arena_print(arena, &json, "{\"size\":1,\"date\":\"%s\"}", dates[_i].date),
                     ERROR_OK);
    ck_assert_int_eq(shape_read(&tree_shape, arena, json, 8, &tree, &problem),
                     dates[_i].valid ? ERROR_OK : ERROR_INVALID);
}

END_TEST

/* -- lack of memory ---------------------------------------------------------------------------- */

START_TEST(survives_lack_of_memory)
{
    const struct slice json =
        SLICE("{\"size\":1,\"maybe\":{\"size\":1},\"leaves\":[{\"size\":1}],\"texts\":[\"a\"],"
              "\"counts\":[1]}");
    const struct slice wrong = SLICE("{\"count\":1,\"more\":2}");
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct tree tree = {0};
        struct slice out;
        close_arena();
        open_arena();
        arena_fail_at(arena, n);
        error = shape_read(&tree_shape, arena, json, 8, &tree, &problem);
        if (!error)
            error = shape_write(&tree_shape, arena, &tree, true, &out);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
    for (size_t n = 1; n < 20; n++) {
        struct tree tree = {0};
        close_arena();
        open_arena();
        arena_fail_at(arena, n);
        error = shape_read(&tree_shape, arena, wrong, 8, &tree, &problem);
        ck_assert(error == ERROR_INVALID || error == ERROR_NO_MEMORY);
    }
}

END_TEST

SUITE("shape", tcase_add_checked_fixture(suite_case, open_arena, close_arena),
      LOOP(finds_all_faults, faulty), TEST(tells_a_bounded_number_of_faults),
      LOOP(refuses_bad_json, broken), TEST(takes_what_nests_just_deep_enough),
      TEST(reads_every_kind), TEST(leaves_defaults_alone), TEST(writes_every_kind),
      TEST(writes_for_a_reader), LOOP(writes_numbers, numbers), LOOP(knows_dates, dates),
      TEST(survives_lack_of_memory))
