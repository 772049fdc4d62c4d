#include "server/exchange.h"

#include <time.h>

#include "base/array.h"
#include "base/checked.h"
#include "base/digits.h"
#include "base/log.h"
#include "handlers/content.h"
#include "handlers/lines.h"
#include "handlers/media.h"
#include "handlers/reply.h"
#include "server/compress.h"
#include "server/cors.h"
#include "server/guard.h"
#include "server/head.h"
#include "server/stream.h"

enum {
    HEAD_BYTES = 65536, /* memory for the request's own bookkeeping, beyond request_memory */
    FLOOD = 4,          /* bodies beyond this many times the limit are cut off */
};

struct body {
    char *at;
    size_t count, capacity;
};

struct exchange {
    struct job job;
    struct queue *queue;               /* that its work goes through */
    struct MHD_Connection *connection; /* while a worker answers */
    const struct door *door;
    struct watched *watched; /* its connection */
    struct stream *stream;   /* of a reply of JSON lines, or NULL */
    struct arena *arena;
    struct request request;
    struct head head;
    struct reply reply;
    struct problem problem;
    struct body body;
    const char *method_name; /* static, for the counters */
    bool has_head;
    bool is_quick;
    bool is_answered;
    bool closes;        /* the connection ends with this reply */
    bool lingers;       /* though the body is still on its way */
    enum error refusal; /* of a body that was not kept */
    uint64_t body_bytes;
    struct timespec begin;
    int64_t limit_ms; /* from begin on, or from that of each line */
    atomic_int_fast64_t deadline_ns;
};

static const struct {
    const char *name;
    enum method method;
} methods[] = {
    {"GET", METHOD_GET},
    {"HEAD", METHOD_HEAD},
    {"POST", METHOD_POST},
    {"OPTIONS", METHOD_OPTIONS},
};

/* The arena is the exchange's from here on; NULL, and the arena closed, when it has no room. */
static struct exchange *begin(struct arena *arena, const char *target)
{
    struct exchange *exchange = arena ? arena_new(arena, struct exchange) : NULL;
    struct slice uri = slice_of(target);
    size_t question = slice_find(uri, '?', 0);

    if (exchange)
        exchange->request.spare = arena_array(arena, char, REQUEST_SPARE_BYTES);
    if (!exchange || !exchange->request.spare || arena_copy(arena, uri, &uri)) {
        arena_close(arena);
        return NULL;
    }
    exchange->arena = arena;
    exchange->problem.arena = arena;
    exchange->request.arena = arena;
    exchange->request.method = METHOD_OTHER;
    exchange->request.path = slice_part(uri, 0, question);
    exchange->request.query = slice_part(uri, question + 1, uri.len);
    return exchange;
}

struct exchange *exchange_open(const struct door *door, struct watched *watched, const char *target)
{
    const struct desk *desk = door->desk;
    size_t budget = (size_t)desk->config->request_memory + HEAD_BYTES;
    struct exchange *exchange = begin(arena_open_in(desk->memory, budget), target);

    if (!exchange) { /* the memory of all requests is spent: as much as is needed to say so */
        exchange = begin(arena_open(HEAD_BYTES), target);
        if (!exchange)
            return NULL;
        exchange->problem.error = ERROR_NO_MEMORY;
    }
    exchange->door = door;
    exchange->watched = watched;
    exchange->method_name = "OTHER";
    (void)clock_gettime(CLOCK_MONOTONIC, &exchange->begin);
    atomic_fetch_add(&desk->counters->in_flight, 1);
    return exchange;
}

bool exchange_has_head(const struct exchange *exchange)
{
    return exchange->has_head;
}

/* The reply is there: in the coding that the client wants, and not at all if it has it already. */
static void finish(struct exchange *exchange)
{
    if (exchange->door->desk->config->compress)
        compress_reply(exchange->arena, exchange->head.accept_encoding, &exchange->reply);
    reply_match(&exchange->reply, exchange->head.if_none_match);
    exchange->is_answered = true;
}

static void refuse(struct exchange *exchange)
{
    route_refuse(&exchange->request, &exchange->problem, &exchange->reply);
    finish(exchange);
}

/* What the head of a body says: refuses here what is certain, before a byte of it is read. */
static void judge_body_head(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct slice length = head_field(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    struct content_limit limit = content_limit(exchange->door->desk, &exchange->request);
    int64_t bytes = INT64_MAX; /* what is no such number, libmicrohttpd has refused */

    if (length.ptr &&
        (checked_parse(length, 0, INT64_MAX, &bytes) || (uint64_t)bytes > limit.bytes))
        content_refuse_size(&limit, (uint64_t)bytes, &exchange->problem);
}

/* The time there is, from the request's first byte on. */
static void set_deadline(struct exchange *exchange)
{
    const struct timespec *begin = &exchange->begin;
    int64_t limit_ms = exchange->door->desk->config->request_ms;

    if (exchange->head.timeout_ms && exchange->head.timeout_ms < limit_ms)
        limit_ms = exchange->head.timeout_ms;
    exchange->limit_ms = limit_ms;
    atomic_store(&exchange->deadline_ns,
                 begin->tv_sec * INT64_C(1000000000) + begin->tv_nsec + limit_ms * 1000000);
    arena_set_deadline(exchange->arena, &exchange->deadline_ns);
}

/* The head, and what stands before paths of links: what a proxy took off, then base_path. Also
 * where the head is refused, since the problem links to its page. */
static enum error read_head(struct exchange *exchange, struct MHD_Connection *connection,
                            struct problem *problem)
{
    struct request *request = &exchange->request;
    struct slice base = slice_of(exchange->door->desk->config->base_path);
    enum error error =
        head_read(connection, &exchange->door->trusted, request, &exchange->head, problem);

    if (!request->prefix.len)
        request->prefix = base;
    else if (arena_print(exchange->arena, &request->prefix, "%.*s%.*s", SLICE_ARGS(request->prefix),
                         SLICE_ARGS(base)))
        return ERROR_NO_MEMORY;
    return error;
}

/* Takes the option base_path off the path. */
static enum error take_base(struct exchange *exchange)
{
    static const struct slice everywhere[] = {SLICE_INIT("/healthz"), SLICE_INIT("/readyz"),
                                              SLICE_INIT("/metrics")};
    struct slice base = slice_of(exchange->door->desk->config->base_path);
    struct request *request = &exchange->request;
    struct slice rest = slice_part(request->path, base.len, request->path.len);

    if (base.len == 0)
        return ERROR_OK;
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++)
        if (slice_equal(request->path, everywhere[i]))
            return ERROR_OK;
    if (!slice_starts(request->path, base) || (rest.len && rest.ptr[0] != '/'))
        return problem_set(&exchange->problem, ERROR_UNKNOWN_ROUTE,
                           "everything is served under %.*s (option base_path); GET %.*s/ tells "
                           "what is",
                           SLICE_ARGS(base), SLICE_ARGS(base));
    request->path = rest.len ? rest : SLICE("/");
    return ERROR_OK;
}

/* What can be said of a request by its head alone. */
static void judge_head(struct exchange *exchange, struct MHD_Connection *connection,
                       const char *version)
{
    struct request *request = &exchange->request;
    const struct route *route;
    enum error error = read_head(exchange, connection, &exchange->problem);

    set_deadline(exchange);
    if (!error)
        error = guard_head(connection, version, &exchange->problem);
    exchange->closes |= error != ERROR_OK;
    if (!error)
        error = take_base(exchange);
    if (error) {
        exchange->problem.error = error;
        return;
    }
    route = route_find(request, &exchange->reply, &exchange->problem);
    if (!route)
        return;
    exchange->is_quick = route->is_quick;
    judge_body_head(exchange, connection);
}

bool exchange_take_head(struct exchange *exchange, struct MHD_Connection *connection,
                        const char *method, const char *version)
{
    bool has_room = exchange->problem.error == ERROR_OK;

    exchange->has_head = true;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(method, methods[i].name) == 0) {
            exchange->request.method = methods[i].method;
            exchange->method_name = methods[i].name;
        }
    exchange->closes = guard_is_chunked(connection);
    if (has_room) {
        judge_head(exchange, connection, version);
    } else { /* who asks, and where links lead, is told all the same */
        struct problem unheard = {.arena = exchange->arena};
        (void)read_head(exchange, connection, &unheard);
    }
    if (!exchange->problem.error)
        return false;
    exchange->lingers = head_announces_body(connection);
    exchange->closes |= exchange->lingers;
    refuse(exchange);
    return true;
}

bool exchange_take_body(struct exchange *exchange, struct slice piece)
{
    uint64_t limit = content_limit(exchange->door->desk, &exchange->request).bytes;

    exchange->body_bytes += piece.len;
    if (exchange->body_bytes > limit)
        exchange->refusal = ERROR_BODY_TOO_LARGE;
    else if (!exchange->refusal && !array_reserve(exchange->arena, &exchange->body, piece.len))
        exchange->refusal = ERROR_NO_MEMORY;
    if (exchange->refusal)
        return exchange->body_bytes / FLOOD <= limit;
    memcpy(exchange->body.at + exchange->body.count, piece.ptr, piece.len);
    exchange->body.count += piece.len;
    return true;
}

/* The request's body was not kept. */
static void refuse_body(struct exchange *exchange)
{
    struct content_limit limit = content_limit(exchange->door->desk, &exchange->request);

    exchange->problem.error = exchange->refusal;
    if (exchange->refusal == ERROR_BODY_TOO_LARGE)
        content_refuse_size(&limit, exchange->body_bytes, &exchange->problem);
    exchange->closes = true;
    refuse(exchange);
}

static void answer(struct exchange *exchange)
{
    route_answer(exchange->door->desk, &exchange->request, &exchange->reply);
    finish(exchange);
}

static enum error open_stream(struct exchange *exchange)
{
    const struct stream_source source = {.desk = exchange->door->desk,
                                         .queue = exchange->queue,
                                         .request = &exchange->request,
                                         .connection = exchange->connection,
                                         .watch = exchange->door->watch,
                                         .watched = exchange->watched,
                                         .deadline_ns = &exchange->deadline_ns,
                                         .limit_ms = exchange->limit_ms};
    enum error error = content_read(exchange->door->desk, &exchange->request, &exchange->problem);

    if (!error)
        error = stream_open(&source, &exchange->stream, &exchange->problem);
    if (!error && !stream_step(exchange->stream))
        error = ERROR_NO_MEMORY;
    return error;
}

/* The first of many lines; the stream sees to the others. */
static void answer_lines(struct exchange *exchange)
{
    struct reply *reply = &exchange->reply;

    exchange->problem.error = open_stream(exchange);
    if (exchange->problem.error) {
        refuse(exchange);
        return;
    }
    reply->status = MHD_HTTP_OK;
    reply->media_type = SLICE(MEDIA_LINES);
    reply_header(reply, "Cache-Control", SLICE("no-store"));
    exchange->is_answered = true;
}

/* On a worker's thread; from MHD_resume_connection on the exchange is the door's again. */
static void run(struct job *job)
{
    struct exchange *exchange = (struct exchange *)job;

    if (lines_are_sent(&exchange->request))
        answer_lines(exchange);
    else
        answer(exchange);
    MHD_resume_connection(exchange->connection);
}

/* How a member url is written, in JSON and in pairs of a query or form; also by escapes of its
 * letters, which no encoder makes. */
static const struct slice url_in_json[] = {SLICE_INIT("\"url\""), SLICE_INIT("\\u006"),
                                           SLICE_INIT("\\u007")};
static const struct slice url_in_pairs[] = {
    SLICE_INIT("url="), SLICE_INIT("%75"), SLICE_INIT("%72"), SLICE_INIT("%6C"), SLICE_INIT("%6c")};

#define HAS_ANY(text, marks) has_any((text), (marks), sizeof(marks) / sizeof *(marks))

static bool has_any(struct slice text, const struct slice *marks, size_t count)
{
    for (size_t i = 0; text.len && i < count; i++)
        if (memmem(text.ptr, text.len, marks[i].ptr, marks[i].len))
            return true;
    return false;
}

/* Whether answering may need to fetch; a packed body cannot be looked into. O(body). */
static bool may_fetch(const struct request *request)
{
    unsigned form = route_body_form(request->content_type);

    if (HAS_ANY(request->query, url_in_pairs))
        return true;
    if (form & (BODY_TEXT | BODY_HTML | BODY_FORM))
        return false;
    if (request->content_encoding.len)
        return true;
    return form & (BODY_JSON | BODY_LINES) ? HAS_ANY(request->body, url_in_json)
                                           : HAS_ANY(request->body, url_in_pairs);
}

bool exchange_answer(struct exchange *exchange, struct MHD_Connection *connection)
{
    const struct desk *desk = exchange->door->desk;
    struct queue *queue = desk->queue;

    exchange->request.body = (struct slice){exchange->body.at, exchange->body.count};
    if (desk->fetching && may_fetch(&exchange->request))
        queue = desk->fetching;
    exchange->queue = queue;
    if (exchange->refusal) {
        refuse_body(exchange);
        return true;
    }
    if (exchange->is_quick || !queue) {
        answer(exchange);
        return true;
    }
    exchange->job.run = run;
    exchange->connection = connection;
    watch_work(exchange->door->watch, exchange->watched, &exchange->deadline_ns);
    MHD_suspend_connection(connection);
    if (queue_offer(queue, &exchange->job))
        return false;
    (void)problem_set(&exchange->problem, ERROR_BUSY,
                      "%s requests are waiting already, as many as may (option queue); try again "
                      "in a moment",
                      digits_grouped((uint64_t)exchange->door->desk->config->queue).text);
    refuse(exchange);
    MHD_resume_connection(connection);
    return false;
}

bool exchange_is_answered(const struct exchange *exchange)
{
    return exchange->is_answered;
}

bool exchange_lingers(const struct exchange *exchange)
{
    return exchange->lingers;
}

static bool add_header(struct MHD_Response *response, const char *name, struct slice value)
{
    char bytes[1024];

    if (value.len >= sizeof bytes)
        return false;
    if (value.len)
        memcpy(bytes, value.ptr, value.len);
    bytes[value.len] = '\0';
    return MHD_add_response_header(response, name, bytes) == MHD_YES;
}

/* All that a reply depends on, in one line: there are caches that look at one only. */
static void add_vary(struct MHD_Response *response, struct slice own, bool by_coding,
                     bool by_origin)
{
    char list[128] = "";

    (void)snprintf(list, sizeof list, "%s%.*s%s%s", own.len ? ", " : "", SLICE_ARGS(own),
                   by_coding ? ", Accept-Encoding" : "", by_origin ? ", Origin" : "");
    if (*list)
        (void)MHD_add_response_header(response, MHD_HTTP_HEADER_VARY, list + strlen(", "));
}

static void add_headers(const struct exchange *exchange, struct MHD_Connection *connection,
                        struct MHD_Response *response)
{
    const struct reply *reply = &exchange->reply;
    const struct config *config = exchange->door->desk->config;
    const atomic_bool *draining = exchange->door->desk->draining;
    struct slice vary = {NULL, 0};
    bool by_origin;

    if (reply->media_type.ptr)
        (void)add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->media_type);
    if (reply->content_coding.ptr)
        (void)add_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING, reply->content_coding);
    for (size_t i = 0; i < reply->header_count; i++) {
        if (strcmp(reply->headers[i].name, MHD_HTTP_HEADER_VARY) == 0)
            vary = reply->headers[i].value;
        else
            (void)add_header(response, reply->headers[i].name, reply->headers[i].value);
    }
    (void)add_header(response, "X-Request-ID", exchange->request.id);
    (void)add_header(response, "X-Content-Type-Options", SLICE("nosniff"));
    if (exchange->closes || (draining && atomic_load(draining)))
        (void)add_header(response, MHD_HTTP_HEADER_CONNECTION, SLICE("close"));
    by_origin = cors_add(&config->cors_origin, connection, response,
                         exchange->request.method == METHOD_OPTIONS);
    add_vary(response, vary, config->compress && (reply->body.len || reply->unsent), by_origin);
}

/* Never called: a 304 has no body, but its Content-Length is that of the reply it stands for.
 * NOLINTNEXTLINE(readability-non-const-parameter): the parameters are libmicrohttpd's */
static ssize_t read_nothing(void *cls, uint64_t position, char *buffer, size_t size)
{
    (void)cls;
    (void)position;
    (void)buffer;
    (void)size;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

static struct MHD_Response *make_response(const struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    void *bytes = NULL;

    if (reply->status == MHD_HTTP_NOT_MODIFIED)
        return MHD_create_response_from_callback(reply->unsent, 1, read_nothing, NULL, NULL);
    if (exchange->stream && !reply->error)
        return stream_response(exchange->stream);
    /* libmicrohttpd takes a pointer that is not const and does not write through it. */
    memcpy(&bytes, &reply->body.ptr, sizeof bytes);
    return MHD_create_response_from_buffer(reply->body.len, bytes, MHD_RESPMEM_PERSISTENT);
}

enum MHD_Result exchange_send(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct MHD_Response *response = make_response(exchange);
    enum MHD_Result result;

    if (!response)
        return MHD_NO;
    watch_sending(exchange->door->watch, exchange->watched, exchange->reply.body.len);
    add_headers(exchange, connection, response);
    result = MHD_queue_response(connection, exchange->reply.status, response);
    MHD_destroy_response(response);
    return result;
}

static double seconds_since(const struct timespec *begin)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begin->tv_sec) + (double)(now.tv_nsec - begin->tv_nsec) / 1e9;
}

enum { LOG_FIELDS = 11 };

/* One line of the log; members that are not known are left out. */
static void log_exchange(const struct exchange *exchange, uint64_t bytes_out, double seconds,
                         bool sent)
{
    const struct reply *reply = &exchange->reply;
    const struct head *head = &exchange->head;
    const struct log_field all[LOG_FIELDS] = {
        {"request_id", exchange->request.id, 0},
        {"method", slice_of(exchange->method_name), 0},
        {"route", slice_of(reply->route ? reply->route : "unknown"), 0},
        {"status", {NULL, 0}, reply->status},
        {"bytes_in", {NULL, 0}, (double)exchange->body_bytes},
        {"bytes_out", {NULL, 0}, (double)bytes_out},
        {"ms", {NULL, 0}, (double)(uint64_t)(seconds * 1e6) / 1e3},
        {"client", slice_of(head->forwarded.client), 0},
        {"trace_id", head->trace.trace_id, 0},
        {"parent_id", head->trace.parent_id, 0},
        {"code", reply->error ? error_slug(reply->error) : SLICE(""), 0},
    };
    struct log_field fields[LOG_FIELDS];
    size_t count = 0;

    for (size_t i = 0; i < LOG_FIELDS; i++) {
        bool is_number = i >= 3 && i <= 6;

        if (is_number || all[i].text.len)
            fields[count++] = all[i];
    }
    log_event(LOG_INFO, sent ? "request" : "request_dropped", fields, count);
}

void exchange_close(struct exchange *exchange, bool sent)
{
    struct counters *counters = exchange->door->desk->counters;
    const struct reply *reply = &exchange->reply;
    double seconds = seconds_since(&exchange->begin);
    uint64_t bytes = exchange->stream && !reply->error ? stream_bytes(exchange->stream)
                     : sent                            ? reply->body.len
                                                       : 0;

    atomic_fetch_add(&counters->bytes_in, exchange->body_bytes);
    counters_arena(counters, arena_used(exchange->arena));
    if (reply->status) {
        atomic_fetch_add(&counters->bytes_out, bytes);
        counters_request(counters, reply->route ? reply->route : "unknown", exchange->method_name,
                         reply->status, seconds);
    } else {
        atomic_fetch_add(&counters->dropped, 1);
    }
    log_exchange(exchange, bytes, seconds, sent);
    stream_close(exchange->stream);
    arena_close(exchange->arena);
    atomic_fetch_sub(&counters->in_flight, 1);
}
