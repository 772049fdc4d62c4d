#include <dirent.h>
#include <math.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/sheet.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"

#define MEDIA_METRICS "text/plain; version=0.0.4; charset=utf-8"

static void add_head(struct sheet *sheet, const char *name, const char *type, const char *help)
{
    sheet_print(sheet, "# HELP copydesk_%s %s\n# TYPE copydesk_%s %s\n", name, help, name, type);
}

static void add_number(struct sheet *sheet, const char *name, const char *type, const char *help,
                       double value)
{
    add_head(sheet, name, type, help);
    sheet_print(sheet, "copydesk_%s %.15g\n", name, value);
}

/* Rows are filled in order, so the first free one ends them. */
static const struct route_counters *next_row(const struct counters *counters, size_t *i)
{
    for (; *i < COUNTERS_ROUTES; ++*i)
        if (atomic_load(&counters->routes[*i].route) && atomic_load(&counters->routes[*i].method))
            return &counters->routes[(*i)++];
    return NULL;
}

static void add_requests(struct sheet *sheet, const struct counters *counters)
{
    const struct route_counters *row;
    size_t i = 0;

    add_head(sheet, "http_requests_total", "counter", "Requests answered.");
    while ((row = next_row(counters, &i)))
        for (size_t code = 0; code < COUNTERS_CODES; code++) {
            uint64_t count = atomic_load(&row->by_code[code]);
            if (count)
                sheet_print(sheet,
                            "copydesk_http_requests_total{route=\"%s\",method=\"%s\",code=\"%u\"} "
                            "%llu\n",
                            atomic_load(&row->route), atomic_load(&row->method),
                            counters_codes[code], (unsigned long long)count);
        }
}

static void add_histogram(struct sheet *sheet, const struct route_counters *row)
{
    const char *route = atomic_load(&row->route);
    const char *method = atomic_load(&row->method);
    unsigned long long sum = 0;
    char bound[16] = "+Inf";

    for (size_t i = 0; i < COUNTERS_BUCKETS; i++) {
        sum += atomic_load(&row->buckets[i]);
        if (isinf(counters_bounds[i]))
            (void)snprintf(bound, sizeof bound, "+Inf");
        else
            (void)snprintf(bound, sizeof bound, "%g", counters_bounds[i]);
        sheet_print(sheet,
                    "copydesk_http_request_duration_seconds_bucket{route=\"%s\",method=\"%s\","
                    "le=\"%s\"} %llu\n",
                    route, method, bound, sum);
    }
    sheet_print(sheet,
                "copydesk_http_request_duration_seconds_sum{route=\"%s\",method=\"%s\"} %.6f\n",
                route, method, (double)atomic_load(&row->micros) / 1e6);
    sheet_print(sheet,
                "copydesk_http_request_duration_seconds_count{route=\"%s\",method=\"%s\"} %llu\n",
                route, method, sum);
}

static void add_door(struct sheet *sheet, const struct counters *counters)
{
    const struct route_counters *row;
    size_t i = 0;

    add_requests(sheet, counters);
    add_head(sheet, "http_request_duration_seconds", "histogram",
             "Time from the first byte of a request to the last of its reply.");
    while ((row = next_row(counters, &i)))
        add_histogram(sheet, row);
    add_number(sheet, "http_requests_in_flight", "gauge", "Requests being answered.",
               (double)atomic_load(&counters->in_flight));
    add_number(sheet, "http_request_bytes_total", "counter", "Bytes of request bodies.",
               (double)atomic_load(&counters->bytes_in));
    add_number(sheet, "http_reply_bytes_total", "counter", "Bytes of reply bodies.",
               (double)atomic_load(&counters->bytes_out));
    add_number(sheet, "http_dropped_total", "counter", "Connections closed without a reply.",
               (double)atomic_load(&counters->dropped));
    add_number(sheet, "request_memory_high_water_bytes", "gauge",
               "Memory of the largest request so far.",
               (double)atomic_load(&counters->arena_high_water));
}

static void add_memory(struct sheet *sheet, struct arena_pool *memory)
{
    add_number(sheet, "request_memory_bytes", "gauge", "Memory that requests use now.",
               (double)atomic_load(&memory->held));
    add_number(sheet, "request_memory_limit_bytes", "gauge", "Memory that requests may use.",
               (double)memory->limit);
}

static void add_queue(struct sheet *sheet, struct queue *queue)
{
    struct queue_state state = queue_tell(queue);

    add_number(sheet, "queue_depth", "gauge", "Requests that wait for a worker.",
               (double)state.waiting);
    add_number(sheet, "queue_capacity", "gauge", "Requests that may wait.", (double)state.capacity);
    add_number(sheet, "workers", "gauge", "Threads that answer requests.", state.threads);
    add_number(sheet, "workers_busy", "gauge", "Those of them at work.", state.busy);
}

static void add_fetching(struct sheet *sheet, const struct desk *desk)
{
    const struct fetch_counters *counters = fetcher_counters(desk->fetcher);
    struct queue_state state;

    const struct {
        const char *result;
        const atomic_uint_fast64_t *count;
    } results[] = {{"fetched", &counters->fetched},
                   {"cached", &counters->cached},
                   {"refused", &counters->refused},
                   {"failed", &counters->failed}};

    add_head(sheet, "fetches_total", "counter", "URLs asked for, by what came of them.");
    for (size_t i = 0; i < sizeof results / sizeof *results; i++)
        sheet_print(sheet, "copydesk_fetches_total{result=\"%s\"} %llu\n", results[i].result,
                    (unsigned long long)atomic_load(results[i].count));
    add_number(sheet, "fetched_bytes_total", "counter", "Bytes of fetched bodies, unpacked.",
               (double)atomic_load(&counters->bytes));
    if (!desk->fetching)
        return;
    state = queue_tell(desk->fetching);
    add_number(sheet, "fetch_queue_depth", "gauge", "Requests that wait to fetch.",
               (double)state.waiting);
    add_number(sheet, "fetch_threads_busy", "gauge", "Threads that fetch, at work.", state.busy);
}

static void add_corpus(struct sheet *sheet, const struct corpus_state *state)
{
    add_number(sheet, "corpus_ready", "gauge", "1 when a corpus is loaded.", state->ready);
    add_number(sheet, "corpus_generation", "gauge", "Number of the generation that answers.",
               state->generation);
    add_number(sheet, "corpus_articles", "gauge", "Articles loaded.", (double)state->articles);
    add_number(sheet, "corpus_analysed", "gauge", "Articles whose names and quotes are read.",
               (double)state->analysed);
    add_number(sheet, "corpus_refused", "gauge", "Articles or files refused by the last load.",
               (double)state->refused);
    add_number(sheet, "corpus_bytes", "gauge", "Bytes of article text.", (double)state->bytes);
    add_number(sheet, "corpus_load_seconds", "gauge", "Time the last load took.",
               state->load_seconds);
    add_head(sheet, "corpus_reloads_total", "counter", "Reloads of the corpus.");
    sheet_print(sheet,
                "copydesk_corpus_reloads_total{result=\"ok\"} %llu\n"
                "copydesk_corpus_reloads_total{result=\"failed\"} %llu\n",
                (unsigned long long)state->reloads, (unsigned long long)state->failed_reloads);
}

/* The n-th blank-separated number (from 0) behind the name in /proc/self/stat, or -1. */
static double stat_field(struct slice stat, size_t n)
{
    struct slice word = {NULL, 0};
    int64_t value;

    while (slice_find(stat, ')', 0) < stat.len)
        stat = slice_part(stat, slice_find(stat, ')', 0) + 1, stat.len);
    stat = slice_trim(stat);
    for (size_t i = 0; i <= n; i++)
        if (!slice_cut(&stat, ' ', &word))
            return -1;
    return checked_parse(word, 0, INT64_MAX, &value) ? -1 : (double)value;
}

static double count_files(void)
{
    DIR *folder = opendir("/proc/self/fd");
    double count = 0;

    if (!folder)
        return -1;
    while (readdir(folder))
        count++;
    (void)closedir(folder);
    return count - 3; /* without . and .. and the folder itself */
}

/* What the kernel tells of this process; left out where there is no /proc. */
static void add_process(struct sheet *sheet)
{
    enum { USER_TICKS = 11, SYSTEM_TICKS = 12, RESIDENT_PAGES = 21 }; /* proc(5), behind the name */

    char bytes[1024];
    FILE *file = fopen("/proc/self/stat", "r");
    struct slice stat;
    double files = count_files();

    if (!file)
        return;
    stat = (struct slice){bytes, fread(bytes, 1, sizeof bytes, file)};
    (void)fclose(file);
    add_number(sheet, "process_cpu_seconds_total", "counter", "CPU time used, user and system.",
               (stat_field(stat, USER_TICKS) + stat_field(stat, SYSTEM_TICKS)) /
                   (double)sysconf(_SC_CLK_TCK));
    add_number(sheet, "process_resident_memory_bytes", "gauge", "Memory in use.",
               stat_field(stat, RESIDENT_PAGES) * (double)sysconf(_SC_PAGESIZE));
    if (files >= 0)
        add_number(sheet, "process_open_fds", "gauge", "Open files and sockets.", files);
}

enum error handle_metrics(const struct desk *desk, const struct request *request,
                          struct reply *reply, struct problem *problem)
{
    struct sheet sheet = {.arena = request->arena};
    struct corpus_state state = {.ready = false};
    struct slice body;
    enum error error;

    (void)problem;
    if (desk->counters)
        add_door(&sheet, desk->counters);
    if (desk->memory)
        add_memory(&sheet, desk->memory);
    if (desk->queue)
        add_queue(&sheet, desk->queue);
    if (desk->fetcher)
        add_fetching(&sheet, desk);
    if (desk->corpus)
        corpus_tell_state(desk->corpus, &state);
    add_corpus(&sheet, &state);
    add_number(&sheet, "log_lines_dropped_total", "counter",
               "Log lines that standard error did not take.", (double)log_dropped());
    add_process(&sheet);
    add_head(&sheet, "build_info", "gauge", "1, with the version.");
    sheet_print(&sheet, "copydesk_build_info{version=\"%s\"} 1\n", COPYDESK_VERSION);
    error = sheet_finish(&sheet, &body);
    if (error)
        return error;
    reply_text(reply, MEDIA_METRICS, body);
    return ERROR_OK;
}
