#include "handlers/reply.h"

#include <assert.h>

#include "base/digest.h"
#include "handlers/media.h"
#include "schemas/problem.h"

/* The status of each error: one without a line here does not compile. */
enum status {
    STATUS_OK = 200,
    STATUS_BAD_HEAD = 400,
    STATUS_BAD_JSON = 400,
    STATUS_BAD_TEXT = 400,
    STATUS_BAD_QUERY = 400,
    STATUS_BAD_MULTIPART = 400,
    STATUS_BAD_CODING = 400,
    STATUS_FETCH_OFF = 403,
    STATUS_FETCH_REFUSED = 403,
    STATUS_UNKNOWN_ROUTE = 404,
    STATUS_UNKNOWN_ARTICLE = 404,
    STATUS_UNKNOWN_ENTITY = 404,
    STATUS_UNKNOWN_CURSOR = 404,
    STATUS_METHOD_NOT_ALLOWED = 405,
    STATUS_NOT_ACCEPTABLE = 406,
    STATUS_BODY_TOO_LARGE = 413,
    STATUS_MEMORY_EXCEEDED = 413,
    STATUS_UNSUPPORTED_MEDIA_TYPE = 415,
    STATUS_INVALID = 422,
    STATUS_INTERNAL = 500,
    STATUS_BAD_MODEL = 500,
    STATUS_BAD_CONFIG = 500,
    STATUS_BAD_CORPUS = 500,
    STATUS_IO = 500,
    STATUS_FETCH_FAILED = 502,
    STATUS_BUSY = 503,
    STATUS_LOADING = 503,
    STATUS_DEADLINE = 503,
    STATUS_NO_MEMORY = 503,
};

static const uint16_t statuses[] = {
    [ERROR_OK] = STATUS_OK,

#define ERROR(name, slug, title) [ERROR_##name] = STATUS_##name,
#include "base/error.def"
#undef ERROR
};
_Static_assert(sizeof statuses / sizeof *statuses == ERROR_COUNT, "every error has a status");

/* Said when there is no memory left to say more; members as of problem_reply_shape. */
static const struct slice static_no_memory = SLICE_INIT(
    "{\"type\":\"/problems/no_memory\",\"title\":\"The machine is out of memory\",\"status\":503,"
    "\"code\":\"no_memory\",\"detail\":\"try again in a moment\",\"instance\":null,\"errors\":[]}");
static const struct slice static_memory_exceeded = SLICE_INIT(
    "{\"type\":\"/problems/memory_exceeded\",\"title\":\"The request needs more memory than one "
    "request may use\",\"status\":413,\"code\":\"memory_exceeded\",\"detail\":\"send a shorter "
    "text\",\"instance\":null,\"errors\":[]}");

unsigned reply_status(enum error error)
{
    return statuses[error];
}

void reply_header(struct reply *reply, const char *name, struct slice value)
{
    assert(reply->header_count < REPLY_HEADERS_MAX);
    reply->headers[reply->header_count++] = (struct header){name, value};
}

struct header *reply_find_header(struct reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, name) == 0)
            return &reply->headers[i];
    return NULL;
}

enum error reply_json(struct reply *reply, struct arena *arena, const struct shape *shape,
                      const void *object, bool pretty)
{
    struct slice body;
    enum error error = shape_write(shape, arena, object, pretty, &body);

    if (error)
        return error;
    reply_text(reply, MEDIA_JSON, body);
    return ERROR_OK;
}

void reply_text(struct reply *reply, const char *media_type, struct slice body)
{
    reply->status = 200;
    reply->media_type = slice_of(media_type);
    reply->body = body;
}

bool reply_wants_html(const struct request *request)
{
    return request->accept.len &&
           media_quality(request->accept, MEDIA_HTML) > media_quality(request->accept, MEDIA_TEXT);
}

enum error reply_sheet(struct reply *reply, const struct request *request,
                       const struct sheet *sheet)
{
    bool is_html = reply_wants_html(request);
    struct slice body;
    enum error error = sheet_finish(sheet, &body);

    if (error)
        return error;
    reply_text(reply, is_html ? MEDIA_HTML "; charset=utf-8" : MEDIA_TEXT "; charset=utf-8", body);
    reply_header(reply, "Vary", SLICE("Accept"));
    if (is_html)
        reply_header(reply, "Content-Security-Policy",
                     SLICE("default-src 'none'; style-src 'unsafe-inline'"));
    return ERROR_OK;
}

/* The detail of a problem, without the line that a fault of syntax stands in: a request that is one
 * line of a batch has no other. */
static struct slice without_line(enum error error, struct slice detail)
{
    size_t comma = slice_find(detail, ',', 0);

    if (error != ERROR_BAD_JSON || !slice_starts(detail, SLICE("line ")))
        return detail;
    return slice_trim(slice_part(detail, comma + 1, detail.len));
}

static enum error write_problem(const struct request *request, const struct problem *problem,
                                struct slice *body)
{
    struct problem_reply out;
    enum error error = problem_reply_build(request->arena, problem, reply_status(problem->error),
                                           request->id, &out);

    if (!error && request->prefix.len)
        error = arena_print(request->arena, &out.type, "%.*s%.*s", SLICE_ARGS(request->prefix),
                            SLICE_ARGS(out.type));
    if (error)
        return error;
    if (request->line) {
        out.line = request->line;
        out.detail = without_line(problem->error, out.detail);
    }
    return shape_write(&problem_reply_shape, request->arena, &out, false, body);
}

/* The static reply for the memory that is spent, its link led under the prefix where there is room
 * set aside for that; the words of the first error are lost. */
static void reply_without_memory(struct reply *reply, const struct request *request)
{
    static const struct slice begin = SLICE_INIT("{\"type\":\"");
    bool is_budget = arena_error(request->arena) == ERROR_MEMORY_EXCEEDED;
    struct slice words = is_budget ? static_memory_exceeded : static_no_memory;
    struct slice rest = slice_part(words, begin.len, words.len);
    int length;

    reply->error = is_budget ? ERROR_MEMORY_EXCEEDED : ERROR_NO_MEMORY;
    reply->body = words;
    if (!request->spare || !request->prefix.len)
        return;
    length = snprintf(request->spare, REQUEST_SPARE_BYTES, "%.*s%.*s%.*s", SLICE_ARGS(begin),
                      SLICE_ARGS(request->prefix), SLICE_ARGS(rest));
    if (length > 0 && length < REQUEST_SPARE_BYTES)
        reply->body = (struct slice){request->spare, (size_t)length};
}

void reply_problem(struct reply *reply, const struct request *request,
                   const struct problem *problem)
{
    reply->error = problem->error;
    if (write_problem(request, problem, &reply->body))
        reply_without_memory(reply, request);
    reply->status = reply_status(reply->error);
    reply->media_type = slice_of(MEDIA_PROBLEM);
    reply_header(reply, "Cache-Control", SLICE("no-store"));
    if (reply->status == STATUS_NO_MEMORY)
        reply_header(reply, "Retry-After", SLICE("1"));
}

enum error reply_tag(struct reply *reply, const struct request *request)
{
    struct digest digest = digest_of(reply->body);
    struct slice tag;
    enum error error;

    if (request->method == METHOD_POST) {
        reply_header(reply, "Cache-Control", SLICE("no-store"));
        return ERROR_OK;
    }
    error = arena_print(request->arena, &tag, "\"%016llx%016llx\"", (unsigned long long)digest.high,
                        (unsigned long long)digest.low);
    if (error)
        return error;
    reply_header(reply, "ETag", tag);
    reply_header(reply, "Cache-Control", SLICE("no-cache"));
    return ERROR_OK;
}

/* Whether the client's list of tags holds this one; weak ones count as strong (RFC 9110, 13.1.2).
 */
static bool has_tag(struct slice if_none_match, struct slice tag)
{
    struct slice rest = if_none_match;
    struct slice given;

    while (slice_cut(&rest, ',', &given)) {
        given = slice_trim(given);
        if (slice_starts(given, SLICE("W/")))
            given = slice_part(given, 2, given.len);
        if (slice_equal(given, tag) || slice_is(given, "*"))
            return true;
    }
    return false;
}

void reply_match(struct reply *reply, struct slice if_none_match)
{
    const struct header *tag = reply_find_header(reply, "ETag");

    if (!tag || !has_tag(if_none_match, tag->value))
        return;
    reply->status = 304;
    reply->unsent = reply->body.len;
    reply->body = (struct slice){NULL, 0};
    reply->media_type = (struct slice){NULL, 0};
    reply->content_coding = (struct slice){NULL, 0};
}
