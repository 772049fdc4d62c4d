#include "intake/url.h"

/* The length of "scheme:"; 0 when there is none. */
static size_t scheme_length(struct slice reference)
{
    for (size_t i = 0; i < reference.len; i++) {
        char byte = reference.ptr[i], lower = (char)(byte | 0x20);
        if (byte == ':')
            return i > 0 ? i + 1 : 0;
        if (!(lower >= 'a' && lower <= 'z') &&
            (i == 0 ||
             !((byte >= '0' && byte <= '9') || byte == '+' || byte == '-' || byte == '.')))
            return 0;
    }
    return 0;
}

bool url_is_absolute(struct slice reference)
{
    return scheme_length(reference) > 0;
}

/* The first byte of the list, or the length. */
static size_t find_any(struct slice in, const char *bytes, size_t from)
{
    size_t least = in.len;

    for (; *bytes; bytes++) {
        size_t at = slice_find(in, *bytes, from);
        least = at < least ? at : least;
    }
    return least;
}

/* Leaves out "." and takes back ".." of the path in [from, its end); the new length. */
static size_t drop_dots(char *url, size_t from, size_t len)
{
    struct slice all = {url, len};
    size_t end = find_any(all, "?#", from), out = from, at = from;

    while (at < end) { /* one segment with the slash before it */
        size_t next = find_any(slice_part(all, 0, end), "/", at + 1);
        size_t segment = next - at;
        bool is_last = next == end;
        if (segment == 2 && url[at + 1] == '.') {
            if (is_last)
                url[out++] = '/';
        } else if (segment == 3 && url[at + 1] == '.' && url[at + 2] == '.') {
            while (out > from && url[--out] != '/')
                continue;
            if (is_last)
                url[out++] = '/';
        } else {
            memmove(url + out, url + at, segment);
            out += segment;
        }
        at = next;
    }
    memmove(url + out, url + end, len - end);
    return out + (len - end);
}

enum error url_resolve(struct arena *arena, struct slice base, struct slice reference,
                       struct slice *out)
{
    size_t scheme = scheme_length(base), path, keep;
    bool has_path = true;
    struct slice whole;
    enum error error;

    if (!scheme || scheme_length(reference)) {
        *out = reference;
        return ERROR_OK;
    }
    path = scheme;
    if (slice_starts(slice_part(base, scheme, base.len), SLICE("//")))
        path = find_any(base, "/?#", scheme + 2);
    if (slice_starts(reference, SLICE("//"))) {
        keep = scheme;
        has_path = false;
    } else if (slice_starts(reference, SLICE("/"))) {
        keep = path;
    } else if (slice_starts(reference, SLICE("?"))) {
        keep = find_any(base, "?#", path);
    } else if (!reference.len || reference.ptr[0] == '#') {
        keep = find_any(base, "#", path);
        has_path = false;
    } else {
        keep = find_any(base, "?#", path);
        while (keep > path && base.ptr[keep - 1] != '/')
            keep--;
    }
    error = arena_print(arena, &whole, "%.*s%s%.*s", (int)keep, base.ptr,
                        keep == path && path > scheme && has_path &&
                                !slice_starts(reference, SLICE("/")) &&
                                !slice_starts(reference, SLICE("?"))
                            ? "/"
                            : "",
                        SLICE_ARGS(reference));
    if (error)
        return error;
    if (has_path) {
        char *at;
        memcpy(&at, &whole.ptr, sizeof at); /* ours: just printed */
        whole.len = drop_dots(at, path, whole.len);
    }
    *out = whole;
    return ERROR_OK;
}
