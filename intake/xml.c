#include "intake/xml.h"

#include <strings.h>

#include "base/array.h"
#include "intake/html/encoding.h"
#include "intake/html/reference.h"
#include "intake/html/scan.h"

enum { SPACES_MAX = 64 }; /* declared around an element; more are passed over */

/* Namespaces by their names in any case, without a '/' or '#' at their end, and by the prefix that
 * is theirs by custom, for documents that do not declare it. */
static const struct {
    struct slice name;
    enum xml_space space;
} spaces[] = {
    {SLICE_INIT(""), XML_PLAIN},
    {SLICE_INIT("http://www.w3.org/2005/atom"), XML_PLAIN},
    {SLICE_INIT("http://purl.org/atom/ns"), XML_PLAIN},
    {SLICE_INIT("http://purl.org/rss/1.0"), XML_PLAIN},
    {SLICE_INIT("http://my.netscape.com/rdf/simple/0.9"), XML_PLAIN},
    {SLICE_INIT("http://channel.netscape.com/rdf/simple/0.9"), XML_PLAIN},
    {SLICE_INIT("http://backend.userland.com/rss"), XML_PLAIN},
    {SLICE_INIT("http://backend.userland.com/rss2"), XML_PLAIN},
    {SLICE_INIT("http://blogs.law.harvard.edu/tech/rss"), XML_PLAIN},
    {SLICE_INIT("http://example.com/newformat"), XML_PLAIN},
    {SLICE_INIT("http://example.com/necho"), XML_PLAIN},
    {SLICE_INIT("http://purl.org/echo"), XML_PLAIN},
    {SLICE_INIT("uri/of/echo/namespace"), XML_PLAIN},
    {SLICE_INIT("http://purl.org/pie"), XML_PLAIN},
    {SLICE_INIT("http://iptc.org/std/nar/2006-10-01"), XML_PLAIN},
    {SLICE_INIT("http://iptc.org/std/nitf/2006-10-18"), XML_PLAIN},
    {SLICE_INIT("http://purl.org/rss/1.0/modules/content"), XML_CONTENT},
    {SLICE_INIT("http://purl.org/dc/elements/1.1"), XML_DC},
    {SLICE_INIT("http://purl.org/dc/elements/1.0"), XML_DC},
    {SLICE_INIT("http://purl.org/dc/terms"), XML_DC},
    {SLICE_INIT("http://www.itunes.com/dtds/podcast-1.0.dtd"), XML_ITUNES},
    {SLICE_INIT("http://example.com/dtds/podcast-1.0.dtd"), XML_ITUNES},
    {SLICE_INIT("http://search.yahoo.com/mrss"), XML_MEDIA},
    {SLICE_INIT("http://www.w3.org/1999/02/22-rdf-syntax-ns"), XML_RDF},
    {SLICE_INIT("http://www.w3.org/1999/xhtml"), XML_XHTML},
};

static const struct {
    struct slice prefix;
    enum xml_space space;
} prefixes[] = {
    {SLICE_INIT(""), XML_PLAIN},          {SLICE_INIT("atom"), XML_PLAIN},
    {SLICE_INIT("content"), XML_CONTENT}, {SLICE_INIT("dc"), XML_DC},
    {SLICE_INIT("dcterms"), XML_DC},      {SLICE_INIT("itunes"), XML_ITUNES},
    {SLICE_INIT("media"), XML_MEDIA},     {SLICE_INIT("rdf"), XML_RDF},
    {SLICE_INIT("xhtml"), XML_XHTML},
};

struct declared {
    struct slice prefix;
    enum xml_space space;
    uint32_t node; /* of which it is an attribute */
};

struct reading {
    struct arena *arena;
    struct xml_tree *tree;
    struct slice rest;
    uint32_t open;                         /* the element that what comes next stands in */
    uint32_t depth;                        /* of it */
    uint32_t too_deep;                     /* elements open beyond the depth */
    struct slice names[XML_DEPTH_MAX + 1]; /* of the open elements, with their prefixes */
    struct declared spaces[SPACES_MAX];
    uint32_t space_count;
    bool has_type; /* a document type was passed */
};

/* -- namespaces ---------------------------------------------------------------------------------
 */

static enum xml_space space_of_name(struct slice name)
{
    name = slice_trim(name);
    while (name.len && (name.ptr[name.len - 1] == '/' || name.ptr[name.len - 1] == '#'))
        name.len--;
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (name.len == spaces[i].name.len &&
            strncasecmp(name.ptr, spaces[i].name.ptr, name.len) == 0)
            return spaces[i].space;
    return XML_OTHER;
}

static enum xml_space space_of(const struct reading *reading, struct slice prefix)
{
    for (uint32_t i = reading->space_count; i-- > 0;)
        if (slice_equal(reading->spaces[i].prefix, prefix))
            return reading->spaces[i].space;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (slice_equal(prefixes[i].prefix, prefix))
            return prefixes[i].space;
    return XML_OTHER;
}

static void declare_spaces(struct reading *reading, uint32_t node, struct slice attributes)
{
    struct slice name, value;

    if (!memmem(attributes.ptr, attributes.len, "xmlns", 5))
        return;
    while (html_next_attribute(&attributes, &name, &value)) {
        if (!slice_starts(name, SLICE("xmlns")) || reading->space_count == SPACES_MAX)
            continue;
        if (name.len > 5 && name.ptr[5] != ':')
            continue;
        reading->spaces[reading->space_count++] =
            (struct declared){slice_part(name, 6, name.len), space_of_name(value), node};
    }
}

/* -- the tree -----------------------------------------------------------------------------------
 */

static struct xml_node *add_node(struct reading *reading)
{
    struct xml_tree *tree = reading->tree;
    struct xml_node *node;

    if (tree->count == UINT32_MAX - 1)
        return NULL;
    node = array_push(reading->arena, tree);
    if (!node)
        return NULL;
    node->parent = reading->open;
    node->end = (uint32_t)tree->count;
    return node;
}

static enum error add_text(struct reading *reading, struct slice text, bool is_literal)
{
    struct xml_node *node;
    enum error error = ERROR_OK;

    if (!text.len)
        return ERROR_OK;
    if (!is_literal) /* "&copy=" in an address is none */
        error = html_unescape(reading->arena, text, true, &text);
    if (error)
        return error;
    node = add_node(reading);
    if (!node)
        return ERROR_NO_MEMORY;
    node->bytes = text;
    return ERROR_OK;
}

static void close_element(struct reading *reading)
{
    struct xml_node *node = &reading->tree->at[reading->open];

    while (reading->space_count && reading->spaces[reading->space_count - 1].node == reading->open)
        reading->space_count--;
    node->end = (uint32_t)reading->tree->count;
    reading->open = node->parent;
    reading->depth--;
}

/* An end tag closes the nearest open element of its name with all within; without one it is
 * passed over. */
static void end_element(struct reading *reading, struct slice name)
{
    uint32_t depth = reading->depth;

    if (reading->too_deep) {
        reading->too_deep--;
        return;
    }
    while (depth && !slice_equal(reading->names[depth], name))
        depth--;
    while (depth && reading->depth >= depth)
        close_element(reading);
}

static enum error begin_element(struct reading *reading, struct slice name, struct slice attributes,
                                bool is_empty)
{
    size_t colon = slice_find(name, ':', 0);
    struct xml_node *node;

    if (reading->depth == XML_DEPTH_MAX) {
        reading->too_deep += !is_empty;
        return ERROR_OK;
    }
    node = add_node(reading);
    if (!node)
        return ERROR_NO_MEMORY;
    reading->open = (uint32_t)reading->tree->count - 1;
    reading->names[++reading->depth] = name;
    declare_spaces(reading, reading->open, attributes);
    node->name = colon < name.len ? slice_part(name, colon + 1, name.len) : name;
    node->bytes = attributes;
    node->space = space_of(reading, slice_part(name, 0, colon < name.len ? colon : 0));
    if (is_empty)
        close_element(reading);
    return ERROR_OK;
}

/* -- markup -------------------------------------------------------------------------------------
 */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static bool begins_name(char byte)
{
    char lower = (char)(byte | 0x20);

    return (lower >= 'a' && lower <= 'z') || byte == '_' || (unsigned char)byte >= 0x80;
}

static size_t find_bytes(struct slice in, struct slice what, size_t from)
{
    const char *at =
        from < in.len ? memmem(in.ptr + from, in.len - from, what.ptr, what.len) : NULL;

    return at ? (size_t)(at - in.ptr) : in.len;
}

static void pass(struct reading *reading, size_t bytes)
{
    reading->rest = slice_part(reading->rest, bytes, reading->rest.len);
}

/* The quotation mark that is open behind a byte, or NUL. */
static char open_quote(char quote, char byte, bool may_open)
{
    if (quote && byte == quote)
        return '\0';
    if (!quote && may_open && (byte == '"' || byte == '\''))
        return byte;
    return quote;
}

/* Behind "<!DOCTYPE …>", whose declarations in brackets are passed over. */
static size_t pass_doctype(struct slice bytes)
{
    bool is_inside = false;
    char quote = '\0';

    for (size_t i = 0; i < bytes.len; i++) {
        char byte = bytes.ptr[i];
        quote = open_quote(quote, byte, true);
        if (quote)
            continue;
        if (byte == '[')
            is_inside = true;
        else if (byte == ']')
            is_inside = false;
        else if (byte == '>' && !is_inside)
            return i + 1;
    }
    /* one that never ends is passed over to its first '>' */
    return slice_find(bytes, '>', 0) + 1;
}

/* "<!…>" or "<?…>" at the front. */
static enum error read_declaration(struct reading *reading)
{
    static const struct slice open = SLICE_INIT("<![CDATA["), close = SLICE_INIT("]]>");
    struct slice rest = reading->rest;
    size_t end;

    if (slice_starts(rest, open)) {
        end = find_bytes(rest, close, open.len);
        pass(reading, end < rest.len ? end + close.len : end);
        return add_text(reading, slice_part(rest, open.len, end), true);
    }
    if (slice_starts(rest, SLICE("<!--")))
        end = find_bytes(rest, SLICE("-->"), 4) + 3;
    else if (slice_starts(rest, SLICE("<?")))
        end = find_bytes(rest, SLICE("?>"), 2) + 2;
    else if (reading->depth == 0 && !reading->has_type)
        end = pass_doctype(rest);
    else
        end = slice_find(rest, '>', 0) + 1;
    reading->has_type |= rest.len > 2 && rest.ptr[1] == '!' && begins_name(rest.ptr[2]);
    pass(reading, end);
    return ERROR_OK;
}

/* Where the tag ends, at its '>', or at a '<' that should stand in no tag. */
static size_t find_tag_end(struct slice bytes, size_t from)
{
    char quote = '\0';

    for (size_t i = from; i < bytes.len; i++) {
        char byte = bytes.ptr[i];
        if (byte == '<' || (byte == '>' && !quote))
            return i;
        quote = open_quote(quote, byte, bytes.ptr[i - 1] == '=' || is_blank(bytes.ptr[i - 1]));
    }
    return bytes.len;
}

static enum error read_tag(struct reading *reading)
{
    struct slice rest = reading->rest, name;
    bool is_end = rest.ptr[1] == '/', is_empty;
    size_t begin = is_end ? 2 : 1, after = begin, end;

    while (after < rest.len && !is_blank(rest.ptr[after]) && !strchr("<>/", rest.ptr[after]))
        after++;
    name = slice_part(rest, begin, after);
    end = find_tag_end(rest, after);
    pass(reading, end < rest.len && rest.ptr[end] == '<' ? end : end + 1);
    if (is_end) {
        end_element(reading, name);
        return ERROR_OK;
    }
    is_empty = end > after && rest.ptr[end - 1] == '/';
    return begin_element(reading, name, slice_part(rest, after, end - is_empty), is_empty);
}

static bool begins_markup(struct slice rest)
{
    char next = '\0';

    if (rest.len > 1)
        next = rest.ptr[1];
    if (next == '/')
        return rest.len > 2 && begins_name(rest.ptr[2]);
    return next == '!' || next == '?' || begins_name(next);
}

static enum error read_text(struct reading *reading)
{
    struct slice rest = reading->rest;
    size_t end = slice_find(rest, '<', 0);

    while (end < rest.len && !begins_markup(slice_part(rest, end, rest.len)))
        end = slice_find(rest, '<', end + 1);
    pass(reading, end);
    return add_text(reading, slice_part(rest, 0, end), false);
}

/* Control characters, which XML does not have, are left out. */
static enum error drop_controls(struct arena *arena, struct slice *bytes)
{
    size_t first = 0, count = 0;
    char *at;

    while (first < bytes->len &&
           ((unsigned char)bytes->ptr[first] >= 0x20 || is_blank(bytes->ptr[first])))
        first++;
    if (first == bytes->len)
        return ERROR_OK;
    at = arena_unset(arena, char, bytes->len);
    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < bytes->len; i++)
        if ((unsigned char)bytes->ptr[i] >= 0x20 || is_blank(bytes->ptr[i]))
            at[count++] = bytes->ptr[i];
    *bytes = (struct slice){at, count};
    return ERROR_OK;
}

enum error xml_read(struct arena *arena, struct slice bytes, struct slice label,
                    struct xml_tree *out)
{
    struct xml_tree tree = {0};
    struct reading *reading = arena_new(arena, struct reading);
    enum error error = reading ? page_decode(arena, bytes, label, &bytes) : ERROR_NO_MEMORY;

    if (!error)
        error = drop_controls(arena, &bytes);
    if (error)
        return error;
    reading->arena = arena;
    reading->tree = &tree;
    reading->rest = bytes;
    if (!add_node(reading))
        return ERROR_NO_MEMORY;
    while (!error && reading->rest.len) {
        bool is_markup = reading->rest.ptr[0] == '<' && begins_markup(reading->rest);
        if (!is_markup)
            error = read_text(reading);
        else if (reading->rest.ptr[1] == '!' || reading->rest.ptr[1] == '?')
            error = read_declaration(reading);
        else
            error = read_tag(reading);
    }
    if (error)
        return error;
    while (reading->depth)
        close_element(reading);
    tree.at[0].end = (uint32_t)tree.count;
    *out = tree;
    return ERROR_OK;
}
