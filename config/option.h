/* The table of options at run time: one row of options.def each. Inside config/ only. */
#ifndef COPYDESK_CONFIG_OPTION_H
#define COPYDESK_CONFIG_OPTION_H

#include "config/config.h"

enum option_type { OPTION_IS_COUNT, OPTION_IS_FLAG, OPTION_IS_WORD, OPTION_IS_LIST };

struct option {
    const char *name;
    enum option_type type;
    size_t offset; /* in struct config */
    const char *fallback;
    int64_t min, max;
    const char *unit, *doc;
};

extern const struct option options[OPTION_COUNT];

/* Index of the option of this name, words joined by `joiner`; OPTION_COUNT when there is none. */
size_t option_find(struct slice name, char joiner);

/* The option whose name is nearest to a mistyped one, or NULL when none is near. */
const char *option_like(struct slice name);

#endif
