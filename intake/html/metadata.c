#include "intake/html/metadata.h"

#include <strings.h>

#include "base/array.h"
#include "intake/html/byline.h"
#include "intake/html/linked.h"
#include "intake/html/reference.h"
#include "intake/html/scan.h"
#include "intake/html/title.h"
#include "intake/moment.h"

/* What a page tells, each by its most trusted place. */
enum fact {
    FACT_TITLE,
    FACT_BYLINE,
    FACT_PUBLISHED,
    FACT_MODIFIED,
    FACT_SOURCE,
    FACT_DESCRIPTION,
    FACT_URL,
    FACT_LANGUAGE,
    FACT_COUNT
};

struct told {
    struct slice value; /* references not resolved */
    unsigned trust;     /* 0: not told */
};

/* Names of meta elements (property, name, itemprop), in lower case. */
static const struct {
    const char *name;
    uint8_t fact, trust;
} metas[] = {
    {"og:title", FACT_TITLE, 5},
    {"headline", FACT_TITLE, 5},
    {"parsely-title", FACT_TITLE, 4},
    {"sailthru.title", FACT_TITLE, 4},
    {"twitter:title", FACT_TITLE, 3},
    {"dc.title", FACT_TITLE, 3},
    {"title", FACT_TITLE, 2},
    {"byl", FACT_BYLINE, 6},
    {"parsely-author", FACT_BYLINE, 5},
    {"sailthru.author", FACT_BYLINE, 5},
    {"article:author", FACT_BYLINE, 4},
    {"author", FACT_BYLINE, 4},
    {"article.author", FACT_BYLINE, 4},
    {"dc.creator", FACT_BYLINE, 3},
    {"dcterms.creator", FACT_BYLINE, 3},
    {"citation_author", FACT_BYLINE, 3},
    {"article:published_time", FACT_PUBLISHED, 6},
    {"datepublished", FACT_PUBLISHED, 6},
    {"parsely-pub-date", FACT_PUBLISHED, 5},
    {"article.published", FACT_PUBLISHED, 5},
    {"published_time", FACT_PUBLISHED, 5},
    {"og:published_time", FACT_PUBLISHED, 5},
    {"sailthru.date", FACT_PUBLISHED, 4},
    {"pubdate", FACT_PUBLISHED, 4},
    {"publish-date", FACT_PUBLISHED, 4},
    {"publishdate", FACT_PUBLISHED, 4},
    {"publish_date", FACT_PUBLISHED, 4},
    {"article_date_original", FACT_PUBLISHED, 4},
    {"cxenseparse:recs:publishtime", FACT_PUBLISHED, 4},
    {"dc.date.issued", FACT_PUBLISHED, 4},
    {"dcterms.created", FACT_PUBLISHED, 4},
    {"dc.date", FACT_PUBLISHED, 3},
    {"dcterms.date", FACT_PUBLISHED, 3},
    {"dcterms.issued", FACT_PUBLISHED, 3},
    {"dc.date.created", FACT_PUBLISHED, 3},
    {"pdate", FACT_PUBLISHED, 3},
    {"publication_date", FACT_PUBLISHED, 3},
    {"bt:pubdate", FACT_PUBLISHED, 3},
    {"date", FACT_PUBLISHED, 2},
    {"article:modified_time", FACT_MODIFIED, 5},
    {"datemodified", FACT_MODIFIED, 5},
    {"og:updated_time", FACT_MODIFIED, 4},
    {"dcterms.modified", FACT_MODIFIED, 4},
    {"bt:moddate", FACT_MODIFIED, 3},
    {"article.updated", FACT_MODIFIED, 3},
    {"lastmod", FACT_MODIFIED, 3},
    {"last-modified", FACT_MODIFIED, 2},
    {"og:site_name", FACT_SOURCE, 5},
    {"application-name", FACT_SOURCE, 3},
    {"dc.publisher", FACT_SOURCE, 3},
    {"publisher", FACT_SOURCE, 3},
    {"og:description", FACT_DESCRIPTION, 4},
    {"description", FACT_DESCRIPTION, 3},
    {"twitter:description", FACT_DESCRIPTION, 2},
    {"og:url", FACT_URL, 3},
    {"og:locale", FACT_LANGUAGE, 2},
    {"content-language", FACT_LANGUAGE, 3},
    {"dc.language", FACT_LANGUAGE, 3},
};

enum {
    TRUST_MARKUP = 1,
    TRUST_NEAR = 2,
    TRUST_TIME = 3,
    TRUST_CANONICAL = 4,
    TRUST_ROOT = 5,
    TRUST_PROPERTY = 5
};

static void tell(struct told *told, enum fact fact, unsigned trust, struct slice value)
{
    value = slice_trim(value);
    if (value.len && trust > told[fact].trust)
        told[fact] = (struct told){value, trust};
}

static bool is_named(struct slice name, const char *literal)
{
    return name.len == strlen(literal) && strncasecmp(name.ptr, literal, name.len) == 0;
}

static bool is_address(struct slice value)
{
    return slice_starts(value, SLICE("http")) || slice_starts(value, SLICE("www.")) ||
           slice_starts(value, SLICE("@"));
}

/* A second author in a meta element of the same name. */
static enum error add_author(struct arena *arena, struct told *byline, struct slice content)
{
    enum { MOST = 1000 };

    content = slice_trim(content);
    if (!content.len || !byline->value.ptr || byline->value.len > MOST ||
        memmem(byline->value.ptr, byline->value.len, content.ptr, content.len))
        return ERROR_OK;
    return arena_print(arena, &byline->value, "%.*s, %.*s", SLICE_ARGS(byline->value),
                       SLICE_ARGS(content));
}

static enum error take_named(struct arena *arena, struct slice name, struct slice content,
                             struct told *told)
{
    enum error error = ERROR_OK;

    for (size_t i = 0; !error && i < sizeof metas / sizeof *metas; i++) {
        if (!is_named(name, metas[i].name) || (metas[i].fact == FACT_BYLINE && is_address(content)))
            continue;
        if (metas[i].fact == FACT_BYLINE && told[FACT_BYLINE].trust == metas[i].trust)
            error = add_author(arena, &told[FACT_BYLINE], content);
        else
            tell(told, (enum fact)metas[i].fact, metas[i].trust, content);
    }
    return error;
}

static enum error take_meta(struct arena *arena, struct slice attributes, struct told *told)
{
    static const struct slice keys[] = {SLICE_INIT("property"), SLICE_INIT("name"),
                                        SLICE_INIT("itemprop"), SLICE_INIT("http-equiv")};
    struct slice content = html_attribute(attributes, SLICE("content"));

    enum error error = ERROR_OK;

    for (size_t i = 0; !error && content.len && i < sizeof keys / sizeof *keys; i++) {
        struct slice name = html_attribute(attributes, keys[i]);
        if (name.len)
            error = take_named(arena, slice_trim(name), content, told);
    }
    return error;
}

/* The text of an element, '\n' at the borders of blocks within, references resolved; no value when
 * it is longer than a headline. */
static enum error element_text(struct arena *arena, const struct html_tree *tree, size_t node,
                               struct slice *out)
{
    enum { MOST = 400 };

    char text[MOST];
    size_t count = 0;
    struct slice raw = {text, 0};

    *out = (struct slice){NULL, 0};
    for (size_t i = node + 1; i < tree->at[node].end; i++) {
        struct slice bytes = tree->at[i].bytes;
        if (!tree->at[i].is_text) {
            unsigned flags = tag_flags((enum html_tag)tree->at[i].tag);
            if (flags & TAG_IS_UNSHOWN)
                i = tree->at[i].end - 1;
            if ((flags & TAG_IS_BLOCK || tree->at[i].tag == TAG_time) && count && count < MOST)
                text[count++] = '\n';
            continue;
        }
        for (size_t k = 0; k < bytes.len; k++) {
            bool is_blank = (unsigned char)bytes.ptr[k] <= ' ';
            if (count == MOST)
                return ERROR_OK;
            if (is_blank && (!count || text[count - 1] <= ' '))
                continue;
            text[count] = ' ';
            if (!is_blank)
                text[count] = bytes.ptr[k];
            count++;
        }
    }
    raw.len = count;
    if (arena_copy(arena, slice_trim(raw), out))
        return ERROR_NO_MEMORY;
    return html_unescape(arena, *out, false, out);
}

/* What elements other than meta tell. Elements stand in each other, so the text of so many is read.
 */
enum { TEXTS_READ = 64 };

struct markup {
    struct arena *arena;
    const struct html_tree *tree;
    struct told *told;
    struct titles titles;
    struct names authors; /* of itemprop and rel */
    uint32_t *next_name;  /* by node; NULL: not yet found */
    uint32_t texts;       /* of elements that were read */
};

/* Finds, for each node, the next one that tells a name by microdata; the count where none does. */
static enum error find_names(struct markup *markup)
{
    const struct html_node *nodes = markup->tree->at;
    uint32_t next = (uint32_t)markup->tree->count;

    markup->next_name = arena_unset(markup->arena, uint32_t, markup->tree->count + 1);
    if (!markup->next_name)
        return ERROR_NO_MEMORY;
    markup->next_name[next] = next;
    for (uint32_t i = next; i-- > 0;) {
        if (!nodes[i].is_text &&
            is_named(html_attribute(nodes[i].bytes, SLICE("itemprop")), "name"))
            next = i;
        markup->next_name[i] = next;
    }
    return ERROR_OK;
}

/* The element of microdata within a node that tells its name; 0: none. */
static enum error name_within(struct markup *markup, size_t node, size_t *name)
{
    enum error error = markup->next_name ? ERROR_OK : find_names(markup);

    *name = 0;
    if (!error && markup->next_name[node + 1] < markup->tree->at[node].end)
        *name = markup->next_name[node + 1];
    return error;
}

/* What an element tells: its content attribute, else its text. */
static enum error told_by(const struct markup *markup, size_t node, struct slice *out)
{
    *out = html_attribute(markup->tree->at[node].bytes, SLICE("content"));
    return out->len ? ERROR_OK : element_text(markup->arena, markup->tree, node, out);
}

static enum error take_author(struct markup *markup, size_t node)
{
    struct slice text = {NULL, 0};
    size_t name;
    enum error error;

    if (markup->texts++ >= TEXTS_READ)
        return ERROR_OK;
    error = name_within(markup, node, &name);
    if (!error)
        error = name ? told_by(markup, name, &text)
                     : element_text(markup->arena, markup->tree, node, &text);
    return error || !text.len ? error : names_add(markup->arena, &markup->authors, text);
}

static bool has_word(struct slice value, const char *literal)
{
    return value.len && memmem(value.ptr, value.len, literal, strlen(literal)) != NULL;
}

/* Whether a time is one of the page's own article: below its heading or in an element for it. */
static bool is_near(const struct markup *markup, size_t node)
{
    const struct html_node *nodes = markup->tree->at;

    for (node = nodes[node].parent; node; node = nodes[node].parent) {
        if (nodes[node].tag == TAG_nav || nodes[node].tag == TAG_aside ||
            nodes[node].tag == TAG_footer)
            return false;
        if (nodes[node].tag == TAG_article || nodes[node].tag == TAG_main)
            return true;
    }
    return markup->titles.h1_count > 0;
}

static void take_time(const struct markup *markup, size_t i)
{
    const struct html_node *node = &markup->tree->at[i];
    struct slice when = html_attribute(node->bytes, SLICE("datetime"));
    struct slice itemprop = html_attribute(node->bytes, SLICE("itemprop"));
    struct slice class = html_attribute(node->bytes, SLICE("class"));

    if (is_named(itemprop, "dateModified"))
        tell(markup->told, FACT_MODIFIED, TRUST_TIME, when);
    else if (is_named(itemprop, "datePublished"))
        tell(markup->told, FACT_PUBLISHED, TRUST_TIME, when);
    else if ((has_word(class, "updated") || has_word(class, "modified")) &&
             !has_word(class, "publish"))
        tell(markup->told, FACT_MODIFIED, TRUST_MARKUP, when);
    else
        tell(markup->told, FACT_PUBLISHED, is_near(markup, i) ? TRUST_NEAR : TRUST_MARKUP, when);
}

/* Properties of microdata that stand in the text. */
static enum error take_property(struct markup *markup, size_t node)
{
    const struct html_node *nodes = markup->tree->at;
    struct slice property = html_attribute(nodes[node].bytes, SLICE("itemprop")), value;
    enum error error;

    if (is_named(property, "datePublished") || is_named(property, "dateModified")) {
        tell(markup->told, is_named(property, "datePublished") ? FACT_PUBLISHED : FACT_MODIFIED,
             TRUST_PROPERTY, html_attribute(nodes[node].bytes, SLICE("content")));
        return ERROR_OK;
    }
    if (!is_named(property, "publisher") || markup->texts++ >= TEXTS_READ)
        return ERROR_OK;
    error = name_within(markup, node, &node);
    if (error || !node)
        return error;
    error = told_by(markup, node, &value);
    if (!error)
        tell(markup->told, FACT_SOURCE, TRUST_TIME, value);
    return error;
}

static enum error take_title(struct markup *markup, size_t node)
{
    struct titles *titles = &markup->titles;

    if (markup->tree->at[node].tag == TAG_title)
        return titles->window.len
                   ? ERROR_OK
                   : element_text(markup->arena, markup->tree, node, &titles->window);
    if (titles->h1_count == HEADINGS_MAX)
        return ERROR_OK;
    return element_text(markup->arena, markup->tree, node, &titles->h1[titles->h1_count++]);
}

/* Elements that say they hold a name, by attribute or, the first one, by class: later ones may be
 * of other articles. */
static bool is_author(struct slice attributes, bool is_first)
{
    static const char *const classes[] = {
        "byline",      "author-name",    "author_name", "authorName",   "author__name",
        "author-link", "article-author", "post-author", "entry-author", "Byline"};
    struct slice name = html_attribute(attributes, SLICE("class"));

    for (size_t i = 0; is_first && name.len && i < sizeof classes / sizeof *classes; i++)
        if (memmem(name.ptr, name.len, classes[i], strlen(classes[i])))
            return true;
    return is_named(html_attribute(attributes, SLICE("rel")), "author") ||
           is_named(html_attribute(attributes, SLICE("itemprop")), "author");
}

static enum error take_element(struct markup *markup, size_t i)
{
    const struct html_node *node = &markup->tree->at[i];
    enum error error;

    switch (node->tag) {
    case TAG_meta:
        return take_meta(markup->arena, node->bytes, markup->told);
    case TAG_html:
        tell(markup->told, FACT_LANGUAGE, TRUST_ROOT, html_attribute(node->bytes, SLICE("lang")));
        return ERROR_OK;
    case TAG_link:
        if (is_named(html_attribute(node->bytes, SLICE("rel")), "canonical"))
            tell(markup->told, FACT_URL, TRUST_CANONICAL,
                 html_attribute(node->bytes, SLICE("href")));
        return ERROR_OK;
    case TAG_title:
    case TAG_h1:
        return take_title(markup, i);
    case TAG_time:
        take_time(markup, i);
        return ERROR_OK;
    case TAG_a:
    case TAG_span:
    case TAG_div:
    case TAG_p:
        error = take_property(markup, i);
        return error                                            ? error
               : is_author(node->bytes, !markup->authors.count) ? take_author(markup, i)
                                                                : ERROR_OK;
    default:
        return ERROR_OK;
    }
}

/* Line ends as blanks. */
static enum error join_lines(struct arena *arena, struct slice *value)
{
    char *at;

    if (slice_find(*value, '\n', 0) == value->len && slice_find(*value, '\r', 0) == value->len)
        return ERROR_OK;
    if (arena_copy(arena, *value, value))
        return ERROR_NO_MEMORY;
    memcpy(&at, &value->ptr, sizeof at); /* a copy of our own */
    for (size_t i = 0; i < value->len; i++)
        if (at[i] == '\n' || at[i] == '\r')
            at[i] = ' ';
    return ERROR_OK;
}

static enum error resolve(struct arena *arena, struct slice *value)
{
    enum error error = value->ptr ? html_unescape(arena, *value, true, value) : ERROR_OK;

    *value = slice_trim(*value);
    if (!error && value->ptr) /* some write "&amp;#8217;" */
        error = html_unescape(arena, *value, false, value);
    return error || !value->ptr ? error : join_lines(arena, value);
}

/* What JSON-LD tells comes before the rest. */
static enum error resolve_all(struct arena *arena, const struct linked *linked, struct told *told)
{
    const struct {
        enum fact fact;
        struct slice value;
    } linked_facts[] = {
        {FACT_TITLE, linked->headline},      {FACT_BYLINE, linked->authors},
        {FACT_PUBLISHED, linked->published}, {FACT_MODIFIED, linked->modified},
        {FACT_SOURCE, linked->publisher},    {FACT_DESCRIPTION, linked->description},
    };
    enum error error = ERROR_OK;

    for (size_t i = 0; i < sizeof linked_facts / sizeof *linked_facts; i++)
        if (!(linked_facts[i].fact == FACT_BYLINE && is_address(linked_facts[i].value)))
            tell(told, linked_facts[i].fact, 9, linked_facts[i].value);
    tell(told, FACT_URL, TRUST_MARKUP, linked->url);
    tell(told, FACT_LANGUAGE, TRUST_MARKUP, linked->language);
    for (size_t fact = 0; !error && fact < FACT_COUNT; fact++)
        error = resolve(arena, &told[fact].value);
    return error;
}

/* What follows "Published" or the like; the whole where no such word stands. */
static struct slice behind_published(struct slice text)
{
    static const char *const words[] = {"Published", "PUBLISHED", "published", "Posted", "POSTED"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = memmem(text.ptr, text.len, words[i], strlen(words[i]));
        if (at)
            return slice_part(text, (size_t)(at - text.ptr), text.len);
    }
    return text;
}

/* A date that a reader sees above the text: in a short block near the first heading. */
static enum error find_date(struct arena *arena, const struct html_blocks *blocks,
                            struct slice *published)
{
    enum { DATE_WORDS = 14, LINE_WORDS = 30, TEXT_WORDS = 40, TEXTS_MAX = 3 };
    enum error error = ERROR_OK;
    size_t texts = 0;

    for (size_t i = 0; !error && !published->ptr && i < blocks->count && texts < TEXTS_MAX; i++) {
        const struct html_block *block = &blocks->at[i];
        texts += block->words > TEXT_WORDS;
        struct slice told = behind_published(block->text);
        if (block->words <= (told.len < block->text.len ? LINE_WORDS : DATE_WORDS) &&
            block->words >= 2 && !block->linked)
            error = moment_read(arena, told, published);
        if (published->len < sizeof "2026-03-02" - 1) /* a year alone may be anything */
            *published = (struct slice){NULL, 0};
    }
    return error;
}

/* "/2026/03/02/" in an address. */
static enum error date_of_url(struct arena *arena, struct slice url, struct slice *published)
{
    for (size_t i = 0; i + 11 <= url.len; i++) {
        struct slice part = slice_part(url, i, i + 11);
        if (slice_starts(part, SLICE("/20")) && part.ptr[5] == '/' && part.ptr[8] == '/')
            return moment_read(arena, slice_part(part, 1, 11), published);
    }
    return ERROR_OK;
}

static enum error read_dates(struct arena *arena, const struct told *told,
                             const struct html_blocks *blocks, struct article *article)
{
    enum error error = moment_read(arena, told[FACT_PUBLISHED].value, &article->published);

    if (!error)
        error = moment_read(arena, told[FACT_MODIFIED].value, &article->modified);
    if (!error && !article->published.ptr)
        error = date_of_url(arena, told[FACT_URL].value, &article->published);
    if (!error && !article->published.ptr)
        error = find_date(arena, blocks, &article->published);
    if (!error && !article->published.ptr)
        article->published = article->modified;
    return error;
}

enum error metadata_read(struct arena *arena, const struct html_tree *tree,
                         const struct html_blocks *blocks, struct metadata *out)
{
    enum { LOOK_NODES = 4096 }; /* between looks at the clock */

    struct told told[FACT_COUNT] = {{.trust = 0}};
    struct markup markup = {.arena = arena, .tree = tree, .told = told};
    struct metadata metadata = {.body = {NULL, 0}};
    struct linked linked;
    enum error error = ERROR_OK;

    for (size_t i = 1; !error && i < tree->count; i++) {
        if (!tree->at[i].is_text)
            error = take_element(&markup, i);
        if (i % LOOK_NODES == 0 && arena_is_late(arena))
            return arena_error(arena);
    }
    if (!error)
        error = linked_read(arena, tree,
                            &(struct linked_hint){told[FACT_URL].value, told[FACT_TITLE].value},
                            &linked);
    if (!error)
        error = resolve_all(arena, &linked, told);
    if (!error)
        error = read_dates(arena, told, blocks, &metadata.article);
    if (!error)
        error = byline_choose(arena,
                              &(struct byline){told[FACT_BYLINE].value, told[FACT_SOURCE].value,
                                               &markup.authors, blocks},
                              &metadata.article.byline);
    if (error)
        return error;
    markup.titles.told = told[FACT_TITLE].value;
    markup.titles.source = told[FACT_SOURCE].value;
    metadata.article.title = title_choose(&markup.titles);
    metadata.article.source = told[FACT_SOURCE].value;
    metadata.article.url = told[FACT_URL].value;
    metadata.article.language = told[FACT_LANGUAGE].value;
    metadata.description = told[FACT_DESCRIPTION].value;
    metadata.body = linked.body;
    *out = metadata;
    return ERROR_OK;
}
