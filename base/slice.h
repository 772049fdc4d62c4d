/* A view of bytes that someone else owns, and a range of positions in a text. */
#ifndef COPYDESK_BASE_SLICE_H
#define COPYDESK_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NODISCARD                  __attribute__((warn_unused_result))
#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))

struct slice {
    const char *ptr; /* bytes, not NUL-terminated; NULL stands for "no value" */
    size_t len;
};

/* A half-open range [begin, end), in bytes of an article's text unless said otherwise. */
struct span {
    uint32_t begin, end;
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_INIT(literal)                                                                        \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
/* For "%.*s"; a slice without a value prints nothing. */
#define SLICE_ARGS(slice) (int)(slice).len, ((slice).ptr ? (slice).ptr : "")

/* The bytes of a C string, without its NUL; a NULL string gives the slice without a value. */
static inline struct slice slice_of(const char *string)
{
    return (struct slice){string, string ? strlen(string) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool slice_is(struct slice a, const char *string)
{
    return slice_equal(a, slice_of(string));
}

static inline bool slice_is_one_of(struct slice a, const char *const *strings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((a.len == 0 || *strings[i] == *a.ptr) && slice_is(a, strings[i]))
            return true;
    return false;
}

#define SLICE_IS_ONE_OF(slice, strings)                                                            \
    slice_is_one_of((slice), (strings), sizeof(strings) / sizeof *(strings))

/* Bytewise order, a prefix before what it begins: < 0, 0 or > 0. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static inline bool slice_starts(struct slice a, struct slice prefix)
{
    return a.len >= prefix.len && (prefix.len == 0 || memcmp(a.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool slice_ends(struct slice a, struct slice suffix)
{
    return a.len >= suffix.len &&
           (suffix.len == 0 || memcmp(a.ptr + a.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* The part [begin, end) of a slice; both are cut to the slice's length. */
static inline struct slice slice_part(struct slice a, size_t begin, size_t end)
{
    if (end > a.len)
        end = a.len;
    if (begin > end)
        begin = end;
    return a.ptr ? (struct slice){a.ptr + begin, end - begin} : (struct slice){NULL, 0};
}

static inline struct slice slice_at(struct slice text, struct span span)
{
    return slice_part(text, span.begin, span.end);
}

/* Position of the first such byte at or after `from`; the length when there is none. */
static inline size_t slice_find(struct slice a, char byte, size_t from)
{
    const char *at = from < a.len ? memchr(a.ptr + from, byte, a.len - from) : NULL;

    return at ? (size_t)(at - a.ptr) : a.len;
}

/* Without the ASCII blanks and line ends at both ends. */
static inline struct slice slice_trim(struct slice a)
{
    while (a.len && memchr(" \t\r\n", a.ptr[0], 4)) {
        a.ptr++;
        a.len--;
    }
    while (a.len && memchr(" \t\r\n", a.ptr[a.len - 1], 4))
        a.len--;
    return a;
}

/* Cuts the slice up to the next `byte` off `rest` (the byte itself is dropped); false at the end.
 * A last piece without the byte counts; an empty rest gives no piece. */
static inline bool slice_cut(struct slice *rest, char byte, struct slice *piece)
{
    size_t at;

    if (rest->len == 0)
        return false;
    at = slice_find(*rest, byte, 0);
    *piece = slice_part(*rest, 0, at);
    *rest = slice_part(*rest, at + 1, rest->len);
    return true;
}

static inline uint32_t span_length(struct span span)
{
    return span.end - span.begin;
}

static inline bool span_overlaps(struct span a, struct span b)
{
    return a.begin < b.end && b.begin < a.end;
}

static inline bool span_contains(struct span outer, struct span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

#endif
