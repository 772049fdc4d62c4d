#include "forms/screen.h"

#include <stdarg.h>

enum { PRINT_BYTES = 1000 };

static const char *const paints[PAINT_COUNT] = {
    [PAINT_PLAIN] = "",
    [PAINT_STRONG] = "\033[1m",
    [PAINT_FAINT] = "\033[2m",
    [PAINT_PERSON] = "\033[1;36m",
    [PAINT_ORGANIZATION] = "\033[1;35m",
    [PAINT_LOCATION] = "\033[1;32m",
    [PAINT_MISC] = "\033[1;33m",
    [PAINT_FIGURE] = "\033[1;34m",
    [PAINT_INSERTED] = "\033[32m",
    [PAINT_DELETED] = "\033[9;31m",
    [PAINT_ALERT] = "\033[1;31m",
};

#define END_OF_PAINT "\033[0m"

/* C0 controls but tab and line end, DEL, and C1 controls (U+0080 to U+009F in UTF-8). */
static size_t control_length(struct slice text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];

    if (c == 0x7F || (c < 0x20 && c != '\t' && c != '\n'))
        return 1;
    if (c == 0xC2 && at + 1 < text.len && (unsigned char)text.ptr[at + 1] < 0xA0)
        return 2;
    return 0;
}

void screen_put(const struct screen *screen, struct slice text)
{
    if (screen->sheet)
        sheet_add(screen->sheet, text);
    else if (text.len)
        (void)fwrite(text.ptr, 1, text.len, stdout);
}

static void put_safely(const struct screen *screen, struct slice text)
{
    size_t begin = 0;

    for (size_t at = 0; at < text.len;) {
        size_t control = control_length(text, at);
        if (control == 0) {
            at++;
            continue;
        }
        screen_put(screen, slice_part(text, begin, at));
        screen_put(screen, SLICE("\xEF\xBF\xBD"));
        at += control;
        begin = at;
    }
    screen_put(screen, slice_part(text, begin, text.len));
}

static void begin_paint(const struct screen *screen, enum paint paint)
{
    if (screen->has_colour)
        screen_put(screen, slice_of(paints[paint]));
}

static void end_paint(const struct screen *screen, enum paint paint)
{
    if (screen->has_colour && paint != PAINT_PLAIN)
        screen_put(screen, SLICE(END_OF_PAINT));
}

void screen_write(const struct screen *screen, enum paint paint, struct slice text)
{
    if (text.len == 0)
        return;
    begin_paint(screen, paint);
    put_safely(screen, text);
    end_paint(screen, paint);
}

void screen_print(const struct screen *screen, enum paint paint, const char *format, ...)
{
    char words[PRINT_BYTES];
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(words, sizeof words, format, args);
    va_end(args);
    if (len > 0)
        screen_write(
            screen, paint,
            (struct slice){words, (size_t)len < sizeof words ? (size_t)len : sizeof words - 1});
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void screen_write_line(const struct screen *screen, enum paint paint, struct slice text,
                       size_t most)
{
    bool is_cut = text.len > most;

    if (is_cut) {
        text.len = most;
        while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
            text.len--;
    }
    text = slice_trim(text);
    begin_paint(screen, paint);
    while (text.len) {
        size_t word = 0, gap;
        while (word < text.len && !is_blank(text.ptr[word]))
            word++;
        for (gap = word; gap < text.len && is_blank(text.ptr[gap]);)
            gap++;
        put_safely(screen, slice_part(text, 0, word));
        if (gap < text.len)
            screen_put(screen, SLICE(" "));
        text = slice_part(text, gap, text.len);
    }
    if (is_cut)
        screen_put(screen, SLICE("…"));
    end_paint(screen, paint);
}
