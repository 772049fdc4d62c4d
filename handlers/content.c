#include "handlers/content.h"

#include "base/digits.h"
#include "base/gzip.h"
#include "handlers/lines.h"
#include "handlers/media.h"
#include "handlers/reply.h"

struct content_limit content_limit(const struct desk *desk, const struct request *request)
{
    const struct config *config = desk->config;

    if (lines_are_sent(request))
        return (struct content_limit){(uint64_t)config->batch_bytes, "batch_bytes"};
    if (route_body_form(request->content_type) & (BODY_HTML | BODY_WIRE | BODY_FORM))
        return (struct content_limit){(uint64_t)config->page_bytes, "page_bytes"};
    return (struct content_limit){(uint64_t)config->body_bytes, "body_bytes"};
}

void content_refuse_size(const struct content_limit *limit, uint64_t bytes, struct problem *problem)
{
    (void)problem_set(problem, ERROR_BODY_TOO_LARGE,
                      "body is %s bytes; the limit is %s (option %s)", digits_grouped(bytes).text,
                      digits_grouped(limit->bytes).text, limit->option);
}

static bool is_coded(const struct request *request)
{
    return request->content_encoding.len && !media_is(request->content_encoding, "identity");
}

static bool is_gzip(const struct request *request)
{
    return media_is(request->content_encoding, "gzip") ||
           media_is(request->content_encoding, "x-gzip");
}

enum error content_check(const struct request *request, struct reply *reply,
                         struct problem *problem)
{
    struct media_type media;

    if (is_coded(request) && !is_gzip(request)) {
        reply_header(reply, "Accept-Encoding", SLICE("gzip")); /* RFC 9110, 15.5.16 */
        return problem_set(problem, ERROR_UNSUPPORTED_MEDIA_TYPE,
                           "the Content-Encoding is not one we read; send gzip, or the body as it "
                           "is, without Content-Encoding");
    }
    if (!media_read(request->content_type, &media) ||
        (charset_of(media.charset) == CHARSET_UNKNOWN &&
         !(route_body_form(request->content_type) & (BODY_HTML | BODY_WIRE))))
        return problem_set(
            problem, ERROR_UNSUPPORTED_MEDIA_TYPE,
            "the charset of the Content-Type is not one we read, which are " CHARSETS_READ);
    return ERROR_OK;
}

static enum error unpack(const struct desk *desk, struct request *request, struct problem *problem)
{
    struct content_limit limit = content_limit(desk, request);
    enum error error =
        gzip_unpack(request->arena, request->body, limit.bytes, &request->body, problem);

    if (error == ERROR_BODY_TOO_LARGE)
        return problem_set(
            problem, error, "body of %s bytes unpacks to more than %s, the limit (option %s)",
            digits_grouped(request->body.len).text, digits_grouped(limit.bytes).text, limit.option);
    return error;
}

enum error content_decode(const struct desk *desk, const struct request *request,
                          const struct content_text *text, struct slice *out,
                          struct problem *problem)
{
    struct content_limit limit = content_limit(desk, request);
    struct slice decoded;
    enum error error =
        charset_decode(request->arena, text->charset, text->bytes, text->name, &decoded, problem);

    if (error)
        return error;
    if (decoded.len > limit.bytes)
        return problem_set(problem, ERROR_BODY_TOO_LARGE,
                           "%s is %s bytes in UTF-8; the limit is %s (option %s)", text->name,
                           digits_grouped(decoded.len).text, digits_grouped(limit.bytes).text,
                           limit.option);
    *out = decoded;
    return ERROR_OK;
}

enum error content_read(const struct desk *desk, struct request *request, struct problem *problem)
{
    unsigned form = route_body_form(request->content_type);
    struct content_text text = {.name = form == BODY_TEXT ? "the text" : "the body"};
    struct media_type media;
    enum error error = ERROR_OK;

    if (is_coded(request))
        error = unpack(desk, request, problem);
    if (error || form & (BODY_FORM | BODY_HTML | BODY_WIRE) ||
        !media_read(request->content_type, &media))
        return error;
    text.charset = charset_of(media.charset);
    text.bytes = request->body;
    return content_decode(desk, request, &text, &request->body, problem);
}
