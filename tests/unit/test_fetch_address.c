#include <netdb.h>
#include <netinet/in.h>

#include "fetch/guard.h"
#include "tests/unit/suite.h"

/* As it is written in a URL; resolved without asking any server. Both ends of each range of IANA's
 * registries, and their neighbours outside. */
static const struct {
    const char *host;
    bool is_public;
} hosts[] = {
    /* IPv4: this network, private, shared, loopback, link-local */
    {"0.0.0.0", false},
    {"0.255.255.255", false},
    {"1.0.0.0", true},
    {"9.255.255.255", true},
    {"10.0.0.0", false},
    {"10.255.255.255", false},
    {"11.0.0.0", true},
    {"100.63.255.255", true},
    {"100.64.0.0", false},
    {"100.64.1.1", false},
    {"100.127.255.255", false},
    {"100.128.0.0", true},
    {"126.255.255.255", true},
    {"127.0.0.0", false},
    {"127.0.0.1", false},
    {"127.255.255.255", false},
    {"128.0.0.0", true},
    {"169.253.255.255", true},
    {"169.254.0.0", false},
    {"169.254.169.254", false},
    {"169.254.255.255", false},
    {"169.255.0.0", true},
    {"172.15.255.255", true},
    {"172.16.0.0", false},
    {"172.31.255.255", false},
    {"172.32.0.0", true},
    {"192.167.255.255", true},
    {"192.168.0.0", false},
    {"192.168.255.255", false},
    {"192.169.0.0", true},
    /* IPv4: protocol assignments, documentation, relays, benchmarks */
    {"191.255.255.255", true},
    {"192.0.0.0", false},
    {"192.0.0.8", false},
    {"192.0.0.170", false},
    {"192.0.0.255", false},
    {"192.0.1.0", true},
    {"192.0.2.0", false},
    {"192.0.2.255", false},
    {"192.0.3.0", true},
    {"192.31.196.1", true}, /* AS112, and so below: special, but reachable */
    {"192.52.193.1", true},
    {"192.88.98.255", true},
    {"192.88.99.0", false},
    {"192.88.99.2", false},
    {"192.88.100.0", true},
    {"192.175.48.6", true},
    {"198.17.255.255", true},
    {"198.18.0.0", false},
    {"198.19.255.255", false},
    {"198.20.0.0", true},
    {"198.51.99.255", true},
    {"198.51.100.0", false},
    {"198.51.100.255", false},
    {"198.51.101.0", true},
    {"203.0.112.255", true},
    {"203.0.113.0", false},
    {"203.0.113.255", false},
    {"203.0.114.0", true},
    /* IPv4: multicast, reserved, broadcast */
    {"223.255.255.255", true},
    {"224.0.0.1", false},
    {"239.255.255.255", false},
    {"240.0.0.0", false},
    {"255.255.255.255", false},
    /* what inet_aton takes for an address */
    {"2130706433", false},
    {"0x7f.1", false},
    {"0x7f000001", false},
    {"0177.0.0.1", false},
    {"127.1", false},
    {"0", false},
    {"2852039166", false}, /* 169.254.169.254 */
    {"0xa9fea9fe", false},
    {"167772161", false}, /* 10.0.0.1 */
    {"134744072", true},  /* 8.8.8.8 */
    /* well-known ones of news and names */
    {"8.8.8.8", true},
    {"1.1.1.1", true},
    {"93.184.216.34", true},
    {"0.1.2.3", false},
    {"10.0.0.1", false},
    {"017700000001", false},
    {"192.0.2.1", false},
    {"192.88.99.1", false},
    {"192.168.1.1", false},
    {"198.51.100.7", false},
    {"203.0.113.7", false},
    {"240.0.0.1", false},
    {"64:ff9b::7f00:1", false},
    {"64:ff9b::808:808", true},
    {"64:ff9b:1::808:808", false},
    {"2001:1ff::1", false},
    {"2606:4700:4700::1111", true},
    {"2a00:1450:4001:81b::200e", true},
    {"2a00:1450:4001:81b:0:5efe:7f00:1", false},
    /* IPv6: outside 2000::/3 */
    {"::", false},
    {"::1", false},
    {"100::1", false},
    {"100:0:0:1::1", false},
    {"200::1", false},
    {"1fff:ffff::1", false},
    {"4000::1", false},
    {"5f00::1", false},
    {"fc00::1", false},
    {"fd12:3456::1", false},
    {"fe80::1", false},
    {"febf::1", false},
    {"fec0::1", false},
    {"ff02::1", false},
    {"ff0e::1", false},
    {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false},
    /* IPv6: special ones within 2000::/3 */
    {"2000::1", true},
    {"2001::1", false}, /* Teredo */
    {"2001:0:4136:e378:8000:63bf:3fff:fdd2", false},
    {"2001:1::1", false},
    {"2001:2::1", false},
    {"2001:3::1", false},
    {"2001:4:112::1", false},
    {"2001:10::1", false},
    {"2001:20::1", false},
    {"2001:30::1", false},
    {"2001:1ff:ffff::1", false},
    {"2001:200::1", true},
    {"2001:db7:ffff::1", true},
    {"2001:db8::1", false},
    {"2001:db8:ffff:ffff::1", false},
    {"2001:db9::1", true},
    {"2606:2800:220:1::1", true},
    {"2620:4f:8000::1", true},
    {"3ffe:ffff::1", true},
    {"3fff::1", false},
    {"3fff:fff:ffff::1", false},
    {"3fff:1000::1", true},
    /* IPv4 within IPv6 */
    {"::ffff:127.0.0.1", false},
    {"::ffff:7f00:1", false},
    {"::ffff:10.1.2.3", false},
    {"::ffff:169.254.169.254", false},
    {"::ffff:0.0.0.0", false},
    {"::ffff:8.8.8.8", true},
    {"::ffff:0:127.0.0.1", false}, /* translated (SIIT) */
    {"::ffff:0:8.8.8.8", false},
    {"::127.0.0.1", false}, /* compatible */
    {"::10.0.0.1", false},
    {"::8.8.8.8", false},
    {"64:ff9b::127.0.0.1", false},
    {"64:ff9b::a9fe:a9fe", false},
    {"64:ff9b::10.0.0.1", false},
    {"64:ff9b::8.8.8.8", true},
    {"64:ff9b::1:8.8.8.8", false},
    {"64:ff9b:1::8.8.8.8", false},
    {"64:ff9b:1:ffff::1", false},
    {"2002:7f00:1::", false},
    {"2002:7f00:1::1", false},
    {"2002:a00:1::1", false},
    {"2002:a9fe:a9fe::1", false},
    {"2002:c0a8:101::1", false},
    {"2002:808:808::1", true},
    /* ISATAP: an IPv4 address as the interface's name */
    {"2606:2800:220:1:0:5efe:127.0.0.1", false},
    {"2606:2800:220:1:200:5efe:8.8.8.8", false},
    {"2606:2800:220:1:0:5eff:1:1", true},
};

static struct addrinfo *resolve(const char *host)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;

    ck_assert_msg(getaddrinfo(host, "80", &hints, &found) == 0, "%s", host);
    return found;
}

START_TEST(addresses_are_judged_by_their_bytes)
{
    struct addrinfo *found = resolve(hosts[_i].host);

    ck_assert_msg(address_is_public(found->ai_addr) == hosts[_i].is_public, "%s", hosts[_i].host);
    freeaddrinfo(found);
}

END_TEST

/* An IPv4 address is judged alike by itself, mapped, through NAT64, and behind 6to4. */
START_TEST(an_address_within_another_is_judged_alike)
{
    struct addrinfo *found = resolve(hosts[_i].host);
    struct sockaddr_in v4 = {.sin_family = AF_UNSPEC};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    uint8_t *bytes = v6.sin6_addr.s6_addr;

    if (found->ai_family == AF_INET)
        memcpy(&v4, found->ai_addr, sizeof v4);
    freeaddrinfo(found);
    if (v4.sin_family != AF_INET)
        return;
    memset(bytes + 10, 0xFF, 2);
    memcpy(bytes + 12, &v4.sin_addr, 4);
    ck_assert_msg(address_is_public((struct sockaddr *)&v6) == hosts[_i].is_public, "mapped %s",
                  hosts[_i].host);
    memset(bytes, 0, 12);
    memcpy(bytes, "\x00\x64\xFF\x9B", 4);
    ck_assert_msg(address_is_public((struct sockaddr *)&v6) == hosts[_i].is_public, "NAT64 %s",
                  hosts[_i].host);
    memset(bytes, 0, 16);
    memcpy(bytes, "\x20\x02", 2);
    memcpy(bytes + 2, &v4.sin_addr, 4);
    ck_assert_msg(address_is_public((struct sockaddr *)&v6) == hosts[_i].is_public, "6to4 %s",
                  hosts[_i].host);
}

END_TEST

START_TEST(every_address_of_localhost_is_refused)
{
    struct addrinfo *found = resolve("localhost");

    for (const struct addrinfo *one = found; one; one = one->ai_next) {
        ck_assert(!address_is_public(one->ai_addr));
        ck_assert(address_is_own(one->ai_addr));
    }
    freeaddrinfo(found);
}

END_TEST

static const struct {
    const char *host;
    bool is_own;
} own[] = {
    {"127.0.0.1", true},
    {"127.5.5.5", true},
    {"0.0.0.0", true},
    {"::1", true},
    {"::", true},
    {"::ffff:127.0.0.2", true},
    {"203.0.113.77", false},
    {"2001:db8::77", false},
};

START_TEST(this_machine_has_many_addresses)
{
    struct addrinfo *found = resolve(own[_i].host);

    ck_assert_msg(address_is_own(found->ai_addr) == own[_i].is_own, "%s", own[_i].host);
    freeaddrinfo(found);
}

END_TEST

START_TEST(other_families_are_refused)
{
    const struct sockaddr local = {.sa_family = AF_UNIX};

    ck_assert(!address_is_public(&local));
}

END_TEST

static const struct {
    const char *network, *host;
    bool has;
} nets[] = {
    {"10.0.0.0/8", "10.1.2.3", true},        {"10.0.0.0/8", "11.0.0.0", false},
    {"10.0.0.0/8", "::ffff:10.1.2.3", true}, {"127.0.0.1", "127.0.0.1", true},
    {"127.0.0.1", "127.0.0.2", false},       {"0.0.0.0/0", "8.8.8.8", true},
    {"0.0.0.0/0", "2001:200::1", false},     {"fd00::/8", "fdff::1", true},
    {"fd00::/8", "fe00::1", false},          {"::/0", "8.8.8.8", true},
    {"192.168.4.0/22", "192.168.7.9", true}, {"192.168.4.0/22", "192.168.8.0", false},
};

START_TEST(networks_have_addresses)
{
    struct addrinfo *found = resolve(nets[_i].host);
    struct fetch_network network;

    ck_assert(fetch_network_read(nets[_i].network, &network));
    ck_assert_msg(fetch_network_has(&network, found->ai_addr) == nets[_i].has, "%s %s",
                  nets[_i].network, nets[_i].host);
    freeaddrinfo(found);
}

END_TEST

START_TEST(what_is_no_network_is_told)
{
    static const char *const wrong[] = {
        "",
        "10",
        "10.0.0.0/33",
        "fd00::/129",
        "a/8",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "1.2.3.4.5",
        "10.0.0.0/8 ",
        "10.0.0.0/8/8",
        "0x7f.1",
        "[fd00::]/8",
        "intranet.example",
        "fd00:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000/8"};
    struct fetch_network network;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!fetch_network_read(wrong[i], &network), "%s", wrong[i]);
}

END_TEST

static const char *const ports[] = {"8080"};
static const char *const listed[] = {"news.example", ".paper.example"};

static const struct {
    const char *url;
    bool by_list;    /* with a list of hosts */
    const char *why; /* part of the refusal; NULL: none */
} urls[] = {
    {"http://news.example/a?b#c", true, NULL},
    {"https://NEWS.Example:443/", true, NULL},
    {"http://news.example./", true, NULL},
    {"http://www.news.example/", true, "fetch_hosts"},
    {"http://paper.example/", true, NULL},
    {"http://a.b.paper.example/", true, NULL},
    {"http://evilpaper.example/", true, "fetch_hosts"},
    {"http://paper.example.evil.example/", true, "fetch_hosts"},
    {"http://any.example:8080/", false, NULL},
    {"http://any.example:22/", false, "ports"},
    {"http://any.example:80@evil.example/", false, "user name"},
    {"http://user@any.example/", false, "user name"},
    {"http://:@any.example/", false, "user name"},
    {"ftp://any.example/", false, "http and https"},
    {"file:///etc/passwd", false, "http and https"},
    {"gopher://any.example:80/", false, "http and https"},
    {"javascript:alert(1)", false, ""},
    {"//any.example/", false, "no URL"},
    {"any.example", false, "no URL"},
    {"http://", false, "no URL"},
    {"http://[::1/", false, "no URL"},
    {"http://any.example:99999/", false, "no URL"},
    {"http://any.example/a b\xC3\xA9", false, NULL},
    {"", false, "no URL"},
};

START_TEST(urls_are_judged_by_their_words)
{
    const struct fetch_settings settings = {
        .hosts = {listed, urls[_i].by_list ? sizeof listed / sizeof *listed : 0},
        .ports = {ports, 1},
    };
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct guard guard = {.settings = NULL};
    struct target target;
    enum error error;

    ck_assert_int_eq(guard_read(&settings, &guard, &problem), ERROR_OK);
    error = guard_judge(&guard, arena, slice_of(urls[_i].url), &target, &problem);
    ck_assert_msg(error == (urls[_i].why ? ERROR_FETCH_REFUSED : ERROR_OK), "%s: %.*s",
                  urls[_i].url, SLICE_ARGS(problem.detail));
    if (urls[_i].why)
        ck_assert_msg(strstr(problem.detail.ptr, urls[_i].why) != NULL, "%s: %s", urls[_i].url,
                      problem.detail.ptr);
    arena_close(arena);
}

END_TEST

START_TEST(own_port_is_refused_whatever_is_open)
{
    static const char *const everything[] = {"127.0.0.0/8"};
    const struct fetch_settings settings = {.private_nets = {everything, 1}};
    struct guard guard = {.settings = NULL};
    struct problem problem = {.arena = NULL};
    struct addrinfo *found = resolve("127.0.0.1");

    ck_assert_int_eq(guard_read(&settings, &guard, &problem), ERROR_OK);
    ck_assert(guard_opens(&guard, found->ai_addr));
    atomic_store(&guard.own_port, 80);
    ck_assert(!guard_opens(&guard, found->ai_addr));
    freeaddrinfo(found);
}

END_TEST

SUITE("fetch_address", LOOP(addresses_are_judged_by_their_bytes, hosts),
      LOOP(an_address_within_another_is_judged_alike, hosts),
      TEST(every_address_of_localhost_is_refused), LOOP(this_machine_has_many_addresses, own),
      TEST(other_families_are_refused), LOOP(networks_have_addresses, nets),
      TEST(what_is_no_network_is_told), LOOP(urls_are_judged_by_their_words, urls),
      TEST(own_port_is_refused_whatever_is_open))
