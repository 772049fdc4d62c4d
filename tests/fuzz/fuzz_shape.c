/* Any bytes as a body of each request: read, or refused with words; what was read can be written
 * and read again. */
#include "schemas/problem.h"
#include "schemas/requests.h"
#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"

enum { DEPTH = 16, LARGEST_STRUCT_BYTES = 1024 };

static const struct shape *const shapes[] = {&entities_request_shape, &quotes_request_shape,
                                             &diff_request_shape, NULL};

static void check_problem(struct arena *arena, const struct problem *problem, enum error error)
{
    struct problem_reply reply;
    struct slice json;

    assert(error == ERROR_BAD_JSON || error == ERROR_INVALID);
    assert(problem->error == error);
    assert(error == ERROR_INVALID ? problem->faults.count > 0 : problem->line && problem->column);
    assert(problem_reply_build(arena, problem, 400, (struct slice){NULL, 0}, &reply) == ERROR_OK);
    assert(shape_write(&problem_reply_shape, arena, &reply, false, &json) == ERROR_OK);
    assert(utf8_valid_prefix(json) == json.len);
}

/* A problem, too, is JSON that its own shape reads. */
static void read_as(const struct shape *shape, struct slice bytes)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    void *object = arena_alloc(arena, LARGEST_STRUCT_BYTES, 16);
    enum error error;

    assert(arena && object && shape->size <= LARGEST_STRUCT_BYTES);
    error = shape_read(shape, arena, bytes, DEPTH, object, &problem);
    if (error) {
        check_problem(arena, &problem, error);
    } else {
        struct slice json;
        assert(shape_write(shape, arena, object, true, &json) == ERROR_OK);
        assert(utf8_valid_prefix(json) == json.len);
    }
    arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    for (const struct shape *const *shape = shapes; *shape; shape++)
        read_as(*shape, (struct slice){(const char *)bytes, len});
    return 0;
}
