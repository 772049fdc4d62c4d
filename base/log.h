/* One line of JSON per event on standard error. Only server/, handlers/, commands/ and fetch/ log,
 * one event once, where it is decided. Never the text of an article. Thread-safe: a line is one
 * write, or is dropped and counted: a reader that has stopped, a full disk or a closed descriptor
 * holds up no thread. */
#ifndef COPYDESK_BASE_LOG_H
#define COPYDESK_BASE_LOG_H

#include "base/slice.h"

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

/* One member of a log line: a string when text.ptr is set, else the number. */
struct log_field {
    const char *name;
    struct slice text;
    double number;
};

/* For a service, before its threads start: also a pipe that others write to, or a terminal that
 * stands still, never blocks. */
void log_open(void);

/* Lines that standard error did not take. */
uint64_t log_dropped(void);

/* Writes {"time": RFC 3339 UTC, "level", "event": …, the fields…}; strings are escaped, bytes that
 * are not UTF-8 come as \u00XX. A line over 4,000 bytes is cut (still valid JSON). */
void log_event(enum log_level level, const char *event, const struct log_field *fields,
               size_t count);

/* log_event with one "message" member in printf form. */
void log_line(enum log_level level, const char *event, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
