/* Lines: trusted networks apart by blanks, then Forwarded, X-Forwarded-For, -Proto, -Host and
 * -Prefix. What is told is an address or a word, and nothing that could break a link. */
#include "server/forwarded.h"

#include <arpa/inet.h>

#include "base/array.h"
#include "server/trace.h"
#include "tests/fuzz/fuzz.h"

enum { NETWORKS_MAX = 8 };

static struct slice cut_line(struct slice *rest)
{
    struct slice line = {NULL, 0};

    (void)slice_cut(rest, '\n', &line);
    return line;
}

static void check(const struct forwarded *out)
{
    struct in6_addr address;

    assert(memchr(out->client, '\0', sizeof out->client));
    assert(strcmp(out->client, "unknown") == 0 || inet_pton(AF_INET, out->client, &address) == 1 ||
           inet_pton(AF_INET6, out->client, &address) == 1);
    assert(!out->scheme.len || slice_is(out->scheme, "http") || slice_is(out->scheme, "https"));
    for (size_t i = 0; i < out->host.len; i++)
        assert(!strchr("/\\\"'<>@ ?#", out->host.ptr[i]));
    assert(!out->prefix.len || forwarded_prefix_is_sound(out->prefix));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct slice rest = {(const char *)bytes, len}, words = cut_line(&rest), word;
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_addr = {htonl(0x0A000001)}};
    struct forwarded_head head;
    const char *at[NETWORKS_MAX + 1] = {"10.0.0.0/8"};
    struct config_list list = {at, 1};
    struct networks networks;
    struct forwarded out;
    struct trace trace;

    while (list.count <= NETWORKS_MAX && slice_cut(&words, ' ', &word)) {
        struct slice copy = {NULL, 0};
        if (arena_copy(arena, word, &copy) == ERROR_OK)
            at[list.count++] = copy.ptr;
    }
    if (networks_read(arena, &list, &networks, &problem)) {
        assert(problem.detail.len);
        list.count = 1;
        assert(networks_read(arena, &list, &networks, &problem) == ERROR_OK);
    }
    if (trace_read(rest, &trace))
        assert(trace.trace_id.len == 32 && trace.parent_id.len == 16);
    head = (struct forwarded_head){.forwarded = cut_line(&rest)};
    head.client = cut_line(&rest);
    head.scheme = cut_line(&rest);
    head.host = cut_line(&rest);
    head.prefix = cut_line(&rest);
    forwarded_read(&networks, (const struct sockaddr *)&peer, &head, &out);
    check(&out);
    arena_close(arena);
    return 0;
}
