#include "server/forwarded.h"

#include <arpa/inet.h>

#include "base/array.h"
#include "tests/unit/suite.h"

static const char *const proxies[] = {"10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48", "unix"};

struct peer {
    struct sockaddr_storage at;
};

static struct peer peer_of(const char *address)
{
    struct peer peer = {.at = {.ss_family = AF_UNIX}};
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1)
        memcpy(&peer.at, &v4, sizeof v4);
    else if (inet_pton(AF_INET6, address, &v6.sin6_addr) == 1)
        memcpy(&peer.at, &v6, sizeof v6);
    return peer;
}

static struct forwarded read_with(const char *const *list, size_t count, const char *peer,
                                  struct forwarded_head head)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct config_list config = {list, count};
    struct peer from = peer_of(peer);
    struct networks networks;
    struct forwarded out;

    ck_assert_int_eq(networks_read(arena, &config, &networks, &problem), ERROR_OK);
    forwarded_read(&networks, (const struct sockaddr *)&from.at, &head, &out);
    arena_close(arena);
    return out;
}

static struct forwarded read_from(const char *peer, struct forwarded_head head)
{
    return read_with(proxies, sizeof proxies / sizeof *proxies, peer, head);
}

static void check_client(const char *peer, const char *forwarded_for, const char *client)
{
    struct forwarded_head head = {.client = slice_of(forwarded_for)};
    struct forwarded out = read_from(peer, head);

    ck_assert_str_eq(out.client, client);
}

START_TEST(believes_trusted_proxies_alone)
{
    check_client("203.0.113.9", "198.51.100.1", "203.0.113.9");
    check_client("10.1.2.3", "198.51.100.1", "198.51.100.1");
    check_client("10.1.2.3", NULL, "10.1.2.3");
    check_client("::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1");
    check_client("2001:db8:1:ffff::1", "198.51.100.1", "198.51.100.1");
    check_client("2001:db8:2::1", "198.51.100.1", "2001:db8:2::1");
    check_client("socket", "198.51.100.1", "198.51.100.1");
    ck_assert_str_eq(
        read_with(NULL, 0, "socket", (struct forwarded_head){.forwarded = SLICE("for=1.2.3.4")})
            .client,
        "unix");
}

END_TEST

START_TEST(walks_from_the_right_as_far_as_proxies_are_trusted)
{
    check_client("10.0.0.1", "1.1.1.1, 198.51.100.1, 192.0.2.7, 10.9.9.9", "198.51.100.1");
    check_client("10.0.0.1", "1.1.1.1, 192.0.2.8", "192.0.2.8");
    check_client("10.0.0.1", "10.2.2.2, 10.3.3.3", "10.2.2.2");
    check_client("10.0.0.1", "6.6.6.6, unknown, 10.3.3.3", "unknown");
    check_client("10.0.0.1", "6.6.6.6, , 10.3.3.3", "unknown");
    check_client("10.0.0.1", "198.51.100.1,", "unknown");
    check_client("10.0.0.1", "unknown, 10.3.3.3, 198.51.100.1, 10.3.3.3", "198.51.100.1");
    check_client("10.0.0.1", "", "10.0.0.1");
    check_client("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1");
    check_client("10.0.0.1", "198.51.100.1:4711", "198.51.100.1");
    check_client("10.0.0.1", "[2001:db8::17]:4711", "2001:db8::17");
    check_client("10.0.0.1", "2001:db8::17", "2001:db8::17");
    check_client("10.0.0.1", "198.51.100.1:99999", "unknown");
    check_client("10.0.0.1", "[2001:db8::17", "unknown");
    check_client("10.0.0.1", "010.0.0.1", "unknown");
    check_client("10.0.0.1", "2130706433", "unknown");
    check_client("10.0.0.1", "1.2.3.4\n5.6.7.8", "unknown");
}

END_TEST

START_TEST(reads_the_standard_header)
{
    struct forwarded_head head = {
        .forwarded = SLICE("for=1.1.1.1;proto=http, For=\"[2001:db8::9]:80\"; PROTO=https; "
                           "host=\"news.example:8443\", for=10.4.4.4;proto=http;host=inner"),
        .client = SLICE("6.6.6.6"),
        .scheme = SLICE("ftp"),
        .host = SLICE("evil.example"),
    };
    struct forwarded out = read_from("10.0.0.1", head);

    ck_assert_str_eq(out.client, "2001:db8::9");
    ck_assert(slice_is(out.scheme, "https"));
    ck_assert(slice_is(out.host, "news.example:8443"));

    head.forwarded = SLICE("for=_hidden;proto=https");
    out = read_from("10.0.0.1", head);
    ck_assert_str_eq(out.client, "unknown");
    ck_assert(slice_is(out.scheme, "https"));
    head.forwarded = SLICE("for=\"1.2.3.4, for=5.6.7.8");
    ck_assert_str_eq(read_from("10.0.0.1", head).client, "unknown");
    head.forwarded = SLICE("for=198.51.100.1;host=\"a;for=6.6.6.6;b\"");
    ck_assert_str_eq(read_from("10.0.0.1", head).client, "198.51.100.1");
    head.forwarded = SLICE("for=198.51.100.1;host=\"a\\\";for=6.6.6.6;b\"");
    ck_assert_str_eq(read_from("10.0.0.1", head).client, "198.51.100.1");
    head.forwarded = SLICE("for=198.51.100.1;for=6.6.6.6");
    ck_assert_str_eq(read_from("10.0.0.1", head).client, "unknown");
    head.forwarded = SLICE(";;=;for");
    ck_assert_str_eq(read_from("10.0.0.1", head).client, "unknown");
}

END_TEST

START_TEST(takes_only_sound_schemes_hosts_and_prefixes)
{
    static const struct {
        const char *scheme, *host, *prefix;
        bool is_sound;
    } cases[] = {
        {"https", "a.example", "/news", true},
        {"HTTP", "[2001:db8::1]:8080", "/a/b-c.d~e_f", true},
        {"javascript", "a.example/../", "news", false},
        {"https:", "a b", "/", false},
        {"", "", "/a//b", false},
        {"htt", "a\"b", "/a/", false},
        {"https//", "<b>", "/a?b", false},
        {"x", "a@b", "//evil.example", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct forwarded_head head = {.client = SLICE("198.51.100.1"),
                                      .scheme = slice_of(cases[i].scheme),
                                      .host = slice_of(cases[i].host),
                                      .prefix = slice_of(cases[i].prefix)};
        struct forwarded out = read_from("10.0.0.1", head);

        ck_assert_int_eq(out.scheme.len > 0, cases[i].is_sound);
        ck_assert_int_eq(out.host.len > 0, cases[i].is_sound);
        ck_assert_int_eq(out.prefix.len > 0, cases[i].is_sound);
        out = read_from("203.0.113.9", head);
        ck_assert(!out.scheme.len && !out.host.len && !out.prefix.len);
    }
}

END_TEST

START_TEST(refuses_what_is_no_network)
{
    static const char *const wrong[] = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129",
                                        "localhost",   "10.0.0",      "",          "1.2.3.4/x"};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct problem problem = {.arena = arena};
        const struct config_list list = {&wrong[i], 1};
        struct networks networks;

        ck_assert_int_eq(networks_read(arena, &list, &networks, &problem), ERROR_BAD_CONFIG);
        ck_assert(slice_starts(problem.detail, SLICE("trusted_proxies: ")));
    }
    arena_close(arena);
    ck_assert_str_eq(read_with((const char *const[]){"0.0.0.0/0"}, 1, "8.8.8.8",
                               (struct forwarded_head){.client = SLICE("9.9.9.9")})
                         .client,
                     "9.9.9.9");
    ck_assert_str_eq(read_with((const char *const[]){"10.0.0.128/25"}, 1, "10.0.0.127",
                               (struct forwarded_head){.client = SLICE("9.9.9.9")})
                         .client,
                     "10.0.0.127");
}

END_TEST

/* An IPv4 network may be written as the IPv6 one that it is mapped into. */
START_TEST(knows_mapped_networks)
{
    static const struct {
        const char *network, *peer;
        bool is_trusted;
    } cases[] = {
        {"::ffff:10.0.0.0/104", "10.9.9.9", true},
        {"::ffff:10.0.0.0/104", "11.0.0.1", false},
        {"::ffff:10.0.0.1", "10.0.0.1", true},
        {"::ffff:10.0.0.1/128", "10.0.0.2", false},
        {"::ffff:0:0/96", "203.0.113.9", true},
        {"::ffff:0:0/96", "2001:db8::1", false},
        {"::/0", "203.0.113.9", true},
        {"0.0.0.0/0", "2001:db8::1", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct forwarded out = read_with(&cases[i].network, 1, cases[i].peer,
                                         (struct forwarded_head){.client = SLICE("9.9.9.9")});

        ck_assert_str_eq(out.client, cases[i].is_trusted ? "9.9.9.9" : cases[i].peer);
    }
}

END_TEST

SUITE("forwarded", TEST(knows_mapped_networks), TEST(believes_trusted_proxies_alone),
      TEST(walks_from_the_right_as_far_as_proxies_are_trusted), TEST(reads_the_standard_header),
      TEST(takes_only_sound_schemes_hosts_and_prefixes), TEST(refuses_what_is_no_network))
