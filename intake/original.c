#include "intake/original.h"

#include <stdio.h>
#include <strings.h>

#include "intake/csv.h"
#include "intake/feed.h"
#include "intake/files.h"
#include "intake/html/page.h"
#include "intake/json.h"
#include "intake/ndjson.h"
#include "intake/plain.h"
#include "intake/wire.h"
#include "text/utf8.h"

static const struct {
    const char *media;
    enum intake_kind kind;
} kinds[] = {
    {"text/html", INTAKE_PAGE},
    {"application/xhtml+xml", INTAKE_PAGE},
    {"text/plain", INTAKE_TEXT},
    {"application/rss+xml", INTAKE_XML},
    {"application/atom+xml", INTAKE_XML},
    {"application/rdf+xml", INTAKE_XML},
    {"application/xml", INTAKE_XML},
    {"text/xml", INTAKE_XML},
    {"application/nitf+xml", INTAKE_XML},
    {"application/vnd.iptc.g2.newsitem+xml", INTAKE_XML},
    {"application/vnd.iptc.g2.newsmessage+xml", INTAKE_XML},
    {"application/feed+json", INTAKE_JSON},
    {"application/vnd.iptc.ninjs+json", INTAKE_JSON},
    {"application/json", INTAKE_JSON},
    {"application/x-ndjson", INTAKE_LINES},
    {"text/csv", INTAKE_CSV},
    {"text/tab-separated-values", INTAKE_TSV},
};

bool original_kind(struct slice media, enum intake_kind *kind)
{
    media = slice_trim(slice_part(media, 0, slice_find(media, ';', 0)));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (media.len == strlen(kinds[i].media) &&
            strncasecmp(media.ptr, kinds[i].media, media.len) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static enum error read_page(struct arena *arena, const struct original *original,
                            struct delivery *delivery)
{
    const struct web_page page = {original->bytes, original->charset, original->url};
    struct article article;
    enum error error = page_read(arena, &page, &article);

    /* a page is called by the file or address that it came from, not by what it says of itself */
    if (!error && delivery_is_fit(delivery->id) && !delivery->is_list)
        article.id = delivery->id;
    return error ? error : delivery_make(arena, delivery, &article);
}

static enum error read_xml(struct arena *arena, const struct original *original,
                           struct delivery *delivery)
{
    struct xml_tree tree;
    uint32_t root;
    enum error error = xml_read(arena, original->bytes, original->charset, &tree);

    if (error)
        return error;
    root = xml_root(&tree);
    if (feed_is(&tree))
        return feed_read(arena, &tree, original->url, delivery);
    if (wire_is_nitf(&tree))
        return wire_read_nitf(arena, &tree, delivery);
    if (wire_is_newsml(&tree))
        return wire_read_newsml(arena, &tree, delivery);
    if (xml_is(&tree, root, XML_XHTML, "html"))
        return read_page(arena, original, delivery);
    delivery_refuse(delivery, !root ? "no XML"
                              : xml_is(&tree, root, XML_PLAIN, "html")
                                  ? "a page of HTML, where XML was said to be"
                                  : "XML of a kind that is not read: it is no feed, NITF nor "
                                    "NewsML-G2");
    return ERROR_OK;
}

enum error original_read(struct arena *arena, const struct original *original,
                         struct delivery *delivery)
{
    struct slice id = delivery->id;

    switch (original->kind) {
    case INTAKE_TEXT:
        return plain_read(arena, original->bytes, delivery);
    case INTAKE_LINES:
        return ndjson_read_block(original->bytes, delivery->place, delivery->sink);
    case INTAKE_JSON:
        if (utf8_valid_prefix(id) < id.len)
            id = (struct slice){NULL, 0};
        return json_read_file(file_skip_mark(original->bytes), delivery->place, id, delivery->sink);
    case INTAKE_XML:
        return read_xml(arena, original, delivery);
    case INTAKE_PAGE:
        return read_page(arena, original, delivery);
    case INTAKE_CSV:
    case INTAKE_TSV:
        return csv_read(arena, original, delivery);
    case INTAKE_WARC:
    case INTAKE_URLS:
    case INTAKE_ADDRESS:
        break;
    }
    delivery_refuse(delivery, "of a kind that is not read here");
    return ERROR_OK;
}
