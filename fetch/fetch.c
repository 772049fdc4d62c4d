#include "fetch/fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "base/array.h"
#include "base/checked.h"
#include "base/gzip.h"
#include "fetch/cache.h"
#include "fetch/guard.h"
#include "fetch/turn.h"

enum { REDIRECTS_MAX = 5, LOOK_MS = 50, CONTROLS_MAX = 16 };

struct fetcher {
    const struct fetch_settings *settings;
    struct guard guard;
    struct turns *turns;
    struct cache *cache;
    struct fetch_counters counters;
};

/* Why a transfer was broken off by us. */
enum stop { STOP_NONE, STOP_STATUS, STOP_TYPE, STOP_SIZE, STOP_LATE, STOP_MEMORY };

struct body {
    char *at;
    size_t count, capacity;
};

/* One URL of a chain of redirects, as libcurl's callbacks see it. */
struct transfer {
    struct fetcher *fetcher;
    struct arena *arena;
    CURL *curl;
    CURLM *multi;
    const char *const *types;
    struct body body;
    uint64_t received; /* bytes unpacked, kept or not */
    enum stop stop;
    struct fetched kept; /* what the cache has of the URL, if it is known */
    struct freshness known;
    bool is_known;
};

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum error fetcher_open(const struct fetch_settings *settings, struct fetcher **out,
                        struct problem *problem)
{
    struct fetcher *fetcher = calloc(1, sizeof *fetcher);
    enum error error;

    if (!fetcher)
        return ERROR_NO_MEMORY;
    fetcher->settings = settings;
    error = guard_read(settings, &fetcher->guard, problem);
    if (!error && curl_global_init(CURL_GLOBAL_DEFAULT))
        error = ERROR_NO_MEMORY;
    if (!error) {
        fetcher->turns = turns_open(settings->per_host, settings->interval_ms);
        fetcher->cache = settings->cache_bytes ? cache_open(settings->cache_bytes) : NULL;
        if (!fetcher->turns || (settings->cache_bytes && !fetcher->cache))
            error = ERROR_NO_MEMORY;
    }
    if (error) {
        fetcher_close(fetcher);
        return error;
    }
    *out = fetcher;
    return ERROR_OK;
}

void fetcher_close(struct fetcher *fetcher)
{
    if (!fetcher)
        return;
    turns_close(fetcher->turns);
    cache_close(fetcher->cache);
    free(fetcher);
}

void fetcher_set_own_port(struct fetcher *fetcher, unsigned port)
{
    atomic_store(&fetcher->guard.own_port, port);
}

const struct fetch_counters *fetcher_counters(const struct fetcher *fetcher)
{
    return &fetcher->counters;
}

/* -- libcurl's callbacks ------------------------------------------------------------------------
 */

/* The one place that sees the address itself, after names are resolved, before it is connected. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    const struct transfer *transfer = context;
    bool by_proxy = *transfer->fetcher->settings->proxy != '\0';

    if (purpose != CURLSOCKTYPE_IPCXN ||
        (!by_proxy && !guard_opens(&transfer->fetcher->guard, &address->addr)))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool type_is_taken(const char *header, const char *const *types)
{
    for (; *types; types++) {
        size_t len = strlen(*types);
        if (strncasecmp(header, *types, len) == 0 && strchr("; \t", header[len]))
            return true;
    }
    return false;
}

/* Before the first byte of a body: whether it is wanted. */
static enum stop judge_head(const struct transfer *transfer, long status)
{
    char *type = NULL;

    if (status < 200 || status > 299)
        return STOP_STATUS;
    (void)curl_easy_getinfo(transfer->curl, CURLINFO_CONTENT_TYPE, &type);
    return type && !type_is_taken(type, transfer->types) ? STOP_TYPE : STOP_NONE;
}

static size_t take_body(char *bytes, size_t one, size_t count, void *context)
{
    struct transfer *transfer = context;
    long status = 0;

    (void)one;
    (void)curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
    transfer->received += count;
    if (transfer->received > transfer->fetcher->settings->bytes)
        transfer->stop = STOP_SIZE;
    else if (status >= 300 && status < 400)
        return count; /* a redirect's body is of no use */
    else if (transfer->body.count == 0)
        transfer->stop = judge_head(transfer, status);
    if (!transfer->stop && !array_reserve(transfer->arena, &transfer->body, count))
        transfer->stop = STOP_MEMORY;
    if (transfer->stop)
        return 0;
    memcpy(transfer->body.at + transfer->body.count, bytes, count);
    transfer->body.count += count;
    return count;
}

static int look_at_size(void *context, curl_off_t total, curl_off_t wire, curl_off_t up_total,
                        curl_off_t up)
{
    struct transfer *transfer = context;

    (void)total;
    (void)up_total;
    (void)up;
    if ((uint64_t)wire > transfer->fetcher->settings->bytes)
        transfer->stop = STOP_SIZE;
    return transfer->stop != STOP_NONE;
}

/* -- one transfer --------------------------------------------------------------------------------
 */

static void set_guards(CURL *curl, const struct transfer *transfer, int64_t left_ms)
{
    const struct fetch_settings *settings = transfer->fetcher->settings;

    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);     /* each hop is judged by us */
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, settings->proxy); /* "": not the environment's */
    (void)curl_easy_setopt(curl, CURLOPT_NOPROXY,
                           ""); /* nor its exceptions: these are not judged */
    (void)curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)curl_easy_setopt(curl, CURLOPT_QUICK_EXIT,
                           1L); /* a resolver that hangs is not waited for */
    (void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    (void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer);
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)left_ms);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)settings->connect_ms);
    (void)curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)settings->bytes);
    (void)curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    (void)curl_easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING,
                           0L); /* which does not tell a stream that is cut off: unpack does */
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, settings->agent);
}

static void set_callbacks(CURL *curl, struct transfer *transfer)
{
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
    (void)curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_at_size);
    (void)curl_easy_setopt(curl, CURLOPT_XFERINFODATA, transfer);
    (void)curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

static bool add_header(struct curl_slist **headers, const char *name, struct slice value)
{
    char line[512];
    struct curl_slist *longer;

    if (!value.len || value.len > sizeof line - 64)
        return true;
    (void)snprintf(line, sizeof line, "%s: %.*s", name, SLICE_ARGS(value));
    longer = curl_slist_append(*headers, line);
    if (longer)
        *headers = longer;
    return longer != NULL;
}

/* Whether it ended in a way that a stranger must not be able to tell from others. */
static bool is_unreachable(CURLcode code, const struct transfer *transfer)
{
    long connects = 0;

    (void)curl_easy_getinfo(transfer->curl, CURLINFO_NUM_CONNECTS, &connects);
    return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
           (code == CURLE_OPERATION_TIMEDOUT && connects == 0);
}

/* All that was refused or not reached takes as long. */
static void wait_until(struct arena *arena, int64_t moment_ms)
{
    const struct timespec step = {0, 20000000};

    while (now_ms() < moment_ms && !arena_is_late(arena))
        (void)nanosleep(&step, NULL);
}

static enum error fail(struct problem *problem, const char *why)
{
    return problem_set(problem, ERROR_FETCH_FAILED, "%s", why);
}

/* What the end of a transfer means. reached_ms: the moment until which it might have connected. */
static enum error judge_end(CURLcode code, struct transfer *transfer, int64_t reached_ms,
                            struct problem *problem)
{
    static const char *const sentences[] = {
        [STOP_TYPE] = "what is there is of no media type that is read here",
        [STOP_SIZE] = "it is longer than the option fetch_bytes allows",
    };
    long status = 0;

    (void)curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
    if (transfer->stop == STOP_MEMORY)
        return ERROR_NO_MEMORY;
    if (transfer->stop == STOP_LATE || arena_is_late(transfer->arena))
        return ERROR_DEADLINE;
    if (transfer->stop == STOP_STATUS || (!code && (status < 200 || status > 399)))
        return problem_set(problem, ERROR_FETCH_FAILED, "its server answered %ld", status);
    if (transfer->stop == STOP_TYPE || transfer->stop == STOP_SIZE)
        return fail(problem, sentences[transfer->stop]);
    if (code == CURLE_FILESIZE_EXCEEDED)
        return fail(problem, sentences[STOP_SIZE]);
    if (is_unreachable(code, transfer)) {
        wait_until(transfer->arena, reached_ms);
        if (arena_is_late(transfer->arena))
            return ERROR_DEADLINE;
        return fail(problem, "it cannot be reached from here");
    }
    return code ? problem_set(problem, ERROR_FETCH_FAILED, "%s", curl_easy_strerror(code))
                : ERROR_OK;
}

/* As curl_easy_perform, but looks at the request's deadline all the while. */
static CURLcode run(struct transfer *transfer)
{
    CURLcode code = CURLE_OUT_OF_MEMORY;
    const CURLMsg *message;
    int running = 1, left;

    if (curl_multi_add_handle(transfer->multi, transfer->curl))
        return code;
    while (running && !transfer->stop) {
        if (arena_is_late(transfer->arena))
            transfer->stop = STOP_LATE;
        else if (curl_multi_perform(transfer->multi, &running))
            break;
        else if (running)
            (void)curl_multi_poll(transfer->multi, NULL, 0, LOOK_MS, NULL);
    }
    message = curl_multi_info_read(transfer->multi, &left);
    if (message && message->msg == CURLMSG_DONE)
        code = message->data.result;
    (void)curl_multi_remove_handle(transfer->multi, transfer->curl);
    return code;
}

/* One request to a target that has been judged. */
static enum error perform(struct transfer *transfer, const struct target *target, int64_t left_ms,
                          struct problem *problem)
{
    const int64_t connect_ms = transfer->fetcher->settings->connect_ms;
    const int64_t reached_ms = now_ms() + (left_ms < connect_ms ? left_ms : connect_ms);
    const struct freshness none = {.etag = {NULL, 0}};
    const struct freshness *known = transfer->is_known ? &transfer->known : &none;
    struct curl_slist *headers = NULL;
    enum error error = ERROR_NO_MEMORY;

    if (add_header(&headers, "If-None-Match", known->etag) &&
        add_header(&headers, "If-Modified-Since", known->last_modified)) {
        curl_easy_reset(transfer->curl);
        set_guards(transfer->curl, transfer, left_ms);
        set_callbacks(transfer->curl, transfer);
        (void)curl_easy_setopt(transfer->curl, CURLOPT_HTTPHEADER, headers);
        (void)curl_easy_setopt(transfer->curl, CURLOPT_URL, target->url.ptr);
        error = judge_end(run(transfer), transfer, reached_ms, problem);
    }
    curl_slist_free_all(headers);
    return error;
}

/* -- a chain of redirects ------------------------------------------------------------------------
 */

static struct slice header_of(CURL *curl, const char *name)
{
    struct curl_header *header;

    if (curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header))
        return (struct slice){NULL, 0};
    return slice_of(header->value);
}

/* What a reply says of how it may be kept; its validators are borrowed from libcurl. */
static enum error read_freshness(const struct transfer *transfer, struct freshness *out)
{
    struct curl_header *header;
    struct slice control = {NULL, 0};
    int64_t age_s = 0;

    for (size_t i = 0; i < CONTROLS_MAX && !curl_easy_header(transfer->curl, "Cache-Control", i,
                                                             CURLH_HEADER, -1, &header);
         i++)
        if (arena_print(transfer->arena, &control, "%.*s,%s", SLICE_ARGS(control), header->value))
            return ERROR_NO_MEMORY;
    *out = freshness_read(control);
    out->etag = header_of(transfer->curl, "ETag");
    out->last_modified = header_of(transfer->curl, "Last-Modified");
    if (!checked_parse(header_of(transfer->curl, "Age"), 0, INT32_MAX, &age_s))
        out->fresh_ms -= age_s * 1000;
    return ERROR_OK;
}

/* Where a redirect leads; no value when it was none. */
static enum error next_of(const struct transfer *transfer, struct slice *next)
{
    char *url = NULL;

    (void)curl_easy_getinfo(transfer->curl, CURLINFO_REDIRECT_URL, &url);
    *next = (struct slice){NULL, 0};
    return url ? arena_copy(transfer->arena, slice_of(url), next) : ERROR_OK;
}

/* Looks for what is kept of a URL; what is of no type that is taken now is not known. */
static enum error recall(struct transfer *transfer, const struct target *target)
{
    struct fetched *kept = &transfer->kept;
    enum error error = cache_find(transfer->fetcher->cache, transfer->arena, target->url, kept,
                                  &transfer->known, &transfer->is_known);

    if (!error && transfer->is_known && kept->content_type.ptr)
        transfer->is_known = type_is_taken(kept->content_type.ptr, transfer->types);
    return error;
}

/* One hop: waits its turn and asks. */
static enum error hop(struct transfer *transfer, const struct target *target, int64_t end_ms,
                      struct problem *problem)
{
    int64_t left = end_ms - now_ms();
    enum error error;

    if (left <= 0)
        return fail(problem, "it took too long");
    error = turn_begin(transfer->fetcher->turns, transfer->arena, target->host, left);
    if (error == ERROR_DEADLINE && !arena_is_late(transfer->arena))
        return fail(problem, "its host is being asked by too many already");
    if (error)
        return error;
    transfer->body.count = 0;
    transfer->received = 0;
    left = end_ms - now_ms();
    error = perform(transfer, target, left > 0 ? left : 1, problem);
    turn_end(transfer->fetcher->turns, target->host);
    return error;
}

/* The end of a chain: what came, or what is kept where that still holds. */
static bool is_coding(struct slice coding, const char *literal)
{
    return coding.len == strlen(literal) && strncasecmp(coding.ptr, literal, coding.len) == 0;
}

/* Unpacks a body that its server packed, as often as it says. */
static enum error unpack(const struct transfer *transfer, struct slice *body,
                         struct problem *problem)
{
    struct slice codings = header_of(transfer->curl, "Content-Encoding"), coding;
    struct problem inner = {.arena = transfer->arena};
    enum error error = ERROR_OK;

    while (!error && body->len && slice_cut(&codings, ',', &coding)) {
        coding = slice_trim(coding);
        if (!coding.len || is_coding(coding, "identity"))
            continue;
        if (!is_coding(coding, "gzip") && !is_coding(coding, "x-gzip"))
            return fail(problem, "its body is packed in a way that was not asked for");
        error =
            gzip_unpack(transfer->arena, *body, transfer->fetcher->settings->bytes, body, &inner);
    }
    if (error == ERROR_BAD_CODING)
        return fail(problem, "its body, packed with gzip, is damaged or cut off");
    return error == ERROR_BODY_TOO_LARGE
               ? fail(problem, "it is longer than the option fetch_bytes allows")
               : error;
}

static enum error take_result(struct transfer *transfer, const struct target *target,
                              struct fetched *out, struct problem *problem)
{
    struct slice type = header_of(transfer->curl, "Content-Type");
    struct freshness freshness;
    struct fetched fetched = {.url = target->url, .body = SLICE("")};
    long status = 0;
    enum error error = read_freshness(transfer, &freshness);

    if (error)
        return error;
    (void)curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status == 304 && transfer->is_known) {
        freshness.etag = transfer->known.etag;
        freshness.last_modified = transfer->known.last_modified;
        fetched = transfer->kept;
    } else if (status > 299) {
        return problem_set(problem, ERROR_FETCH_FAILED, "its server answered %ld", status);
    } else if (type.ptr && arena_copy(transfer->arena, type, &fetched.content_type)) {
        return ERROR_NO_MEMORY;
    } else if (transfer->body.count) {
        fetched.body = (struct slice){transfer->body.at, transfer->body.count};
        error = unpack(transfer, &fetched.body, problem);
        if (error)
            return error;
    }
    cache_put(transfer->fetcher->cache, target->url, &fetched, &freshness);
    *out = fetched;
    return ERROR_OK;
}

/* From a target that has been judged to the end of its redirects, each of which is followed anew:
 * only what stands at their end is kept. */
static enum error follow(struct transfer *transfer, struct target target, struct fetched *out,
                         struct problem *problem)
{
    int64_t end = now_ms() + transfer->fetcher->settings->total_ms;
    struct slice next;
    enum error error;

    for (int hops = 0; hops <= REDIRECTS_MAX; hops++) {
        error = recall(transfer, &target);
        if (!error && transfer->is_known && transfer->known.fresh_ms > 0) {
            *out = transfer->kept;
            return ERROR_OK;
        }
        if (!error)
            error = hop(transfer, &target, end, problem);
        if (!error)
            error = next_of(transfer, &next);
        if (error)
            return error;
        if (!next.ptr)
            return take_result(transfer, &target, out, problem);
        error = guard_judge(&transfer->fetcher->guard, transfer->arena, next, &target, problem);
        if (error == ERROR_FETCH_REFUSED)
            return fail(problem, "it leads to a URL that may not be fetched");
        if (error)
            return error;
    }
    return fail(problem, "it leads on more than 5 times");
}

static void count(struct fetch_counters *counters, enum error error, const struct fetched *out)
{
    if (error == ERROR_FETCH_REFUSED)
        atomic_fetch_add(&counters->refused, 1);
    else if (error)
        atomic_fetch_add(&counters->failed, 1);
    else if (out->was_cached)
        atomic_fetch_add(&counters->cached, 1);
    else
        atomic_fetch_add(&counters->fetched, 1);
    if (!error && !out->was_cached)
        atomic_fetch_add(&counters->bytes, out->body.len);
}

static enum error get(struct fetcher *fetcher, struct arena *arena, struct slice url,
                      const char *const *types, struct fetched *out, struct problem *problem)
{
    struct transfer transfer = {.fetcher = fetcher, .arena = arena, .types = types};
    struct target target;
    enum error error = guard_judge(&fetcher->guard, arena, url, &target, problem);

    if (error)
        return error;
    transfer.curl = curl_easy_init();
    transfer.multi = curl_multi_init();
    error = ERROR_NO_MEMORY;
    if (transfer.curl && transfer.multi)
        error = follow(&transfer, target, out, problem);
    curl_easy_cleanup(transfer.curl);
    (void)curl_multi_cleanup(transfer.multi);
    return error;
}

enum error fetch_get(struct fetcher *fetcher, struct arena *arena, struct slice url,
                     const char *const *types, struct fetched *out, struct problem *problem)
{
    struct fetched fetched = {.was_cached = false};
    enum error error = get(fetcher, arena, url, types, &fetched, problem);

    count(&fetcher->counters, error, &fetched);
    if (!error)
        *out = fetched;
    return error;
}
