#include "base/log.h"

#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digits.h"

enum {
    LINE_BYTES = 4096,
    TAIL_BYTES = 64, /* kept free for what closes a line that was cut */
};

_Static_assert(LINE_BYTES <= PIPE_BUF, "a pipe that is writable takes a whole line");

struct line {
    char bytes[LINE_BYTES];
    size_t len;
};

/* Where lines go. Standard error is one for the whole process, and so is this. */
static struct {
    pthread_mutex_t lock; /* from looking whether there is room to writing there */
    int fd;
    bool is_socket;
    bool is_torn; /* the last line was written in part: the next one ends it first */
    atomic_uint_fast64_t dropped;
} sink = {.lock = PTHREAD_MUTEX_INITIALIZER, .fd = STDERR_FILENO};

void log_open(void)
{
    int flags = fcntl(STDERR_FILENO, F_GETFL);
    struct stat file;

    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || fstat(STDERR_FILENO, &file))
        return;
    sink.is_socket = S_ISSOCK(file.st_mode);
    if (S_ISFIFO(file.st_mode) || S_ISCHR(file.st_mode)) {
        int fd = open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (fd >= 0)
            sink.fd = fd;
    }
}

uint64_t log_dropped(void)
{
    return atomic_load(&sink.dropped);
}

/* Writes what fits at once, and never waits. A terminal's or pipe's own description is
 * non-blocking; where it could not be had (a pipe of another user's), only its other writers could
 * still fill the pipe between the look and the write. */
static ssize_t write_at_once(const char *bytes, size_t len)
{
    struct pollfd room = {.fd = sink.fd, .events = POLLOUT};

    if (sink.is_socket)
        return send(sink.fd, bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (poll(&room, 1, 0) != 1 || !(room.revents & POLLOUT))
        return -1;
    return write(sink.fd, bytes, len);
}

static void line_write(const struct line *line)
{
    ssize_t put = 0;

    (void)pthread_mutex_lock(&sink.lock);
    if (sink.is_torn && write_at_once("\n", 1) == 1)
        sink.is_torn = false;
    if (!sink.is_torn)
        put = write_at_once(line->bytes, line->len);
    if (put > 0 && (size_t)put < line->len)
        sink.is_torn = true;
    if (put < 0 || (size_t)put < line->len)
        atomic_fetch_add(&sink.dropped, 1);
    (void)pthread_mutex_unlock(&sink.lock);
}

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

static bool line_put(struct line *line, const char *bytes, size_t len)
{
    if (len >= LINE_BYTES - TAIL_BYTES - line->len)
        return false;
    memcpy(line->bytes + line->len, bytes, len);
    line->len += len;
    return true;
}

static bool is_plain(char byte)
{
    unsigned char c = (unsigned char)byte;

    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

static void line_add_string(struct line *line, struct slice text)
{
    bool fits = line_put(line, "\"", 1);

    for (size_t i = 0, from = 0; fits && i < text.len; from = i) {
        while (i < text.len && is_plain(text.ptr[i]))
            i++;
        fits = line_put(line, text.ptr + from, i - from);
        if (fits && i < text.len) {
            unsigned char c = (unsigned char)text.ptr[i++];
            fits = line_add(line, c == '"' || c == '\\' ? "\\%c" : "\\u%04x", c);
        }
    }
    line->bytes[line->len++] = '"'; /* TAIL_BYTES keeps room for it */
}

static void line_add_whole(struct line *line, uint64_t number)
{
    char digits[DIGITS_MAX];
    size_t count = digits_write(digits + sizeof digits, number);

    (void)line_put(line, digits + sizeof digits - count, count);
}

static void line_add_field(struct line *line, const struct log_field *field)
{
    const double whole = 1e15; /* from here on digits would be lost */

    if (line->len >= LINE_BYTES - 2 * TAIL_BYTES || !line_put(line, ", \"", 3) ||
        !line_put(line, field->name, strlen(field->name)) || !line_put(line, "\": ", 3))
        return;
    if (field->text.ptr)
        line_add_string(line, field->text);
    else if (field->number >= 0 && field->number < whole && floor(field->number) == field->number)
        line_add_whole(line, (uint64_t)field->number);
    else if (!isfinite(field->number) || !line_add(line, "%.15g", field->number))
        (void)line_add(line, "null");
}

void log_event(enum log_level level, const char *event, const struct log_field *fields,
               size_t count)
{
    struct line line;
    struct timespec now;
    struct tm utc;
    char stamp[32];

    line.len = 0; /* the bytes behind need not be set */
    (void)clock_gettime(CLOCK_REALTIME, &now);
    (void)gmtime_r(&now.tv_sec, &utc);
    (void)strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
    (void)line_add(&line, "{\"time\": \"%s.%03ldZ\", \"level\": \"%s\", \"event\": \"%s\"", stamp,
                   now.tv_nsec / 1000000, level_names[level], event);
    for (size_t i = 0; i < count; i++)
        line_add_field(&line, &fields[i]);
    line.bytes[line.len++] = '}';
    line.bytes[line.len++] = '\n';
    line_write(&line);
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
