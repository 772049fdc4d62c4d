/* What every command does first: options, models, corpus; and gives back last. */
#ifndef COPYDESK_COMMANDS_STARTUP_H
#define COPYDESK_COMMANDS_STARTUP_H

#include "commands/fetching.h"
#include "handlers/desk.h"

struct startup {
    struct arena *arena; /* lives as long as the process */
    struct config config;
    struct config_rest rest;
    const struct models *models;
    struct corpus_settings settings;
    struct corpus *corpus; /* opened, not loaded */
    struct fetch_settings fetch;
    struct fetcher *fetcher;        /* NULL: the option fetch is off */
    struct intake_fetcher fetching; /* of the corpus */
    struct counters counters;
    struct arena_pool memory;
    atomic_bool draining;
    bool logs_json; /* refused articles as JSON log lines, not as words for a person */
    struct desk desk;
    struct problem problem;
};

/* Reads the options only. Returns an exit code; on failure it has told why on standard error, and
 * startup_close may be called all the same. */
int startup_read_options(struct startup *startup, const struct config_input *input);

/* Opens models and corpus by the options; the corpus is empty until startup_load. */
int startup_open(struct startup *startup);

/* Reads the corpus and, when asked, waits for all its names and quotes. */
int startup_load(struct startup *startup, bool waits_for_analysis);

/* All three, in order: for commands that answer and end. */
int startup_begin(struct startup *startup, const struct config_input *input);

void startup_close(struct startup *startup);

/* Takes `--name VALUE` or `--name=VALUE` out of the rest of the arguments; NULL when it is not
 * there (a lone `--name` at the end gives the empty string). */
const char *startup_take(struct config_rest *rest, const char *name);

/* Takes the flag `--name` out of the rest; false when it is not there. */
bool startup_take_flag(struct config_rest *rest, const char *name);

/* Fails with EXIT_USAGE when a flag is left in the rest, or when the number of other arguments is
 * not in [least, most]; drops a lone `--`. */
int startup_check_rest(struct config_rest *rest, const char *command, size_t least, size_t most);

/* A file's bytes onto the arena; "-" is standard input. Fails: ERROR_IO, ERROR_MEMORY_EXCEEDED
 * (more than `limit` bytes), ERROR_NO_MEMORY, with a sentence. */
NODISCARD enum error startup_read_file(struct arena *arena, const char *path, size_t limit,
                                       struct slice *out, struct problem *problem);

#endif
