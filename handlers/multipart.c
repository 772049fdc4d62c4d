#include "handlers/multipart.h"

#include "base/array.h"
#include "handlers/media.h"

enum { BOUNDARY_BYTES_MAX = 70 }; /* RFC 2046, 5.1.1 */

/* Position of `wanted` at or after `from`; the length when it is not there. */
static size_t find_bytes(struct slice bytes, struct slice wanted, size_t from)
{
    const char *at;

    if (from >= bytes.len)
        return bytes.len;
    at = memmem(bytes.ptr + from, bytes.len - from, wanted.ptr, wanted.len);
    return at ? (size_t)(at - bytes.ptr) : bytes.len;
}

static enum error read_disposition(struct slice value, struct part *part, struct problem *problem)
{
    size_t semicolon = slice_find(value, ';', 0);
    struct slice rest = slice_part(value, semicolon, value.len);
    struct slice name, text;

    if (!media_is(slice_trim(slice_part(value, 0, semicolon)), "form-data"))
        return problem_set(problem, ERROR_BAD_MULTIPART,
                           "the Content-Disposition of a part is not form-data");
    while (media_next_parameter(&rest, &name, &text)) {
        if (media_is(name, "name"))
            part->name = text;
        else if (media_is(name, "filename"))
            part->file_name = text;
    }
    if (rest.len)
        return problem_set(problem, ERROR_BAD_MULTIPART,
                           "the Content-Disposition of a part cannot be read");
    return ERROR_OK;
}

static enum error read_header(struct slice line, struct part *part, struct problem *problem)
{
    size_t colon = slice_find(line, ':', 0);
    struct slice name = slice_part(line, 0, colon);
    struct slice value = slice_trim(slice_part(line, colon + 1, line.len));

    if (colon == 0 || colon == line.len)
        return problem_set(problem, ERROR_BAD_MULTIPART, "a header of a part has no name");
    if (media_is(name, "content-disposition"))
        return read_disposition(value, part, problem);
    if (media_is(name, "content-type"))
        part->content_type = value;
    if (media_is(name, "content-transfer-encoding") && !media_is(value, "binary") &&
        !media_is(value, "8bit") && !media_is(value, "7bit"))
        return problem_set(problem, ERROR_BAD_MULTIPART,
                           "a part has a transfer encoding; send its bytes as they are");
    return ERROR_OK;
}

/* A part is header lines, an empty line, the body. */
static enum error read_part(struct slice bytes, struct part *part, struct problem *problem)
{
    size_t begin = 0;

    for (;;) {
        struct slice window = slice_part(bytes, 0, begin + MULTIPART_HEAD_BYTES_MAX);
        size_t end = find_bytes(window, SLICE("\r\n"), begin);
        enum error error;

        if (end == window.len || end > MULTIPART_HEAD_BYTES_MAX)
            return problem_set(problem, ERROR_BAD_MULTIPART,
                               "the head of a part does not end within %d bytes",
                               MULTIPART_HEAD_BYTES_MAX);
        if (end == begin)
            break;
        error = read_header(slice_part(bytes, begin, end), part, problem);
        if (error)
            return error;
        begin = end + 2;
    }
    part->body = slice_part(bytes, begin + 2, bytes.len);
    if (part->name.len == 0)
        return problem_set(problem, ERROR_BAD_MULTIPART, "a part has no name");
    return ERROR_OK;
}

/* Behind a boundary: blanks, then the line's end, or "--" for the last. */
static enum error skip_boundary(struct slice body, size_t *at, bool *is_last,
                                struct problem *problem)
{
    *is_last = slice_starts(slice_part(body, *at, body.len), SLICE("--"));
    if (*is_last)
        return ERROR_OK;
    while (*at < body.len && (body.ptr[*at] == ' ' || body.ptr[*at] == '\t'))
        ++*at;
    if (!slice_starts(slice_part(body, *at, body.len), SLICE("\r\n")))
        return problem_set(problem, ERROR_BAD_MULTIPART,
                           "a boundary is not followed by a line end");
    *at += 2;
    return ERROR_OK;
}

/* Finds where the first boundary ends: it stands at the begin of the body or of a later line. */
static bool skip_preamble(struct slice body, struct slice delimiter, size_t *at)
{
    struct slice at_begin = slice_part(delimiter, 2, delimiter.len);
    size_t found = find_bytes(body, delimiter, 0);

    if (slice_starts(body, at_begin)) {
        *at = at_begin.len;
        return true;
    }
    *at = found + delimiter.len;
    return found < body.len;
}

static enum error read_parts(struct arena *arena, struct slice body, struct slice delimiter,
                             struct parts *parts, struct problem *problem)
{
    bool is_last = false;
    size_t at;

    if (!skip_preamble(body, delimiter, &at))
        return problem_set(problem, ERROR_BAD_MULTIPART,
                           "the boundary of the Content-Type does not stand in the body");
    for (;;) {
        struct part *part;
        size_t end;
        enum error error = skip_boundary(body, &at, &is_last, problem);

        if (error || is_last)
            return error;
        if (parts->count == MULTIPART_PARTS_MAX)
            return problem_set(problem, ERROR_BAD_MULTIPART, "more than %d parts",
                               MULTIPART_PARTS_MAX);
        end = find_bytes(body, delimiter, at);
        if (end == body.len)
            return problem_set(problem, ERROR_BAD_MULTIPART,
                               "the last part is cut off: no boundary ends it");
        part = array_push(arena, parts);
        if (!part)
            return ERROR_NO_MEMORY;
        error = read_part(slice_part(body, at, end), part, problem);
        if (error)
            return error;
        at = end + delimiter.len;
    }
}

enum error multipart_read(struct arena *arena, struct slice body, struct slice boundary,
                          struct parts *out, struct problem *problem)
{
    struct parts parts = {.at = NULL};
    struct slice delimiter;
    enum error error;

    if (boundary.len == 0 || boundary.len > BOUNDARY_BYTES_MAX)
        return problem_set(problem, ERROR_BAD_MULTIPART,
                           "the Content-Type names no boundary of 1 to %d bytes",
                           BOUNDARY_BYTES_MAX);
    error = arena_print(arena, &delimiter, "\r\n--%.*s", SLICE_ARGS(boundary));
    if (error)
        return error;
    error = read_parts(arena, body, delimiter, &parts, problem);
    if (error)
        return error;
    *out = parts;
    return ERROR_OK;
}
