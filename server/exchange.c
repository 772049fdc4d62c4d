#include "server/exchange.h"

#include <time.h>

#include "base/array.h"
#include "base/checked.h"
#include "base/log.h"
#include "base/map.h"
#include "server/cors.h"
#include "server/guard.h"

enum {
    HEAD_BYTES = 65536, /* memory for the request's own bookkeeping, beyond request_memory */
    FLOOD = 4,          /* bodies beyond this many times the limit are cut off */
    ID_BYTES_MAX = 64,
};

struct body {
    char *at;
    size_t count, capacity;
};

struct exchange {
    const struct desk *desk;
    struct arena *arena;
    struct request request;
    struct reply reply;
    struct problem problem;
    struct body body;
    const char *method_name; /* static, for the counters */
    bool has_head;
    bool too_large;
    bool closes; /* the connection ends with this reply */
    uint64_t body_bytes;
    struct timespec begin;
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

struct exchange *exchange_open(const struct desk *desk, const char *target)
{
    size_t budget = (size_t)desk->config->request_memory + HEAD_BYTES;
    struct arena *arena = arena_open(budget);
    struct exchange *exchange = arena ? arena_new(arena, struct exchange) : NULL;
    struct slice uri = slice_of(target);
    size_t question = slice_find(uri, '?', 0);

    if (!exchange || arena_copy(arena, uri, &uri)) {
        arena_close(arena);
        return NULL;
    }
    exchange->desk = desk;
    exchange->arena = arena;
    exchange->method_name = "OTHER";
    exchange->problem.arena = arena;
    exchange->request.arena = arena;
    exchange->request.method = METHOD_OTHER;
    exchange->request.path = slice_part(uri, 0, question);
    exchange->request.query = slice_part(uri, question + 1, uri.len);
    (void)clock_gettime(CLOCK_MONOTONIC, &exchange->begin);
    atomic_fetch_add(&desk->counters->in_flight, 1);
    return exchange;
}

bool exchange_has_head(const struct exchange *exchange)
{
    return exchange->has_head;
}

static struct slice header_of(struct MHD_Connection *connection, const char *name)
{
    return slice_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

/* A client's request id is taken when it is short and plain; else one is made. */
static void take_id(struct exchange *exchange, struct slice sent)
{
    static atomic_uint_fast64_t count;
    uint64_t number = atomic_fetch_add(&count, 1);
    bool plain = sent.len >= 1 && sent.len <= ID_BYTES_MAX;

    for (size_t i = 0; plain && i < sent.len; i++) {
        char c = sent.ptr[i];
        plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '.' ||
                c == '_' || c == '-';
    }
    if (plain && arena_copy(exchange->arena, sent, &exchange->request.id) == ERROR_OK)
        return;
    number = map_hash((struct slice){(const char *)&number, sizeof number});
    if (arena_print(exchange->arena, &exchange->request.id, "%08x", (unsigned)(number >> 32)))
        exchange->request.id = SLICE("0");
}

/* What the head of a body says: refuses here what is certain, before a byte of it is read. */
static void judge_body_head(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct slice length = header_of(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    int64_t limit = exchange->desk->config->body_bytes, bytes = 0;

    if (!length.ptr || !checked_parse(length, 0, limit, &bytes))
        return;
    exchange->too_large = true;
    (void)problem_set(&exchange->problem, ERROR_BODY_TOO_LARGE,
                      "body is %.*s bytes; the limit is %lld (option body_bytes)",
                      SLICE_ARGS(length), (long long)limit);
}

static bool has_body(struct MHD_Connection *connection)
{
    struct slice length = header_of(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);

    return guard_is_chunked(connection) || (length.ptr && !slice_is(length, "0"));
}

bool exchange_take_head(struct exchange *exchange, struct MHD_Connection *connection,
                        const char *method, const char *version)
{
    struct request *request = &exchange->request;

    exchange->has_head = true;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(method, methods[i].name) == 0) {
            request->method = methods[i].method;
            exchange->method_name = methods[i].name;
        }
    request->content_type = header_of(connection, MHD_HTTP_HEADER_CONTENT_TYPE);
    request->content_encoding = header_of(connection, MHD_HTTP_HEADER_CONTENT_ENCODING);
    request->accept = header_of(connection, MHD_HTTP_HEADER_ACCEPT);
    request->host = header_of(connection, MHD_HTTP_HEADER_HOST);
    request->if_none_match = header_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
    take_id(exchange, header_of(connection, "X-Request-ID"));
    exchange->closes = guard_is_chunked(connection);
    if (guard_head(connection, version, &exchange->problem))
        exchange->closes = true;
    else if (route_find(request, &exchange->reply, &exchange->problem))
        judge_body_head(exchange, connection);
    if (!exchange->problem.error)
        return false;
    exchange->closes |= has_body(connection);
    route_refuse(request, &exchange->problem, &exchange->reply);
    return true;
}

bool exchange_take_body(struct exchange *exchange, struct slice piece)
{
    uint64_t limit = (uint64_t)exchange->desk->config->body_bytes;

    exchange->body_bytes += piece.len;
    if (exchange->body_bytes > limit)
        exchange->too_large = true;
    if (exchange->too_large)
        return exchange->body_bytes / FLOOD <= limit;
    if (!array_reserve(exchange->arena, &exchange->body, piece.len))
        return false;
    memcpy(exchange->body.at + exchange->body.count, piece.ptr, piece.len);
    exchange->body.count += piece.len;
    return true;
}

void exchange_answer(struct exchange *exchange)
{
    exchange->request.body = (struct slice){exchange->body.at, exchange->body.count};
    if (!exchange->too_large) {
        route_answer(exchange->desk, &exchange->request, &exchange->reply);
        return;
    }
    (void)problem_set(&exchange->problem, ERROR_BODY_TOO_LARGE,
                      "body is %llu bytes; the limit is %lld (option body_bytes)",
                      (unsigned long long)exchange->body_bytes,
                      (long long)exchange->desk->config->body_bytes);
    exchange->closes = true;
    route_refuse(&exchange->request, &exchange->problem, &exchange->reply);
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

static void add_headers(const struct exchange *exchange, struct MHD_Connection *connection,
                        struct MHD_Response *response)
{
    const struct reply *reply = &exchange->reply;

    if (reply->media_type.ptr)
        (void)add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->media_type);
    for (size_t i = 0; i < reply->header_count; i++)
        (void)add_header(response, reply->headers[i].name, reply->headers[i].value);
    (void)add_header(response, "X-Request-ID", exchange->request.id);
    (void)add_header(response, "X-Content-Type-Options", SLICE("nosniff"));
    if (exchange->closes)
        (void)add_header(response, MHD_HTTP_HEADER_CONNECTION, SLICE("close"));
    cors_add(&exchange->desk->config->cors_origin, connection, response,
             exchange->request.method == METHOD_OPTIONS);
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

enum MHD_Result exchange_send(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct slice body = exchange->reply.body;
    struct MHD_Response *response;
    enum MHD_Result result;
    void *bytes = NULL;

    /* libmicrohttpd takes a pointer that is not const and does not write through it. */
    memcpy(&bytes, &body.ptr, sizeof bytes);
    response =
        exchange->reply.status == MHD_HTTP_NOT_MODIFIED
            ? MHD_create_response_from_callback(exchange->reply.unsent, 1, read_nothing, NULL, NULL)
            : MHD_create_response_from_buffer(body.len, bytes, MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
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

void exchange_close(struct exchange *exchange, bool sent)
{
    struct counters *counters = exchange->desk->counters;
    const struct reply *reply = &exchange->reply;
    double seconds = seconds_since(&exchange->begin);
    struct log_field fields[] = {
        {"request_id", exchange->request.id, 0},
        {"method", slice_of(exchange->method_name), 0},
        {"route", slice_of(reply->route ? reply->route : "unknown"), 0},
        {"status", {NULL, 0}, reply->status},
        {"bytes_in", {NULL, 0}, (double)exchange->body_bytes},
        {"bytes_out", {NULL, 0}, sent ? (double)reply->body.len : 0},
        {"ms", {NULL, 0}, (double)(uint64_t)(seconds * 1e6) / 1e3},
        {"code", error_slug(reply->error), 0}, /* last: only where there is an error */
    };

    atomic_fetch_sub(&counters->in_flight, 1);
    atomic_fetch_add(&counters->bytes_in, exchange->body_bytes);
    counters_arena(counters, arena_used(exchange->arena));
    if (reply->status) {
        atomic_fetch_add(&counters->bytes_out, sent ? reply->body.len : 0);
        counters_request(counters, reply->route ? reply->route : "unknown", exchange->method_name,
                         reply->status, seconds);
    } else {
        atomic_fetch_add(&counters->dropped, 1);
    }
    log_event(LOG_INFO, sent ? "request" : "request_dropped", fields,
              sizeof fields / sizeof *fields - !reply->error);
    arena_close(exchange->arena);
}
