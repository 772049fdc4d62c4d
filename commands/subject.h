/* What the commands for a person share: a file or corpus article read in full, or its reply. */
#ifndef COPYDESK_COMMANDS_SUBJECT_H
#define COPYDESK_COMMANDS_SUBJECT_H

#include "commands/command.h"
#include "commands/screen.h"
#include "text/document.h"

/* An article on the arena it was read with. */
struct subject {
    struct slice name; /* the file, or the corpus id */
    uint32_t article;  /* in the corpus, or NO_ARTICLE */
    const struct generation *generation;
    struct slice text, published;
    struct document document;
    const struct analysis *analysis;
};

/* Takes --json and --color, checks the other arguments and starts everything. Returns an exit code.
 */
int subject_begin(struct startup *startup, const struct config_input *input, const char *command,
                  size_t most, struct screen *screen, bool *as_json);

/* Reads the article named by an argument: a file, "-", or a corpus id when there is no such file.
 * Returns an exit code, with the reason told. */
int subject_open(const struct startup *startup, struct arena *arena, const char *argument,
                 struct subject *out);

/* Prints the reply of a POST route to this source, and a line end. Returns the exit code of `call`.
 */
int subject_print_reply(const struct startup *startup, struct arena *arena, const char *route,
                        const struct subject *subject);

/* The same for two sources. */
int subject_print_diff_reply(const struct startup *startup, struct arena *arena,
                             const struct subject *left, const struct subject *right);

/* Runs `show` for each argument, each on an arena of its own; the last code that is not 0 counts.
 */
int subject_each(const struct startup *startup, const struct screen *screen, const char *json_route,
                 void (*show)(const struct screen *screen, const struct startup *startup,
                              struct arena *arena, const struct subject *subject));

/* Paint of a type's names. */
enum paint subject_paint(enum entity_type type);

#endif
