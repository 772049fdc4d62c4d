/* What a person reads on a terminal: colour where it is wanted, plain text elsewhere. */
#ifndef COPYDESK_FORMS_SCREEN_H
#define COPYDESK_FORMS_SCREEN_H

#include "base/sheet.h"

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
    struct sheet *sheet; /* where it goes; NULL: standard output */
};

/* Writes words of our own as they are. */
void screen_put(const struct screen *screen, struct slice text);

/* Writes text in a paint. Control characters of the text, which could drive the
 * terminal, are shown as U+FFFD. */
void screen_write(const struct screen *screen, enum paint paint, struct slice text);

/* screen_write in printf form, at most 1,000 bytes. */
void screen_print(const struct screen *screen, enum paint paint, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The text on one line: white space drawn together, cut with an ellipsis after `most` bytes. */
void screen_write_line(const struct screen *screen, enum paint paint, struct slice text,
                       size_t most);

#endif
