#include "intake/message.h"

#include <strings.h>

#include "base/checked.h"
#include "base/gzip.h"
#include "intake/intake.h"

size_t message_head_length(struct slice bytes)
{
    for (size_t i = slice_find(bytes, '\n', 0); i < bytes.len; i = slice_find(bytes, '\n', i + 1)) {
        struct slice rest = slice_part(bytes, i + 1, bytes.len);
        if (slice_starts(rest, SLICE("\n")))
            return i + 2;
        if (slice_starts(rest, SLICE("\r\n")))
            return i + 3;
    }
    return 0;
}

struct slice message_field(struct slice head, const char *name)
{
    size_t len = strlen(name);
    struct slice line;

    while (slice_cut(&head, '\n', &line))
        if (line.len > len && line.ptr[len] == ':' && strncasecmp(line.ptr, name, len) == 0)
            return slice_trim(slice_part(line, len + 1, line.len));
    return (struct slice){NULL, 0};
}

/* The length that begins a chunk, and how many bytes its line has; false when there is none. */
static bool read_chunk_line(struct slice bytes, size_t *length, size_t *taken)
{
    size_t sum = 0, i = 0;

    for (; i < bytes.len && i < 8; i++) {
        char lower = (char)(bytes.ptr[i] | 0x20);
        int digit = lower >= '0' && lower <= '9'   ? lower - '0'
                    : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                   : -1;
        if (digit < 0)
            break;
        sum = sum * 16 + (size_t)digit;
    }
    *length = sum;
    *taken = slice_find(bytes, '\n', i) + 1;
    return i > 0 && *taken <= bytes.len;
}

/* Puts the chunks together; the bytes themselves where they are no chunks. */
static enum error join_chunks(struct arena *arena, struct slice bytes, struct slice *out)
{
    struct slice rest = bytes;
    char *at = arena_unset(arena, char, bytes.len + 1);
    size_t count = 0, length, taken;

    if (!at)
        return ERROR_NO_MEMORY;
    while (read_chunk_line(rest, &length, &taken) && length) {
        struct slice chunk = slice_part(rest, taken, rest.len);
        if (!chunk.len)
            break;
        length = length < chunk.len ? length : chunk.len;
        memcpy(at + count, chunk.ptr, length);
        count += length;
        rest = slice_part(chunk, length, chunk.len);
        while (rest.len && (rest.ptr[0] == '\r' || rest.ptr[0] == '\n'))
            rest = slice_part(rest, 1, rest.len);
    }
    *out = count ? (struct slice){at, count} : bytes;
    return ERROR_OK;
}

static enum error unpack(struct arena *arena, struct slice coding, struct message *out,
                         const char **why)
{
    enum error error;

    if (!coding.len || (coding.len == 8 && strncasecmp(coding.ptr, "identity", 8) == 0))
        return ERROR_OK;
    /* crawlers that unpack often leave the field */
    if (!slice_starts(out->body, SLICE("\x1f\x8b"))) {
        bool is_gzip = slice_is(coding, "gzip") || slice_is(coding, "x-gzip");
        *why = is_gzip ? NULL : "a content coding that is not read";
        return ERROR_OK;
    }
    error = gzip_unpack(arena, out->body, INTAKE_BYTES_MAX, &out->body, NULL);
    if (error == ERROR_BAD_CODING || error == ERROR_BODY_TOO_LARGE) {
        *why = error == ERROR_BAD_CODING ? "damaged gzip data" : "longer than may be read";
        return ERROR_OK;
    }
    return error;
}

/* The value of the parameter charset, without quotation marks. */
static struct slice charset_in(struct slice type)
{
    struct slice rest = slice_part(type, slice_find(type, ';', 0) + 1, type.len), each;

    while (slice_cut(&rest, ';', &each)) {
        each = slice_trim(each);
        if (each.len <= 8 || strncasecmp(each.ptr, "charset=", 8) != 0)
            continue;
        each = slice_trim(slice_part(each, 8, each.len));
        if (each.len > 1 && each.ptr[0] == '"')
            each = slice_part(each, 1, each.len - 1);
        return each;
    }
    return (struct slice){NULL, 0};
}

enum error message_read(struct arena *arena, struct slice bytes, struct message *out,
                        const char **why)
{
    size_t len = message_head_length(bytes);
    struct slice head = slice_part(bytes, 0, len), type = message_field(head, "Content-Type");
    struct slice coding = message_field(head, "Transfer-Encoding");
    size_t space = slice_find(head, ' ', 0);
    struct message message = {
        .body = slice_part(bytes, len, bytes.len),
        .media = slice_trim(slice_part(type, 0, slice_find(type, ';', 0))),
        .charset = charset_in(type),
    };
    enum error error = ERROR_OK;

    *why = NULL;
    if (!slice_starts(head, SLICE("HTTP/")) ||
        checked_parse(slice_part(head, space + 1, space + 4), 100, 599, &message.status)) {
        *why = "an HTTP response without a head";
        return ERROR_OK;
    }
    if (coding.len >= 7 && strncasecmp(coding.ptr + coding.len - 7, "chunked", 7) == 0)
        error = join_chunks(arena, message.body, &message.body);
    if (!error)
        error = unpack(arena, message_field(head, "Content-Encoding"), &message, why);
    if (!error)
        *out = message;
    return error;
}
