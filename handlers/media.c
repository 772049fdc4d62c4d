#include "handlers/media.h"

static char lower(char byte)
{
    if (byte >= 'A' && byte <= 'Z')
        byte = (char)(byte + ('a' - 'A'));
    return byte;
}

static bool equal_folded(struct slice a, struct slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

bool media_is(struct slice name, const char *literal)
{
    return equal_folded(name, slice_of(literal));
}

/* A token of RFC 9110, 5.6.2, cut off the front; empty when none stands there. */
static struct slice cut_token(struct slice *rest)
{
    static const char marks[] = "!#$%&'*+-.^_`|~";
    struct slice token;
    size_t i = 0;

    for (; i < rest->len; i++) {
        char c = lower(rest->ptr[i]);
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
            !(c && memchr(marks, c, sizeof marks - 1)))
            break;
    }
    token = slice_part(*rest, 0, i);
    *rest = slice_part(*rest, i, rest->len);
    return token;
}

static bool cut_byte(struct slice *rest, char byte)
{
    if (rest->len == 0 || rest->ptr[0] != byte)
        return false;
    *rest = slice_part(*rest, 1, rest->len);
    return true;
}

/* What stands between quotation marks; the opening one is already taken. */
static bool cut_quoted(struct slice *rest, struct slice *value)
{
    for (size_t i = 0; i < rest->len; i++) {
        if (rest->ptr[i] == '\\') {
            i++;
        } else if (rest->ptr[i] == '"') {
            *value = slice_part(*rest, 0, i);
            *rest = slice_part(*rest, i + 1, rest->len);
            return true;
        }
    }
    return false;
}

bool media_next_parameter(struct slice *rest, struct slice *name, struct slice *value)
{
    struct slice at = slice_trim(*rest);
    bool is_whole;

    while (cut_byte(&at, ';'))
        at = slice_trim(at);
    if (at.len == 0) {
        *rest = at;
        return false;
    }
    if (at.ptr == slice_trim(*rest).ptr)
        return false;
    *name = cut_token(&at);
    is_whole = name->len && cut_byte(&at, '=');
    if (is_whole && cut_byte(&at, '"')) {
        is_whole = cut_quoted(&at, value);
    } else if (is_whole) {
        *value = cut_token(&at);
        is_whole = value->len > 0;
    }
    if (is_whole)
        *rest = at;
    return is_whole;
}

static bool cut_name(struct slice *rest, struct slice *name)
{
    struct slice whole = *rest;
    struct slice type = cut_token(rest);
    bool has_slash = cut_byte(rest, '/');
    struct slice subtype = cut_token(rest);

    *name = slice_part(whole, 0, type.len + 1 + subtype.len);
    return type.len && has_slash && subtype.len;
}

bool media_read(struct slice header, struct media_type *out)
{
    struct media_type media = {.charset = {NULL, 0}};
    struct slice rest = slice_trim(header);
    struct slice name, value;

    if (!cut_name(&rest, &media.name))
        return false;
    while (media_next_parameter(&rest, &name, &value)) {
        if (media_is(name, "charset"))
            media.charset = value;
        else if (media_is(name, "boundary"))
            media.boundary = value;
    }
    if (rest.len)
        return false;
    *out = media;
    return true;
}

/* "0.25" in thousandths; what is no weight counts as 1000, as if it were not there. */
static unsigned weight_of(struct slice value)
{
    unsigned sum = 0;
    unsigned unit = 100;

    if (value.len == 0 || value.ptr[0] != '0')
        return 1000;
    for (size_t i = 2; i < value.len && unit; i++, unit /= 10) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return 1000;
        sum += (unsigned)(value.ptr[i] - '0') * unit;
    }
    return sum;
}

/* 3 for the type itself, 2 for type/ *, 1 for * / *, 0 when the range does not cover it. */
static int closeness(struct slice range, struct slice type)
{
    size_t slash = slice_find(type, '/', 0);

    if (equal_folded(range, type))
        return 3;
    if (slice_is(range, "*/*"))
        return 1;
    if (slice_ends(range, SLICE("/*")) &&
        equal_folded(slice_part(range, 0, range.len - 1), slice_part(type, 0, slash + 1)))
        return 2;
    return 0;
}

/* Takes one element off a comma-separated header; commas in quotation marks do not count. */
static bool cut_element(struct slice *rest, struct slice *element)
{
    bool is_quoted = false;
    size_t i = 0;

    if (rest->len == 0)
        return false;
    for (; i < rest->len && (is_quoted || rest->ptr[i] != ','); i++) {
        if (rest->ptr[i] == '"')
            is_quoted = !is_quoted;
        else if (is_quoted && rest->ptr[i] == '\\')
            i++;
    }
    *element = slice_trim(slice_part(*rest, 0, i));
    *rest = slice_part(*rest, i + 1, rest->len);
    return true;
}

static unsigned cut_weight(struct slice *rest)
{
    unsigned weight = 1000;
    struct slice name, value;

    while (media_next_parameter(rest, &name, &value))
        if (media_is(name, "q"))
            weight = weight_of(value);
    return weight;
}

/* The weight of the closest range that covers the type; *closest: how close, 0 when none does. */
static unsigned judge(struct slice accept, const char *literal, int *closest)
{
    struct slice type = slice_of(literal);
    struct slice rest = slice_trim(accept);
    struct slice element, range;
    unsigned quality = 0;

    *closest = 0;
    if (rest.len == 0)
        return 1000;
    while (cut_element(&rest, &element)) {
        unsigned weight;
        int close;

        if (!cut_name(&element, &range))
            continue;
        weight = cut_weight(&element);
        close = closeness(range, type);
        if (close > *closest) {
            *closest = close;
            quality = weight;
        }
    }
    return quality;
}

unsigned media_quality(struct slice accept, const char *literal)
{
    int closest;

    return judge(accept, literal, &closest);
}

bool media_is_covered(struct slice accept, const char *literal)
{
    int closest;

    (void)judge(accept, literal, &closest);
    return closest > 0;
}

unsigned media_coding_quality(struct slice accept_encoding, const char *coding)
{
    struct slice rest = slice_trim(accept_encoding);
    struct slice element;
    unsigned quality = media_is(SLICE("identity"), coding);
    bool is_named = false;

    while (!is_named && cut_element(&rest, &element)) {
        struct slice name = cut_token(&element);
        unsigned weight = cut_weight(&element);

        if (media_is(name, "x-gzip")) /* RFC 9110, 8.4.1.3 */
            name = SLICE("gzip");
        is_named = media_is(name, coding);
        if (is_named || slice_is(name, "*"))
            quality = weight;
    }
    return quality;
}
