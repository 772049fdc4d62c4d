#include "base/arena.h"
#include "handlers/multipart.h"
#include "tests/unit/suite.h"

#define HEAD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n"

static const struct {
    const char *body;
    enum error error;
    size_t count;
    const char *name, *text; /* of the last part */
} bodies[] = {
    {"--B\r\n" HEAD("left") "\r\nHello.\r\n--B--\r\n", ERROR_OK, 1, "left", "Hello."},
    {"--B\r\n" HEAD("left") "\r\n\r\n--B--", ERROR_OK, 1, "left", ""},
    {"a preamble\r\n--B\r\n" HEAD("a") "\r\n1\r\n--B\r\n" HEAD("b") "\r\n2\r\n--B--epilogue",
     ERROR_OK, 2, "b", "2"},
    {"--B \t\r\n" HEAD("a") "\r\n\r\n--Bx\r\n--\r\n--B--", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\n" HEAD("a") "\r\nline\r\n--C\r\n\r\n--B--", ERROR_OK, 1, "a", "line\r\n--C\r\n"},
    {"--B\r\ncontent-disposition: Form-Data; filename=\"a.txt\"; name=a\r\n\r\nx\r\n--B--",
     ERROR_OK, 1, "a", "x"},
    {"--B\r\n" HEAD("a") "Content-Transfer-Encoding: 8bit\r\n\r\nx\r\n--B--", ERROR_OK, 1, "a",
     "x"},
    {"--B--", ERROR_OK, 0, NULL, NULL},
    {"", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\n", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--A\r\n" HEAD("a") "\r\nx\r\n--A--", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\n" HEAD("a") "\r\nx\r\n--", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\n" HEAD("a") "\r\nx", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\n" HEAD("a") "x\r\n--B--", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\n\r\nx\r\n--B--", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\n: x\r\n\r\nx\r\n--B--", ERROR_BAD_MULTIPART, 0, NULL, NULL},
    {"--B\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--B--", ERROR_BAD_MULTIPART, 0,
     NULL, NULL},
    {"--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--", ERROR_BAD_MULTIPART, 0,
     NULL, NULL},
    {"--B\r\n" HEAD("a") "Content-Transfer-Encoding: base64\r\n\r\neA==\r\n--B--",
     ERROR_BAD_MULTIPART, 0, NULL, NULL},
};

START_TEST(a_form_is_cut_into_parts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct parts parts;
    enum error error =
        multipart_read(arena, slice_of(bodies[_i].body), SLICE("B"), &parts, &problem);

    ck_assert_int_eq(error, bodies[_i].error);
    if (error) {
        ck_assert_uint_gt(problem.detail.len, 0);
    } else {
        ck_assert_uint_eq(parts.count, bodies[_i].count);
        if (parts.count) {
            ck_assert(slice_is(parts.at[parts.count - 1].name, bodies[_i].name));
            ck_assert(slice_is(parts.at[parts.count - 1].body, bodies[_i].text));
        }
    }
    arena_close(arena);
}

END_TEST

START_TEST(a_boundary_has_bounds)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    char long_boundary[71];
    struct parts parts;

    memset(long_boundary, 'b', sizeof long_boundary);
    ck_assert_int_eq(multipart_read(arena, SLICE("--"), SLICE(""), &parts, NULL),
                     ERROR_BAD_MULTIPART);
    ck_assert_int_eq(multipart_read(arena, SLICE("--"),
                                    (struct slice){long_boundary, sizeof long_boundary}, &parts,
                                    NULL),
                     ERROR_BAD_MULTIPART);
    arena_close(arena);
}

END_TEST

START_TEST(parts_and_heads_have_bounds)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    size_t size = 1 << 20;
    char *many = arena_array(arena, char, size);
    struct parts parts;
    size_t len = 0;

    ck_assert_ptr_nonnull(many);
    for (int i = 0; i <= MULTIPART_PARTS_MAX; i++)
        len += (size_t)snprintf(many + len, size - len, "\r\n--B\r\n" HEAD("a") "\r\n");
    ck_assert_int_eq(multipart_read(arena, (struct slice){many, len}, SLICE("B"), &parts, NULL),
                     ERROR_BAD_MULTIPART);
    memset(many, 'x', size);
    memcpy(many, "--B\r\n", 5);
    ck_assert_int_eq(multipart_read(arena, (struct slice){many, size}, SLICE("B"), &parts, NULL),
                     ERROR_BAD_MULTIPART);
    memset(many, '-', size);
    ck_assert_int_eq(
        multipart_read(arena, (struct slice){many, size}, SLICE("--------"), &parts, NULL),
        ERROR_OK);
    arena_close(arena);
}

END_TEST

START_TEST(lack_of_memory_is_told)
{
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct problem problem = {.arena = arena};
        struct parts parts;

        arena_fail_at(arena, n);
        error = multipart_read(arena, slice_of(bodies[2].body), SLICE("B"), &parts, &problem);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(arena);
    }
}

END_TEST

SUITE("multipart", LOOP(a_form_is_cut_into_parts, bodies), TEST(a_boundary_has_bounds),
      TEST(parts_and_heads_have_bounds), TEST(lack_of_memory_is_told))
