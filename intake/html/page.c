#include "intake/html/page.h"

#include "intake/html/block.h"

enum error page_read_fragment(struct arena *arena, struct slice html, struct slice *text)
{
    struct html_tree tree;
    struct html_blocks blocks;
    enum error error = html_read(arena, html, &tree);

    if (!error)
        error = html_find_blocks(arena, &tree, &blocks);
    if (!error)
        error = html_join_blocks(arena, &blocks, NULL, text);
    return error;
}

enum error page_read(struct arena *arena, const struct web_page *page, struct article *out)
{
    *out = (struct article){.url = page->url};
    return page_read_fragment(arena, page->bytes, &out->text);
}
