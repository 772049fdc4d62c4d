#include "base/sheet.h"

#include <assert.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/array.h"

#define NOT_SHOWN "\xEF\xBF\xBD" /* U+FFFD, for control characters, which HTML does not hold */

void sheet_add(struct sheet *sheet, struct slice text)
{
    if (sheet->failed || text.len == 0)
        return;
    if (!array_reserve(sheet->arena, sheet, text.len)) {
        sheet->failed = true;
        return;
    }
    memcpy(sheet->at + sheet->count, text.ptr, text.len);
    sheet->count += text.len;
}

static bool is_control(unsigned char c)
{
    return c == 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
}

void sheet_add_escaped(struct sheet *sheet, struct slice text)
{
    static const struct slice references[UCHAR_MAX + 1] = {['&'] = SLICE_INIT("&amp;"),
                                                           ['<'] = SLICE_INIT("&lt;"),
                                                           ['>'] = SLICE_INIT("&gt;"),
                                                           ['"'] = SLICE_INIT("&quot;")};
    size_t begin = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        struct slice reference = is_control(c) ? SLICE(NOT_SHOWN) : references[c];

        if (!reference.len)
            continue;
        sheet_add(sheet, slice_part(text, begin, i));
        sheet_add(sheet, reference);
        begin = i + 1;
    }
    sheet_add(sheet, slice_part(text, begin, text.len));
}

void sheet_print(struct sheet *sheet, const char *format, ...)
{
    char words[512];
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(words, sizeof words, format, args);
    va_end(args);
    assert(len >= 0 && (size_t)len < sizeof words);
    sheet_add(sheet, (struct slice){words, (size_t)len});
}

enum error sheet_finish(const struct sheet *sheet, struct slice *out)
{
    if (sheet->failed)
        return ERROR_NO_MEMORY;
    *out = (struct slice){sheet->at, sheet->count};
    return ERROR_OK;
}
