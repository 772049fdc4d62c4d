#include "intake/html/page.h"

#include "base/arena.h"

enum error page_read(struct arena *arena, const struct web_page *page, struct article *out)
{
    *out = (struct article){.url = page->url};
    return page_read_fragment(arena, page->bytes, &out->text);
}

enum error page_read_fragment(struct arena *arena, struct slice html, struct slice *text)
{
    return arena_copy(arena, html, text);
}
