/* An HTTP client for tests, over libcurl; and a raw one for what libcurl would not send. */
#ifndef COPYDESK_TESTS_HTTP_CLIENT_H
#define COPYDESK_TESTS_HTTP_CLIENT_H

#include "tests/http/program.h"

struct question {
    const char *method, *path;
    const char *body;           /* NULL: none */
    const char *const *headers; /* NULL-terminated "Name: value"; NULL: none */
    bool dribbles;              /* the body goes out one byte at a time, chunked */
};

struct answer {
    long status; /* 0: no answer */
    char *head;  /* all header lines */
    char *body;
    size_t body_len;
};

void client_ask(const struct service *service, const struct question *question,
                struct answer *answer);
void answer_free(struct answer *answer);

/* The value of a header of the answer, up to its line end; false when it is not there. */
bool answer_header(const struct answer *answer, const char *name, char *value, size_t size);

/* A connected socket; and all that comes back on one until it is closed (the caller frees it). */
int client_connect(const struct service *service);
char *client_read_all(int fd);

#endif
