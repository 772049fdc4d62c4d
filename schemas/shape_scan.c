#include "schemas/shape_scan.h"

#include "schemas/lift.h"
#include "text/utf8.h"

/* Notes a fault of syntax at a byte of the body, counting lines and characters from 1. */
static enum error refuse(struct problem *problem, struct slice json, size_t at, const char *why)
{
    uint32_t line = 1, column = 1;

    for (size_t i = 0; i < at; i++) {
        if (json.ptr[i] == '\n') {
            line++;
            column = 1;
        } else if ((json.ptr[i] & 0xC0) != 0x80) {
            column++;
        }
    }
    problem->line = line;
    problem->column = column;
    return problem_set(problem, ERROR_BAD_JSON, "line %u, column %u: %s", line, column, why);
}

/* Position of the bracket that nests deeper than `depth`; the length when none does. */
static size_t find_too_deep(struct slice json, uint32_t depth)
{
    uint32_t level = 0;

    for (size_t i = 0; i < json.len; i++) {
        char byte = json.ptr[i];
        if (byte == '"') {
            i = lift_string_end(json, i + 1);
        } else if (byte == '{' || byte == '[') {
            if (level++ == depth)
                return i;
        } else if ((byte == '}' || byte == ']') && level) {
            level--;
        }
    }
    return json.len;
}

enum error shape_scan(struct slice json, uint32_t depth, struct problem *problem)
{
    size_t at;

    if (slice_trim(json).len == 0)
        return refuse(problem, json, 0, "the body is empty; send a JSON object");
    at = slice_find(json, '\0', 0);
    if (at < json.len)
        return refuse(problem, json, at, "a NUL byte");
    at = utf8_valid_prefix(json);
    if (at < json.len)
        return refuse(problem, json, at, "not UTF-8");
    at = find_too_deep(json, depth);
    if (at < json.len)
        return refuse(problem, json, at, "nested too deep");
    return ERROR_OK;
}
