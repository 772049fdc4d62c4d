#include "intake/charset.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

#include "base/checked.h"
#include "base/digits.h"

enum { UTF_8_BYTES_MAX = 3 }; /* of a character that one byte stood for: the euro sign */

static const struct {
    struct slice label;
    enum charset charset;
} labels[] = {
    {SLICE_INIT("utf-8"), CHARSET_UTF_8},
    {SLICE_INIT("utf8"), CHARSET_UTF_8},
    {SLICE_INIT("iso-8859-1"), CHARSET_LATIN_1},
    {SLICE_INIT("iso8859-1"), CHARSET_LATIN_1},
    {SLICE_INIT("latin1"), CHARSET_LATIN_1},
    {SLICE_INIT("windows-1252"), CHARSET_WINDOWS_1252},
    {SLICE_INIT("cp1252"), CHARSET_WINDOWS_1252},
    {SLICE_INIT("us-ascii"), CHARSET_ASCII},
    {SLICE_INIT("ascii"), CHARSET_ASCII},
};

/* As readers and iconv call them. */
static const char *const names[] = {
    [CHARSET_UTF_8] = "UTF-8",
    [CHARSET_LATIN_1] = "ISO-8859-1",
    [CHARSET_WINDOWS_1252] = "windows-1252",
    [CHARSET_ASCII] = "us-ascii",
};

enum charset charset_of(struct slice label)
{
    if (!label.ptr)
        return CHARSET_UTF_8;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (label.len == labels[i].label.len &&
            strncasecmp(label.ptr, labels[i].label.ptr, label.len) == 0)
            return labels[i].charset;
    return CHARSET_UNKNOWN;
}

static enum error refuse(enum charset charset, size_t at, const char *what, struct problem *problem)
{
    return problem_set(problem, ERROR_BAD_TEXT, "%s is not %s at byte %s", what, names[charset],
                       digits_grouped(at).text);
}

/* ASCII is UTF-8 already. */
static enum error check_ascii(struct slice bytes, const char *what, struct problem *problem)
{
    for (size_t i = 0; i < bytes.len; i++)
        if ((unsigned char)bytes.ptr[i] >= 0x80)
            return refuse(CHARSET_ASCII, i, what, problem);
    return ERROR_OK;
}

static enum error convert(struct arena *arena, enum charset charset, struct slice bytes,
                          const char *what, struct slice *out, struct problem *problem)
{
    iconv_t conversion = iconv_open(names[CHARSET_UTF_8], names[charset]);
    size_t size, left, room;
    char *from, *to, *at = NULL;
    bool is_whole = false;

    if (conversion == (iconv_t)-1)
        return errno == ENOMEM
                   ? ERROR_NO_MEMORY
                   : problem_set(problem, ERROR_INTERNAL,
                                 "the C library of this machine cannot read %s", names[charset]);
    if (!checked_mul(bytes.len, UTF_8_BYTES_MAX, &size))
        at = arena_unset(arena, char, size);
    if (at) {
        memcpy(&from, &bytes.ptr, sizeof from); /* iconv does not write through it */
        to = at;
        left = bytes.len;
        room = size;
        is_whole = iconv(conversion, &from, &left, &to, &room) != (size_t)-1;
    }
    (void)iconv_close(conversion);
    if (!at)
        return ERROR_NO_MEMORY;
    if (!is_whole)
        return refuse(charset, bytes.len - left, what, problem);
    arena_trim(arena, at, size, size - room);
    *out = (struct slice){at, size - room};
    return ERROR_OK;
}

enum error charset_decode(struct arena *arena, enum charset charset, struct slice bytes,
                          const char *what, struct slice *out, struct problem *problem)
{
    enum error error = ERROR_OK;

    if (charset == CHARSET_ASCII)
        error = check_ascii(bytes, what, problem);
    else if (charset != CHARSET_UTF_8)
        return convert(arena, charset, bytes, what, out, problem);
    if (!error)
        *out = bytes;
    return error;
}
