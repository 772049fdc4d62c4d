#include "server/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/workers.h"
#include "server/exchange.h"
#include "server/watch.h"

enum {
    HEAD_BYTES = 32768, /* a request's head, and the buffer its body is read through */
    DRAIN_STEP_MS = 10,
};

struct server {
    const struct desk *desk;
    struct watch *watch;
    struct MHD_Daemon *daemon;
    MHD_socket quiesced; /* the listening socket, once no new connection is taken */
    atomic_bool is_open; /* complaints of an opening that fails are not logged */
    char complaint[512]; /* the last one before that */
    char url[INET6_ADDRSTRLEN + 32];
};

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* -- call-backs of libmicrohttpd -----------------------------------------------------------------
 */

static struct watched *watched_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *server = cls;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    if (code == MHD_CONNECTION_NOTIFY_STARTED && info)
        *context = watch_begin(server->watch, info->connect_fd);
    else if (code == MHD_CONNECTION_NOTIFY_CLOSED)
        watch_end(server->watch, *context);
}

/* Called with the request target before anything of it is parsed; gives the request its state. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct server *server = cls;

    watch_start_clock(server->watch, watched_of(connection));
    return exchange_open(server->desk, server->watch, watched_of(connection), target);
}

/* Paths and queries stay as sent: the handlers decode them, by the contract's rules. */
static size_t leave_escaped(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

/* NOLINTNEXTLINE(readability-function-size): the parameters are libmicrohttpd's */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_len, void **state)
{
    struct exchange *exchange = *state;
    bool is_first = exchange && !exchange_has_head(exchange);

    (void)cls;
    (void)url;
    if (!exchange)
        return MHD_NO;
    if (is_first && !exchange_take_head(exchange, connection, method, version))
        return MHD_YES;
    if (!is_first && *data_len > 0) {
        struct slice piece = {data, *data_len};
        *data_len = 0;
        return exchange_take_body(exchange, piece) ? MHD_YES : MHD_NO;
    }
    if (!exchange_is_answered(exchange) && !exchange_answer(exchange, connection))
        return MHD_YES;
    return exchange_send(exchange, connection);
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode why)
{
    struct server *server = cls;

    watch_stop_clock(server->watch, watched_of(connection));
    if (*state)
        exchange_close(*state, why == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    *state = NULL;
}

/* libmicrohttpd's own complaints, as one log line each. */
static void on_complaint(void *cls, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void log_complaint(const char *words)
{
    log_line(LOG_WARNING, "http", "%.*s", (int)strcspn(words, "\n"), words);
}

static void on_complaint(void *cls, const char *format, va_list args)
{
    struct server *server = cls;
    char words[sizeof server->complaint];

    if (!atomic_load(&server->is_open))
        (void)vsnprintf(server->complaint, sizeof server->complaint, format, args);
    else if (vsnprintf(words, sizeof words, format, args) > 0)
        log_complaint(words);
}

/* -- opening and closing -------------------------------------------------------------------------
 */

static enum error read_address(const struct config *config, union address *address,
                               struct problem *problem)
{
    uint16_t port = htons((uint16_t)config->port);

    *address = (union address){.any = {0}};
    if (inet_pton(AF_INET, config->host, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = port;
    } else if (inet_pton(AF_INET6, config->host, &address->v6.sin6_addr) == 1) {
        address->v6.sin6_family = AF_INET6;
        address->v6.sin6_port = port;
    } else {
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "host: \"%s\" is not an IPv4 or IPv6 address (such as 127.0.0.1, "
                           "0.0.0.0 or ::)",
                           config->host);
    }
    return ERROR_OK;
}

static struct MHD_Daemon *start_daemon(struct server *server, union address *address)
{
    const struct config *config = server->desk->config;
    unsigned threads = (unsigned)config->threads;
    unsigned flags =
        MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG;

    if (address->any.sa_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    if (threads == 0)
        threads = workers_cores();
    if (config->connections < threads)
        threads = (unsigned)config->connections;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_complaint, server,
        MHD_OPTION_SOCK_ADDR, &address->any, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)config->connections, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)((config->request_ms + 999) / 1000), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HEAD_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, threads, MHD_OPTION_END);
}

static void write_url(struct server *server)
{
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    const char *host = server->desk->config->host;
    bool is_v6 = strchr(host, ':') != NULL;

    (void)snprintf(server->url, sizeof server->url, "http://%s%s%s:%u", is_v6 ? "[" : "", host,
                   is_v6 ? "]" : "", info ? (unsigned)info->port : 0);
}

enum error server_open(const struct desk *desk, struct server **out, struct problem *problem)
{
    union address address;
    struct server *server;
    enum error error = read_address(desk->config, &address, problem);

    if (error)
        return error;
    server = calloc(1, sizeof *server);
    if (!server)
        return ERROR_NO_MEMORY;
    server->desk = desk;
    server->quiesced = MHD_INVALID_SOCKET;
    server->watch = watch_open(desk->config->request_ms);
    errno = 0;
    server->daemon = server->watch ? start_daemon(server, &address) : NULL;
    if (!server->daemon) {
        error = problem_set(problem, ERROR_IO, "cannot listen on %s port %lld: %s",
                            desk->config->host, (long long)desk->config->port,
                            errno ? strerror(errno) : "the HTTP library refused");
        server_close(server);
        return error;
    }
    atomic_store(&server->is_open, true);
    if (*server->complaint)
        log_complaint(server->complaint);
    write_url(server);
    *out = server;
    return ERROR_OK;
}

const char *server_url(const struct server *server)
{
    return server->url;
}

bool server_drain(struct server *server, int64_t timeout_ms)
{
    const struct timespec step = {0, DRAIN_STEP_MS * 1000000L};
    bool is_idle;

    /* Refuses from now on; closed when no thread of the library can still be looking at it. */
    server->quiesced = MHD_quiesce_daemon(server->daemon);
    if (server->quiesced != MHD_INVALID_SOCKET)
        (void)shutdown(server->quiesced, SHUT_RD);
    for (;;) {
        is_idle = atomic_load(&server->desk->counters->in_flight) == 0;
        if (is_idle || timeout_ms <= 0)
            return is_idle;
        (void)nanosleep(&step, NULL);
        timeout_ms -= DRAIN_STEP_MS;
    }
}

void server_close(struct server *server)
{
    if (!server)
        return;
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    if (server->quiesced != MHD_INVALID_SOCKET)
        (void)close(server->quiesced);
    watch_close(server->watch);
    free(server);
}
