#include "intake/feed.h"

#include <strings.h>

#include "base/array.h"
#include "intake/feed_text.h"
#include "intake/markup.h"
#include "intake/moment.h"
#include "intake/url.h"

/* What an element tells of an article. */
enum fact {
    FACT_TITLE,
    FACT_OTHER_TITLE, /* where there is no title of the feed's own */
    FACT_ID,
    FACT_LINK,
    FACT_BODY,
    FACT_SUMMARY,
    FACT_OTHER_SUMMARY,
    FACT_AUTHOR,
    FACT_PUBLISHED,
    FACT_CREATED, /* where it does not say when it was published */
    FACT_MODIFIED,
    FACT_LANGUAGE,
    FACT_SOURCE,
    FACT_COUNT
};

static const struct {
    enum xml_space space;
    const char *name;
    enum fact fact;
} elements[] = {
    {XML_PLAIN, "title", FACT_TITLE},
    {XML_DC, "title", FACT_OTHER_TITLE},
    {XML_MEDIA, "title", FACT_OTHER_TITLE},
    {XML_ITUNES, "title", FACT_OTHER_TITLE},
    {XML_PLAIN, "guid", FACT_ID},
    {XML_PLAIN, "id", FACT_ID},
    {XML_PLAIN, "link", FACT_LINK},
    {XML_PLAIN, "content", FACT_BODY},
    {XML_CONTENT, "encoded", FACT_BODY},
    {XML_PLAIN, "body", FACT_BODY},
    {XML_XHTML, "body", FACT_BODY},
    {XML_XHTML, "div", FACT_BODY},
    {XML_PLAIN, "fullitem", FACT_BODY},
    {XML_PLAIN, "description", FACT_SUMMARY},
    {XML_PLAIN, "summary", FACT_SUMMARY},
    {XML_PLAIN, "abstract", FACT_SUMMARY},
    {XML_DC, "description", FACT_OTHER_SUMMARY},
    {XML_ITUNES, "summary", FACT_OTHER_SUMMARY},
    {XML_PLAIN, "author", FACT_AUTHOR},
    {XML_DC, "creator", FACT_AUTHOR},
    {XML_DC, "author", FACT_AUTHOR},
    {XML_ITUNES, "author", FACT_AUTHOR},
    {XML_PLAIN, "pubDate", FACT_PUBLISHED},
    {XML_PLAIN, "published", FACT_PUBLISHED},
    {XML_PLAIN, "issued", FACT_PUBLISHED},
    {XML_DC, "issued", FACT_PUBLISHED},
    {XML_DC, "date", FACT_PUBLISHED},
    {XML_PLAIN, "created", FACT_CREATED},
    {XML_DC, "created", FACT_CREATED},
    {XML_PLAIN, "updated", FACT_MODIFIED},
    {XML_PLAIN, "modified", FACT_MODIFIED},
    {XML_DC, "modified", FACT_MODIFIED},
    {XML_PLAIN, "language", FACT_LANGUAGE},
    {XML_DC, "language", FACT_LANGUAGE},
    {XML_PLAIN, "source", FACT_SOURCE},
};

/* What xml:base and xml:lang are within an element. */
struct around {
    uint32_t end;
    struct slice base, language;
};

struct feed {
    struct arena *arena;
    const struct xml_tree *tree;
    struct slice url;
    struct slice title, language, byline;
    struct around around[XML_DEPTH_MAX]; /* the elements around the next item */
    uint32_t depth;
    uint32_t outside; /* the last node that is not of the item */
};

/* What the elements of an item, or of a feed, tell. */
struct told {
    struct slice at[FACT_COUNT];
    struct slice about; /* the item's own address as its id */
    bool link_is_set, id_is_link;
};

static bool is_named(const struct xml_node *node, const char *name)
{
    return node->name.ptr && node->name.len == strlen(name) &&
           strncasecmp(node->name.ptr, name, node->name.len) == 0;
}

/* Items are found by their name wherever they stand: RDF has them beside the channel. */
static bool is_item(const struct xml_node *node)
{
    return node->space == XML_PLAIN && (is_named(node, "item") || is_named(node, "entry"));
}

bool feed_is(const struct xml_tree *tree)
{
    static const char *const roots[] = {"rss", "feed", "channel", "entry", "rdf"};
    const struct xml_node *root = &tree->at[xml_root(tree)];

    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (is_named(root, roots[i]))
            return root->space == XML_PLAIN || root->space == XML_RDF;
    return false;
}

/* -- addresses and languages --------------------------------------------------------------------
 */

/* Within an element that has ended are no more items; those that are open bound the stack. */
static void leave(struct feed *feed, uint32_t node)
{
    while (feed->depth && feed->around[feed->depth - 1].end <= node)
        feed->depth--;
}

/* What xml:base and xml:lang are around the next item. */
static struct around around_of(const struct feed *feed)
{
    return feed->depth ? feed->around[feed->depth - 1]
                       : (struct around){.base = feed->url, .language = {NULL, 0}};
}

/* Goes into an element that holds items; its attributes are looked at this once. */
static enum error enter(struct feed *feed, uint32_t node)
{
    struct around around = around_of(feed);
    struct slice base, language;
    enum error error = xml_attribute(feed->arena, feed->tree, node, "xml:base", &base);

    if (!error)
        error = xml_attribute(feed->arena, feed->tree, node, "xml:lang", &language);
    if (!error && base.ptr)
        error = url_resolve(feed->arena, around.base, base, &around.base);
    if (error)
        return error;
    around.language = language.ptr ? language : around.language;
    around.end = feed->tree->at[node].end;
    feed->around[feed->depth++] = around;
    return ERROR_OK;
}

/* The base of what stands in a node of an item: the xml:base of all around it. */
static enum error find_base(const struct feed *feed, struct arena *arena, uint32_t node,
                            struct slice *out)
{
    uint32_t within[XML_DEPTH_MAX + 1], depth = 0;
    enum error error = ERROR_OK;

    for (uint32_t i = node; i > feed->outside; i = feed->tree->at[i].parent)
        within[depth++] = i;
    *out = around_of(feed).base;
    while (!error && depth) {
        struct slice base;
        error = xml_attribute(arena, feed->tree, within[--depth], "xml:base", &base);
        if (!error && base.ptr)
            error = url_resolve(arena, *out, base, out);
    }
    return error;
}

/* -- facts --------------------------------------------------------------------------------------
 */

/* The name in "me@example.com (Jo Reporter)", "Jo Reporter <me@example.com>" and the like; the
 * whole where there is none. */
static struct slice name_in(struct slice line)
{
    size_t open = slice_find(line, '(', 0), close = slice_find(line, ')', open), at;
    struct slice outer, inner;

    line = slice_trim(line);
    if (slice_find(line, '@', 0) == line.len)
        return line;
    if (open == line.len) {
        open = slice_find(line, '<', 0);
        close = slice_find(line, '>', open);
    }
    outer = slice_trim(slice_part(line, 0, open));
    inner = slice_trim(slice_part(line, open + 1, close));
    at = slice_find(outer, '@', 0);
    if (outer.len && at == outer.len)
        return outer;
    return inner.len && slice_find(inner, '@', 0) == inner.len ? inner : line;
}

/* An author's element: Atom's has a name within. */
static enum error read_author(const struct feed *feed, struct arena *arena, uint32_t node,
                              struct slice *byline)
{
    uint32_t name = xml_child(feed->tree, node, "name"), child = 0;
    struct slice text;
    enum error error;

    if (!name) /* an address is better than nobody */
        name = xml_child(feed->tree, node, "email");
    while (!name && (child = xml_next(feed->tree, node, child)))
        if (feed->tree->at[child].name.ptr)
            return ERROR_OK;
    error = xml_text(arena, feed->tree, name ? name : node, &text);
    if (error)
        return error;
    return markup_add_name(arena, name_in(text), byline);
}

/* Atom's links are attributes, and only that to the article itself counts. */
static enum error read_link(const struct feed *feed, struct arena *arena, uint32_t node,
                            struct told *told)
{
    struct slice rel, href, base;
    enum error error = xml_attribute(arena, feed->tree, node, "rel", &rel);

    if (!error)
        error = xml_attribute(arena, feed->tree, node, "href", &href);
    if (!error && !href.ptr)
        error = xml_text(arena, feed->tree, node, &href);
    href = slice_trim(href);
    if (error || told->link_is_set || !href.len || (rel.ptr && !slice_is(rel, "alternate")))
        return error;
    told->link_is_set = true;
    error = find_base(feed, arena, node, &base);
    return error ? error : url_resolve(arena, base, href, &told->at[FACT_LINK]);
}

static enum error read_id(const struct feed *feed, struct arena *arena, uint32_t node,
                          struct told *told)
{
    struct slice is_permanent, id;
    enum error error = xml_attribute(arena, feed->tree, node, "isPermaLink", &is_permanent);

    if (!error)
        error = xml_text(arena, feed->tree, node, &id);
    if (error || told->at[FACT_ID].ptr || !slice_trim(id).len)
        return error;
    told->at[FACT_ID] = slice_trim(id);
    told->id_is_link = is_named(&feed->tree->at[node], "guid") && !slice_is(is_permanent, "false");
    return ERROR_OK;
}

/* Of several texts the fullest counts. */
static enum error read_text(const struct feed *feed, struct arena *arena, uint32_t node,
                            struct slice *out)
{
    struct slice text;
    enum error error = feed_text(arena, feed->tree, node, &text);

    if (!error && text.len > out->len)
        *out = text;
    return error;
}

static enum error read_first(const struct feed *feed, struct arena *arena, uint32_t node,
                             enum fact fact, struct slice *out)
{
    struct slice text;
    enum error error;

    if (out->ptr)
        return ERROR_OK;
    if (fact == FACT_TITLE || fact == FACT_OTHER_TITLE)
        error = feed_text(arena, feed->tree, node, &text);
    else
        error = xml_text(arena, feed->tree, node, &text);
    if (!error)
        error = markup_line(arena, text, &text);
    if (!error && text.len)
        *out = text;
    return error;
}

/* Of several dates the last counts that is one. */
static enum error read_date(const struct feed *feed, struct arena *arena, uint32_t node,
                            struct slice *out)
{
    struct slice text, date;
    enum error error = xml_text(arena, feed->tree, node, &text);

    if (!error)
        error = moment_read(arena, text, &date);
    if (!error && date.ptr)
        *out = date;
    return error;
}

/* The title of the feed that an item was taken from. */
static enum error read_source(const struct feed *feed, struct arena *arena, uint32_t node,
                              struct slice *out)
{
    uint32_t title = xml_child(feed->tree, node, "title");

    return read_first(feed, arena, title ? title : node, FACT_TITLE, out);
}

static enum error read_fact(const struct feed *feed, struct arena *arena, uint32_t node,
                            enum fact fact, struct told *told)
{
    struct slice *out = &told->at[fact];

    switch (fact) {
    case FACT_ID:
        return read_id(feed, arena, node, told);
    case FACT_LINK:
        return read_link(feed, arena, node, told);
    case FACT_BODY:
    case FACT_SUMMARY:
    case FACT_OTHER_SUMMARY:
        return read_text(feed, arena, node, out);
    case FACT_AUTHOR:
        return read_author(feed, arena, node, out);
    case FACT_SOURCE:
        return read_source(feed, arena, node, out);
    case FACT_PUBLISHED:
    case FACT_CREATED:
    case FACT_MODIFIED:
        return read_date(feed, arena, node, out);
    case FACT_TITLE:
    case FACT_OTHER_TITLE:
    case FACT_LANGUAGE:
    case FACT_COUNT:
        break;
    }
    return read_first(feed, arena, node, fact, out);
}

/* CDF tells in attributes what others do in elements. */
static enum error read_attributes(const struct feed *feed, struct arena *arena, uint32_t node,
                                  struct told *told)
{
    struct slice changed, href;
    enum error error = xml_attribute(arena, feed->tree, node, "rdf:about", &told->about);

    if (!error)
        error = xml_attribute(arena, feed->tree, node, "lastmod", &changed);
    if (!error && changed.ptr)
        error = moment_read(arena, changed, &told->at[FACT_MODIFIED]);
    if (!error)
        error = xml_attribute(arena, feed->tree, node, "href", &href);
    if (!error && href.ptr)
        error = read_link(feed, arena, node, told);
    return error;
}

/* The children of an item or of a feed. */
static enum error read_children(const struct feed *feed, struct arena *arena, uint32_t parent,
                                struct told *told)
{
    uint32_t child = 0;
    enum error error = read_attributes(feed, arena, parent, told);

    while (!error && (child = xml_next(feed->tree, parent, child)))
        for (size_t i = 0; !error && i < sizeof elements / sizeof *elements; i++)
            if (xml_is(feed->tree, child, elements[i].space, elements[i].name))
                error = read_fact(feed, arena, child, elements[i].fact, told);
    return error;
}

/* -- articles -----------------------------------------------------------------------------------
 */

static struct slice either(struct slice first, struct slice second)
{
    return first.ptr && first.len ? first : second;
}

static enum error read_item(const struct feed *feed, struct arena *arena, uint32_t item,
                            struct article *out)
{
    struct told told = {0};
    const struct slice *at = told.at;
    struct slice language;
    enum error error = read_children(feed, arena, item, &told);

    if (!error)
        error = xml_attribute(arena, feed->tree, item, "xml:lang", &language);
    if (error)
        return error;
    language = either(language, around_of(feed).language);
    *out = (struct article){
        .id = either(at[FACT_ID], told.about),
        .title = either(at[FACT_TITLE], at[FACT_OTHER_TITLE]),
        .text = either(at[FACT_BODY], either(at[FACT_SUMMARY], at[FACT_OTHER_SUMMARY])),
        .source = either(at[FACT_SOURCE], feed->title),
        .byline = either(at[FACT_AUTHOR], feed->byline),
        .published = either(at[FACT_PUBLISHED], either(at[FACT_CREATED], at[FACT_MODIFIED])),
        .modified = at[FACT_MODIFIED],
        .url = at[FACT_LINK],
        .language = either(at[FACT_LANGUAGE], either(language, feed->language)),
    };
    if (!out->url.ptr && (told.id_is_link || told.about.ptr) && url_is_absolute(out->id))
        out->url = out->id;
    return ERROR_OK;
}

/* What the feed tells of itself, outside of its items. */
static enum error read_feed(struct feed *feed)
{
    uint32_t root = xml_root(feed->tree), channel = root;
    struct told told = {0};
    enum error error = ERROR_OK;

    if (!is_named(&feed->tree->at[root], "feed") && !is_named(&feed->tree->at[root], "channel"))
        channel = xml_child(feed->tree, root, "channel");
    if (channel)
        error = read_children(feed, feed->arena, channel, &told);
    feed->title = told.at[FACT_TITLE];
    feed->language = told.at[FACT_LANGUAGE];
    feed->byline = told.at[FACT_AUTHOR];
    return error;
}

/* One item on an arena of its own. */
static enum error take_item(struct feed *feed, uint32_t item, const struct feed_taker *taker)
{
    struct arena *scratch = arena_open_within(feed->arena);
    struct article article;
    enum error error = ERROR_NO_MEMORY;

    feed->outside = item - 1;
    if (scratch)
        error = read_item(feed, scratch, item, &article);
    if (!error)
        error = taker->take(taker->context, scratch, &article);
    arena_close(scratch);
    return error;
}

enum error feed_each(struct arena *arena, const struct xml_tree *tree, struct slice url,
                     const struct feed_taker *taker)
{
    struct feed *feed = arena_new(arena, struct feed);
    enum error error;

    if (!feed)
        return ERROR_NO_MEMORY;
    feed->arena = arena;
    feed->tree = tree;
    feed->url = url;
    error = read_feed(feed);
    for (uint32_t i = 1; !error && i < tree->count; i++) {
        leave(feed, i);
        if (is_item(&tree->at[i])) {
            error = take_item(feed, i, taker);
            i = tree->at[i].end - 1;
        } else if (tree->at[i].name.ptr && tree->at[i].end > i + 1) {
            error = enter(feed, i);
        }
    }
    return error;
}

static enum error deliver(void *context, struct arena *arena, const struct article *article)
{
    struct article named = *article;

    if (!delivery_is_fit(named.id))
        named.id = (struct slice){NULL, 0};
    return delivery_make(arena, context, &named);
}

enum error feed_read(struct arena *arena, const struct xml_tree *tree, struct slice url,
                     struct delivery *delivery)
{
    const struct feed_taker taker = {deliver, delivery};
    enum error error;

    delivery->is_list = true;
    error = feed_each(arena, tree, url, &taker);
    if (!error && !delivery->number) {
        delivery->is_list = false;
        delivery_refuse(delivery, "a feed without an article");
    }
    return error;
}
