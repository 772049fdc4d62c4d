#include "handlers/compat/pieces.h"

#include "base/sheet.h"
#include "intake/html/page.h"

enum error pieces_join(struct arena *arena, const struct slice *pieces, size_t count,
                       struct slice *out)
{
    struct sheet sheet = {.arena = arena};

    for (size_t i = 0; i < count; i++) {
        struct slice text;
        if (!pieces[i].len)
            continue;
        if (page_read_fragment(arena, pieces[i], &text))
            return ERROR_NO_MEMORY;
        if (text.len)
            sheet_add(&sheet, sheet.count ? SLICE("\n\n") : SLICE(""));
        sheet_add(&sheet, text);
    }
    if (sheet_finish(&sheet, out))
        return ERROR_NO_MEMORY;
    if (!out->ptr) /* an empty text is one, too */
        *out = SLICE("");
    return ERROR_OK;
}
