#include "intake/feed_text.h"

#include <strings.h>

#include "intake/markup.h"
#include "text/utf8.h"

enum kind { KIND_UNSAID, KIND_PLAIN, KIND_HTML, KIND_XHTML, KIND_PACKED, KIND_NO_TEXT };

static const struct {
    const char *type;
    enum kind kind;
} types[] = {
    {"text", KIND_PLAIN},
    {"text/plain", KIND_PLAIN},
    {"html", KIND_HTML},
    {"text/html", KIND_HTML},
    {"xhtml", KIND_XHTML},
    {"application/xhtml+xml", KIND_XHTML},
    {"text/xhtml", KIND_XHTML},
    {"text/xml", KIND_XHTML},
    {"xml", KIND_XHTML},
    {"application/xml", KIND_XHTML},
    {"application/octet-stream", KIND_PACKED},
};

static bool is_same(struct slice a, const char *literal)
{
    return a.ptr && a.len == strlen(literal) && strncasecmp(a.ptr, literal, a.len) == 0;
}

static enum kind kind_of(struct slice type)
{
    type = slice_trim(slice_part(type, 0, slice_find(type, ';', 0)));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (is_same(type, types[i].type))
            return types[i].kind;
    if (slice_find(type, '/', 0) == type.len ||
        (type.len >= 5 && strncasecmp(type.ptr, "text/", 5) == 0))
        return KIND_UNSAID;
    return KIND_NO_TEXT;
}

static bool has_elements(const struct xml_tree *tree, uint32_t node)
{
    for (uint32_t i = node + 1; i < tree->at[node].end; i++)
        if (tree->at[i].name.ptr)
            return true;
    return false;
}

static int digit_of(char byte)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = byte ? strchr(digits, byte) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* Base64 (RFC 4648) with whatever stands between its digits; no value when it is no UTF-8. */
static enum error unpack(struct arena *arena, struct slice packed, struct slice *out)
{
    char *at = arena_unset(arena, char, packed.len + 1);
    size_t count = 0;
    uint32_t bits = 0;
    unsigned have = 0;

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < packed.len && packed.ptr[i] != '='; i++) {
        int digit = digit_of(packed.ptr[i]);
        if (digit < 0)
            continue;
        bits = (bits << 6 | (uint32_t)digit) & 0xFFFFFF;
        have += 6;
        if (have < 8)
            continue;
        have -= 8;
        at[count++] = (char)(bits >> have & 0xFF);
    }
    *out = (struct slice){at, count};
    if (utf8_valid_prefix(*out) < count || slice_find(*out, '\0', 0) < count)
        *out = (struct slice){NULL, 0};
    return ERROR_OK;
}

/* Markup that is not escaped. HTML that is, within such of one element, is HTML all the same. */
static enum error read_inline(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                              enum kind kind, struct slice *out)
{
    struct slice html;
    enum error error = xml_html(arena, tree, node, NULL, &html);

    if (!error)
        error = markup_text(arena, html, true, out);
    if (!error && kind == KIND_HTML)
        error = markup_text(arena, *out, false, out);
    return error;
}

enum error feed_text(struct arena *arena, const struct xml_tree *tree, uint32_t node,
                     struct slice *out)
{
    struct slice type, mode, text;
    enum error error = xml_attribute(arena, tree, node, "type", &type);
    enum kind kind = kind_of(type);

    *out = (struct slice){NULL, 0};
    if (!error)
        error = xml_attribute(arena, tree, node, "mode", &mode);
    if (error || kind == KIND_NO_TEXT)
        return error;
    if (is_same(mode, "base64"))
        kind = KIND_PACKED;
    else if (!is_same(mode, "escaped") && has_elements(tree, node))
        return read_inline(arena, tree, node, kind, out);
    error = xml_text(arena, tree, node, &text);
    if (!error && kind == KIND_PACKED)
        error = unpack(arena, text, &text);
    if (error || !text.ptr)
        return error;
    if (kind == KIND_PLAIN || kind == KIND_XHTML) {
        *out = slice_trim(text);
        return ERROR_OK;
    }
    return markup_text(arena, text, kind == KIND_HTML, out);
}
