/* The running service: bodies in pieces and too large, lost clients, reloads, shutdown, logs. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/http/client.h"
#include "tests/unit/suite.h"

static struct service service;
static char corpus[] = "/tmp/copydesk-http-XXXXXX";

static const char *const json[] = {"Content-Type: application/json", NULL};

static void write_article(const char *name, const char *text)
{
    char path[256];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/%s.txt", corpus, name);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void remove_article(const char *name)
{
    char path[256];

    (void)snprintf(path, sizeof path, "%s/%s.txt", corpus, name);
    (void)unlink(path);
}

START_TEST(the_service_starts)
{
    static const char *const arguments[] = {
        "--corpus", corpus,          "--body-bytes",         "5000",      "--request-ms",
        "1500",     "--cors-origin", "https://desk.example", "--threads", "4",
        NULL};

    ck_assert_ptr_nonnull(mkdtemp(corpus));
    write_article("one", "Jane Roe arrived in Paris on Monday. \"We are late,\" Roe said.\n");
    service_start(&service, arguments);
    ck_assert_uint_ne(service.port, 0);
}

END_TEST

START_TEST(bodies_may_come_one_byte_at_a_time)
{
    /* Nobody whom the corpus comes to know while it is read. */
    struct question question = {"POST", "/v1/entities",
                                "{\"text\": \"Jane Wexcombe-Roe left. Caf\xC3\xA9s are open.\"}",
                                json, true};
    struct answer dribbled, whole;

    client_ask(&service, &question, &dribbled);
    question.dribbles = false;
    client_ask(&service, &question, &whole);
    ck_assert_int_eq(dribbled.status, 200);
    ck_assert_uint_eq(dribbled.body_len, whole.body_len);
    ck_assert_str_eq(dribbled.body, whole.body);
    answer_free(&dribbled);
    answer_free(&whole);
}

END_TEST

static char large[30000];

static void fill_large(size_t len)
{
    memset(large, 'a', len);
    memcpy(large, "{\"text\": \"", 10);
    memcpy(large + len - 2, "\"}", 3);
}

static const struct {
    size_t len;
    bool dribbles;
    long status;
} sizes[] = {{5000, false, 200}, {5001, false, 413}, {5001, true, 413}, {15000, true, 413}};

START_TEST(bodies_over_the_limit_are_refused)
{
    struct question question = {"POST", "/v1/entities", large, json, sizes[_i].dribbles};
    struct answer answer;

    fill_large(sizes[_i].len);
    client_ask(&service, &question, &answer);
    ck_assert_int_eq(answer.status, sizes[_i].status);
    if (answer.status == 413) {
        ck_assert_ptr_nonnull(strstr(answer.body, "\"body_too_large\""));
        ck_assert_ptr_nonnull(strstr(answer.body, "5,000 (option body_bytes)"));
    }
    answer_free(&answer);
}

END_TEST

START_TEST(a_declared_flood_is_refused_before_it_is_read)
{
    static const char head[] = "POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: "
                               "application/json\r\nContent-Length: 999999999\r\n\r\n";
    int fd = client_connect(&service);
    char *answer;

    ck_assert_int_eq(send(fd, head, sizeof head - 1, MSG_NOSIGNAL), sizeof head - 1);
    answer = client_read_all(fd);
    ck_assert_int_eq(strncmp(answer, "HTTP/1.1 413", 12), 0);
    ck_assert_ptr_nonnull(strstr(answer, "body is 999,999,999 bytes"));
    free(answer);
}

END_TEST

static const char *const singles[][2] = {
    {"Content-Type: text/plain\r\nContent-Type: application/json", "send one Content-Type header"},
    {"Content-Encoding: gzip\r\nContent-Encoding: gzip", "send one Content-Encoding header"},
};

START_TEST(headers_that_may_stand_once_are_counted)
{
    char head[256], *answer;
    int fd = client_connect(&service);
    int len = snprintf(head, sizeof head,
                       "POST /v1/entities HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: 2\r\n\r\n{}",
                       singles[_i][0]);

    ck_assert_int_eq(send(fd, head, (size_t)len, MSG_NOSIGNAL), len);
    answer = client_read_all(fd);
    ck_assert_int_eq(strncmp(answer, "HTTP/1.1 400", 12), 0);
    ck_assert_ptr_nonnull(strstr(answer, singles[_i][1]));
    free(answer);
}

END_TEST

/* RFC 9110, 8.6: the length of the reply it stands for, and the connection goes on behind it. */
START_TEST(an_unchanged_reply_tells_its_length_without_it)
{
    static const char requests[] = "GET /v1/limits HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n"
                                   "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    int fd = client_connect(&service);
    char *answer;

    ck_assert_int_eq(send(fd, requests, sizeof requests - 1, MSG_NOSIGNAL), sizeof requests - 1);
    answer = client_read_all(fd);
    ck_assert_int_eq(strncmp(answer, "HTTP/1.1 304", 12), 0);
    ck_assert_ptr_null(strstr(answer, "Content-Length: 0"));
    ck_assert_ptr_null(strstr(answer, "body_bytes"));
    ck_assert_ptr_nonnull(strstr(answer, "\r\n\r\nHTTP/1.1 200"));
    free(answer);
}

END_TEST

START_TEST(a_client_that_is_too_slow_is_cut_off)
{
    static const char head[] = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
    int fd = client_connect(&service);
    char *answer;

    ck_assert_int_eq(send(fd, head, sizeof head - 1, MSG_NOSIGNAL), sizeof head - 1);
    answer = client_read_all(fd);
    ck_assert_ptr_null(strstr(answer, "200"));
    free(answer);
}

END_TEST

START_TEST(lost_clients_hurt_nobody)
{
    static const char head[] = "POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Type: "
                               "application/json\r\nContent-Length: 100\r\n\r\n{\"text\"";
    static const char whole[] = "GET /v1/articles HTTP/1.1\r\nHost: x\r\n\r\n";
    struct question question = {"GET", "/healthz", NULL, NULL, false};
    struct linger reset = {1, 0};
    struct answer answer;

    for (int i = 0; i < 50; i++) {
        int fd = client_connect(&service);
        bool half = i % 2;
        (void)send(fd, half ? head : whole, (half ? sizeof head : sizeof whole) - 1, MSG_NOSIGNAL);
        (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        close(fd);
    }
    client_ask(&service, &question, &answer);
    ck_assert_int_eq(answer.status, 200);
    answer_free(&answer);
}

END_TEST

/* More ready connections than libmicrohttpd's event batch, all at once. */
START_TEST(many_connections_are_all_answered)
{
    static const char head[] = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    int fds[256];

    for (size_t i = 0; i < 256; i++)
        fds[i] = client_connect(&service);
    for (size_t i = 0; i < 256; i++)
        ck_assert_int_eq(send(fds[i], head, sizeof head - 1, MSG_NOSIGNAL), sizeof head - 1);
    for (size_t i = 0; i < 256; i++) {
        char *answer = client_read_all(fds[i]);
        ck_assert_int_eq(strncmp(answer, "HTTP/1.1 200", 12), 0);
        free(answer);
    }
}

END_TEST

static const struct {
    const char *method, *path, *origin;
    const char *header, *value; /* value NULL: the header is not there */
} heads[] = {
    {"GET", "/healthz", "https://desk.example", "Access-Control-Allow-Origin",
     "https://desk.example"},
    {"GET", "/nowhere", "https://desk.example", "Access-Control-Allow-Origin",
     "https://desk.example"},
    {"GET", "/healthz", "https://evil.example", "Access-Control-Allow-Origin", NULL},
    {"GET", "/healthz", "https://evil.example", "Vary", "Accept-Encoding, Origin"},
    {"OPTIONS", "/v1/quotes", "https://desk.example", "Access-Control-Allow-Methods",
     "GET, HEAD, POST, OPTIONS"},
    {"OPTIONS", "/v1/quotes", "https://desk.example", "Access-Control-Max-Age", "600"},
    {"GET", "/healthz", "https://desk.example", "X-Request-ID", "abc.DEF-1"},
    {"GET", "/v1/articles/one", "https://desk.example", "Content-Type", "application/json"},
    {"GET", "/nowhere", "https://desk.example", "Content-Type", "application/problem+json"},
};

START_TEST(replies_carry_their_headers)
{
    char origin[128], value[256];
    const char *headers[] = {origin, "X-Request-ID: abc.DEF-1", NULL};
    struct question question = {heads[_i].method, heads[_i].path, NULL, headers, false};
    struct answer answer;

    (void)snprintf(origin, sizeof origin, "Origin: %s", heads[_i].origin);
    client_ask(&service, &question, &answer);
    ck_assert_int_ne(answer.status, 0);
    ck_assert_int_eq(answer_header(&answer, heads[_i].header, value, sizeof value),
                     heads[_i].value != NULL);
    if (heads[_i].value)
        ck_assert_str_eq(value, heads[_i].value);
    answer_free(&answer);
}

END_TEST

START_TEST(an_odd_request_id_is_replaced)
{
    static const char *const headers[] = {"X-Request-ID: a b\"c", NULL};
    struct question question = {"GET", "/healthz", NULL, headers, false};
    struct answer answer;
    char value[256];

    client_ask(&service, &question, &answer);
    ck_assert(answer_header(&answer, "X-Request-ID", value, sizeof value));
    ck_assert_uint_eq(strlen(value), 8);
    ck_assert_uint_eq(strspn(value, "0123456789abcdef"), 8);
    answer_free(&answer);
}

END_TEST

START_TEST(a_head_request_has_no_body)
{
    struct question question = {"HEAD", "/v1/articles", NULL, NULL, false};
    struct answer answer;
    char value[64];

    client_ask(&service, &question, &answer);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_uint_eq(answer.body_len, 0);
    ck_assert(answer_header(&answer, "Content-Length", value, sizeof value));
    ck_assert_str_ne(value, "0");
    answer_free(&answer);
}

END_TEST

START_TEST(a_health_command_finds_the_service)
{
    char port[16], *output;
    const char *arguments[] = {"health", "--port", port, NULL};
    size_t len;

    (void)snprintf(port, sizeof port, "%u", service.port);
    ck_assert_int_eq(program_run(arguments, SLICE(""), &output, &len), 0);
    free(output);
}

END_TEST

static atomic_bool load_ends;
static atomic_uint load_asked, load_failed;

static void *put_load(void *argument)
{
    struct question question = {"POST", "/v1/quotes", "{\"article\": \"one\"}", json, false};

    (void)argument;
    while (!atomic_load(&load_ends)) {
        struct answer answer;
        client_ask(&service, &question, &answer);
        atomic_fetch_add(&load_asked, 1);
        if (answer.status != 200)
            atomic_fetch_add(&load_failed, 1);
        answer_free(&answer);
    }
    return NULL;
}

static bool ready_says(const char *words)
{
    struct question question = {"GET", "/readyz", NULL, NULL, false};
    struct answer answer;
    bool says;

    client_ask(&service, &question, &answer);
    says = answer.status == 200 && strstr(answer.body, words);
    answer_free(&answer);
    return says;
}

START_TEST(a_reload_fails_no_request)
{
    pthread_t clients[2];
    char words[64];

    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(pthread_create(&clients[i], NULL, put_load, NULL), 0);
    for (unsigned generation = 2; generation < 6; generation++) {
        char name[16];
        (void)snprintf(name, sizeof name, "more-%u", generation);
        write_article(name, "John Doe went to Rome. \"It was warm,\" he said.\n");
        (void)kill(service.pid, SIGHUP);
        (void)snprintf(words, sizeof words, "\"generation\":%u,\"articles\":%u", generation,
                       generation);
        while (!ready_says(words))
            ck_assert_uint_eq(atomic_load(&load_failed), 0);
    }
    atomic_store(&load_ends, true);
    for (size_t i = 0; i < 2; i++)
        (void)pthread_join(clients[i], NULL);
    ck_assert_uint_eq(atomic_load(&load_failed), 0);
    ck_assert_uint_gt(atomic_load(&load_asked), 0);
}

END_TEST

static bool metrics_say(const char *words)
{
    struct question question = {"GET", "/metrics", NULL, NULL, false};
    struct answer answer;
    bool says;

    client_ask(&service, &question, &answer);
    says = answer.status == 200 && strstr(answer.body, words);
    answer_free(&answer);
    return says;
}

/* The request whose body is still to come is under way: the other one is that for the metrics. */
/* Asks on a connection that was open before, since no new one is taken. A reply that was made just
 * before the service began to drain closes it, too. */
static bool is_draining(int fd)
{
    static const char ask[] = "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n";
    char answer[2048];
    ssize_t got;

    ck_assert_int_eq(send(fd, ask, sizeof ask - 1, MSG_NOSIGNAL), sizeof ask - 1);
    got = recv(fd, answer, sizeof answer - 1, 0);
    ck_assert_int_gt(got, 0);
    answer[got] = '\0';
    return strstr(answer, "draining") || strstr(answer, "Connection: close");
}

START_TEST(sigterm_drains_and_exits_0)
{
    static const char head[] = "POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: "
                               "application/json\r\nContent-Length: 20\r\n\r\n";
    int fd = client_connect(&service), other = client_connect(&service);
    char *answer, *errors;

    ck_assert_int_eq(send(fd, head, sizeof head - 1, MSG_NOSIGNAL), sizeof head - 1);
    while (!metrics_say("copydesk_http_requests_in_flight 2\n"))
        ;
    (void)kill(service.pid, SIGTERM);
    while (!is_draining(other))
        ;
    close(other);
    ck_assert_int_eq(send(fd, "{\"text\": \"Jane Roe\"}", 20, MSG_NOSIGNAL), 20);
    answer = client_read_all(fd);
    ck_assert_int_eq(strncmp(answer, "HTTP/1.1 200", 12), 0);
    ck_assert_ptr_nonnull(strstr(answer, "Connection: close"));
    ck_assert_int_eq(service_stop(&service, 0), 0);
    errors = service_errors(&service);
    ck_assert_ptr_nonnull(strstr(errors, "\"request_id\": \"abc.DEF-1\""));
    ck_assert_ptr_nonnull(strstr(errors, "\"route\": \"/v1/articles/{id}\""));
    ck_assert_ptr_nonnull(strstr(errors, "\"event\": \"reloaded\""));
    ck_assert_ptr_null(strstr(errors, "Jane Roe"));
    free(answer);
    free(errors);
}

END_TEST

START_TEST(refused_articles_are_told_and_strict_makes_them_fatal)
{
    static const char *const arguments[] = {"--corpus", corpus, NULL};
    static const char *const strict[] = {"--corpus", corpus, "--strict", NULL};
    char *errors;

    write_article("broken", "caf\xE9 is Latin-1\n");
    service_start(&service, arguments);
    ck_assert(ready_says("\"refused\":1"));
    ck_assert_int_eq(service_stop(&service, SIGTERM), 0);
    errors = service_errors(&service);
    ck_assert_ptr_nonnull(strstr(errors, "broken.txt"));
    ck_assert_ptr_null(strstr(errors, "\"line\""));
    free(errors);
    service_start(&service, strict);
    ck_assert_str_eq(service.url, "");
    ck_assert_int_eq(service_stop(&service, 0), 1);
    errors = service_errors(&service);
    ck_assert_ptr_null(strstr(errors, "\"stopped\""));
    free(errors);
}

END_TEST

START_TEST(a_taken_port_is_told)
{
    static const char *const arguments[] = {NULL};
    struct service second;
    char port[16], *errors;
    const char *same[] = {"--port", port, NULL};

    service_start(&service, arguments);
    (void)snprintf(port, sizeof port, "%u", service.port);
    service_start(&second, same);
    ck_assert_str_eq(second.url, "");
    ck_assert_int_eq(service_stop(&second, 0), 1);
    errors = service_errors(&second);
    ck_assert_ptr_nonnull(strstr(errors, "cannot listen"));
    free(errors);
    ck_assert_int_eq(service_stop(&service, SIGINT), 0);
    free(service_errors(&service));
}

END_TEST

START_TEST(the_folder_goes)
{
    static const char *const names[] = {"one", "more-2", "more-3", "more-4", "more-5", "broken"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove_article(names[i]);
    ck_assert_int_eq(rmdir(corpus), 0);
}

END_TEST

SUITE("service", TEST(the_service_starts), TEST(bodies_may_come_one_byte_at_a_time),
      LOOP(bodies_over_the_limit_are_refused, sizes),
      TEST(a_declared_flood_is_refused_before_it_is_read),
      LOOP(headers_that_may_stand_once_are_counted, singles),
      TEST(an_unchanged_reply_tells_its_length_without_it),
      TEST(a_client_that_is_too_slow_is_cut_off), TEST(lost_clients_hurt_nobody),
      TEST(many_connections_are_all_answered), LOOP(replies_carry_their_headers, heads),
      TEST(an_odd_request_id_is_replaced), TEST(a_head_request_has_no_body),
      TEST(a_health_command_finds_the_service), TEST(a_reload_fails_no_request),
      TEST(sigterm_drains_and_exits_0), TEST(refused_articles_are_told_and_strict_makes_them_fatal),
      TEST(a_taken_port_is_told), TEST(the_folder_goes))
