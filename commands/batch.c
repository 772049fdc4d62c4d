/* batch: JSON lines in, JSON lines out, in order, on all cores, in bounded memory.
 *
 * A ring of jobs goes through three hands: this thread reads lines into it, workers answer them in
 * any order, one thread writes the answers in the order of the lines. */
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/digits.h"
#include "base/workers.h"
#include "commands/command.h"
#include "handlers/lines.h"

enum {
    JOBS_A_WORKER = 4,
    WORKERS_MAX = 256,
    READ_BYTES = 65536,
    PROGRESS_LINES = 64,
};

enum job_state { JOB_FREE, JOB_READ, JOB_ANSWERED };

struct line {
    char *at;
    size_t count, capacity;
};

struct entry {
    enum job_state state;
    uint64_t number; /* of the line, from 1 */
    struct arena *arena;
    struct line line;
    uint64_t line_bytes; /* all of it, also what is not kept */
    struct reply reply;
};

struct batch {
    const struct startup *startup;
    struct slice path;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct entry *jobs;
    size_t job_count;
    uint64_t read, taken, written; /* lines so far */
    bool ended;                    /* no further line comes */
    atomic_bool broken;            /* output cannot be written */
    uint64_t failed;
    bool shows_progress;
};

/* -- workers -------------------------------------------------------------------------------------
 */

static void answer(const struct batch *batch, struct entry *job)
{
    const struct config *config = &batch->startup->config;
    struct problem problem = {.arena = job->arena};
    struct request request = {
        .arena = job->arena,
        .method = METHOD_POST,
        .path = batch->path,
        .content_type = SLICE("application/json"),
        .body = {job->line.at, job->line.count},
        .id = SLICE("batch"),
        .line = job->number,
    };

    if (job->line_bytes <= (uint64_t)config->body_bytes) {
        route_answer(&batch->startup->desk, &request, &job->reply);
        return;
    }
    (void)problem_set(
        &problem, ERROR_BODY_TOO_LARGE, "the line is %s bytes; the limit is %s (option body_bytes)",
        digits_grouped(job->line_bytes).text, digits_grouped((uint64_t)config->body_bytes).text);
    route_refuse(&request, &problem, &job->reply);
}

static void *work(void *argument)
{
    struct batch *batch = argument;

    (void)pthread_mutex_lock(&batch->lock);
    for (;;) {
        struct entry *job;
        while (batch->taken == batch->read && !batch->ended)
            (void)pthread_cond_wait(&batch->changed, &batch->lock);
        if (batch->taken == batch->read)
            break;
        job = &batch->jobs[batch->taken++ % batch->job_count];
        (void)pthread_mutex_unlock(&batch->lock);
        answer(batch, job);
        (void)pthread_mutex_lock(&batch->lock);
        job->state = JOB_ANSWERED;
        (void)pthread_cond_broadcast(&batch->changed);
    }
    (void)pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* -- writing -------------------------------------------------------------------------------------
 */

static bool write_line(struct slice line)
{
    return fwrite(line.ptr, 1, line.len, stdout) == line.len && putchar('\n') != EOF;
}

static void show_progress(const struct batch *batch, bool is_last)
{
    if (batch->shows_progress && (is_last || batch->written % PROGRESS_LINES == 0))
        fprintf(stderr, "\r%llu lines, %llu failed%s", (unsigned long long)batch->written,
                (unsigned long long)batch->failed, is_last ? "\n" : "");
}

static void *write_all(void *argument)
{
    struct batch *batch = argument;

    (void)pthread_mutex_lock(&batch->lock);
    for (;;) {
        struct entry *job = &batch->jobs[batch->written % batch->job_count];
        bool fits, is_newest;
        while (job->state != JOB_ANSWERED && !(batch->ended && batch->written == batch->read))
            (void)pthread_cond_wait(&batch->changed, &batch->lock);
        if (job->state != JOB_ANSWERED)
            break;
        is_newest = batch->written + 1 == batch->read;
        (void)pthread_mutex_unlock(&batch->lock);
        fits = !batch->broken && write_line(lines_join(job->arena, job->reply.body)) &&
               (!is_newest || fflush(stdout) == 0);
        (void)pthread_mutex_lock(&batch->lock);
        batch->broken = !fits;
        batch->failed += job->reply.status >= 400;
        arena_close(job->arena);
        *job = (struct entry){.state = JOB_FREE};
        batch->written++;
        show_progress(batch, false);
        (void)pthread_cond_broadcast(&batch->changed);
    }
    show_progress(batch, true);
    (void)pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* -- reading -------------------------------------------------------------------------------------
 */

/* A free job for the next line, with an arena; NULL when output is broken or memory is out. */
static struct entry *next_job(struct batch *batch)
{
    struct entry *job = &batch->jobs[batch->read % batch->job_count];

    (void)pthread_mutex_lock(&batch->lock);
    while (job->state != JOB_FREE)
        (void)pthread_cond_wait(&batch->changed, &batch->lock);
    job->number = batch->read + 1;
    job->arena = batch->broken ? NULL
                               : arena_open((size_t)batch->startup->config.request_memory +
                                            2 * (size_t)batch->startup->config.body_bytes);
    (void)pthread_mutex_unlock(&batch->lock);
    return job->arena ? job : NULL;
}

static void hand_over(struct batch *batch, struct entry *job)
{
    (void)pthread_mutex_lock(&batch->lock);
    job->state = JOB_READ;
    batch->read++;
    (void)pthread_cond_broadcast(&batch->changed);
    (void)pthread_mutex_unlock(&batch->lock);
}

/* Keeps a piece of the line as long as it is within the limit. False: no memory. */
static bool keep(struct batch *batch, struct entry *job, struct slice piece)
{
    job->line_bytes += piece.len;
    if (job->line_bytes > (uint64_t)batch->startup->config.body_bytes)
        return true;
    if (!array_reserve(job->arena, &job->line, piece.len))
        return false;
    if (piece.len)
        memcpy(job->line.at + job->line.count, piece.ptr, piece.len);
    job->line.count += piece.len;
    return true;
}

/* Reads standard input to its end. False: reading failed, or there was no memory. */
static bool read_lines(struct batch *batch)
{
    static char bytes[READ_BYTES];
    struct entry *job = NULL;
    ssize_t got;

    while ((got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0) {
        struct slice rest = {bytes, (size_t)got}, piece;
        while (rest.len) {
            bool is_whole = slice_find(rest, '\n', 0) < rest.len;
            if (!job && !(job = next_job(batch)))
                return batch->broken;
            if (!slice_cut(&rest, '\n', &piece) || !keep(batch, job, piece))
                return false;
            if (!is_whole)
                break;
            hand_over(batch, job);
            job = NULL;
        }
    }
    if (job)
        hand_over(batch, job);
    return got == 0;
}

/* -- the command ---------------------------------------------------------------------------------
 */

static int run_batch(struct batch *batch, unsigned worker_count)
{
    pthread_t workers[WORKERS_MAX], writer;
    unsigned running = 0;
    bool is_read;

    if (pthread_create(&writer, NULL, write_all, batch))
        return command_fail(EXIT_FAULT, "no thread can be started");
    while (running < worker_count && pthread_create(&workers[running], NULL, work, batch) == 0)
        running++;
    is_read = running > 0 && read_lines(batch);
    (void)pthread_mutex_lock(&batch->lock);
    batch->ended = true;
    (void)pthread_cond_broadcast(&batch->changed);
    (void)pthread_mutex_unlock(&batch->lock);
    for (unsigned i = 0; i < running; i++)
        (void)pthread_join(workers[i], NULL);
    (void)pthread_join(writer, NULL);
    if (!is_read)
        return command_fail(EXIT_FAULT, "cannot read standard input to its end");
    if (batch->broken)
        return command_fail(EXIT_FAULT, "cannot write to standard output");
    return batch->failed ? EXIT_PARTIAL : EXIT_OK;
}

/* A route that takes a body; else a usage error that names those there are. */
static int check_route(const char *path)
{
    for (size_t i = 0; i < route_count; i++)
        if (routes[i].method == METHOD_POST && strcmp(routes[i].path, path) == 0)
            return EXIT_OK;
    (void)command_fail(EXIT_USAGE, "batch: \"%s\" is not a route with a body; there are:", path);
    for (size_t i = 0; i < route_count; i++)
        if (routes[i].method == METHOD_POST)
            fprintf(stderr, "  %s\n", routes[i].path);
    return EXIT_USAGE;
}

static int start(struct startup *startup)
{
    unsigned worker_count = (unsigned)startup->config.workers;
    struct batch batch = {.startup = startup,
                          .path = slice_of(startup->rest.at[0]),
                          .shows_progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
    int code;

    if (worker_count == 0)
        worker_count = workers_cores();
    batch.job_count = (size_t)worker_count * JOBS_A_WORKER;
    batch.jobs = arena_array(startup->arena, struct entry, batch.job_count);
    if (!batch.jobs)
        return command_fail(EXIT_FAULT, "out of memory");
    (void)pthread_mutex_init(&batch.lock, NULL);
    (void)pthread_cond_init(&batch.changed, NULL);
    code = run_batch(&batch, worker_count);
    for (size_t i = 0; i < batch.job_count; i++)
        arena_close(batch.jobs[i].arena);
    (void)pthread_cond_destroy(&batch.changed);
    (void)pthread_mutex_destroy(&batch.lock);
    return code;
}

int command_batch(const struct config_input *input)
{
    struct startup startup;
    int code = startup_read_options(&startup, input);

    if (code == EXIT_OK)
        code = startup_check_rest(&startup.rest, "batch", 1, 1);
    if (code == EXIT_OK)
        code = check_route(startup.rest.at[0]);
    if (code == EXIT_OK)
        code = startup_open(&startup);
    if (code == EXIT_OK)
        code = startup_load(&startup, true);
    if (code == EXIT_OK)
        code = start(&startup);
    startup_close(&startup);
    return code;
}
