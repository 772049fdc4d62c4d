/* serve: the HTTP service in the foreground, driven by signals. */
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"
#include "base/workers.h"
#include "commands/command.h"
#include "server/server.h"

/* Standard descriptors, corpus files, pipes of the HTTP threads. */
enum { DESCRIPTORS_BESIDE_CONNECTIONS = 256 };

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

/* As many descriptors as connections need, as far as the system lets us. */
static void raise_descriptors(const struct config *config)
{
    struct rlimit limit;
    rlim_t want = (rlim_t)config->connections + DESCRIPTORS_BESIDE_CONNECTIONS;

    if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= want)
        return;
    limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
    if (setrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur < want)
        log_line(LOG_WARNING, "descriptors",
                 "only %llu file descriptors for %lld connections; raise ulimit -n",
                 (unsigned long long)limit.rlim_cur, (long long)config->connections);
}

/* SIGHUP: a new generation beside the old one, in a thread of its own, so that SIGTERM is heard.
 * One that comes while a corpus is being read is not lost: it is read again behind that. */
struct reload {
    struct corpus *corpus;
    atomic_uint asked; /* since the thread began; 0: no thread is running */
};

static void reload_once(struct reload *reload)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    enum error error = arena ? corpus_load(reload->corpus, &problem) : ERROR_NO_MEMORY;
    struct corpus_state state;

    corpus_tell_state(reload->corpus, &state);
    if (error)
        log_line(LOG_ERROR, "reload_failed", "%.*s: %.*s; generation %u stays",
                 SLICE_ARGS(error_title(error)), SLICE_ARGS(problem.detail), state.generation);
    else
        log_line(LOG_INFO, "reloaded", "generation %u: %llu articles, %llu refused",
                 state.generation, (unsigned long long)state.articles,
                 (unsigned long long)state.refused);
    arena_close(arena);
}

static void *reload_while_asked(void *argument)
{
    struct reload *reload = argument;
    unsigned served;

    do {
        served = atomic_load(&reload->asked);
        reload_once(reload);
    } while (!atomic_compare_exchange_strong(&reload->asked, &served, 0));
    return NULL;
}

static void ask_for_reload(struct reload *reload)
{
    pthread_t thread;

    if (atomic_fetch_add(&reload->asked, 1) > 0)
        return; /* the running thread sees it */
    if (pthread_create(&thread, NULL, reload_while_asked, reload)) {
        atomic_store(&reload->asked, 0);
        log_line(LOG_ERROR, "reload_failed", "no thread can be started");
        return;
    }
    (void)pthread_detach(thread);
}

/* Waits for signals until one of them ends the service. */
static void obey_signals(const sigset_t *signals, struct reload *reload)
{
    int number;

    while (sigwait(signals, &number) == 0) {
        if (number != SIGHUP)
            return;
        ask_for_reload(reload);
    }
}

static int announce(const struct startup *startup, const struct server *server)
{
    struct corpus_state state;

    corpus_tell_state(startup->corpus, &state);
    log_line(LOG_INFO, "ready", "%llu articles, %llu refused, loaded in %.3f s",
             (unsigned long long)state.articles, (unsigned long long)state.refused,
             state.load_seconds);
    printf("listening on %s\n", server_url(server));
    return fflush(stdout) ? command_fail(EXIT_FAULT, "cannot write to standard output") : EXIT_OK;
}

/* Serves until a signal ends it, and drains. True: nothing was cut off. */
static bool run(struct startup *startup, struct server *server, const sigset_t *signals, int *code)
{
    struct reload reload = {.corpus = startup->corpus};
    bool announced, is_idle;

    *code = startup_load(startup, startup->config.wait_for_analysis);
    if (*code == EXIT_OK)
        *code = announce(startup, server);
    announced = *code == EXIT_OK;
    if (announced)
        obey_signals(signals, &reload);
    atomic_store(&startup->draining, true);
    if (announced)
        log_line(LOG_INFO, "draining", "no new connection is taken; %llu requests are under way",
                 (unsigned long long)atomic_load(&startup->counters.in_flight));
    is_idle = server_drain(server, startup->config.drain_ms);
    if (announced)
        log_line(LOG_INFO, "stopped", is_idle ? "all requests were answered" : "some were cut off");
    return is_idle && !atomic_load(&reload.asked);
}

static struct queue *open_queue(const struct config *config)
{
    unsigned threads = (unsigned)config->workers;

    return queue_open(threads ? threads : workers_cores(), (size_t)config->queue);
}

/* Returns with the service at its end: drained, or cut off after drain_ms. */
static int serve(struct startup *startup, const sigset_t *signals)
{
    struct queue *queue = open_queue(&startup->config);
    struct server *server = NULL;
    int code = EXIT_OK;

    if (!queue)
        return command_fail(EXIT_FAULT, "no thread can be started");
    startup->desk.queue = queue;
    if (server_open(&startup->desk, &server, &startup->problem))
        code = command_fail(EXIT_FAULT, "%.*s", SLICE_ARGS(startup->problem.detail));
    else if (!run(startup, server, signals, &code))
        _exit(
            code); /* threads are at work on what nobody waits for: a request, a half-read corpus */
    queue_close(queue);
    server_close(server);
    return code;
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
        (void)sigemptyset(&signals);
        (void)sigaddset(&signals, SIGTERM);
        (void)sigaddset(&signals, SIGINT);
        (void)sigaddset(&signals, SIGHUP);
        (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
        (void)signal(SIGPIPE, SIG_IGN);
        raise_descriptors(&startup.config);
        code = startup_open(&startup);
        if (code == EXIT_OK)
            code = serve(&startup, &signals);
    }
    startup_close(&startup);
    return code;
}
