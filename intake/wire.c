#include "intake/wire.h"

#include <strings.h>

#include "intake/html/page.h"
#include "intake/markup.h"
#include "intake/moment.h"

/* Elements of NITF as HTML; what is no text of the story is left out. */
static const struct xml_rendering nitf_elements[] = {
    {"media", NULL},
    {"media-caption", NULL},
    {"media-producer", NULL},
    {"body.head", NULL},
    {"body.end", NULL},
    {"nitf-table-metadata", NULL},
    {"hl2", "h2"},
    {"hl1", "h2"},
    {"bq", "blockquote"},
    {"block", "div"},
    {"note", "p"},
    {"credit", "p"},
    {"body.content", "div"},
    {"fn", NULL},
    {NULL, NULL},
};

/* XHTML in a wire: captions are no text there either. */
static const struct xml_rendering xhtml_elements[] = {
    {"figure", NULL}, {"figcaption", NULL}, {"head", NULL}, {NULL, NULL}};

static bool is_root(const struct xml_tree *tree, const char *name)
{
    const struct xml_node *root = &tree->at[xml_root(tree)];

    return root->name.ptr && root->name.len == strlen(name) &&
           strncasecmp(root->name.ptr, name, root->name.len) == 0;
}

bool wire_is_nitf(const struct xml_tree *tree)
{
    return is_root(tree, "nitf");
}

bool wire_is_newsml(const struct xml_tree *tree)
{
    return is_root(tree, "newsItem") || is_root(tree, "newsMessage");
}

/* The text of an element on one line; nothing is written for node 0. */
static enum error read_line(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                            struct slice *out)
{
    struct slice text, line;
    enum error error;

    if (!node || out->ptr)
        return ERROR_OK;
    error = xml_text(arena, tree, node, &text);
    if (!error)
        error = markup_line(arena, text, &line);
    if (!error && line.len)
        *out = line;
    return error;
}

static enum error read_byline(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                              struct slice *out)
{
    struct slice line = {NULL, 0};
    enum error error = read_line(arena, tree, node, &line);

    return error || !line.ptr || out->ptr ? error : markup_byline(arena, line, out);
}

/* A date that an attribute tells, or the element's text where `attribute` is NULL. */
static enum error read_date(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                            const char *attribute, struct slice *out)
{
    struct slice text = {NULL, 0};
    enum error error;

    if (!node || out->ptr)
        return ERROR_OK;
    error = attribute ? xml_attribute(arena, tree, node, attribute, &text)
                      : xml_text(arena, tree, node, &text);
    return error || !text.ptr ? error : moment_read(arena, text, out);
}

static enum error read_attribute(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                                 const char *name, struct slice *out)
{
    return !node || out->ptr ? ERROR_OK : xml_attribute(arena, tree, node, name, out);
}

static enum error read_html(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                            const struct xml_rendering *elements, struct slice *out)
{
    struct slice html;
    enum error error = xml_html(arena, tree, node, elements, &html);

    return error ? error : page_read_fragment(arena, html, out);
}

/* -- NITF ---------------------------------------------------------------------------------------
 */

/* What the element nitf tells, where `out` does not know it yet. */
static enum error read_nitf(struct arena *arena, const struct xml_tree *tree, uint32_t nitf,
                            struct article *out)
{
    uint32_t head = xml_below(tree, nitf, "body.head");
    uint32_t content = xml_below(tree, nitf, "body.content");
    uint32_t published = xml_below(tree, nitf, "pubdata");
    uint32_t revised = xml_below(tree, nitf, "revision-history");
    enum error error =
        read_attribute(arena, tree, xml_below(tree, nitf, "doc-id"), "id-string", &out->id);

    if (!error)
        error = read_line(arena, tree, head ? xml_below(tree, head, "hl1") : 0, &out->title);
    if (!error)
        error = read_line(arena, tree, xml_below(tree, nitf, "title"), &out->title);
    if (!error)
        error = read_byline(arena, tree, head ? xml_below(tree, head, "byline") : 0, &out->byline);
    if (!error)
        error =
            read_date(arena, tree, xml_below(tree, nitf, "date.issue"), "norm", &out->published);
    if (!error)
        error = read_date(arena, tree, published, "date.publication", &out->published);
    if (!error)
        error =
            read_date(arena, tree, xml_below(tree, nitf, "story.date"), "norm", &out->published);
    if (!error)
        error = read_date(arena, tree, revised, "norm", &out->modified);
    if (!error)
        error = read_attribute(arena, tree, published, "name", &out->source);
    if (!error)
        error = read_attribute(arena, tree, published, "ex-ref", &out->url);
    if (!error)
        error =
            read_line(arena, tree, head ? xml_below(tree, head, "distributor") : 0, &out->source);
    if (!error)
        error = read_attribute(arena, tree, nitf, "xml:lang", &out->language);
    if (!error && content && !out->text.ptr)
        error = read_html(arena, tree, content, nitf_elements, &out->text);
    return error;
}

enum error wire_read_nitf(struct arena *arena, const struct xml_tree *tree,
                          struct delivery *delivery)
{
    struct article article = {0};
    enum error error = read_nitf(arena, tree, xml_root(tree), &article);

    if (!delivery_is_fit(article.id))
        article.id = (struct slice){NULL, 0};
    return error ? error : delivery_make(arena, delivery, &article);
}

/* -- NewsML-G2 ----------------------------------------------------------------------------------
 */

/* "literal" or "ninat:text": what an item is by its class, without the scheme. */
static enum error item_is_text(struct arena *arena, const struct xml_tree *tree, uint32_t item,
                               bool *out)
{
    struct slice class = {NULL, 0};
    uint32_t node = xml_below(tree, item, "itemClass");
    enum error error = read_attribute(arena, tree, node, "qcode", &class);

    *out =
        !class.ptr || slice_ends(class, SLICE(":text")) || slice_ends(class, SLICE(":composite"));
    return error;
}

/* The name within an element, or its `literal`. */
static enum error read_party(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                             struct slice *out)
{
    enum error error;

    if (!node)
        return ERROR_OK;
    error = read_line(arena, tree, xml_below(tree, node, "name"), out);
    return error ? error : read_attribute(arena, tree, node, "literal", out);
}

static enum error read_content(struct arena *arena, const struct xml_tree *tree, uint32_t item,
                               struct article *out)
{
    uint32_t content = xml_below(tree, item, "inlineXML"), nitf, html;
    struct slice type = {NULL, 0};
    enum error error;

    if (content) {
        nitf = xml_below(tree, content, "nitf");
        html = 0;
        for (uint32_t i = content + 1; !html && i < tree->at[content].end; i++)
            if (xml_is(tree, i, XML_XHTML, "body") || xml_is(tree, i, XML_PLAIN, "body"))
                html = i;
        return nitf ? read_nitf(arena, tree, nitf, out)
                    : read_html(arena, tree, html ? html : content, xhtml_elements, &out->text);
    }
    content = xml_below(tree, item, "inlineData");
    if (!content)
        return ERROR_OK;
    error = xml_attribute(arena, tree, content, "contenttype", &type);
    if (!error)
        error = xml_text(arena, tree, content, &out->text);
    return error || !slice_is(type, "text/html") ? error
                                                 : page_read_fragment(arena, out->text, &out->text);
}

static enum error read_item(struct arena *arena, const struct xml_tree *tree, uint32_t item,
                            struct article *out)
{
    uint32_t about = xml_below(tree, item, "contentMeta");
    enum error error = xml_attribute(arena, tree, item, "guid", &out->id);

    if (!error && about)
        error = read_line(arena, tree, xml_below(tree, about, "headline"), &out->title);
    if (!error && about)
        error = read_byline(arena, tree, xml_below(tree, about, "by"), &out->byline);
    if (!error && about)
        error = read_party(arena, tree, xml_below(tree, about, "creator"), &out->byline);
    if (!error)
        error =
            read_date(arena, tree, xml_below(tree, item, "firstCreated"), NULL, &out->published);
    if (!error)
        error =
            read_date(arena, tree, xml_below(tree, item, "contentCreated"), NULL, &out->published);
    if (!error)
        error =
            read_date(arena, tree, xml_below(tree, item, "versionCreated"), NULL, &out->modified);
    if (!error)
        error = read_party(arena, tree, xml_below(tree, item, "provider"), &out->source);
    if (!error && about)
        error =
            read_attribute(arena, tree, xml_below(tree, about, "language"), "tag", &out->language);
    if (!error)
        error = read_attribute(arena, tree, item, "xml:lang", &out->language);
    if (!error)
        error = read_content(arena, tree, item, out);
    if (!error && !out->published.ptr)
        out->published = out->modified;
    return error;
}

static enum error deliver_item(struct arena *arena, const struct xml_tree *tree, uint32_t item,
                               struct delivery *delivery)
{
    struct article article = {0};
    bool is_text;
    enum error error = item_is_text(arena, tree, item, &is_text);

    if (!error && !is_text) {
        delivery_refuse(delivery, "an item that is no text");
        return ERROR_OK;
    }
    if (!error)
        error = read_item(arena, tree, item, &article);
    if (!delivery_is_fit(article.id))
        article.id = (struct slice){NULL, 0};
    return error ? error : delivery_make(arena, delivery, &article);
}

enum error wire_read_newsml(struct arena *arena, const struct xml_tree *tree,
                            struct delivery *delivery)
{
    enum error error = ERROR_OK;

    delivery->is_list = is_root(tree, "newsMessage");
    for (uint32_t i = 1; !error && i < tree->count; i++) {
        struct arena *scratch;
        if (!xml_is(tree, i, XML_PLAIN, "newsItem"))
            continue;
        scratch = arena_open_within(arena);
        error = scratch ? deliver_item(scratch, tree, i, delivery) : ERROR_NO_MEMORY;
        arena_close(scratch);
        i = tree->at[i].end - 1;
    }
    if (!error && !delivery->number) {
        delivery->is_list = false;
        delivery_refuse(delivery, "a news message without an item of news");
    }
    return error;
}
