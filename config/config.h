/* Options in force, and where each came from: default, then file, then environment, then flags.
 *
 * options.def is the only list. A later origin replaces an earlier one; within one origin the paths
 * and origins of a LIST add up. */
#ifndef COPYDESK_CONFIG_CONFIG_H
#define COPYDESK_CONFIG_CONFIG_H

#include <stdio.h>

#include "base/arena.h"

struct config_list {
    const char *const *at;
    size_t count;
};

enum config_origin { ORIGIN_DEFAULT, ORIGIN_FILE, ORIGIN_ENVIRONMENT, ORIGIN_FLAG };

enum {

#define OPTION(name, type, fallback, min, max, unit, doc) OPTION_##name,
#include "config/options.def"
#undef OPTION
    OPTION_COUNT
};

#define CONFIG_COUNT int64_t
#define CONFIG_FLAG  bool
#define CONFIG_WORD  const char *
#define CONFIG_LIST  struct config_list

struct config {
#define OPTION(name, type, fallback, min, max, unit, doc) CONFIG_##type name;
#include "config/options.def"
#undef OPTION
    enum config_origin origins[OPTION_COUNT];
    const char *file; /* the file that was read, or NULL */
};

/* Arguments that are no options of the table, in their order; the caller judges them. */
struct config_rest {
    const char **at;
    size_t count, capacity;
};

/* What a process was started with; borrowed. */
struct config_input {
    int argument_count;
    const char *const *arguments;   /* those behind the subcommand */
    const char *const *environment; /* NULL-terminated, or NULL */
};

/* Reads all four origins. Flags are `--name value`, `--name=value`, `--flag`, `--no-flag`, and
 * `--config FILE` (else COPYDESK_CONFIG) for the file; what stands behind a lone `--` goes to
 * `rest` unread. Strings are on the arena or in the input. Fails: ERROR_BAD_CONFIG with one
 * sentence naming origin, option and bounds; ERROR_NO_MEMORY. */
NODISCARD enum error config_load(struct arena *arena, const struct config_input *input,
                                 struct config *out, struct config_rest *rest,
                                 struct problem *problem);

/* One line an option: `name = value    # origin`. */
void config_print(const struct config *config, FILE *stream);

/* The options part of --help: flag, default, what it does; of those named (NULL-terminated), or of
 * all when `only` is NULL. */
void config_print_help(const char *const *only, FILE *stream);

/* docs/config.md and config/copydesk.conf, made from the table. */
void config_print_doc(FILE *stream);
void config_print_sample(FILE *stream);

#endif
