/* The subcommands of the program, one file each, and their exit codes. */
#ifndef COPYDESK_COMMANDS_COMMAND_H
#define COPYDESK_COMMANDS_COMMAND_H

#include "commands/startup.h"

enum exit_code {
    EXIT_OK = 0,
    EXIT_FAULT = 1,   /* could not start: configuration, models, corpus, a file */
    EXIT_USAGE = 2,   /* the command line makes no sense */
    EXIT_PARTIAL = 3, /* batch: some lines failed */
    EXIT_CLIENT = 4,  /* call: a 4xx reply */
    EXIT_SERVER = 5   /* call: a 5xx reply */
};

struct command {
    const char *name;
    const char *usage;          /* what stands behind the name */
    const char *summary;        /* one line */
    const char *help;           /* the rest of its --help, may be empty */
    const char *const *options; /* those its --help shows, NULL-terminated; NULL: all */
    int (*run)(const struct config_input *input);
};

extern const struct command commands[];
extern const size_t command_count;

int command_serve(const struct config_input *input);
int command_call(const struct config_input *input);
int command_batch(const struct config_input *input);
int command_health(const struct config_input *input);
int command_entities(const struct config_input *input);
int command_quotes(const struct config_input *input);
int command_diff(const struct config_input *input);
int command_related(const struct config_input *input);

/* Writes one line "copydesk: …" on standard error and returns `code`. */
int command_fail(int code, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
