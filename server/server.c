#include "server/server.h"

#include <errno.h>
#include <stdarg.h>

#include "base/log.h"
#include "base/workers.h"
#include "server/exchange.h"
#include "server/farewell.h"
#include "server/listen.h"
#include "server/watch.h"

enum {
    HEAD_BYTES = 32768, /* a request's head, and the buffer its body is read through */
    NAP_MS = 250,       /* before the next try to accept when the system has run out */
};

struct server {
    struct door door;
    struct arena *arena; /* of what the door holds */
    struct MHD_Daemon *daemon;
    struct listening listening;
    struct farewell *farewell;
    bool is_quiet;       /* no new connection is taken */
    atomic_bool is_open; /* complaints of an opening that fails are not logged */
    char complaint[512]; /* the last one before that */
    char url[ADDRESS_NAME_BYTES];
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
        *context = watch_begin(server->door.watch, info->connect_fd);
    else if (code == MHD_CONNECTION_NOTIFY_CLOSED)
        watch_end(server->door.watch, *context);
}

/* Called with the request target before anything of it is parsed; gives the request its state. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct server *server = cls;

    watch_start_clock(server->door.watch, watched_of(connection));
    return exchange_open(&server->door, watched_of(connection), target);
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
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    watch_stop_clock(server->door.watch, watched_of(connection));
    if (*state && exchange_lingers(*state) && info)
        farewell_take(server->farewell, info->connect_fd);
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

/* A thread without connections that cannot accept one, for lack of descriptors or memory, tries
 * again at once, for ever. It says so each time, which is where the circle can be slowed. */
static bool turns_in_circles(const char *words)
{
    return strstr(words, "resource limit at FIRST connection") != NULL;
}

static void on_complaint(void *cls, const char *format, va_list args)
{
    static const struct timespec nap = {0, NAP_MS * 1000000L};
    struct server *server = cls;
    char words[sizeof server->complaint];

    if (!atomic_load(&server->is_open))
        (void)vsnprintf(server->complaint, sizeof server->complaint, format, args);
    else if (vsnprintf(words, sizeof words, format, args) <= 0)
        return;
    else if (turns_in_circles(words))
        (void)nanosleep(&nap, NULL); /* the reason has been logged just before */
    else
        log_complaint(words);
}

/* -- opening and closing -------------------------------------------------------------------------
 */

unsigned server_threads(const struct config *config)
{
    unsigned threads = (unsigned)config->threads;

    if (threads == 0)
        threads = workers_cores();
    return config->connections < threads ? (unsigned)config->connections : threads;
}

static struct MHD_Daemon *start_daemon(struct server *server)
{
    const struct config *config = server->door.desk->config;
    unsigned threads = server_threads(config);
    unsigned flags =
        MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG;

    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_complaint, server,
        MHD_OPTION_LISTEN_SOCKET, server->listening.fd, MHD_OPTION_URI_LOG_CALLBACK, on_target,
        server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)config->connections, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)((config->request_ms + 999) / 1000), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HEAD_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)config->connections_per_client,
        threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, threads, MHD_OPTION_END);
}

/* What proxies in front of the service are, and where they think it is. */
static enum error read_door(struct server *server, struct problem *problem)
{
    const struct config *config = server->door.desk->config;

    if (!server->arena)
        return ERROR_NO_MEMORY;
    if (*config->base_path && !forwarded_prefix_is_sound(slice_of(config->base_path)))
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "base_path: \"%s\" is not a path such as /copydesk, without a slash at "
                           "its end",
                           config->base_path);
    return networks_read(server->arena, &config->trusted_proxies, &server->door.trusted, problem);
}

enum error server_open(const struct desk *desk, struct server **out, struct problem *problem)
{
    struct server *server = calloc(1, sizeof *server);
    enum error error;

    if (!server)
        return ERROR_NO_MEMORY;
    server->door.desk = desk;
    server->arena = arena_open(ARENA_NO_BUDGET);
    error = read_door(server, problem);
    if (!error)
        error = listening_open(desk->config, &server->listening, problem);
    if (error) {
        arena_close(server->arena);
        free(server);
        return error;
    }
    address_print(&server->listening.address, server->url);
    server->door.watch = watch_open(desk->config->request_ms);
    server->farewell = farewell_open();
    errno = 0;
    if (server->door.watch && server->farewell)
        server->daemon = start_daemon(server);
    if (!server->daemon) {
        error = problem_set(problem, ERROR_IO, "cannot serve on %s: %s", server->url,
                            errno ? strerror(errno) : "the HTTP library refused");
        server_close(server);
        return error;
    }
    atomic_store(&server->is_open, true);
    if (*server->complaint)
        log_complaint(server->complaint);
    *out = server;
    return ERROR_OK;
}

const char *server_url(const struct server *server)
{
    return server->url;
}

const struct address *server_address(const struct server *server)
{
    return &server->listening.address;
}

void server_quiesce(struct server *server)
{
    if (server->is_quiet)
        return;
    server->is_quiet = true;
    if (server->daemon)
        (void)MHD_quiesce_daemon(server->daemon); /* the socket is ours again */
    listening_stop(&server->listening);
}

bool server_is_idle(const struct server *server)
{
    return atomic_load(&server->door.desk->counters->in_flight) == 0;
}

void server_close(struct server *server)
{
    if (!server)
        return;
    server_quiesce(server);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    listening_close(&server->listening); /* when no thread of the library can be looking at it */
    farewell_close(server->farewell);
    watch_close(server->door.watch);
    arena_close(server->arena);
    free(server);
}
