#include "tests/http/client.h"

#include <arpa/inet.h>
#include <check.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

struct sink {
    char *bytes;
    size_t len;
};

static size_t take(char *bytes, size_t size, size_t count, void *user)
{
    struct sink *sink = user;
    size_t len = size * count;

    sink->bytes = realloc(sink->bytes, sink->len + len + 1);
    ck_assert_ptr_nonnull(sink->bytes);
    memcpy(sink->bytes + sink->len, bytes, len);
    sink->len += len;
    sink->bytes[sink->len] = '\0';
    return len;
}

static size_t dribble(char *bytes, size_t size, size_t count, void *user)
{
    const char **rest = user;

    if (size * count == 0 || **rest == '\0')
        return 0;
    *bytes = *(*rest)++;
    return 1;
}

static struct curl_slist *headers_of(const struct question *question)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");

    for (const char *const *h = question->headers; h && *h; h++)
        headers = curl_slist_append(headers, *h);
    ck_assert_ptr_nonnull(headers);
    return headers;
}

static void set_body(CURL *curl, const struct question *question, const char **rest)
{
    *rest = question->body;
    if (question->dribbles) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, dribble);
        curl_easy_setopt(curl, CURLOPT_READDATA, rest);
    } else if (question->body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, question->body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(question->body));
    }
}

void client_ask(const struct service *service, const struct question *question,
                struct answer *answer)
{
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = headers_of(question);
    struct sink head = {NULL, 0}, body = {NULL, 0};
    const char *rest;
    char url[4096];

    ck_assert_ptr_nonnull(curl);
    (void)snprintf(url, sizeof url, "%s%s", service->url, question->path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    set_body(curl, question, &rest);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, question->method);
    if (strcmp(question->method, "HEAD") == 0)
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &head);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    *answer = (struct answer){.status = 0};
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    answer->head = head.bytes;
    answer->body = body.bytes;
    answer->body_len = body.len;
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
}

void answer_free(struct answer *answer)
{
    free(answer->head);
    free(answer->body);
    *answer = (struct answer){.status = 0};
}

bool answer_header(const struct answer *answer, const char *name, char *value, size_t size)
{
    size_t len = strlen(name);

    for (const char *line = answer->head; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
            line += len + 1;
            line += strspn(line, " ");
            (void)snprintf(value, size, "%.*s", (int)strcspn(line, "\r\n"), line);
            return true;
        }
    }
    return false;
}

int client_connect(const struct service *service)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)service->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

char *client_read_all(int fd)
{
    char bytes[4096];
    struct sink sink = {calloc(1, 1), 0};
    ssize_t got;

    while ((got = recv(fd, bytes, sizeof bytes, 0)) > 0)
        (void)take(bytes, 1, (size_t)got, &sink);
    close(fd);
    return sink.bytes;
}
