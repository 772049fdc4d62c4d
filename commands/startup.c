#include "commands/startup.h"

#include <errno.h>
#include <unistd.h>

#include "base/array.h"
#include "base/digits.h"
#include "base/log.h"
#include "commands/command.h"
#include "samples/samples.h"

enum {
    PATH_BYTES = 4096,
    READ_BYTES = 65536,
};

/* line 0: the file as a whole. */
static void tell_refused(void *context, struct slice file, uint64_t line, struct slice why)
{
    const struct startup *startup = context;
    struct log_field fields[] = {
        {"file", file, 0}, {"why", why, 0}, {"line", {NULL, 0}, (double)line}};
    char place[32] = "";

    if (line)
        (void)snprintf(place, sizeof place, ", line %llu", (unsigned long long)line);
    if (startup->logs_json)
        log_event(LOG_WARNING, "article_refused", fields,
                  sizeof fields / sizeof *fields - (line == 0));
    else
        (void)command_fail(EXIT_OK, "refused %.*s%s: %.*s", SLICE_ARGS(file), place,
                           SLICE_ARGS(why));
}

static void tell_progress(void *context, const char *phase, size_t done, size_t total)
{
    (void)context;
    fprintf(stderr, "\r%s: %zu of %zu\033[K", phase, done, total);
    if (done == total)
        fputs("\r\033[K", stderr);
}

int startup_read_options(struct startup *startup, const struct config_input *input)
{
    *startup = (struct startup){.arena = arena_open(ARENA_NO_BUDGET)};
    if (!startup->arena)
        return command_fail(EXIT_FAULT, "out of memory");
    startup->problem.arena = startup->arena;
    if (config_load(startup->arena, input, &startup->config, &startup->rest, &startup->problem))
        return command_fail(EXIT_USAGE, "%.*s", SLICE_ARGS(startup->problem.detail));
    return EXIT_OK;
}

/* The folder of models: as told, else beside the program, else where it was installed. */
static const char *models_folder(struct startup *startup)
{
    char path[PATH_BYTES];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    struct slice folder = {path, len > 0 ? (size_t)len : 0}, beside;

    if (*startup->config.models)
        return startup->config.models;
    while (folder.len && path[folder.len - 1] != '/')
        folder.len--;
    if (folder.len &&
        arena_print(startup->arena, &beside, "%.*smodels", SLICE_ARGS(folder)) == ERROR_OK &&
        access(beside.ptr, R_OK | X_OK) == 0)
        return beside.ptr;
    return INSTALLED_MODELS;
}

static struct fetch_list list_of(const struct config_list *list)
{
    return (struct fetch_list){list->at, list->count};
}

static enum error open_fetcher(struct startup *startup)
{
    const struct config *config = &startup->config;

    startup->fetch = (struct fetch_settings){
        .hosts = list_of(&config->fetch_hosts),
        .ports = list_of(&config->fetch_ports),
        .private_nets = list_of(&config->fetch_private),
        .bytes = (uint64_t)config->fetch_bytes,
        .total_ms = config->fetch_ms,
        .connect_ms = config->fetch_connect_ms,
        .per_host = (unsigned)config->fetch_per_host,
        .interval_ms = config->fetch_interval_ms,
        .cache_bytes = (uint64_t)config->fetch_cache_bytes,
        .agent = config->fetch_agent,
        .proxy = config->fetch_proxy,
    };
    return fetcher_open(&startup->fetch, &startup->fetcher, &startup->problem);
}

int startup_open(struct startup *startup)
{
    const struct config *config = &startup->config;
    enum error error =
        models_open(startup->arena, models_folder(startup), &startup->models, &startup->problem);

    if (error)
        return command_fail(EXIT_FAULT, "%.*s: %.*s", SLICE_ARGS(error_title(error)),
                            SLICE_ARGS(startup->problem.detail));
    startup->settings = (struct corpus_settings){
        .paths = config->corpus.at,
        .path_count = config->corpus.count,
        .samples = {samples_corpus, samples_corpus_len},
        .threads = (unsigned)config->workers,
        .strict = config->strict,
        .wait_for_analysis = config->wait_for_analysis,
        .refused = tell_refused,
        .progress = isatty(STDERR_FILENO) ? tell_progress : NULL,
        .context = startup,
    };
    if (config->fetch && open_fetcher(startup))
        return command_fail(EXIT_FAULT, "%.*s", SLICE_ARGS(startup->problem.detail));
    startup->fetching = fetching_of(startup->fetcher);
    if (startup->fetcher)
        startup->settings.fetcher = &startup->fetching;
    startup->corpus = corpus_open(startup->models, &startup->settings);
    if (!startup->corpus)
        return command_fail(EXIT_FAULT, "out of memory");
    startup->memory.limit = (size_t)config->total_memory;
    startup->desk = (struct desk){
        .config = config,
        .models = startup->models,
        .corpus = startup->corpus,
        .counters = &startup->counters,
        .memory = &startup->memory,
        .fetcher = startup->fetcher,
        .draining = &startup->draining,
    };
    return EXIT_OK;
}

int startup_load(struct startup *startup, bool waits_for_analysis)
{
    enum error error = corpus_load(startup->corpus, &startup->problem);

    if (error)
        return command_fail(EXIT_FAULT, "%.*s: %.*s", SLICE_ARGS(error_title(error)),
                            SLICE_ARGS(startup->problem.detail));
    if (waits_for_analysis)
        corpus_wait_for_analysis(startup->corpus);
    return EXIT_OK;
}

int startup_begin(struct startup *startup, const struct config_input *input)
{
    int code = startup_read_options(startup, input);

    if (code == EXIT_OK)
        code = startup_open(startup);
    return code == EXIT_OK ? startup_load(startup, true) : code;
}

void startup_close(struct startup *startup)
{
    if (startup->corpus)
        corpus_close(startup->corpus);
    fetcher_close(startup->fetcher);
    arena_close(startup->arena);
}

static void drop(struct config_rest *rest, size_t i)
{
    rest->count--;
    for (; i < rest->count; i++)
        rest->at[i] = rest->at[i + 1];
}

const char *startup_take(struct config_rest *rest, const char *name)
{
    struct slice wanted = slice_of(name);

    for (size_t i = 0; i < rest->count && strcmp(rest->at[i], "--") != 0; i++) {
        const char *word = rest->at[i];
        if (!slice_starts(slice_of(word), wanted) || (word[wanted.len] && word[wanted.len] != '='))
            continue;
        drop(rest, i);
        if (word[wanted.len])
            return word + wanted.len + 1;
        if (i == rest->count)
            return "";
        word = rest->at[i];
        drop(rest, i);
        return word;
    }
    return NULL;
}

bool startup_take_flag(struct config_rest *rest, const char *name)
{
    for (size_t i = 0; i < rest->count && strcmp(rest->at[i], "--") != 0; i++)
        if (strcmp(rest->at[i], name) == 0) {
            drop(rest, i);
            return true;
        }
    return false;
}

int startup_check_rest(struct config_rest *rest, const char *command, size_t least, size_t most)
{
    for (size_t i = 0; i < rest->count; i++) {
        if (strcmp(rest->at[i], "--") == 0) {
            drop(rest, i);
            break;
        }
        if (rest->at[i][0] == '-' && rest->at[i][1])
            return command_fail(EXIT_USAGE, "%s: unknown option %s; try copydesk %s --help",
                                command, rest->at[i], command);
    }
    if (rest->count < least || rest->count > most)
        return command_fail(EXIT_USAGE, "%s: %s arguments; try copydesk %s --help", command,
                            rest->count < least ? "too few" : "too many", command);
    return EXIT_OK;
}

enum error startup_read_file(struct arena *arena, const char *path, size_t limit, struct slice *out,
                             struct problem *problem)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");

    struct {
        char *at;
        size_t count, capacity;
    } bytes = {NULL, 0, 0};
    enum error error = ERROR_OK;
    size_t got;

    if (!file)
        return problem_set(problem, ERROR_IO, "cannot read %s: %s", path, strerror(errno));
    do {
        if (!array_reserve(arena, &bytes, READ_BYTES)) {
            error = problem_set(problem, ERROR_NO_MEMORY, "%s: out of memory", path);
            break;
        }
        got = fread(bytes.at + bytes.count, 1, READ_BYTES, file);
        bytes.count += got;
    } while (got > 0 && bytes.count <= limit);
    if (!error && ferror(file))
        error = problem_set(problem, ERROR_IO, "cannot read %s: %s", path, strerror(errno));
    else if (!error && bytes.count > limit)
        error = problem_set(problem, ERROR_MEMORY_EXCEEDED, "%s is larger than %s bytes", path,
                            digits_grouped(limit).text);
    if (file != stdin)
        (void)fclose(file);
    if (!error)
        *out = (struct slice){bytes.at, bytes.count};
    return error;
}
