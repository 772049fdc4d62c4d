#include "handlers/route.h"

#include "base/log.h"
#include "handlers/content.h"
#include "handlers/lines.h"
#include "handlers/media.h"
#include "handlers/reply.h"
#include "text/utf8.h"

enum { PATH_SHOWN_BYTES = 200 };

/* Methods that a path takes, as bits; indices of allow_lists. */
enum { TAKES_GET = 1 << 0, TAKES_POST = 1 << 1 };

static const struct slice allow_lists[] = {
    [TAKES_GET] = SLICE_INIT("GET, HEAD, OPTIONS"),
    [TAKES_POST] = SLICE_INIT("POST, OPTIONS"),
    [TAKES_GET | TAKES_POST] = SLICE_INIT("GET, HEAD, POST, OPTIONS"),
};

static int hex_digit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    letter |= 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* The next decoded byte of a path, 1 to 255; 0 for what no path may hold: %00, a bad escape. */
static unsigned char next_byte(struct slice path, size_t *at)
{
    char byte = path.ptr[(*at)++];
    int high, low;

    if (byte != '%')
        return (unsigned char)byte;
    if (path.len - *at < 2)
        return 0;
    high = hex_digit(path.ptr[*at]);
    low = hex_digit(path.ptr[*at + 1]);
    *at += 2;
    return high < 0 || low < 0 ? 0 : (unsigned char)(high << 4 | low);
}

static bool segment_is(struct slice segment, struct slice literal)
{
    size_t at = 0;

    for (size_t i = 0; i < literal.len; i++)
        if (at == segment.len || next_byte(segment, &at) != (unsigned char)literal.ptr[i])
            return false;
    return at == segment.len;
}

/* True when the path, segment by segment, is the template; *id is the raw segment at its {…}. */
static bool path_matches(struct slice path, struct slice template, struct slice *id)
{
    struct slice segment, wanted;

    path = slice_part(path, 1, path.len);
    template = slice_part(template, 1, template.len);
    for (;;) {
        bool ends = slice_find(path, '/', 0) == path.len;

        if (ends != (slice_find(template, '/', 0) == template.len))
            return false;
        segment = slice_part(path, 0, slice_find(path, '/', 0));
        wanted = slice_part(template, 0, slice_find(template, '/', 0));
        if (slice_starts(wanted, SLICE("{")) && segment.len)
            *id = segment;
        else if (!segment_is(segment, wanted))
            return false;
        if (ends)
            return true;
        path = slice_part(path, segment.len + 1, path.len);
        template = slice_part(template, wanted.len + 1, template.len);
    }
}

/* The decoded {id}: only here does %2F become a slash. */
static enum error decode_id(struct arena *arena, struct slice raw, struct slice *out,
                            bool *is_sound)
{
    char *bytes = arena_array(arena, char, raw.len + 1);
    size_t len = 0;

    if (!bytes)
        return ERROR_NO_MEMORY;
    *is_sound = true;
    for (size_t at = 0; at < raw.len;) {
        unsigned char byte = next_byte(raw, &at);
        *is_sound = *is_sound && byte >= 0x20 && byte != 0x7f;
        bytes[len++] = (char)byte;
    }
    *out = (struct slice){bytes, len};
    *is_sound = *is_sound && utf8_valid_prefix(*out) == len;
    return ERROR_OK;
}

/* A path as it may be shown to a reader: every byte that is not plain ASCII comes as '?'. */
static void refuse_path(const struct request *request, struct problem *problem)
{
    char shown[PATH_SHOWN_BYTES];
    size_t len = request->path.len < sizeof shown ? request->path.len : sizeof shown;

    for (size_t i = 0; i < len; i++) {
        shown[i] = request->path.ptr[i];
        if ((unsigned char)shown[i] < 0x20 || (unsigned char)shown[i] >= 0x7f)
            shown[i] = '?';
    }
    (void)problem_set(problem, ERROR_UNKNOWN_ROUTE,
                      "nothing is served at %.*s; GET / tells what is", (int)len, shown);
}

static enum error answer_options(const struct desk *desk, const struct request *request,
                                 struct reply *reply, struct problem *problem)
{
    (void)desk;
    (void)request;
    (void)problem;
    reply->status = 204;
    return ERROR_OK;
}

/* Serves every path there is. */
static const struct route options_route = {.method = METHOD_OPTIONS,
                                           .handle = answer_options,
                                           .is_quick = true,
                                           .is_live = true,
                                           .doc = "methods allowed"};

#define SEND_JSON  "Content-Type: application/json (curl: -H 'Content-Type: application/json')"
#define SEND_LINES ", or application/x-ndjson for a JSON object a line"

static const struct slice body_forms[] = {
    [BODY_JSON | BODY_TEXT | BODY_HTML | BODY_WIRE | BODY_LINES] = SLICE_INIT(
        SEND_JSON ", or text/plain for the article itself, or text/html for its page, or "
                  "application/vnd.iptc.ninjs+json, application/nitf+xml and the like for a "
                  "newsroom's format" SEND_LINES),
    [BODY_JSON] = SLICE_INIT(SEND_JSON),
    [BODY_PAIRS] = SLICE_INIT("Content-Type: " MEDIA_PAIRS " (curl: --data-urlencode text@a.txt)"),
    [BODY_JSON | BODY_FORM | BODY_LINES] =
        SLICE_INIT(SEND_JSON ", or multipart/form-data with the files left and right (curl: -F "
                             "left=@a.txt -F right=@b.txt)" SEND_LINES),
};

unsigned route_body_form(struct slice content_type)
{
    static const struct {
        const char *name;
        unsigned form;
    } forms[] = {{MEDIA_JSON, BODY_JSON},
                 {MEDIA_TEXT, BODY_TEXT},
                 {MEDIA_HTML, BODY_HTML},
                 {MEDIA_XHTML, BODY_HTML},
                 {"application/vnd.iptc.ninjs+json", BODY_WIRE},
                 {"application/feed+json", BODY_WIRE},
                 {"application/nitf+xml", BODY_WIRE},
                 {"application/vnd.iptc.g2.newsitem+xml", BODY_WIRE},
                 {"application/vnd.iptc.g2.newsmessage+xml", BODY_WIRE},
                 {"application/rss+xml", BODY_WIRE},
                 {"application/atom+xml", BODY_WIRE},
                 {"application/rdf+xml", BODY_WIRE},
                 {"application/xml", BODY_WIRE},
                 {"text/xml", BODY_WIRE},
                 {MEDIA_FORM, BODY_FORM},
                 {MEDIA_PAIRS, BODY_PAIRS},
                 {MEDIA_LINES, BODY_LINES},
                 {"application/ndjson", BODY_LINES},
                 {"application/jsonl", BODY_LINES}};
    struct media_type media;

    if (!media_read(content_type, &media))
        return 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (media_is(media.name, forms[i].name))
            return forms[i].form;
    return 0;
}

/* 415 for a body in a form that this route does not read; said before the body comes. */
static enum error check_body(const struct route *route, const struct request *request,
                             struct reply *reply, struct problem *problem)
{
    struct slice wanted = body_forms[route->bodies];

    if (!route->bodies || (route->bodies & BODY_ANY && !request->content_type.len))
        return ERROR_OK;
    if (route->bodies & BODY_ANY)
        return content_check(request, reply, problem);
    if (!request->content_type.len)
        return problem_set(problem, ERROR_UNSUPPORTED_MEDIA_TYPE,
                           "the request has no Content-Type; send %.*s", SLICE_ARGS(wanted));
    if (!(route_body_form(request->content_type) & route->bodies))
        return problem_set(problem, ERROR_UNSUPPORTED_MEDIA_TYPE,
                           "the Content-Type is not one this path takes; send %.*s",
                           SLICE_ARGS(wanted));
    return content_check(request, reply, problem);
}

const char *const route_forms[FORM_COUNT] = {MEDIA_JSON, MEDIA_HTML, MEDIA_TEXT, MEDIA_PATCH};

enum reply_form route_wanted_form(const struct request *request)
{
    enum reply_form wanted = FORM_COUNT;
    unsigned most = 0;

    for (enum reply_form form = FORM_JSON; form < FORM_COUNT; form++) {
        unsigned quality = media_quality(request->accept, route_forms[form]);

        if (quality > most) {
            most = quality;
            wanted = form;
        }
    }
    return wanted;
}

bool route_wants_ninjs(const struct request *request)
{
    return media_quality(request->accept, MEDIA_NINJS) > media_quality(request->accept, MEDIA_JSON);
}

static enum error check_accept(const struct route *route, const struct request *request,
                               struct problem *problem)
{
    if (route->has_forms && route_wanted_form(request) != FORM_COUNT)
        return ERROR_OK;
    if (route->has_ninjs && route_wants_ninjs(request))
        return ERROR_OK;
    if (lines_are_sent(request) && media_quality(request->accept, MEDIA_LINES))
        return ERROR_OK;
    if (!route->gives || route->is_live || media_quality(request->accept, MEDIA_JSON) ||
        (!media_is_covered(request->accept, MEDIA_JSON) &&
         media_quality(request->accept, MEDIA_PROBLEM)))
        return ERROR_OK;
    if (route->has_forms)
        return problem_set(problem, ERROR_NOT_ACCEPTABLE,
                           "the reply comes as application/json, text/html, text/plain or "
                           "text/x-diff; send one of them in Accept, or no Accept");
    return problem_set(problem, ERROR_NOT_ACCEPTABLE,
                       "the reply comes as application/json only; send Accept: application/json, "
                       "or no Accept");
}

static bool method_serves(enum method asked, enum method served)
{
    return asked == served || (asked == METHOD_HEAD && served == METHOD_GET);
}

/* The route of path and method. *allowed: the methods of the path, as bits, 0 when there is none.
 */
static const struct route *find_row(const struct request *request, unsigned *allowed,
                                    struct slice *raw_id, const char **template)
{
    const struct route *found = NULL;

    *allowed = 0;
    *raw_id = (struct slice){NULL, 0};
    if (!slice_starts(request->path, SLICE("/")))
        return NULL;
    for (const struct route *route = routes; route < routes + route_count; route++) {
        if (!path_matches(request->path, slice_of(route->path), raw_id))
            continue;
        *allowed |= route->method == METHOD_POST ? TAKES_POST : TAKES_GET;
        *template = route->path;
        if (method_serves(request->method, route->method))
            found = route;
    }
    if (*allowed && request->method == METHOD_OPTIONS)
        found = &options_route;
    return found;
}

const struct route *route_find(struct request *request, struct reply *reply,
                               struct problem *problem)
{
    struct slice raw_id;
    unsigned allowed;
    bool is_sound = true;
    const char *template = "unknown";
    const struct route *route = find_row(request, &allowed, &raw_id, &template);
    enum error error = ERROR_OK;

    if (allowed && raw_id.ptr)
        error = decode_id(request->arena, raw_id, &request->path_id, &is_sound);
    if (error) {
        problem->error = error;
        return NULL;
    }
    if (!allowed || !is_sound) {
        reply->route = "unknown";
        refuse_path(request, problem);
        return NULL;
    }
    reply->route = template;
    if (!route || route == &options_route)
        reply_header(reply, "Allow", allow_lists[allowed]);
    if (!route)
        error = problem_set(problem, ERROR_METHOD_NOT_ALLOWED, "this path takes %.*s",
                            SLICE_ARGS(allow_lists[allowed]));
    if (!error)
        error = check_body(route, request, reply, problem);
    if (!error)
        error = check_accept(route, request, problem);
    return error ? NULL : route;
}

/* Why memory ran out is known to the arena alone: its budget, its deadline, or the machine. */
static enum error memory_error(const struct request *request)
{
    enum error error = arena_error(request->arena);

    return error ? error : ERROR_NO_MEMORY;
}

/* What a reader can do about errors that come without words; static, since memory may be spent. */
static struct slice common_detail(enum error error)
{
    if (error == ERROR_MEMORY_EXCEEDED)
        return SLICE("send a shorter text");
    if (error == ERROR_NO_MEMORY)
        return SLICE("try again in a moment");
    if (error == ERROR_DEADLINE)
        return SLICE("send a shorter text, or ask again when the service is less busy; GET "
                     "/v1/limits tells the time there is (request_ms)");
    return SLICE("tell whoever runs the service, with the instance of this problem");
}

void route_refuse(struct request *request, struct problem *problem, struct reply *reply)
{
    if (problem->error == ERROR_NO_MEMORY)
        problem->error = memory_error(request);
    arena_set_deadline(request->arena, NULL); /* there is time to say so */
    if (!problem->detail.ptr && !problem_faulty(problem))
        problem->detail = common_detail(problem->error);
    reply_problem(reply, request, problem);
    if (reply->status == 500) {
        struct log_field fields[] = {
            {.name = "request_id", .text = request->id},
            {.name = "code", .text = error_slug(problem->error)},
            {.name = "detail", .text = problem->detail.ptr ? problem->detail : SLICE("")}};
        log_event(LOG_ERROR, "internal", fields, sizeof fields / sizeof *fields);
    }
}

static enum error handle(const struct desk *desk, const struct route *route,
                         struct request *request, struct reply *reply, struct problem *problem)
{
    enum error error = route->bodies ? content_read(desk, request, problem) : ERROR_OK;

    if (error)
        return error;
    if (lines_are_sent(request))
        return lines_answer(desk, request, reply, problem);
    return route->handle(desk, request, reply, problem);
}

void route_answer(const struct desk *desk, struct request *request, struct reply *reply)
{
    struct problem problem = {.arena = request->arena};
    const struct route *route;
    enum error error;

    *reply = (struct reply){.route = "unknown"};
    route = route_find(request, reply, &problem);
    error = route ? handle(desk, route, request, reply, &problem) : problem.error;
    if (!error && !route->is_live)
        error = reply_tag(reply, request);
    else if (!error)
        reply_header(reply, "Cache-Control", SLICE("no-store"));
    if (error) {
        problem.error = error;
        route_refuse(request, &problem, reply);
    }
}
