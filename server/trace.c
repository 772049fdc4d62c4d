#include "server/trace.h"

enum { LENGTH = 55 }; /* 00-TRACE_ID-PARENT_ID-FLAGS */

/* Hexadecimal digits in lower case, and not all zeros when they are an id. */
static bool is_hex(struct slice digits, bool is_id)
{
    bool is_zero = true;

    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
            return false;
        is_zero = is_zero && c == '0';
    }
    return !is_id || !is_zero;
}

bool trace_read(struct slice header, struct trace *out)
{
    struct slice version = slice_part(header, 0, 2), flags = slice_part(header, 53, LENGTH);
    struct trace trace = {slice_part(header, 3, 35), slice_part(header, 36, 52)};

    if (header.len < LENGTH || header.ptr[2] != '-' || header.ptr[35] != '-' ||
        header.ptr[52] != '-')
        return false;
    if (header.len > LENGTH && (slice_is(version, "00") || header.ptr[LENGTH] != '-'))
        return false;
    if (slice_is(version, "ff") || !is_hex(version, false) || !is_hex(flags, false) ||
        !is_hex(trace.trace_id, true) || !is_hex(trace.parent_id, true))
        return false;
    *out = trace;
    return true;
}
