/* What a person may ask of the commands beside the files: the routes' options by the same names. */
#ifndef COPYDESK_COMMANDS_ASKED_H
#define COPYDESK_COMMANDS_ASKED_H

#include "commands/startup.h"
#include "news/diff.h"

/* Flags as given; NULL where one was not. */
struct asked {
    bool as_json;
    const char *published;             /* of the texts: "Monday" is counted from it */
    const char *types;                 /* entities, quotes */
    bool coreference;                  /* entities */
    const char *level, *mode, *ignore; /* diff, and what follows */
    bool as_patch, as_html;
    const char *context, *layout;
};

/* Takes the flags that this command knows out of the rest; others stay, to be refused. */
void asked_take(struct config_rest *rest, const char *command, struct asked *out);

/* The flags as a query string for the command's route. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error asked_query(struct arena *arena, const struct asked *asked, struct slice *out);

/* --types as a bit set; without it all but scare quotes. Returns an exit code, with the names there
 * are told. */
int asked_entity_types(const struct asked *asked, uint32_t *out);
int asked_quote_types(const struct asked *asked, uint32_t *out);

/* --context: a number up to 1,000, `otherwise` where it was not given; and --layout. Return an exit
 * code. */
int asked_context(const struct asked *asked, uint32_t otherwise, uint32_t *out);
int asked_layout(const struct asked *asked, uint32_t *out);

/* --level, --mode and --ignore. Returns an exit code. */
int asked_diff_options(const struct asked *asked, struct diff_options *out);

#endif
