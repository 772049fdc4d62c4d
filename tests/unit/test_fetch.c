#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "fetch/fetch.h"
#include "tests/unit/suite.h"

static const char *const types[] = {"text/html", "text/plain", NULL};
static const char *const nets[] = {"127.0.0.1"};

/* A server of one reply, which it gives to each who asks; counts them. */
struct site {
    int fd;
    pthread_t thread;
    atomic_uint asked;
    const char *reply; /* that it gives, to questions with If-None-Match `again` */
    const char *again;
    char port[8], url[64];
    const char *ports[1];
};

static void *serve(void *context)
{
    struct site *site = context;
    int fd;

    while ((fd = accept(site->fd, NULL, NULL)) >= 0) {
        char head[4096] = "";
        size_t len = 0;
        const char *reply;
        ssize_t count;

        while (!strstr(head, "\r\n\r\n") &&
               (count = read(fd, head + len, sizeof head - 1 - len)) > 0)
            len += (size_t)count;
        atomic_fetch_add(&site->asked, 1);
        reply = strstr(head, "If-None-Match: ") ? site->again : site->reply;
        for (len = 0; len < strlen(reply); len += (size_t)count)
            if ((count = write(fd, reply + len, strlen(reply) - len)) <= 0)
                break;
        (void)close(fd);
    }
    return NULL;
}

static void site_open(struct site *site, const char *reply, const char *again)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *site = (struct site){.reply = reply, .again = again};
    site->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_eq(bind(site->fd, (struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(site->fd, 16), 0);
    ck_assert_int_eq(getsockname(site->fd, (struct sockaddr *)&address, &size), 0);
    (void)snprintf(site->port, sizeof site->port, "%u", (unsigned)ntohs(address.sin_port));
    (void)snprintf(site->url, sizeof site->url, "http://127.0.0.1:%s/page#part", site->port);
    site->ports[0] = site->port;
    ck_assert_int_eq(pthread_create(&site->thread, NULL, serve, site), 0);
}

static void site_close(struct site *site)
{
    (void)shutdown(site->fd, SHUT_RDWR);
    (void)pthread_join(site->thread, NULL);
    (void)close(site->fd);
}

static struct fetch_settings settings_of(const struct site *site)
{
    return (struct fetch_settings){
        .ports = {site->ports, 1},
        .private_nets = {nets, 1},
        .bytes = 1000,
        .total_ms = 30000,
        .connect_ms = 10000,
        .per_host = 1,
        .cache_bytes = 100000,
        .agent = "test",
        .proxy = "",
    };
}

#define KEPT     "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\n"
#define CONFIRMS "HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\n\r\n"

static const struct {
    const char *reply, *again;
    unsigned asked; /* for two fetches */
    bool was_cached;
} replies[] = {
    {KEPT "\r\nPage.", "", 2, false},
    {KEPT "Cache-Control: max-age=60\r\n\r\nPage.", "", 1, true},
    {KEPT "Cache-Control: max-age=60\r\nAge: 30\r\n\r\nPage.", "", 1, true},
    {KEPT "Cache-Control: max-age=60\r\nAge: 60\r\n\r\nPage.", "", 2, false},
    {KEPT "Cache-Control: max-age=60\r\nCache-Control: no-store\r\n\r\nPage.", "", 2, false},
    {KEPT "ETag: \"e\"\r\n\r\nPage.", CONFIRMS, 2, true},
    {KEPT "ETag: \"e\"\r\n\r\nPage.", KEPT "\r\nPage.", 2, false},
    {KEPT "ETag: \"e\"\r\nCache-Control: no-store\r\n\r\nPage.", CONFIRMS, 2, false},
};

START_TEST(what_is_kept_is_used_as_its_server_allows)
{
    struct site site;
    struct fetch_settings settings;
    struct fetcher *fetcher;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct fetched fetched;

    site_open(&site, replies[_i].reply, replies[_i].again);
    settings = settings_of(&site);
    ck_assert_int_eq(fetcher_open(&settings, &fetcher, &problem), ERROR_OK);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(fetch_get(fetcher, arena, slice_of(site.url), types, &fetched, &problem),
                         ERROR_OK);
        ck_assert(slice_is(fetched.body, "Page."));
        ck_assert(slice_is(fetched.content_type, "text/html; charset=utf-8"));
        ck_assert_uint_eq(fetched.url.len + strlen("#part"), strlen(site.url));
        ck_assert(fetched.was_cached == (i && replies[_i].was_cached));
    }
    ck_assert_uint_eq(atomic_load(&site.asked), replies[_i].asked);
    ck_assert_uint_eq(atomic_load(&fetcher_counters(fetcher)->cached), replies[_i].was_cached);
    fetcher_close(fetcher);
    site_close(&site);
    arena_close(arena);
}

END_TEST

/* A corpus may be fetched as XML; who asks for pages is not given it from the cache. */
START_TEST(what_is_kept_is_of_a_type_that_is_taken)
{
    static const char *const feeds[] = {"application/rss+xml", NULL};
    struct site site;
    struct fetch_settings settings;
    struct fetcher *fetcher;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct fetched fetched;

    site_open(&site,
              "HTTP/1.1 200 OK\r\nContent-Type: Application/RSS+XML\r\nContent-Length: 6\r\n"
              "Cache-Control: max-age=60\r\n\r\n<rss/>",
              "");
    settings = settings_of(&site);
    ck_assert_int_eq(fetcher_open(&settings, &fetcher, &problem), ERROR_OK);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(fetch_get(fetcher, arena, slice_of(site.url), feeds, &fetched, &problem),
                         ERROR_OK);
    ck_assert_uint_eq(atomic_load(&site.asked), 1);
    ck_assert_int_eq(fetch_get(fetcher, arena, slice_of(site.url), types, &fetched, &problem),
                     ERROR_FETCH_FAILED);
    fetcher_close(fetcher);
    site_close(&site);
    arena_close(arena);
}

END_TEST

/* Without memory, wherever it ends, nothing is lost and nothing held. */
START_TEST(lack_of_memory_is_told)
{
    struct site site;
    struct fetch_settings settings;
    struct fetcher *fetcher;
    struct problem problem = {.arena = NULL};
    struct fetched fetched;
    enum error error;

    site_open(&site, replies[_i].reply, replies[_i].again);
    settings = settings_of(&site);
    ck_assert_int_eq(fetcher_open(&settings, &fetcher, &problem), ERROR_OK);
    for (int times = 0; times < 2; times++) {
        size_t n = 1;
        do {
            struct arena *arena = arena_open(ARENA_NO_BUDGET);
            arena_fail_at(arena, n++);
            error = fetch_get(fetcher, arena, slice_of(site.url), types, &fetched, &problem);
            ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
            arena_close(arena);
        } while (error);
        ck_assert_uint_gt(n, 4);
    }
    fetcher_close(fetcher);
    site_close(&site);
}

END_TEST

START_TEST(a_deadline_that_is_over_ends_it)
{
    static const atomic_int_fast64_t past = 1;
    struct site site;
    struct fetch_settings settings;
    struct fetcher *fetcher;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = NULL};
    struct fetched fetched;
    enum error error;

    site_open(&site, replies[0].reply, "");
    settings = settings_of(&site);
    ck_assert_int_eq(fetcher_open(&settings, &fetcher, &problem), ERROR_OK);
    arena_set_deadline(arena, &past);
    error = fetch_get(fetcher, arena, slice_of(site.url), types, &fetched, &problem);
    ck_assert(error == ERROR_NO_MEMORY || error == ERROR_DEADLINE);
    ck_assert_uint_eq(atomic_load(&site.asked), 0);
    fetcher_close(fetcher);
    site_close(&site);
    arena_close(arena);
}

END_TEST

SUITE("fetch", LOOP(what_is_kept_is_used_as_its_server_allows, replies),
      TEST(what_is_kept_is_of_a_type_that_is_taken), LOOP(lack_of_memory_is_told, replies),
      TEST(a_deadline_that_is_over_ends_it))
