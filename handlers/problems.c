#include "base/sheet.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"

/* What a reader should know of each code: what it means, and what to do. */
static const struct advice {
    const char *meaning, *remedy;
} advices[] = {
    [ERROR_BAD_HEAD] = {"The request line or a header can be read in two ways, or breaks the rules "
                        "of HTTP/1.1 (RFC 9112).",
                        "Send one Host, one Content-Length or chunks, and no control characters; "
                        "HTTP libraries and curl do."},
    [ERROR_BAD_JSON] = {"The body is empty, has a syntax fault, nests too deeply, is not UTF-8, "
                        "holds a NUL or a lone surrogate, names a member twice, or goes on after "
                        "its end. `line` and `column` tell where.",
                        "Send one JSON object in UTF-8. Most JSON libraries write it rightly; "
                        "hand-made strings often miss a backslash before a quotation mark or a "
                        "line end."},
    [ERROR_BAD_TEXT] = {"The body is not valid in the charset that its Content-Type names, or, "
                        "where it names none, in UTF-8.",
                        "Name the charset: UTF-8, ISO-8859-1, windows-1252 or us-ascii. Convert "
                        "other encodings first (iconv), and leave NUL bytes out."},
    [ERROR_BAD_QUERY] = {"A name or value behind the ? cannot be decoded.",
                         "Write % only as the begin of an escape of two hexadecimal digits (%25 "
                         "for itself), and escape UTF-8."},
    [ERROR_BAD_MULTIPART] = {"The multipart/form-data body does not follow its own boundary, is "
                             "cut off, or has a part without a name.",
                             "Let a library or `curl -F left=@a.txt -F right=@b.txt` write it."},
    [ERROR_BAD_CODING] = {"The body was sent with Content-Encoding: gzip, and is damaged, cut off, "
                          "or has other bytes behind its end.",
                          "Send what a gzip library wrote, to its end; or send the body without "
                          "Content-Encoding."},
    [ERROR_FETCH_OFF] = {"A source named a `url`, and this service does not fetch.",
                         "Fetch the page yourself and send it as `html`, or its article "
                         "as `text`."},
    [ERROR_FETCH_REFUSED] = {"The URL is of a kind that this service does not fetch: another "
                             "scheme than http and https, a user name, a port or a host that is "
                             "not open, or no URL at all.",
                             "Look at the URL; or send the page as `html`, its article as `text`."},
    [ERROR_UNKNOWN_ROUTE] = {"Nothing is served at this path.",
                             "GET / lists what is; slashes inside an id are written %2F."},
    [ERROR_UNKNOWN_ARTICLE] = {"No article of the corpus has this id.",
                               "GET /v1/articles lists the ids. Send an article of your own as "
                               "`text`."},
    [ERROR_UNKNOWN_ENTITY] = {"No entity of the corpus has this id.",
                              "GET /v1/entities?q=NAME finds ids. While /readyz counts fewer "
                              "articles as analysed than there are, more will come."},
    [ERROR_UNKNOWN_CURSOR] = {"The cursor was changed, belongs to another list or query, or to a "
                              "corpus that has been reloaded since.",
                              "Begin the list again without a cursor."},
    [ERROR_METHOD_NOT_ALLOWED] = {"The path is right, the method is not.",
                                  "Use one of those in the Allow header."},
    [ERROR_NOT_ACCEPTABLE] = {"The Accept header leaves out every form this reply has.",
                              "Send Accept: application/json, or none."},
    [ERROR_BODY_TOO_LARGE] = {"The body, or one text in it, is longer than this service takes.",
                              "GET /v1/limits tells the limits; send one article at a time."},
    [ERROR_MEMORY_EXCEEDED] = {"Answering would need more memory than one request may use.",
                               "Send a shorter text, or ask whoever runs the service to raise "
                               "request_memory."},
    [ERROR_UNSUPPORTED_MEDIA_TYPE] =
        {"The Content-Type header is missing or names a form that "
         "this path does not read, or a charset or Content-Encoding that is "
         "not read. curl -d without a header sends "
         "application/x-www-form-urlencoded.",
         "Send Content-Type: application/json (curl: -H "
         "'Content-Type: application/json'). Charsets are UTF-8, "
         "ISO-8859-1, windows-1252 and us-ascii; the only "
         "Content-Encoding is gzip."},
    [ERROR_INVALID] = {"The request can be read but does not fit the schema. `errors` names every "
                       "fault by JSON Pointer, or as ?name for the query.",
                       "Mend the members named; GET /v1/schemas/… has the schemas."},
    [ERROR_INTERNAL] = {"The fault is ours.",
                        "Tell whoever runs the service, with the `instance` of the problem."},
    [ERROR_FETCH_FAILED] =
        {"The page could not be fetched: its server cannot be reached from here, "
         "answered otherwise than with a page, or took too long.",
         "Try the URL in a browser; or send the page as `html`, its article as "
         "`text`."},
    [ERROR_BUSY] = {"More requests wait than the service wants to queue.",
                    "Try again after the seconds of Retry-After."},
    [ERROR_LOADING] = {"The corpus is still being read.",
                       "Try again after the seconds of Retry-After; GET /readyz tells when."},
    [ERROR_DEADLINE] = {"The answer took longer than it was allowed to.",
                        "Send a shorter text, a longer X-Request-Timeout, or try again after the "
                        "seconds of Retry-After."},
    [ERROR_NO_MEMORY] = {"The machine, or the share of it that all requests may use "
                         "(total_memory), had no memory left for the request.",
                         "Try again after the seconds of Retry-After."},
    [ERROR_BAD_MODEL] = {"A file of weights or words is missing or damaged.",
                         "Tell whoever runs the service."},
    [ERROR_BAD_CONFIG] = {"An option of the service is not valid.",
                          "Tell whoever runs the service."},
    [ERROR_BAD_CORPUS] = {"The corpus could not be read.", "Tell whoever runs the service."},
    [ERROR_IO] = {"A file could not be read or written.", "Tell whoever runs the service."},
};

_Static_assert(sizeof advices / sizeof *advices == ERROR_COUNT, "every error has advice");

static void add_text(struct sheet *sheet, enum error error)
{
    const struct advice *advice = &advices[error];

    sheet_print(sheet, "%.*s (%u)\n\n%.*s.\n\nWhat it means: ", SLICE_ARGS(error_slug(error)),
                reply_status(error), SLICE_ARGS(error_title(error)));
    sheet_add(sheet, slice_of(advice->meaning));
    sheet_add(sheet, SLICE("\nWhat to do: "));
    sheet_add(sheet, slice_of(advice->remedy));
    sheet_add(sheet, SLICE("\n"));
}

static void add_html(struct sheet *sheet, const struct request *request, enum error error)
{
    sheet_print(sheet,
                "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>%.*s</title>\n"
                "<h1>%.*s</h1>\n<p><code>%.*s</code>, status %u</p>\n<h2>What it means</h2>\n<p>",
                SLICE_ARGS(error_slug(error)), SLICE_ARGS(error_title(error)),
                SLICE_ARGS(error_slug(error)), reply_status(error));
    sheet_add_escaped(sheet, slice_of(advices[error].meaning));
    sheet_add(sheet, SLICE("</p>\n<h2>What to do</h2>\n<p>"));
    sheet_add_escaped(sheet, slice_of(advices[error].remedy));
    sheet_add(sheet, SLICE("</p>\n<p><a href=\""));
    sheet_add(sheet, request->prefix);
    sheet_add(sheet, SLICE("/\">copydesk</a></p>\n</html>\n"));
}

enum error handle_problem(const struct desk *desk, const struct request *request,
                          struct reply *reply, struct problem *problem)
{
    struct sheet sheet = {.arena = request->arena};
    enum error error = error_of_slug(request->path_id);

    (void)desk;
    if (!error)
        return problem_set(problem, ERROR_UNKNOWN_ROUTE, "no problem has this code");
    if (reply_wants_html(request))
        add_html(&sheet, request, error);
    else
        add_text(&sheet, error);
    return reply_sheet(reply, request, &sheet);
}
