#include "base/log.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum {
    LINE_BYTES = 4096,
    TAIL_BYTES = 64, /* kept free for what closes a line that was cut */
};

struct line {
    char bytes[LINE_BYTES];
    size_t len;
};

static const char *const level_names[] = {
    [LOG_INFO] = "info",
    [LOG_WARNING] = "warning",
    [LOG_ERROR] = "error",
};

static bool line_add(struct line *line, const char *format, ...) PRINTF_LIKE(2, 3);

static bool line_add(struct line *line, const char *format, ...)
{
    size_t room = LINE_BYTES - TAIL_BYTES - line->len;
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(line->bytes + line->len, room, format, args);
    va_end(args);
    if (len < 0 || (size_t)len >= room)
        return false;
    line->len += (size_t)len;
    return true;
}

static void line_add_string(struct line *line, struct slice text)
{
    bool fits = line_add(line, "\"");

    for (size_t i = 0; fits && i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            fits = line_add(line, "\\%c", c);
        else if (c < 0x20 || c >= 0x7F)
            fits = line_add(line, "\\u%04x", c);
        else
            fits = line_add(line, "%c", c);
    }
    line->bytes[line->len++] = '"'; /* TAIL_BYTES keeps room for it */
}

static void line_add_field(struct line *line, const struct log_field *field)
{
    if (line->len >= LINE_BYTES - 2 * TAIL_BYTES || !line_add(line, ", \"%s\": ", field->name))
        return;
    if (field->text.ptr)
        line_add_string(line, field->text);
    else if (!isfinite(field->number) || !line_add(line, "%.15g", field->number))
        (void)line_add(line, "null");
}

void log_event(enum log_level level, const char *event, const struct log_field *fields,
               size_t count)
{
    struct line line = {.len = 0};
    struct timespec now;
    struct tm utc;
    char stamp[32];

    (void)clock_gettime(CLOCK_REALTIME, &now);
    (void)gmtime_r(&now.tv_sec, &utc);
    (void)strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
    (void)line_add(&line, "{\"time\": \"%s.%03ldZ\", \"level\": \"%s\", \"event\": \"%s\"", stamp,
                   now.tv_nsec / 1000000, level_names[level], event);
    for (size_t i = 0; i < count; i++)
        line_add_field(&line, &fields[i]);
    line.bytes[line.len++] = '}';
    line.bytes[line.len++] = '\n';
    if (write(STDERR_FILENO, line.bytes, line.len) < 0)
        return; /* nobody is left to tell */
}

void log_line(enum log_level level, const char *event, const char *format, ...)
{
    char message[LINE_BYTES / 2];
    va_list args;
    int len;
    struct log_field field = {.name = "message"};

    va_start(args, format);
    len = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (len < 0)
        return;
    field.text =
        (struct slice){message, (size_t)len < sizeof message ? (size_t)len : sizeof message - 1};
    log_event(level, event, &field, 1);
}
