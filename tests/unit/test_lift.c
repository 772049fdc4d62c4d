#include "schemas/lift.h"

#include <jansson.h>

#include "schemas/requests.h"
#include "tests/unit/suite.h"

enum { ROUNDS = 4000, BODY_BYTES = 4096 };

struct body {
    char at[BODY_BYTES];
    size_t count;
};

static void add(struct body *body, struct slice bytes)
{
    ck_assert_uint_lt(body->count + bytes.len, BODY_BYTES);
    memcpy(body->at + body->count, bytes.ptr, bytes.len);
    body->count += bytes.len;
}

static const struct slice pieces[] = {
    SLICE_INIT("Jane Roe said "),
    SLICE_INIT("\xC3\xA9\xE2\x80\x9C\xF0\x9F\x8C\x8A"),
    SLICE_INIT("\\n\\t\\b\\f\\r"),
    SLICE_INIT("\\\"\\\\\\/"),
    SLICE_INIT("\\u00e9\\u201C"),
    SLICE_INIT("\\ud83c\\udf0a"),
    SLICE_INIT("a plain run of words that is longer than the others, so that strings grow long. "),
};

/* What a string may not have, or only with care. */
static const struct slice oddities[] = {
    SLICE_INIT("\\u0000"),
    SLICE_INIT("\\ud83c"),
    SLICE_INIT("\\udf0a\\ud83c"),
    SLICE_INIT("\\x"),
    SLICE_INIT("\\u12"),
    SLICE_INIT("\n"),
    SLICE_INIT("\\"),
    SLICE_INIT("\""),
    SLICE_INIT("\\\\u0000"),
    SLICE_INIT("\\uD83C\\u0041"),
    SLICE_INIT("\x7F"),
};

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void add_string(struct body *body, uint32_t *state, bool is_odd)
{
    unsigned count = next(state) % 12;

    add(body, SLICE("\""));
    for (unsigned i = 0; i < count; i++)
        add(body, pieces[next(state) % (sizeof pieces / sizeof *pieces)]);
    if (is_odd)
        add(body, oddities[next(state) % (sizeof oddities / sizeof *oddities)]);
    for (unsigned i = 0; i < count % 3; i++)
        add(body, pieces[next(state) % (sizeof pieces / sizeof *pieces)]);
    add(body, SLICE("\""));
}

/* {"a": …, "b": […, …], NAME: …}: strings of all lengths, as values and as a name. */
static void write_body(struct body *body, uint32_t state)
{
    bool is_odd = state % 4 == 0;

    body->count = 0;
    add(body, SLICE("{\"a\" : "));
    add_string(body, &state, is_odd);
    add(body, SLICE(", \"b\": ["));
    add_string(body, &state, false);
    add(body, SLICE(","));
    add_string(body, &state, false);
    add(body, SLICE("], "));
    add_string(body, &state, false);
    add(body, SLICE(" : "));
    add_string(body, &state, false);
    add(body, SLICE("}"));
}

/* Both trees have the same strings in the same places. */
static void compare(const struct lifted *lifted, json_t *whole, json_t *rest)
{
    const char *key;
    json_t *value;
    size_t i;

    ck_assert_int_eq(json_typeof(whole), json_typeof(rest));
    if (json_is_string(whole)) {
        struct slice text =
            lift_restore(lifted, (struct slice){json_string_value(rest), json_string_length(rest)});
        ck_assert(
            slice_equal(text, (struct slice){json_string_value(whole), json_string_length(whole)}));
    }
    json_object_foreach(whole, key, value)
    {
        ck_assert_ptr_nonnull(json_object_get(rest, key));
        compare(lifted, value, json_object_get(rest, key));
    }
    json_array_foreach(whole, i, value)
    {
        compare(lifted, value, json_array_get(rest, i));
    }
}

START_TEST(reads_what_the_parser_reads)
{
    struct body body;
    size_t lifted_count = 0, sound_count = 0;

    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct lifted lifted;
        json_t *whole, *rest;

        write_body(&body, seed);
        whole = json_loadb(body.at, body.count, 0, NULL);
        lift_texts(arena, (struct slice){body.at, body.count}, &lifted);
        rest =
            json_loadb(lifted.json.ptr, lifted.json.len, lifted.count ? JSON_ALLOW_NUL : 0, NULL);
        ck_assert_int_eq(whole != NULL, rest != NULL);
        if (whole)
            compare(&lifted, whole, rest);
        lifted_count += lifted.count > 0;
        sound_count += whole != NULL;
        json_decref(whole);
        json_decref(rest);
        arena_close(arena);
    }
    ck_assert_uint_gt(lifted_count, ROUNDS / 2);
    ck_assert_uint_gt(sound_count, ROUNDS / 2);
    ck_assert_uint_lt(sound_count, ROUNDS);
}

END_TEST

START_TEST(finds_the_end_of_a_string)
{
    ck_assert_uint_eq(lift_string_end(SLICE("\"\""), 1), 1);
    ck_assert_uint_eq(lift_string_end(SLICE("\"a\\\"b\""), 1), 5);
    ck_assert_uint_eq(lift_string_end(SLICE("\"\\\\\""), 1), 3);
    ck_assert_uint_eq(lift_string_end(SLICE("\"\\\\\\\""), 1), 5);
    ck_assert_uint_eq(lift_string_end(SLICE("\\\"\""), 1), 1);
    ck_assert_uint_eq(lift_string_end(SLICE("\"abc"), 1), 4);
}

END_TEST

START_TEST(leaves_all_as_it_is_without_memory)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct body body = {.count = 0};
    struct lifted lifted;

    add(&body, SLICE("\""));
    for (unsigned i = 0; i < 10; i++)
        add(&body, pieces[6]);
    add(&body, SLICE("\""));
    for (size_t n = 1; n < 6; n++) {
        arena_fail_at(arena, n);
        lift_texts(arena, (struct slice){body.at, body.count}, &lifted);
        ck_assert(lifted.count == 1 ||
                  (lifted.json.ptr == body.at && lifted.json.len == body.count));
    }
    arena_close(arena);
}

END_TEST

static void *refuse_memory(size_t size)
{
    (void)size;
    return NULL;
}

START_TEST(a_parser_without_memory_finds_no_fault)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct entities_request in = {.types = 0};
    enum error error;

    json_set_alloc_funcs(refuse_memory, free);
    error = shape_read(&entities_request_shape, arena, SLICE("{\"text\": \"Jane Roe\"}"), 32, &in,
                       &problem);
    json_set_alloc_funcs(malloc, free);
    ck_assert_int_eq(error, ERROR_NO_MEMORY);
    arena_close(arena);
}

END_TEST

SUITE("lift", TEST(reads_what_the_parser_reads), TEST(finds_the_end_of_a_string),
      TEST(leaves_all_as_it_is_without_memory), TEST(a_parser_without_memory_finds_no_fault))
