#include "schemas/lift.h"

#include <stdio.h>

#include "base/array.h"
#include "base/checked.h"
#include "text/utf8.h"

enum {
    LONG_BYTES = 128, /* shorter ones cost the parser less than taking them out does */
    MARK_BYTES = 32,  /* "\u0000" and a number, in quotation marks */
};

struct literal {
    struct span span; /* between its quotation marks */
};

struct literals {
    struct literal *at;
    size_t count, capacity;
};

size_t lift_string_end(struct slice json, size_t at)
{
    for (size_t begin = at; at < json.len; at++) {
        size_t slashes = 0;

        at = slice_find(json, '"', at);
        while (at < json.len && at - slashes > begin && json.ptr[at - slashes - 1] == '\\')
            slashes++;
        if (at == json.len || slashes % 2 == 0)
            return at;
    }
    return json.len;
}

static bool is_name(struct slice json, size_t behind)
{
    while (behind < json.len && strchr(" \t\r\n", json.ptr[behind]))
        behind++;
    return behind < json.len && json.ptr[behind] == ':';
}

/* False when a string may hold an escaped NUL: then none is taken out, since a NUL is the mark of
 * those that are. */
static bool find_literals(struct arena *arena, struct slice json, struct literals *out)
{
    for (size_t at = slice_find(json, '"', 0); at < json.len; at = slice_find(json, '"', at)) {
        size_t end = lift_string_end(json, at + 1);
        struct slice text = slice_part(json, at + 1, end);
        struct literal *literal;

        if (end == json.len || end > UINT32_MAX || memmem(text.ptr, text.len, "\\u0000", 6))
            return false;
        if (text.len >= LONG_BYTES && !is_name(json, end + 1)) {
            literal = array_push(arena, out);
            if (!literal)
                return false;
            literal->span = (struct span){(uint32_t)at + 1, (uint32_t)end};
        }
        at = end + 1;
    }
    return out->count > 0;
}

static bool read_hex(struct slice text, size_t at, uint32_t *out)
{
    *out = 0;
    if (text.len < at + 4)
        return false;
    for (size_t i = at; i < at + 4; i++) {
        char c = text.ptr[i], lower = (char)(c | 0x20);
        uint32_t digit;

        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            digit = (uint32_t)(lower - 'a') + 10;
        else
            return false;
        *out = *out << 4 | digit;
    }
    return true;
}

/* \uXXXX, or two of them for a character beyond the first plane; *at is behind the 'u'. False for a
 * half alone. */
static bool read_code_point(struct slice text, size_t *at, uint32_t *out)
{
    uint32_t low;

    if (!read_hex(text, *at, out))
        return false;
    *at += 4;
    if (*out < 0xD800 || *out > 0xDFFF)
        return *out != 0;
    if (*out > 0xDBFF || text.len < *at + 6 || text.ptr[*at] != '\\' || text.ptr[*at + 1] != 'u' ||
        !read_hex(text, *at + 2, &low) || low < 0xDC00 || low > 0xDFFF)
        return false;
    *at += 6;
    *out = 0x10000 + ((*out - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

/* One escape, *at being behind its backslash, to `to`. Bytes written; 0: it is none. */
static size_t decode_escape(struct slice text, size_t *at, char *to)
{
    static const char from[] = "\"\\/bfnrt", what[] = "\"\\/\b\f\n\r\t";
    char letter = '\0';
    const char *found;
    uint32_t code_point;

    if (*at < text.len)
        letter = text.ptr[(*at)++];
    found = letter ? strchr(from, letter) : NULL;
    if (found) {
        *to = what[found - from];
        return 1;
    }
    if (letter != 'u' || !read_code_point(text, at, &code_point))
        return 0;
    return utf8_encode(code_point, to);
}

static bool has_control(struct slice text)
{
    unsigned char least = 0xFF;

    for (size_t i = 0; i < text.len; i++)
        least = (unsigned char)text.ptr[i] < least ? (unsigned char)text.ptr[i] : least;
    return least < 0x20;
}

/* A string's characters; false when it is not a sound one, or there is no memory. */
static bool decode(struct arena *arena, struct slice text, struct slice *out)
{
    char *to = arena_unset(arena, char, text.len);
    size_t count = 0;

    if (!to || has_control(text))
        return false;
    for (size_t at = 0; at < text.len;) {
        size_t slash = slice_find(text, '\\', at), written;

        memcpy(to + count, text.ptr + at, slash - at);
        count += slash - at;
        at = slash + 1;
        if (slash == text.len)
            break;
        written = decode_escape(text, &at, to + count);
        if (!written)
            return false;
        count += written;
    }
    arena_trim(arena, to, text.len, count);
    *out = (struct slice){to, count};
    return true;
}

/* The text with a mark for each string that was taken out. */
static bool write_rest(struct arena *arena, struct slice json, const struct literals *literals,
                       struct slice *out)
{
    size_t room = json.len, count = 0, from = 0;
    char *to;

    for (size_t i = 0; i < literals->count; i++)
        room = room - span_length(literals->at[i].span) + MARK_BYTES;
    to = arena_unset(arena, char, room);
    if (!to)
        return false;
    for (size_t i = 0; i <= literals->count; i++) {
        bool is_last = i == literals->count;
        size_t until = is_last ? json.len : literals->at[i].span.begin;

        memcpy(to + count, json.ptr + from, until - from);
        count += until - from;
        if (is_last)
            break;
        count += (size_t)snprintf(to + count, room - count, "\\u0000%zu", i);
        from = literals->at[i].span.end;
    }
    *out = (struct slice){to, count};
    return true;
}

void lift_texts(struct arena *arena, struct slice json, struct lifted *out)
{
    struct literals literals = {.at = NULL};
    struct slice *texts, rest;

    *out = (struct lifted){.json = json};
    if (!find_literals(arena, json, &literals))
        return;
    texts = arena_array(arena, struct slice, literals.count);
    if (!texts)
        return;
    for (size_t i = 0; i < literals.count; i++)
        if (!decode(arena, slice_at(json, literals.at[i].span), &texts[i]))
            return;
    if (write_rest(arena, json, &literals, &rest))
        *out = (struct lifted){rest, texts, literals.count};
}

struct slice lift_restore(const struct lifted *lifted, struct slice parsed)
{
    int64_t number;

    if (!lifted->count || !parsed.len || parsed.ptr[0] != '\0' ||
        checked_parse(slice_part(parsed, 1, parsed.len), 0, (int64_t)lifted->count - 1, &number))
        return parsed;
    return lifted->texts[number];
}
