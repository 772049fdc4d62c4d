/* serve: the HTTP service in the foreground, driven by signals. */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "base/log.h"
#include "base/workers.h"
#include "commands/command.h"
#include "commands/descriptors.h"
#include "commands/loader.h"
#include "commands/watchdog.h"
#include "server/server.h"

enum { STEP_MS = 10 }; /* between two looks whether the last request is answered */

struct service {
    struct startup *startup;
    struct server *server;
    struct notify notify;
    struct loader loader;
    struct watchdog watchdog;
    bool is_announced;
};

static int print_instead(const struct startup *startup, struct config_rest *rest, bool *printed)
{
    *printed = true;
    if (startup_take_flag(rest, "--print-config"))
        config_print(&startup->config, stdout);
    else if (startup_take_flag(rest, "--print-config-doc"))
        config_print_doc(stdout);
    else if (startup_take_flag(rest, "--print-config-sample"))
        config_print_sample(stdout);
    else
        *printed = false;
    return startup_check_rest(rest, "serve", 0, 0);
}

static int announce(struct service *service)
{
    struct corpus_state state;

    corpus_tell_state(service->startup->corpus, &state);
    log_line(LOG_INFO, "ready", "%llu articles, %llu refused, loaded in %.3f s",
             (unsigned long long)state.articles, (unsigned long long)state.refused,
             state.load_seconds);
    printf("listening on %s\n", server_url(service->server));
    if (fflush(stdout))
        return command_fail(EXIT_FAULT, "cannot write to standard output");
    notify_send(&service->notify, "READY=1\nSTATUS=generation %u: %llu articles, %llu refused",
                state.generation, (unsigned long long)state.articles,
                (unsigned long long)state.refused);
    service->is_announced = true;
    return EXIT_OK;
}

/* SIGUSR1: the first load has ended, or somebody else sent one. */
static int look_at_first_load(struct service *service)
{
    int code = atomic_load(&service->loader.first);

    if (code == LOADER_AT_WORK || service->is_announced)
        return EXIT_OK;
    return code == EXIT_OK ? announce(service) : code;
}

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The next signal, or 0 at the moment (of now_ms; 0: never) where none came. */
static int wait_for_signal(const sigset_t *signals, int64_t moment)
{
    int number = 0;

    while (number == 0) {
        int64_t left = moment - now_ms();
        struct timespec time = {left > 0 ? left / 1000 : 0, left > 0 ? left % 1000 * 1000000 : 0};
        number = moment ? sigtimedwait(signals, NULL, &time) : sigwaitinfo(signals, NULL);
        if (number < 0 && errno == EAGAIN)
            return 0;
        if (number < 0)
            number = 0; /* a signal that is not ours interrupted */
    }
    return number;
}

/* Waits for signals until one of them, or a first load that failed, ends the service. Meanwhile
 * the corpus is read again every reload_every seconds. */
static int obey_signals(struct service *service, const sigset_t *signals)
{
    const int64_t every_ms = service->startup->config.reload_every * 1000;
    int64_t next = every_ms ? now_ms() + every_ms : 0;
    int code = EXIT_OK;

    while (code == EXIT_OK) {
        int number = wait_for_signal(signals, next);
        if (number == SIGUSR1)
            code = look_at_first_load(service);
        else if (number == SIGHUP || (!number && service->is_announced))
            loader_ask(&service->loader);
        else if (number)
            break;
        if (next && now_ms() >= next)
            next = now_ms() + every_ms;
    }
    return code;
}

/* Lets time pass, until_idle at most until no request is under way. False: a signal came, which
 * means that all is to end at once. */
static bool pass_time(const struct service *service, int64_t ms, bool until_idle)
{
    const struct timespec step = {0, STEP_MS * 1000000L};
    int64_t end = now_ms() + ms;
    sigset_t ending;

    (void)sigemptyset(&ending);
    (void)sigaddset(&ending, SIGTERM);
    (void)sigaddset(&ending, SIGINT);
    while (now_ms() < end && !(until_idle && server_is_idle(service->server)))
        if (sigtimedwait(&ending, NULL, &step) > 0)
            return false;
    return true;
}

/* Says that it stops, goes on as long as drain_delay_ms, takes nothing new, and waits drain_ms for
 * running requests. True when all have been answered. */
static bool wind_down(struct service *service)
{
    const struct config *config = &service->startup->config;
    bool is_idle, goes_on = true;

    atomic_store(&service->startup->draining, true);
    notify_send(&service->notify, "STOPPING=1\nSTATUS=finishing requests");
    if (service->is_announced && config->drain_delay_ms > 0)
        goes_on = pass_time(service, config->drain_delay_ms, false);
    watchdog_close(&service->watchdog);
    server_quiesce(service->server);
    if (goes_on)
        (void)pass_time(service, config->drain_ms, true);
    is_idle = server_is_idle(service->server);
    if (service->is_announced)
        log_line(LOG_INFO, "stopped", is_idle ? "all requests were answered" : "some were cut off");
    return is_idle;
}

/* Those of requests, and of requests that fetch, which wait for others most of the time. */
static bool open_queues(struct startup *startup)
{
    const struct config *config = &startup->config;
    unsigned threads = config->workers ? (unsigned)config->workers : workers_cores();
    struct desk *desk = &startup->desk;

    desk->queue = queue_open(threads, (size_t)config->queue);
    if (startup->fetcher)
        desk->fetching = queue_open((unsigned)config->fetch_threads, (size_t)config->queue);
    return desk->queue && (desk->fetching || !startup->fetcher);
}

/* Returns with the service at its end. */
static int serve(struct startup *startup, const sigset_t *signals)
{
    struct service service = {.startup = startup};
    int code;

    if (!open_queues(startup))
        return command_fail(EXIT_FAULT, "no thread can be started");
    if (server_open(&startup->desk, &service.server, &startup->problem))
        return command_fail(EXIT_FAULT, "%.*s", SLICE_ARGS(startup->problem.detail));
    if (startup->fetcher)
        fetcher_set_own_port(startup->fetcher, address_port(server_address(service.server)));
    notify_open(&service.notify);
    notify_send(&service.notify, "STATUS=reading the corpus");
    watchdog_open(&service.watchdog, &service.notify, &startup->counters,
                  server_address(service.server));
    loader_init(&service.loader, startup, &service.notify);
    loader_ask(&service.loader);
    code = obey_signals(&service, signals);
    if (!wind_down(&service) || !loader_close(&service.loader))
        _exit(code); /* requests and half-read corpora hold nothing that could be lost */
    notify_close(&service.notify);
    queue_close(startup->desk.fetching);
    queue_close(startup->desk.queue);
    server_close(service.server);
    return code;
}

/* Signals are waited for, by this thread and no other. */
static void block_signals(sigset_t *signals)
{
    (void)sigemptyset(signals);
    (void)sigaddset(signals, SIGTERM);
    (void)sigaddset(signals, SIGINT);
    (void)sigaddset(signals, SIGHUP);
    (void)sigaddset(signals, SIGUSR1);
    (void)pthread_sigmask(SIG_BLOCK, signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

int command_serve(const struct config_input *input)
{
    struct startup startup;
    sigset_t signals;
    bool printed = false;
    int code = startup_read_options(&startup, input);

    startup.logs_json = true;
    if (code == EXIT_OK)
        code = print_instead(&startup, &startup.rest, &printed);
    if (code == EXIT_OK && !printed) {
        block_signals(&signals);
        log_open();
        if (descriptors_provide(&startup.config, &startup.problem))
            code = command_fail(EXIT_FAULT, "%.*s", SLICE_ARGS(startup.problem.detail));
        else
            code = startup_open(&startup);
        if (code == EXIT_OK)
            code = serve(&startup, &signals);
    }
    startup_close(&startup);
    return code;
}
