#include "intake/xml.h"

#include <strings.h>

#include "base/array.h"
#include "intake/html/reference.h"
#include "intake/html/scan.h"

struct bytes {
    char *at;
    size_t count, capacity;
};

uint32_t xml_next(const struct xml_tree *tree, uint32_t parent, uint32_t child)
{
    uint32_t next = child ? tree->at[child].end : parent + 1;

    return next < tree->at[parent].end ? next : 0;
}

bool xml_is(const struct xml_tree *tree, uint32_t node, enum xml_space space, const char *name)
{
    const struct xml_node *at = &tree->at[node];

    return at->space == space && at->name.ptr && at->name.len == strlen(name) &&
           strncasecmp(at->name.ptr, name, at->name.len) == 0;
}

uint32_t xml_child(const struct xml_tree *tree, uint32_t parent, const char *name)
{
    uint32_t child = 0;

    while ((child = xml_next(tree, parent, child)))
        if (xml_is(tree, child, XML_PLAIN, name))
            return child;
    return 0;
}

uint32_t xml_below(const struct xml_tree *tree, uint32_t node, const char *name)
{
    for (uint32_t i = node + 1; i < tree->at[node].end; i++)
        if (xml_is(tree, i, XML_PLAIN, name))
            return i;
    return 0;
}

uint32_t xml_root(const struct xml_tree *tree)
{
    uint32_t child = 0;

    while ((child = xml_next(tree, 0, child)))
        if (tree->at[child].name.ptr)
            return child;
    return 0;
}

enum error xml_attribute(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                         const char *name, struct slice *out)
{
    struct slice value = html_attribute(tree->at[node].bytes, slice_of(name)), plain;
    enum error error;

    *out = (struct slice){NULL, 0};
    if (!tree->at[node].name.ptr || !slice_trim(value).len)
        return ERROR_OK;
    error = html_unescape(arena, value, true, &plain);
    if (!error)
        *out = slice_trim(plain);
    return error;
}

static enum error add(struct arena *arena, struct bytes *bytes, struct slice more)
{
    if (!array_reserve(arena, bytes, more.len))
        return ERROR_NO_MEMORY;
    if (more.len)
        memcpy(bytes->at + bytes->count, more.ptr, more.len);
    bytes->count += more.len;
    return ERROR_OK;
}

enum error xml_text(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                    struct slice *out)
{
    uint32_t end = tree->at[node].end;
    struct bytes bytes = {0};

    if (node + 2 == end && !tree->at[node + 1].name.ptr) { /* one text: nothing to copy */
        *out = tree->at[node + 1].bytes;
        return ERROR_OK;
    }
    for (uint32_t i = node + 1; i < end; i++) {
        enum error error;
        if (tree->at[i].name.ptr)
            continue;
        error = add(arena, &bytes, tree->at[i].bytes);
        if (error)
            return error;
    }
    *out = bytes.at ? (struct slice){bytes.at, bytes.count} : SLICE("");
    return ERROR_OK;
}

/* -- as HTML ------------------------------------------------------------------------------------
 */

struct writer {
    struct arena *arena;
    const struct xml_tree *tree;
    const struct xml_rendering *renderings;
    struct bytes bytes;
    uint32_t open[XML_DEPTH_MAX]; /* elements whose end tag is to come */
    uint32_t depth;
};

static enum error write_bytes(struct writer *writer, struct slice bytes)
{
    return add(writer->arena, &writer->bytes, bytes);
}

static enum error write_text(struct writer *writer, struct slice text)
{
    enum error error = ERROR_OK;

    while (!error && text.len) {
        size_t end = 0;
        while (end < text.len && text.ptr[end] != '<' && text.ptr[end] != '&')
            end++;
        error = write_bytes(writer, slice_part(text, 0, end));
        if (!error && end < text.len)
            error = write_bytes(writer, text.ptr[end] == '<' ? SLICE("&lt;") : SLICE("&amp;"));
        text = slice_part(text, end + 1, text.len);
    }
    return error;
}

static enum error write_tag(struct writer *writer, struct slice before, struct slice name)
{
    enum error error = write_bytes(writer, before);

    if (!error)
        error = write_bytes(writer, name);
    return error ? error : write_bytes(writer, SLICE(">"));
}

/* The element's name in HTML; no value: left out. */
static struct slice html_name(const struct writer *writer, uint32_t node)
{
    const struct xml_rendering *each = writer->renderings;
    struct slice name = writer->tree->at[node].name;

    for (; each && each->name; each++)
        if (slice_is(name, each->name))
            return slice_of(each->html);
    return name;
}

/* The end tags of elements that end before node i, innermost first. */
static enum error write_ends(struct writer *writer, uint32_t i)
{
    enum error error = ERROR_OK;

    while (!error && writer->depth && writer->tree->at[writer->open[writer->depth - 1]].end <= i)
        error = write_tag(writer, SLICE("</"), html_name(writer, writer->open[--writer->depth]));
    return error;
}

/* Node i, and which comes next. */
static enum error write_node(struct writer *writer, uint32_t i, uint32_t *next)
{
    const struct xml_node *node = &writer->tree->at[i];
    struct slice name = node->name.ptr ? html_name(writer, i) : node->name;
    enum error error;

    *next = i + 1;
    if (!node->name.ptr)
        return write_text(writer, node->bytes);
    if (!name.ptr) {
        *next = node->end;
        return ERROR_OK;
    }
    error = write_tag(writer, SLICE("<"), name);
    if (!error && !(tag_flags(tag_of(name)) & TAG_IS_VOID))
        writer->open[writer->depth++] = i;
    return error;
}

enum error xml_html(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                    const struct xml_rendering *renderings, struct slice *out)
{
    struct writer *writer = arena_new(arena, struct writer);
    uint32_t end = tree->at[node].end;
    enum error error = ERROR_OK;

    if (!writer)
        return ERROR_NO_MEMORY;
    writer->arena = arena;
    writer->tree = tree;
    writer->renderings = renderings;
    for (uint32_t i = node + 1, next; !error && i < end; i = next) {
        next = i + 1;
        error = write_ends(writer, i);
        if (!error)
            error = write_node(writer, i, &next);
    }
    if (!error)
        error = write_ends(writer, end);
    if (!error)
        *out = writer->bytes.at ? (struct slice){writer->bytes.at, writer->bytes.count} : SLICE("");
    return error;
}
