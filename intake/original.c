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

const char *const original_types[] = {
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "application/nitf+xml",
    "application/vnd.iptc.g2.newsitem+xml",
    "application/vnd.iptc.g2.newsmessage+xml",
    "application/feed+json",
    "application/vnd.iptc.ninjs+json",
    "application/json",
    "application/x-ndjson",
    "text/csv",
    "text/tab-separated-values",
    NULL,
};

/* Of each of them. */
static const enum intake_kind kinds[] = {
    INTAKE_PAGE, INTAKE_PAGE, INTAKE_TEXT,  INTAKE_XML, INTAKE_XML, INTAKE_XML,
    INTAKE_XML,  INTAKE_XML,  INTAKE_XML,   INTAKE_XML, INTAKE_XML, INTAKE_JSON,
    INTAKE_JSON, INTAKE_JSON, INTAKE_LINES, INTAKE_CSV, INTAKE_TSV,
};

_Static_assert(sizeof kinds / sizeof *kinds + 1 == sizeof original_types / sizeof *original_types,
               "each media type has a kind");

bool original_kind(struct slice media, enum intake_kind *kind)
{
    media = slice_trim(slice_part(media, 0, slice_find(media, ';', 0)));
    for (size_t i = 0; original_types[i]; i++)
        if (media.len == strlen(original_types[i]) &&
            strncasecmp(media.ptr, original_types[i], media.len) == 0) {
            *kind = kinds[i];
            return true;
        }
    return false;
}

/* Sites that send their feeds as text/html are many. */
static bool is_feed(struct slice bytes)
{
    static const struct slice roots[] = {SLICE_INIT("<rss"), SLICE_INIT("<feed"),
                                         SLICE_INIT("<rdf:RDF")};
    struct slice head = slice_trim(slice_part(file_skip_mark(bytes), 0, 1024));

    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (slice_starts(head, roots[i]) ||
            (slice_starts(head, SLICE("<?xml")) &&
             memmem(head.ptr, head.len, roots[i].ptr, roots[i].len)))
            return true;
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
        delivery->id = id;
        return json_read_file(file_skip_mark(original->bytes), delivery);
    case INTAKE_XML:
        return read_xml(arena, original, delivery);
    case INTAKE_PAGE:
        return is_feed(original->bytes) ? read_xml(arena, original, delivery)
                                        : read_page(arena, original, delivery);
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

/* -- one article --------------------------------------------------------------------------------
 */

struct one {
    struct arena *arena;
    struct original_article *out;
};

static bool take_one(void *context, struct intake_place place, const struct article *article)
{
    static const size_t members[] = {
        offsetof(struct article, id),       offsetof(struct article, title),
        offsetof(struct article, text),     offsetof(struct article, source),
        offsetof(struct article, byline),   offsetof(struct article, published),
        offsetof(struct article, modified), offsetof(struct article, url),
        offsetof(struct article, language),
    };
    struct one *one = context;
    struct article copy = {.id = {NULL, 0}};

    (void)place;
    one->out->count++;
    if (one->out->is_fit)
        return true;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct slice value;
        memcpy(&value, (const char *)article + members[i], sizeof value);
        if (value.ptr && arena_copy(one->arena, value, &value))
            return false;
        memcpy((char *)&copy + members[i], &value, sizeof value);
    }
    one->out->article = copy;
    one->out->is_fit = true;
    return true;
}

static void refuse_one(void *context, struct intake_place place, struct slice why)
{
    struct one *one = context;

    (void)place;
    one->out->count++;
    if (!one->out->why.ptr) /* without memory the words are dropped, not the refusal */
        (void)!arena_copy(one->arena, why, &one->out->why);
}

enum error original_read_one(struct arena *arena, const struct original *original,
                             struct original_article *out)
{
    struct original_article found = {.count = 0};
    struct one one = {arena, &found};
    const struct intake_sink sink = {.take = take_one, .refuse = refuse_one, .context = &one};
    struct delivery delivery = {.sink = &sink, .is_nameless = true};
    enum error error = original_read(arena, original, &delivery);

    /* what is not parsed is refused before it is a delivery */
    found.is_broken = original->kind == INTAKE_JSON && found.count == 1 && delivery.number == 0;
    if (!error)
        *out = found;
    return error;
}
