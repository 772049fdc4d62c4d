/* What a person reads on a terminal: colour where it is wanted, plain text elsewhere. */
#ifndef COPYDESK_COMMANDS_SCREEN_H
#define COPYDESK_COMMANDS_SCREEN_H

#include "base/slice.h"

enum paint {
    PAINT_PLAIN,
    PAINT_STRONG, /* headings, names */
    PAINT_FAINT,  /* what matters less */
    PAINT_PERSON,
    PAINT_ORGANIZATION,
    PAINT_LOCATION,
    PAINT_MISC,
    PAINT_FIGURE, /* dates, money, numbers */
    PAINT_INSERTED,
    PAINT_DELETED,
    PAINT_ALERT, /* what must not be overlooked */
    PAINT_COUNT
};

struct screen {
    bool has_colour;
};

/* when: "auto", "always", "never", or NULL for auto; auto asks standard output, TERM and NO_COLOR.
 * False when the word is none of these. */
bool screen_open(struct screen *screen, const char *when);

/* Writes text in a paint on standard output. Control characters of the text, which could drive the
 * terminal, are shown as U+FFFD. */
void screen_write(const struct screen *screen, enum paint paint, struct slice text);

/* screen_write in printf form, at most 1,000 bytes. */
void screen_print(const struct screen *screen, enum paint paint, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The text on one line: white space drawn together, cut with an ellipsis after `most` bytes. */
void screen_write_line(const struct screen *screen, enum paint paint, struct slice text,
                       size_t most);

#endif
