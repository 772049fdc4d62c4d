#include "config/origin.h"

#include "base/checked.h"

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool is_made_of(struct slice text, const char *marks)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_alphanumeric(text.ptr[i]) && (!text.ptr[i] || !strchr(marks, text.ptr[i])))
            return false;
    return text.len > 0;
}

/* A name, an IPv4 address, or an IPv6 address in brackets. */
static bool host_is_valid(struct slice host)
{
    if (slice_starts(host, SLICE("[")) && slice_ends(host, SLICE("]")))
        return is_made_of(slice_part(host, 1, host.len - 1), ":.");
    return is_made_of(host, "-._");
}

bool origin_is_valid(struct slice origin)
{
    size_t mark = slice_find(origin, ':', 0), colon;
    struct slice rest = slice_part(origin, mark, origin.len);
    int64_t port;

    if (slice_is(origin, "*"))
        return true;
    if (!is_made_of(slice_part(origin, 0, mark), "+-.") || !slice_starts(rest, SLICE("://")))
        return false;
    rest = slice_part(rest, 3, rest.len);
    colon = slice_find(rest, ':', slice_starts(rest, SLICE("[")) ? slice_find(rest, ']', 0) : 0);
    if (colon < rest.len && checked_parse(slice_part(rest, colon + 1, rest.len), 1, 65535, &port))
        return false;
    return host_is_valid(slice_part(rest, 0, colon));
}
