#include "handlers/sheet.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/array.h"

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

void sheet_add_escaped(struct sheet *sheet, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&':
            sheet_add(sheet, SLICE("&amp;"));
            break;
        case '<':
            sheet_add(sheet, SLICE("&lt;"));
            break;
        case '>':
            sheet_add(sheet, SLICE("&gt;"));
            break;
        case '"':
            sheet_add(sheet, SLICE("&quot;"));
            break;
        default:
            sheet_add(sheet, slice_part(text, i, i + 1));
        }
    }
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
