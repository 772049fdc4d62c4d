#include "intake/html/reading.h"

#include "intake/html/encoding.h"
#include "intake/html/metadata.h"

enum error page_reading_open(struct arena *arena, const struct web_page *page,
                             struct page_reading *out)
{
    struct metadata metadata;
    struct slice html;
    enum error error = page_decode(arena, page->bytes, page->charset, &html);

    if (!error)
        error = html_read(arena, html, &out->tree);
    if (!error)
        error = html_find_blocks(arena, &out->tree, &out->blocks);
    if (!error)
        error = metadata_read(arena, &out->tree, &out->blocks, &metadata);
    if (error)
        return error;
    out->article = metadata.article;
    if (page->url.ptr)
        out->article.url = page->url;
    out->view = (struct html_view){
        .tree = &out->tree,
        .blocks = &out->blocks,
        .headline = metadata.article.title,
        .description = metadata.description,
        .linked_body = metadata.body,
    };
    return ERROR_OK;
}
