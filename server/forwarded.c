#include "server/forwarded.h"

#include <arpa/inet.h>
#include <strings.h>

#include "base/array.h"
#include "base/checked.h"

enum { ADDRESS_BITS = 128, PREFIX_BYTES_MAX = 256, HOST_BYTES_MAX = 255 };

/* One proxy's word of the hop before it. */
struct hop {
    struct slice node, scheme, host;
};

/* -- addresses -----------------------------------------------------------------------------------
 */

static void map_v4(const void *v4, struct in6_addr *out)
{
    static const unsigned char mapped[12] = {[10] = 0xFF, [11] = 0xFF};

    memcpy(out->s6_addr, mapped, sizeof mapped);
    memcpy(out->s6_addr + sizeof mapped, v4, sizeof(struct in_addr));
}

/* *bits: of the address itself, 32 or 128, where it is asked for. */
static bool read_address(struct slice text, struct in6_addr *out, unsigned *bits)
{
    char copy[INET6_ADDRSTRLEN];
    struct in_addr v4;
    bool is_v4;

    if (text.len == 0 || text.len >= sizeof copy || memchr(text.ptr, '\0', text.len))
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    is_v4 = inet_pton(AF_INET, copy, &v4) == 1;
    if (bits)
        *bits = is_v4 ? 32 : ADDRESS_BITS;
    if (is_v4)
        map_v4(&v4, out);
    return is_v4 || inet_pton(AF_INET6, copy, out) == 1;
}

/* A node of a header: 192.0.2.43, 192.0.2.43:47011, "[2001:db8::17]:47011", 2001:db8::17. */
static bool read_node(struct slice node, struct in6_addr *out)
{
    size_t colon = slice_find(node, ':', 0);
    int64_t port;

    if (slice_starts(node, SLICE("["))) {
        size_t end = slice_find(node, ']', 0);
        struct slice rest = slice_part(node, end + 1, node.len);

        if (rest.len && (rest.ptr[0] != ':' ||
                         checked_parse(slice_part(rest, 1, rest.len), 0, UINT16_MAX, &port)))
            return false;
        return end < node.len && read_address(slice_part(node, 1, end), out, NULL);
    }
    if (colon < node.len && slice_find(node, ':', colon + 1) == node.len) {
        if (checked_parse(slice_part(node, colon + 1, node.len), 0, UINT16_MAX, &port))
            return false;
        node = slice_part(node, 0, colon);
    }
    return read_address(node, out, NULL);
}

static void print_address(const struct in6_addr *address, char text[INET6_ADDRSTRLEN])
{
    if (IN6_IS_ADDR_V4MAPPED(address))
        (void)inet_ntop(AF_INET, address->s6_addr + 12, text, INET6_ADDRSTRLEN);
    else
        (void)inet_ntop(AF_INET6, address, text, INET6_ADDRSTRLEN);
}

static bool network_has(const struct network *network, const struct in6_addr *address)
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    unsigned char mask = (unsigned char)(0xFF00U >> rest);

    return memcmp(network->address.s6_addr, address->s6_addr, whole) == 0 &&
           (rest == 0 || ((network->address.s6_addr[whole] ^ address->s6_addr[whole]) & mask) == 0);
}

static bool networks_have(const struct networks *networks, const struct in6_addr *address)
{
    for (size_t i = 0; i < networks->count; i++)
        if (network_has(&networks->at[i], address))
            return true;
    return false;
}

enum error networks_read(struct arena *arena, const struct config_list *list, struct networks *out,
                         struct problem *problem)
{
    *out = (struct networks){.at = NULL};
    for (size_t i = 0; i < list->count; i++) {
        struct slice word = slice_of(list->at[i]);
        size_t slash = slice_find(word, '/', 0);
        struct network network;
        unsigned width;
        int64_t bits;

        if (slice_is(word, "unix")) {
            out->has_unix = true;
            continue;
        }
        if (!read_address(slice_part(word, 0, slash), &network.address, &width) ||
            (slash < word.len &&
             checked_parse(slice_part(word, slash + 1, word.len), 0, (int64_t)width, &bits)))
            return problem_set(problem, ERROR_BAD_CONFIG,
                               "trusted_proxies: \"%s\" is not an address or network (such as "
                               "10.0.0.0/8 or ::1), nor unix",
                               list->at[i]);
        network.bits = ADDRESS_BITS - width + (slash < word.len ? (unsigned)bits : width);
        if (!array_reserve(arena, out, 1))
            return ERROR_NO_MEMORY;
        out->at[out->count++] = network;
    }
    return ERROR_OK;
}

/* -- headers -------------------------------------------------------------------------------------
 */

/* Cuts the piece up to the next mark off `rest`; marks between quotation marks do not part. A mark
 * at the end has an empty piece behind it. False at the end, where the rest has no value. */
static bool cut(struct slice *rest, char mark, struct slice *piece)
{
    bool is_quoted = false;
    size_t i = 0;

    if (!rest->ptr)
        return false;
    for (; i < rest->len && (is_quoted || rest->ptr[i] != mark); i++) {
        if (rest->ptr[i] == '"')
            is_quoted = !is_quoted;
        else if (rest->ptr[i] == '\\' && is_quoted)
            i++;
    }
    *piece = slice_trim(slice_part(*rest, 0, i));
    *rest = i < rest->len ? slice_part(*rest, i + 1, rest->len) : (struct slice){NULL, 0};
    return true;
}

static struct slice unquote(struct slice value)
{
    if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
        return slice_part(value, 1, value.len - 1);
    return value;
}

/* for=192.0.2.60;proto=http;host="a.example:8080". One that names a member twice is none. */
static struct hop read_element(struct slice element)
{
    struct hop hop = {.node = {NULL, 0}};

    const struct {
        struct slice name;
        struct slice *value;
    } members[] = {
        {SLICE("for"), &hop.node}, {SLICE("proto"), &hop.scheme}, {SLICE("host"), &hop.host}};
    struct slice pair;

    while (cut(&element, ';', &pair)) {
        size_t equals = slice_find(pair, '=', 0);
        struct slice name = slice_trim(slice_part(pair, 0, equals));

        for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
            if (name.len != members[i].name.len ||
                strncasecmp(name.ptr, members[i].name.ptr, name.len) != 0)
                continue;
            if (members[i].value->ptr)
                return (struct hop){.node = {NULL, 0}};
            *members[i].value = unquote(slice_trim(slice_part(pair, equals + 1, pair.len)));
        }
    }
    return hop;
}

static struct slice sound_scheme(struct slice scheme)
{
    if (scheme.len == 5 && strncasecmp(scheme.ptr, "https", 5) == 0)
        return SLICE("https");
    if (scheme.len == 4 && strncasecmp(scheme.ptr, "http", 4) == 0)
        return SLICE("http");
    return (struct slice){NULL, 0};
}

static struct slice sound_host(struct slice host)
{
    bool is_sound = host.len > 0 && host.len <= HOST_BYTES_MAX;

    for (size_t i = 0; is_sound && i < host.len; i++) {
        char c = host.ptr[i];
        is_sound = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                   (c && strchr(".-_:[]", c));
    }
    return is_sound ? host : (struct slice){NULL, 0};
}

bool forwarded_prefix_is_sound(struct slice prefix)
{
    bool is_sound = prefix.len > 1 && prefix.len <= PREFIX_BYTES_MAX && prefix.ptr[0] == '/' &&
                    prefix.ptr[prefix.len - 1] != '/';

    for (size_t i = 1; is_sound && i < prefix.len; i++) {
        char c = prefix.ptr[i];
        is_sound = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                   (c && strchr("-._~", c)) || (c == '/' && prefix.ptr[i - 1] != '/');
    }
    return is_sound;
}

/* The client is the rightmost hop that is no trusted proxy, or the leftmost of all. Found from the
 * left, so that a long list is read once. `hops`: of Forwarded, or of X-Forwarded-For. What the
 * proxy told with the client's address is in *last. */
static void walk(const struct networks *trusted, struct slice hops, bool is_standard,
                 struct forwarded *out, struct hop *last)
{
    struct in6_addr client;
    struct slice element;
    bool is_first = true, is_known = false;

    while (cut(&hops, ',', &element)) {
        struct hop hop = is_standard ? read_element(element) : (struct hop){.node = element};
        struct in6_addr address;
        bool is_read = read_node(hop.node, &address);

        if (!is_first && is_read && networks_have(trusted, &address))
            continue;
        is_first = false;
        is_known = is_read;
        if (is_read)
            client = address;
        *last = hop;
    }
    if (is_known)
        print_address(&client, out->client);
    else
        memcpy(out->client, "unknown", sizeof "unknown");
}

static bool is_trusted(const struct networks *trusted, const struct sockaddr *peer,
                       char client[INET6_ADDRSTRLEN])
{
    struct in6_addr address;

    if (peer && peer->sa_family == AF_INET6) {
        address = ((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
    } else if (peer && peer->sa_family == AF_INET) {
        map_v4(&((const struct sockaddr_in *)(const void *)peer)->sin_addr, &address);
    } else {
        memcpy(client, "unix", sizeof "unix");
        return trusted->has_unix;
    }
    print_address(&address, client);
    return networks_have(trusted, &address);
}

static struct slice last_of(struct slice list)
{
    struct slice last = {NULL, 0};

    while (cut(&list, ',', &last))
        ;
    return last;
}

void forwarded_read(const struct networks *trusted, const struct sockaddr *peer,
                    const struct forwarded_head *head, struct forwarded *out)
{
    bool is_standard = head->forwarded.len > 0;
    struct slice hops = is_standard ? head->forwarded : head->client;
    struct hop hop = {.node = {NULL, 0}};
    struct slice prefix = last_of(head->prefix);

    *out = (struct forwarded){.client = ""};
    if (!is_trusted(trusted, peer, out->client))
        return;
    if (hops.len)
        walk(trusted, hops, is_standard, out, &hop);
    out->scheme = sound_scheme(is_standard ? hop.scheme : last_of(head->scheme));
    out->host = sound_host(is_standard ? hop.host : last_of(head->host));
    if (forwarded_prefix_is_sound(prefix))
        out->prefix = prefix;
}
