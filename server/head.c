#include "server/head.h"

#include <stdatomic.h>
#include <strings.h>

#include "base/checked.h"
#include "base/map.h"
#include "base/sheet.h"
#include "server/guard.h"

enum { ID_BYTES_MAX = 64 };

struct slice head_field(struct MHD_Connection *connection, const char *name)
{
    return slice_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

bool head_announces_body(struct MHD_Connection *connection)
{
    struct slice length = head_field(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);

    return guard_is_chunked(connection) || (length.ptr && !slice_is(length, "0"));
}

/* A client's request id is taken when it is short and plain; else one is made. */
static void take_id(struct request *request, struct slice sent)
{
    static atomic_uint_fast64_t count;
    uint64_t number = atomic_fetch_add(&count, 1);
    bool plain = sent.len >= 1 && sent.len <= ID_BYTES_MAX;

    for (size_t i = 0; plain && i < sent.len; i++) {
        char c = sent.ptr[i];
        plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '.' ||
                c == '_' || c == '-';
    }
    if (plain && arena_copy(request->arena, sent, &request->id) == ERROR_OK)
        return;
    number = map_hash((struct slice){(const char *)&number, sizeof number});
    if (arena_print(request->arena, &request->id, "%08x", (unsigned)(number >> 32)))
        request->id = SLICE("0");
}

/* X-Request-Timeout: a number of seconds, with up to three decimals. False: it is none. */
static bool read_timeout(struct slice text, int64_t *ms)
{
    size_t point = slice_find(text, '.', 0);
    struct slice decimals = slice_part(text, point + 1, text.len);
    int64_t seconds = 0, thousandths = 0;

    if (checked_parse(slice_part(text, 0, point), 0, INT32_MAX, &seconds) || decimals.len > 3 ||
        (point < text.len && checked_parse(decimals, 0, 999, &thousandths)))
        return false;
    for (size_t i = decimals.len; i < 3; i++)
        thousandths *= 10;
    *ms = seconds * 1000 + thousandths;
    return *ms > 0;
}

struct lines {
    const char *name;
    size_t count;
};

static enum MHD_Result count_line(void *cls, enum MHD_ValueKind kind, const char *key,
                                  const char *value)
{
    struct lines *lines = cls;

    (void)kind;
    (void)value;
    lines->count += strcasecmp(key, lines->name) == 0;
    return MHD_YES;
}

/* The ids of a traceparent; of two, neither is known to be the caller's. */
static struct trace read_trace(struct MHD_Connection *connection)
{
    struct lines lines = {.name = "traceparent"};
    struct trace trace = {.trace_id = {NULL, 0}};

    if (trace_read(head_field(connection, lines.name), &trace)) {
        (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, count_line, &lines);
        if (lines.count > 1)
            trace = (struct trace){.trace_id = {NULL, 0}};
    }
    return trace;
}

/* -- what proxies write --------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    size_t offset; /* in struct forwarded_head */
} proxy_fields[] = {
    {"Forwarded", offsetof(struct forwarded_head, forwarded)},
    {"X-Forwarded-For", offsetof(struct forwarded_head, client)},
    {"X-Forwarded-Proto", offsetof(struct forwarded_head, scheme)},
    {"X-Forwarded-Host", offsetof(struct forwarded_head, host)},
    {"X-Forwarded-Prefix", offsetof(struct forwarded_head, prefix)},
};

struct gathering {
    struct arena *arena;
    struct forwarded_head head;
    enum error error;
};

/* Lines of one header are one list (RFC 9110, 5.3). */
static enum MHD_Result gather_field(void *cls, enum MHD_ValueKind kind, const char *key,
                                    const char *value)
{
    struct gathering *gathering = cls;

    (void)kind;
    for (size_t i = 0; i < sizeof proxy_fields / sizeof *proxy_fields; i++) {
        struct slice *whole =
            (struct slice *)(void *)((char *)&gathering->head + proxy_fields[i].offset);

        if (strcasecmp(key, proxy_fields[i].name) != 0 || !value)
            continue;
        if (!whole->ptr)
            *whole = slice_of(value);
        else if (arena_print(gathering->arena, whole, "%.*s, %s", SLICE_ARGS(*whole), value))
            gathering->error = ERROR_NO_MEMORY;
    }
    return MHD_YES;
}

static enum error read_forwarded(struct MHD_Connection *connection, const struct networks *trusted,
                                 struct request *request, struct forwarded *out)
{
    const union MHD_ConnectionInfo *peer =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct gathering gathering = {.arena = request->arena};

    if (trusted->count || trusted->has_unix)
        (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, gather_field, &gathering);
    forwarded_read(trusted, peer ? peer->client_addr : NULL, &gathering.head, out);
    if (out->host.len)
        request->host = out->host;
    request->scheme = out->scheme.len ? out->scheme : SLICE("http");
    request->prefix = out->prefix;
    return gathering.error;
}

enum error head_read(struct MHD_Connection *connection, const struct networks *trusted,
                     struct request *request, struct head *out, struct problem *problem)
{
    struct slice timeout = head_field(connection, "X-Request-Timeout");
    enum error error;

    *out = (struct head){
        .accept_encoding = head_field(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING),
        .if_none_match = head_field(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
    };
    request->content_type = head_field(connection, MHD_HTTP_HEADER_CONTENT_TYPE);
    request->content_encoding = head_field(connection, MHD_HTTP_HEADER_CONTENT_ENCODING);
    request->accept = head_field(connection, MHD_HTTP_HEADER_ACCEPT);
    request->host = head_field(connection, MHD_HTTP_HEADER_HOST);
    take_id(request, head_field(connection, "X-Request-ID"));
    out->trace = read_trace(connection);
    error = read_forwarded(connection, trusted, request, &out->forwarded);
    if (!error && timeout.ptr && !read_timeout(timeout, &out->timeout_ms))
        error = problem_set(problem, ERROR_BAD_HEAD,
                            "X-Request-Timeout is not a number of seconds, such as 2 or 0.5");
    return error;
}
