#include "server/guard.h"

struct head {
    unsigned hosts, lengths, codings, types, packings;
    bool has_odd_name, has_odd_value, has_odd_host, has_odd_coding;
};

/* tchar of RFC 9110, section 5.6.2. */
static bool is_token(struct slice name)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bool is_alphanumeric = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (!is_alphanumeric && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return name.len > 0;
}

static bool has_control(struct slice value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F)
            return true;
    }
    return false;
}

/* uri-host [":" port]: no user, path, blank or list. */
static bool is_host(struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if (strchr(" \t/?#@,\\\"<>", value.ptr[i]))
            return false;
    return true;
}

static bool is_name(struct slice name, const char *wanted)
{
    return name.len == strlen(wanted) && strncasecmp(name.ptr, wanted, name.len) == 0;
}

static enum MHD_Result judge_field(void *cls, enum MHD_ValueKind kind, const char *key,
                                   size_t key_size, const char *value, size_t value_size)
{
    struct head *head = cls;
    struct slice name = {key, key_size}, field = {value, value_size};

    (void)kind;
    head->has_odd_name |= !is_token(name);
    head->has_odd_value |= has_control(field);
    if (is_name(name, "Host")) {
        head->hosts++;
        head->has_odd_host |= !is_host(field);
    } else if (is_name(name, "Content-Length")) {
        head->lengths++;
    } else if (is_name(name, "Content-Type")) {
        head->types++;
    } else if (is_name(name, "Content-Encoding")) {
        head->packings++;
    } else if (is_name(name, "Transfer-Encoding")) {
        head->codings++;
        head->has_odd_coding |= !is_name(slice_trim(field), "chunked");
    }
    return MHD_YES;
}

enum error guard_head(struct MHD_Connection *connection, const char *version,
                      struct problem *problem)
{
    struct head head = {0};
    bool is_old = strcmp(version, MHD_HTTP_VERSION_1_1) != 0;

    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, judge_field, &head);

    const struct {
        bool applies;
        const char *words;
    } faults[] = {
        {head.has_odd_name, "a header name has characters that no name may have"},
        {head.has_odd_value, "a header value has a control character"},
        {head.hosts > 1 || (!is_old && head.hosts == 0), "send exactly one Host header"},
        {head.has_odd_host, "the Host header is not a host and port"},
        {head.lengths > 1, "send one Content-Length header"},
        {head.types > 1, "send one Content-Type header"},
        {head.packings > 1, "send one Content-Encoding header"},
        {head.codings && head.lengths, "send Content-Length or Transfer-Encoding, not both"},
        {head.codings > 1 || head.has_odd_coding, "the only Transfer-Encoding is chunked"},
        {head.codings && is_old, "Transfer-Encoding needs HTTP/1.1"},
    };

    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i].applies)
            return problem_set(problem, ERROR_BAD_HEAD, "%s", faults[i].words);
    return ERROR_OK;
}

bool guard_is_chunked(struct MHD_Connection *connection)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                       MHD_HTTP_HEADER_TRANSFER_ENCODING) != NULL;
}
