#include "intake/html/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <strings.h>

#include "base/array.h"
#include "text/utf8.h"

enum { META_BYTES = 1024, LABEL_BYTES_MAX = 40 };

#define REPLACEMENT "\xEF\xBF\xBD"

/* Labels whose meaning on the web is another than in IANA's registry, or that iconv does not know.
 */
static const struct {
    const char *label, *encoding;
} labels[] = {
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"iso-8859-1", "CP1252"},
    {"iso8859-1", "CP1252"},
    {"latin1", "CP1252"},
    {"us-ascii", "CP1252"},
    {"ascii", "CP1252"},
    {"windows-1252", "CP1252"},
    {"x-cp1252", "CP1252"},
    {"iso-8859-9", "CP1254"},
    {"iso-8859-11", "CP874"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"shift_jis", "CP932"},
    {"x-sjis", "CP932"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"x-mac-roman", "MACINTOSH"},
    {"utf-16", "UTF-16LE"},
    {"unicode", "UTF-16LE"},
};

struct encoding {
    char name[LABEL_BYTES_MAX + 1]; /* as iconv calls it; "": not told */
};

static struct encoding encoding_of(struct slice label)
{
    struct encoding out = {""};

    label = slice_trim(label);
    if (!label.len || label.len > LABEL_BYTES_MAX)
        return out;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
              c == '_' || c == ':' || c == '.'))
            return out;
        out.name[i] = c;
    }
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcasecmp(out.name, labels[i].label) == 0)
            (void)snprintf(out.name, sizeof out.name, "%s", labels[i].encoding);
    return out;
}

static bool has_mark(struct slice bytes, const char *mark, size_t len)
{
    return bytes.len >= len && memcmp(bytes.ptr, mark, len) == 0;
}

/* UTF-16 without a mark: Latin text has a NUL in every other byte. */
static const char *wide_without_mark(struct slice bytes)
{
    size_t looked = bytes.len < META_BYTES ? bytes.len & ~(size_t)1 : META_BYTES;
    size_t even = 0, odd = 0;

    for (size_t i = 0; i < looked; i += 2) {
        even += bytes.ptr[i] == '\0';
        odd += bytes.ptr[i + 1] == '\0';
    }
    if (looked < 16 || (odd > looked / 8 * 3 ? even : odd) > looked / 32)
        return NULL;
    return odd > looked / 8 * 3 ? "UTF-16LE" : even > looked / 8 * 3 ? "UTF-16BE" : NULL;
}

/* The label that follows "charset=" in a meta element, or an XML declaration's "encoding=". */
static struct slice label_in(struct slice head)
{
    static const struct slice keys[] = {SLICE_INIT("charset"), SLICE_INIT("encoding")};

    for (size_t i = 0; i + sizeof "charset=" < head.len; i++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            struct slice rest = slice_part(head, i, head.len);
            size_t end = 0;
            if (rest.len < keys[k].len || strncasecmp(rest.ptr, keys[k].ptr, keys[k].len) != 0)
                continue;
            rest = slice_trim(slice_part(rest, keys[k].len, rest.len));
            if (!rest.len || rest.ptr[0] != '=')
                continue;
            rest = slice_trim(slice_part(rest, 1, rest.len));
            if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\''))
                rest = slice_part(rest, 1, rest.len);
            while (end < rest.len && !strchr("\"'>;/ \t\r\n", rest.ptr[end]))
                end++;
            if (end)
                return slice_part(rest, 0, end);
        }
    return (struct slice){NULL, 0};
}

static struct encoding find_encoding(struct slice *bytes, struct slice label)
{
    struct encoding out;
    const char *wide;

    if (has_mark(*bytes, "\xEF\xBB\xBF", 3)) {
        *bytes = slice_part(*bytes, 3, bytes->len);
        return encoding_of(SLICE("utf-8"));
    }
    if (has_mark(*bytes, "\xFF\xFE", 2) || has_mark(*bytes, "\xFE\xFF", 2)) {
        wide = bytes->ptr[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        *bytes = slice_part(*bytes, 2, bytes->len);
        return encoding_of(slice_of(wide));
    }
    out = encoding_of(label);
    wide = wide_without_mark(*bytes);
    if (wide)
        return encoding_of(slice_of(wide));
    if (!*out.name) {
        out = encoding_of(label_in(slice_part(*bytes, 0, META_BYTES)));
        if (strcmp(out.name, "CP1252") == 0 && utf8_valid_prefix(*bytes) == bytes->len)
            out = encoding_of(SLICE("utf-8")); /* nobody writes "\xC3\xA9" but in UTF-8 */
    }
    if (strncasecmp(out.name, "UTF-16", 6) == 0) /* it would not have been readable */
        out = encoding_of(SLICE("utf-8"));
    return out;
}

/* Each byte that is no UTF-8 as U+FFFD. */
static enum error mend(struct arena *arena, struct slice bytes, size_t faults, struct slice *out)
{
    size_t count = 0;
    char *at = arena_unset(arena, char, bytes.len + 2 * faults + 1);

    if (!at)
        return ERROR_NO_MEMORY;
    while (bytes.len) {
        size_t valid = utf8_valid_prefix(bytes);
        memcpy(at + count, bytes.ptr, valid);
        count += valid;
        if (valid < bytes.len) {
            memcpy(at + count, REPLACEMENT, sizeof REPLACEMENT - 1);
            count += sizeof REPLACEMENT - 1;
        }
        bytes = slice_part(bytes, valid + 1, bytes.len);
    }
    *out = (struct slice){at, count};
    return ERROR_OK;
}

/* Bytes that are no UTF-8, and characters beyond ASCII that are. */
static size_t count_faults(struct slice bytes, size_t *characters)
{
    size_t faults = 0;

    *characters = 0;
    if (utf8_valid_prefix(bytes) == bytes.len)
        return 0;
    while (bytes.len) {
        size_t valid = utf8_valid_prefix(bytes);
        for (size_t i = 0; i < valid; i++)
            *characters += (unsigned char)bytes.ptr[i] >= 0xC0;
        faults += valid < bytes.len;
        bytes = slice_part(bytes, valid + 1, bytes.len);
    }
    return faults;
}

struct text {
    char *at;
    size_t count, capacity;
};

static enum error convert(struct arena *arena, iconv_t conversion, struct slice bytes,
                          struct slice *out)
{
    struct text text = {.at = NULL};
    size_t left = bytes.len;
    char *from;

    memcpy(&from, &bytes.ptr, sizeof from); /* iconv does not write through it */
    while (left) {
        size_t room, before;
        bool is_fault;
        char *to;
        if (!array_reserve(arena, &text, left + sizeof REPLACEMENT + 16))
            return ERROR_NO_MEMORY;
        to = text.at + text.count;
        before = room = text.capacity - text.count - sizeof REPLACEMENT;
        is_fault = iconv(conversion, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG;
        text.count += before - room;
        if (!is_fault)
            continue;
        memcpy(text.at + text.count, REPLACEMENT, sizeof REPLACEMENT - 1);
        text.count += sizeof REPLACEMENT - 1;
        from++;
        left--;
    }
    *out = (struct slice){text.at ? text.at : "", text.count};
    return ERROR_OK;
}

/* UTF-8, or what was taken for it: windows-1252 where more of its bytes are faults than
 * characters. */
static enum error read_utf_8(struct arena *arena, struct slice bytes, struct slice *out)
{
    size_t characters, faults = count_faults(bytes, &characters);
    iconv_t conversion;
    enum error error;

    if (!faults) {
        *out = bytes;
        return ERROR_OK;
    }
    conversion = characters < faults ? iconv_open("UTF-8", "CP1252") : (iconv_t)-1;
    if (conversion == (iconv_t)-1)
        return mend(arena, bytes, faults, out);
    error = convert(arena, conversion, bytes, out);
    (void)iconv_close(conversion);
    return error;
}

enum error page_decode(struct arena *arena, struct slice bytes, struct slice label,
                       struct slice *out)
{
    struct encoding encoding = find_encoding(&bytes, label);
    bool is_utf_8 = !*encoding.name || strcmp(encoding.name, "UTF-8") == 0;
    iconv_t conversion = is_utf_8 ? (iconv_t)-1 : iconv_open("UTF-8", encoding.name);
    enum error error;

    if (conversion == (iconv_t)-1) /* or of a name that nobody knows */
        return read_utf_8(arena, bytes, out);
    error = convert(arena, conversion, bytes, out);
    (void)iconv_close(conversion);
    return error;
}
