#include "handlers/lines.h"

#include "base/digits.h"
#include "handlers/media.h"
#include "handlers/reply.h"

bool lines_are_sent(const struct request *request)
{
    return request->method == METHOD_POST && route_body_form(request->content_type) == BODY_LINES;
}

enum error lines_check(const struct desk *desk, struct slice body, struct problem *problem)
{
    uint64_t limit = (uint64_t)desk->config->batch_lines, count = 0;
    struct slice line;

    while (slice_cut(&body, '\n', &line))
        count++;
    if (count == 0)
        return problem_set(problem, ERROR_BAD_JSON, "the body is empty; send a JSON object a line");
    if (count > limit)
        return problem_set(problem, ERROR_BODY_TOO_LARGE,
                           "the body has %s lines; the limit is %s (option batch_lines)",
                           digits_grouped(count).text, digits_grouped(limit).text);
    return ERROR_OK;
}

struct slice lines_join(struct arena *arena, struct slice json)
{
    struct slice whole, piece;
    size_t len = 0;
    char *at;

    if (slice_find(json, '\n', 0) == json.len)
        return json;
    at = arena_unset(arena, char, json.len);
    whole = at ? (struct slice){at, 0} : json;
    while (at && slice_cut(&json, '\n', &piece)) {
        memcpy(at + len, piece.ptr, piece.len);
        len += piece.len;
        while (json.len && json.ptr[0] == ' ')
            json = slice_part(json, 1, json.len);
        whole.len = len;
    }
    return whole;
}

struct slice lines_answer_next(const struct desk *desk, const struct request *request,
                               struct arena *arena, struct lines *lines)
{
    uint64_t limit = (uint64_t)desk->config->body_bytes;
    struct problem problem = {.arena = arena};
    struct reply reply = {.status = 0};
    struct request own = {
        .arena = arena,
        .method = request->method,
        .path = request->path,
        .query = request->query,
        .prefix = request->prefix,
        .content_type = SLICE(MEDIA_JSON),
        .id = request->id,
        .line = ++lines->number,
    };

    (void)slice_cut(&lines->rest, '\n', &own.body);
    if (own.body.len <= limit) {
        route_answer(desk, &own, &reply);
    } else {
        (void)problem_set(&problem, ERROR_BODY_TOO_LARGE,
                          "the line is %s bytes; the limit is %s (option body_bytes)",
                          digits_grouped(own.body.len).text, digits_grouped(limit).text);
        route_refuse(&own, &problem, &reply);
    }
    return lines_join(arena, reply.body);
}

enum error lines_answer(const struct desk *desk, const struct request *request, struct reply *reply,
                        struct problem *problem)
{
    struct sheet sheet = {.arena = request->arena};
    struct lines lines = {.rest = request->body};
    struct slice body;
    enum error error = lines_check(desk, request->body, problem);

    while (!error && lines.rest.len) {
        sheet_add(&sheet, lines_answer_next(desk, request, request->arena, &lines));
        sheet_add(&sheet, SLICE("\n"));
    }
    if (!error)
        error = sheet_finish(&sheet, &body);
    if (!error)
        reply_text(reply, MEDIA_LINES, body);
    return error;
}
