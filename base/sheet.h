/* A sheet of text put together piece by piece on an arena: metrics, the page at /, the problems. */
#ifndef COPYDESK_BASE_SHEET_H
#define COPYDESK_BASE_SHEET_H

#include "base/arena.h"

/* Zero-initialised but for the arena. After a failure nothing more is added; sheet_finish tells. */
struct sheet {
    struct arena *arena;
    char *at;
    size_t count, capacity;
    bool failed;
};

void sheet_add(struct sheet *sheet, struct slice text);

/* With & < > " as character references and control characters as U+FFFD, so that it may stand in
 * HTML. */
void sheet_add_escaped(struct sheet *sheet, struct slice text);

/* printf of at most 511 bytes: for numbers and words of our own. */
void sheet_print(struct sheet *sheet, const char *format, ...) PRINTF_LIKE(2, 3);

/* The text so far. Fails: ERROR_NO_MEMORY when any piece found no room. */
NODISCARD enum error sheet_finish(const struct sheet *sheet, struct slice *out);

#endif
