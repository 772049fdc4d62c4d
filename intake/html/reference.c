#include "intake/html/reference.h"

#include "text/utf8.h"

enum { NAME_BYTES_MAX = 32, REPLACEMENT = 0xFFFD, CODE_POINT_MAX = 0x10FFFF };

/* What numbers 0x80 to 0x9F mean: the characters of windows-1252. 0: the control itself. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool is_alphanumeric(char byte)
{
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static int digit_of(char byte, uint32_t base)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return base == 16 && byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static uint32_t mend(uint32_t code_point)
{
    if (code_point == 0 || code_point > CODE_POINT_MAX ||
        (code_point >= 0xD800 && code_point < 0xE000))
        return REPLACEMENT;
    if (code_point >= 0x80 && code_point < 0xA0 && windows_1252[code_point - 0x80])
        return windows_1252[code_point - 0x80];
    return code_point;
}

/* "&#1234;" and "&#x4d2;". */
static size_t resolve_number(struct slice bytes, char out[HTML_REFERENCE_BYTES], size_t *len)
{
    bool is_hex = bytes.len > 2 && (bytes.ptr[2] | 0x20) == 'x';
    const uint32_t base = is_hex ? 16 : 10;
    size_t begin = is_hex ? 3 : 2, i = begin;
    uint32_t code_point = 0;

    for (; i < bytes.len && digit_of(bytes.ptr[i], base) >= 0; i++)
        if (code_point <= CODE_POINT_MAX)
            code_point = code_point * base + (uint32_t)digit_of(bytes.ptr[i], base);
    if (i == begin)
        return 0;
    *len = utf8_encode(mend(code_point), out);
    return i < bytes.len && bytes.ptr[i] == ';' ? i + 1 : i;
}

static const struct html_reference *find(struct slice name)
{
    size_t first = 0, last = html_reference_count;

    while (first < last) {
        size_t middle = first + (last - first) / 2;
        int order = slice_compare(name, html_references[middle].name);
        if (order == 0)
            return &html_references[middle];
        if (order < 0)
            last = middle;
        else
            first = middle + 1;
    }
    return NULL;
}

size_t html_resolve(struct slice bytes, bool in_attribute, char out[HTML_REFERENCE_BYTES],
                    size_t *len)
{
    const struct html_reference *found;
    size_t end = 1;

    if (bytes.len > 1 && bytes.ptr[1] == '#')
        return resolve_number(bytes, out, len);
    while (end < bytes.len && end <= NAME_BYTES_MAX && is_alphanumeric(bytes.ptr[end]))
        end++;
    if (end < bytes.len && bytes.ptr[end] == ';')
        end++;
    for (found = NULL; end > 2 && !found; end -= !found)
        found = find(slice_part(bytes, 1, end));
    if (!found)
        return 0;
    if (in_attribute && bytes.ptr[end - 1] != ';' && end < bytes.len &&
        (bytes.ptr[end] == '=' || is_alphanumeric(bytes.ptr[end])))
        return 0;
    memcpy(out, found->text.ptr, found->text.len);
    *len = found->text.len;
    return end;
}

enum error html_unescape(struct arena *arena, struct slice bytes, bool in_attribute,
                         struct slice *out)
{
    size_t at = slice_find(bytes, '&', 0), from = 0, count = 0;
    char *text;

    if (at == bytes.len) {
        *out = bytes;
        return ERROR_OK;
    }
    text = arena_unset(arena, char, bytes.len * 2 + HTML_REFERENCE_BYTES);
    if (!text)
        return ERROR_NO_MEMORY;
    while (at < bytes.len) {
        size_t len = 0, taken;
        memcpy(text + count, bytes.ptr + from, at - from);
        count += at - from;
        taken = html_resolve(slice_part(bytes, at, bytes.len), in_attribute, text + count, &len);
        if (!taken)
            text[count++] = '&';
        count += len;
        from = at + (taken ? taken : 1);
        at = slice_find(bytes, '&', from);
    }
    if (from < bytes.len)
        memcpy(text + count, bytes.ptr + from, bytes.len - from);
    count += from < bytes.len ? bytes.len - from : 0;
    arena_trim(arena, text, bytes.len * 2 + HTML_REFERENCE_BYTES, count);
    *out = (struct slice){text, count};
    return ERROR_OK;
}
