/* What the commands for a person share: a file or corpus article read in full, or its reply. */
#ifndef COPYDESK_COMMANDS_SUBJECT_H
#define COPYDESK_COMMANDS_SUBJECT_H

#include "commands/asked.h"
#include "commands/command.h"
#include "forms/screen.h"
#include "text/document.h"

/* An article on the arena it was read with. */
struct subject {
    struct slice name; /* the file, or the corpus id */
    uint32_t article;  /* in the corpus, or NO_ARTICLE */
    const struct generation *generation;
    struct slice sent, text; /* as it came, as it is read: spans are of the latter */
    struct slice published;
    struct document document;
    const struct analysis *analysis; /* NULL until subject_analyse */
};

/* What the four commands work with. */
struct session {
    struct startup startup;
    struct screen screen;
    struct asked asked;
};

/* Takes --color and what may be asked, checks that there are `least` to `most` other arguments and
 * starts everything. Returns an exit code; session_end is called whatever it is. */
int session_begin(struct session *session, const struct config_input *input, const char *command,
                  size_t least, size_t most);
void session_end(struct session *session);

/* Reads the article named by an argument, without its names and quotes: a file, "-", or a corpus id
 * when there is no such file.
 * Returns an exit code, with the reason told. */
int subject_open(const struct session *session, struct arena *arena, const char *argument,
                 struct subject *out);

/* Reads the names and quotes of a subject. Returns an exit code, with the reason told. */
int subject_analyse(const struct session *session, struct arena *arena, struct subject *subject);

/* Prints the reply of POST /v1/diff to these, and a line end: two sides, or more versions. Returns
 * the exit code of `call`. */
int subject_print_diff_reply(const struct session *session, struct arena *arena,
                             const struct subject *subjects, size_t count);

/* Runs `show`, or prints the reply of the POST route with --json, for each argument, each on an
 * arena of its own; the last code that is not 0 counts. */
int subject_each(const struct session *session, const char *route,
                 int (*show)(const struct session *session, struct arena *arena,
                             const struct subject *subject));

/* Paint of a type's names. */
enum paint subject_paint(enum entity_type type);

#endif
