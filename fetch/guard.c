#include "fetch/guard.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <strings.h>

#include "base/checked.h"

enum { URL_BYTES_MAX = 8192, HTTP_PORT = 80, HTTPS_PORT = 443 };

enum error guard_read(const struct fetch_settings *settings, struct guard *guard,
                      struct problem *problem)
{
    guard->settings = settings;
    if (settings->ports.count > GUARD_LIST_MAX || settings->private_nets.count > GUARD_LIST_MAX)
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "fetch_ports and fetch_private have room for %d each", GUARD_LIST_MAX);
    for (size_t i = 0; i < settings->ports.count; i++) {
        int64_t port;
        if (checked_parse(slice_of(settings->ports.at[i]), 1, UINT16_MAX, &port))
            return problem_set(problem, ERROR_BAD_CONFIG,
                               "fetch_ports: \"%s\" is not a port, 1 to 65535",
                               settings->ports.at[i]);
        guard->ports[guard->port_count++] = (unsigned)port;
    }
    for (size_t i = 0; i < settings->private_nets.count; i++)
        if (!fetch_network_read(settings->private_nets.at[i], &guard->nets[guard->net_count++]))
            return problem_set(problem, ERROR_BAD_CONFIG,
                               "fetch_private: \"%s\" is not a network such as 10.0.0.0/8",
                               settings->private_nets.at[i]);
    return ERROR_OK;
}

static bool port_is_open(const struct guard *guard, unsigned port)
{
    if (port == HTTP_PORT || port == HTTPS_PORT)
        return true;
    for (size_t i = 0; i < guard->port_count; i++)
        if (guard->ports[i] == port)
            return true;
    return false;
}

/* "news.example" is itself; ".example" is example and all below it. */
static bool host_is_listed(const struct fetch_list *hosts, struct slice host)
{
    for (size_t i = 0; i < hosts->count; i++) {
        struct slice listed = slice_of(hosts->at[i]);
        bool is_domain = listed.len && listed.ptr[0] == '.';
        size_t most = is_domain ? listed.len : host.len;
        struct slice end = slice_part(host, host.len > most ? host.len - most : 0, host.len);
        if (is_domain && end.len + 1 == listed.len)
            listed = slice_part(listed, 1, listed.len);
        if (end.len && end.len == listed.len && strncasecmp(end.ptr, listed.ptr, end.len) == 0)
            return true;
    }
    return hosts->count == 0;
}

static enum error refuse(struct problem *problem, const char *why)
{
    return problem_set(problem, ERROR_FETCH_REFUSED, "%s", why);
}

/* A part of a URL on the arena; without a value when it has none. */
static enum error take_part(struct arena *arena, CURLU *url, CURLUPart part, struct slice *out)
{
    char *text = NULL;
    enum error error;

    *out = (struct slice){NULL, 0};
    if (curl_url_get(url, part, &text, part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0))
        return ERROR_OK;
    error = arena_copy(arena, slice_of(text), out);
    curl_free(text);
    return error;
}

static enum error take_apart(struct arena *arena, CURLU *url, struct target *out, bool *has_user)
{
    struct slice port, user;
    char *host;
    int64_t number = 0;
    enum error error;

    (void)curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0); /* it is never sent */
    error = take_part(arena, url, CURLUPART_URL, &out->url);
    if (!error)
        error = take_part(arena, url, CURLUPART_HOST, &out->host);
    if (!error)
        error = take_part(arena, url, CURLUPART_PORT, &port);
    if (!error)
        error = take_part(arena, url, CURLUPART_USER, &user);
    if (error)
        return error;
    *has_user = user.ptr != NULL;
    if (!port.ptr || checked_parse(port, 1, UINT16_MAX, &number))
        number = 0;
    out->port = (unsigned)number;
    while (out->host.len && out->host.ptr[out->host.len - 1] == '.')
        out->host.len--;
    memcpy(&host, &out->host.ptr, sizeof host); /* a copy of our own */
    for (size_t i = 0; i < out->host.len; i++)
        if (host[i] >= 'A' && host[i] <= 'Z')
            host[i] |= 0x20;
    return ERROR_OK;
}

enum error guard_judge(const struct guard *guard, struct arena *arena, struct slice text,
                       struct target *out, struct problem *problem)
{
    CURLU *url = curl_url();
    struct slice copy, scheme = {NULL, 0};
    bool has_user = false;
    CURLUcode code = CURLUE_OUT_OF_MEMORY;
    enum error error = url ? arena_copy(arena, text, &copy) : ERROR_NO_MEMORY;

    if (!error && text.len <= URL_BYTES_MAX && slice_find(text, '\0', 0) == text.len)
        code =
            curl_url_set(url, CURLUPART_URL, copy.ptr, CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
    if (!error && !code)
        error = take_part(arena, url, CURLUPART_SCHEME, &scheme);
    if (!error && !code)
        error = take_apart(arena, url, out, &has_user);
    curl_url_cleanup(url);
    if (error)
        return error;
    if (code)
        return refuse(problem, "it is no URL");
    if (!slice_is(scheme, "http") && !slice_is(scheme, "https"))
        return refuse(problem, "only http and https are fetched");
    if (!out->host.len)
        return refuse(problem, "it names no host");
    if (has_user)
        return refuse(problem, "a URL with a user name is not fetched");
    if (!port_is_open(guard, out->port))
        return refuse(problem,
                      "only the ports 80 and 443 are fetched from, and those of fetch_ports");
    if (!host_is_listed(&guard->settings->hosts, out->host))
        return refuse(problem, "its host is not among those of the option fetch_hosts");
    return ERROR_OK;
}

bool guard_opens(const struct guard *guard, const struct sockaddr *address)
{
    unsigned own = atomic_load(&guard->own_port);
    unsigned port = ntohs(address->sa_family == AF_INET
                              ? ((const struct sockaddr_in *)(const void *)address)->sin_port
                              : ((const struct sockaddr_in6 *)(const void *)address)->sin6_port);

    if (own && port == own && address_is_own(address))
        return false;
    if (address_is_public(address))
        return true;
    for (size_t i = 0; i < guard->net_count; i++)
        if (fetch_network_has(&guard->nets[i], address))
            return true;
    return false;
}
