#include "schemas/problem.h"

#define AT(member) offsetof(struct fault, member)

static const struct field fault_fields[] = {
    {"pointer", FIELD_TEXT, AT(pointer), .rules = FIELD_NULLABLE,
     .doc = "JSON Pointer into the body, or ?name of a query parameter"},
    {"code", FIELD_TEXT, AT(code),
     .doc = "unknown_member, wrong_type, out_of_range, exclusive, missing or empty; of a 404 or "
            "403 its own code"},
    {"detail", FIELD_TEXT, AT(detail), .rules = FIELD_NULLABLE, .doc = "what to send instead"},
};

#undef AT

static const struct shape fault_shape = {
    SHAPE("fault", "One fault of a request", struct fault, fault_fields)};

#define AT(member) offsetof(struct problem_reply, member)

static const struct field problem_fields[] = {
    {"type", FIELD_TEXT, AT(type), .doc = "page that explains this kind of problem"},
    {"title", FIELD_TEXT, AT(title), .doc = "the kind of problem in one sentence"},
    {"status", FIELD_COUNT, AT(status), .min = 400, .max = 599, .doc = "HTTP status"},
    {"code", FIELD_TEXT, AT(code), .doc = "the kind of problem in one word"},
    {"detail", FIELD_TEXT, AT(detail), .rules = FIELD_NULLABLE, .doc = "this problem"},
    {"instance", FIELD_TEXT, AT(instance), .rules = FIELD_NULLABLE,
     .doc = "id of the request, also in its log line"},
    {"errors", FIELD_LIST, AT(errors), .of = &fault_shape, .doc = "all faults of the request"},
    {"line", FIELD_SIZE, AT(line), .rules = FIELD_OMIT_NULL,
     .doc = "line of the body that is not JSON, or of the batch, from 1"},
    {"column", FIELD_COUNT, AT(column), .rules = FIELD_OMIT_NULL,
     .doc = "column in that line, from 1"},
};

#undef AT

const struct shape problem_reply_shape = {
    SHAPE("problem", "Why a request failed (RFC 9457)", struct problem_reply, problem_fields)};

static enum error count_faults(struct arena *arena, size_t count, struct slice *out)
{
    if (count >= SHAPE_FAULTS_MAX)
        return arena_print(arena, out, "more faults than fit; the first %zu", count);
    return arena_print(arena, out, "%zu fault%s", count, count == 1 ? "" : "s");
}

/* Faults found before another error, such as bad JSON, are not told with it. */
static bool tells_faults(enum error error)
{
    return error == ERROR_INVALID || error == ERROR_UNKNOWN_ARTICLE || error == ERROR_FETCH_OFF ||
           error == ERROR_FETCH_REFUSED || error == ERROR_FETCH_FAILED;
}

enum error problem_reply_build(struct arena *arena, const struct problem *problem, unsigned status,
                               struct slice instance, struct problem_reply *out)
{
    struct problem_reply built = {
        .title = error_title(problem->error),
        .status = status,
        .code = error_slug(problem->error),
        .detail = problem->detail,
        .instance = instance,
        .line = WIRE_NO_SIZE,
        .column = WIRE_NONE,
    };
    enum error error;

    error = arena_print(arena, &built.type, "/problems/%.*s", SLICE_ARGS(built.code));
    if (error)
        return error;
    if (tells_faults(problem->error)) {
        built.errors = (struct wire_list){problem->faults.at, problem->faults.count};
        if (!built.detail.ptr && problem_faulty(problem)) {
            error = count_faults(arena, problem->faults.count, &built.detail);
            if (error)
                return error;
        }
    }
    if (problem->error == ERROR_BAD_JSON && problem->line) {
        built.line = problem->line;
        built.column = problem->column;
    }
    *out = built;
    return ERROR_OK;
}
