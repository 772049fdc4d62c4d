/* The real program as a child process: started, spoken to, stopped. */
#ifndef COPYDESK_TESTS_HTTP_PROGRAM_H
#define COPYDESK_TESTS_HTTP_PROGRAM_H

#include <sys/types.h>

#include "base/slice.h"

/* A running `copydesk serve`. */
struct service {
    pid_t pid;
    int output, errors; /* read ends of its standard output and error */
    char url[256];      /* from its "listening on" line */
    unsigned port;
};

/* Starts `serve --port 0` with further arguments (NULL-terminated) and waits for its line; a
 * service that ends before has an empty url. */
void service_start(struct service *service, const char *const *arguments);

/* Sends the signal, waits for the end; the exit code, or -1 when a signal killed it. */
int service_stop(struct service *service, int signal_number);

/* What the service has written on standard error until its end; call after service_stop. The caller
 * frees it. */
char *service_errors(struct service *service);

/* Runs the program to its end with this input; `*output` (the caller frees it) and its length are
 * what it wrote on standard output. Returns the exit code. */
int program_run(const char *const *arguments, struct slice input, char **output, size_t *len);

#endif
