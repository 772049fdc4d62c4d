#include "intake/html/scan.h"

#include <strings.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

static bool is_letter(char byte)
{
    char lower = (char)(byte | 0x20);

    return lower >= 'a' && lower <= 'z';
}

static size_t find_text(struct slice in, struct slice what, size_t from)
{
    const char *at =
        from < in.len ? memmem(in.ptr + from, in.len - from, what.ptr, what.len) : NULL;

    return at ? (size_t)(at - in.ptr) : in.len;
}

/* Behind a comment, a doctype or another "<!…>" or "<?…>" that begins the bytes. */
static size_t pass_declaration(struct slice bytes)
{
    size_t end;

    if (!slice_starts(bytes, SLICE("<!--")))
        return slice_find(bytes, '>', 2) + 1;
    if (slice_starts(bytes, SLICE("<!-->")))
        return sizeof "<!-->" - 1;
    if (slice_starts(bytes, SLICE("<!--->")))
        return sizeof "<!--->" - 1;
    end = find_text(bytes, SLICE("-->"), 4);
    if (end == bytes.len) /* "--!>" ends one too; one that never ends takes the rest */
        end = find_text(bytes, SLICE("--!>"), 4) + 1;
    return end < bytes.len ? end + 3 : bytes.len;
}

/* Where the tag that begins the bytes ends, at its '>'; quoted values may hold one. */
static size_t find_tag_end(struct slice bytes, size_t from)
{
    for (size_t i = from; i < bytes.len; i++) {
        if (bytes.ptr[i] == '>')
            return i;
        if (bytes.ptr[i] != '=')
            continue;
        do
            i++;
        while (i < bytes.len && is_blank(bytes.ptr[i]));
        if (i < bytes.len && (bytes.ptr[i] == '"' || bytes.ptr[i] == '\''))
            i = slice_find(bytes, bytes.ptr[i], i + 1);
        else
            i--;
    }
    return bytes.len;
}

static size_t name_end(struct slice bytes, size_t from)
{
    size_t i = from;

    while (i < bytes.len && !is_blank(bytes.ptr[i]) && bytes.ptr[i] != '>' && bytes.ptr[i] != '/')
        i++;
    return i;
}

/* Text up to the next '<' that begins a tag or a declaration. */
static size_t text_end(struct slice bytes, size_t from)
{
    size_t at = slice_find(bytes, '<', from);

    while (at + 1 < bytes.len) {
        char next = bytes.ptr[at + 1];
        if (is_letter(next) || next == '!' || next == '?')
            return at;
        if (next == '/' && at + 2 < bytes.len && bytes.ptr[at + 2] != '>')
            return at;
        at = slice_find(bytes, '<', at + 1);
    }
    return bytes.len;
}

/* The content of a raw element: up to its own end tag. */
static bool cut_raw(struct html_scan *scan, struct html_piece *out)
{
    struct slice name = tag_name(scan->raw);
    size_t end = slice_find(scan->rest, '<', 0);

    scan->raw = TAG_OTHER;
    while (end < scan->rest.len) {
        struct slice tag = slice_part(scan->rest, end + 1, scan->rest.len);
        if (tag.len > name.len && tag.ptr[0] == '/' &&
            strncasecmp(tag.ptr + 1, name.ptr, name.len) == 0 && name_end(tag, 1) == name.len + 1)
            break;
        end = slice_find(scan->rest, '<', end + 1);
    }
    if (end == 0)
        return false;
    *out = (struct html_piece){.token = HTML_TEXT, .bytes = slice_part(scan->rest, 0, end)};
    scan->rest = slice_part(scan->rest, end, scan->rest.len);
    return true;
}

/* FNV-1a of a name in lower case. */
static uint16_t hash_name(struct slice name)
{
    uint32_t hash = 2166136261U;

    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ ((unsigned char)name.ptr[i] | 0x20U)) * 16777619U;
    return (uint16_t)(hash ^ hash >> 16);
}

static void cut_tag(struct html_scan *scan, struct html_piece *out)
{
    bool is_end = scan->rest.ptr[1] == '/';
    size_t name = is_end ? 2 : 1;
    size_t after = name_end(scan->rest, name);
    size_t end = find_tag_end(scan->rest, after);

    *out = (struct html_piece){.token = is_end ? HTML_END : HTML_BEGIN,
                               .tag = tag_of(slice_part(scan->rest, name, after)),
                               .bytes = slice_part(scan->rest, after, end)};
    if (out->tag == TAG_OTHER)
        out->name = hash_name(slice_part(scan->rest, name, after));
    scan->rest = slice_part(scan->rest, end + 1, scan->rest.len);
    if (!is_end && tag_flags(out->tag) & TAG_IS_RAW)
        scan->raw = out->tag;
}

bool html_next(struct html_scan *scan, struct html_piece *out)
{
    if (scan->raw != TAG_OTHER && cut_raw(scan, out))
        return true;
    while (scan->rest.len) {
        size_t end = text_end(scan->rest, 0);
        if (end > 0) {
            *out = (struct html_piece){.token = HTML_TEXT, .bytes = slice_part(scan->rest, 0, end)};
            scan->rest = slice_part(scan->rest, end, scan->rest.len);
            return true;
        }
        if (is_letter(scan->rest.ptr[1]) ||
            (scan->rest.ptr[1] == '/' && is_letter(scan->rest.ptr[2]))) {
            cut_tag(scan, out);
            return true;
        }
        end = scan->rest.ptr[1] == '/' ? slice_find(scan->rest, '>', 2) + 1
                                       : pass_declaration(scan->rest);
        scan->rest = slice_part(scan->rest, end, scan->rest.len);
    }
    return false;
}

bool html_next_attribute(struct slice *attributes, struct slice *name, struct slice *value)
{
    struct slice rest = *attributes;
    size_t i = 0, begin;

    while (i < rest.len && (is_blank(rest.ptr[i]) || rest.ptr[i] == '/'))
        i++;
    if (i == rest.len)
        return false;
    begin = i++; /* a '=' in front belongs to the name */
    while (i < rest.len && !is_blank(rest.ptr[i]) && rest.ptr[i] != '/' && rest.ptr[i] != '=')
        i++;
    *name = slice_part(rest, begin, i);
    *value = slice_part(rest, i, i);
    while (i < rest.len && is_blank(rest.ptr[i]))
        i++;
    if (i < rest.len && rest.ptr[i] == '=') {
        do
            i++;
        while (i < rest.len && is_blank(rest.ptr[i]));
        begin = i;
        if (i < rest.len && (rest.ptr[i] == '"' || rest.ptr[i] == '\'')) {
            i = slice_find(rest, rest.ptr[i], i + 1);
            *value = slice_part(rest, begin + 1, i);
            i++;
        } else {
            while (i < rest.len && !is_blank(rest.ptr[i]))
                i++;
            *value = slice_part(rest, begin, i);
        }
    }
    *attributes = slice_part(rest, i, rest.len);
    return true;
}

struct slice html_attribute(struct slice attributes, struct slice name)
{
    struct slice each, value;

    while (html_next_attribute(&attributes, &each, &value))
        if (each.len == name.len && strncasecmp(each.ptr, name.ptr, name.len) == 0)
            return value;
    return (struct slice){NULL, 0};
}
