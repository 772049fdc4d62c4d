#include "fetch/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <unistd.h>

#include "base/checked.h"

enum { V4_BITS = 32, V6_BITS = 128, MAPPED_BITS = 96 };

static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

/* IPv4 addresses that are not of the public Internet: first address and bits. */
static const struct {
    uint8_t bytes[4];
    uint8_t bits;
} special_v4[] = {
    {{0, 0, 0, 0}, 8},       /* this network */
    {{10, 0, 0, 0}, 8},      /* private */
    {{100, 64, 0, 0}, 10},   /* shared, of carriers */
    {{127, 0, 0, 0}, 8},     /* loopback */
    {{169, 254, 0, 0}, 16},  /* link-local, and what clouds tell their machines */
    {{172, 16, 0, 0}, 12},   /* private */
    {{192, 0, 0, 0}, 24},    /* protocol assignments */
    {{192, 0, 2, 0}, 24},    /* documentation */
    {{192, 88, 99, 0}, 24},  /* 6to4 relays */
    {{192, 168, 0, 0}, 16},  /* private */
    {{198, 18, 0, 0}, 15},   /* benchmarks */
    {{198, 51, 100, 0}, 24}, /* documentation */
    {{203, 0, 113, 0}, 24},  /* documentation */
    {{224, 0, 0, 0}, 3},     /* multicast, reserved, broadcast */
};

/* IPv6 addresses within 2000::/3, the only public ones, that are not public. */
static const struct {
    uint8_t bytes[4];
    uint8_t bits;
} special_v6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23}, /* protocol assignments, Teredo among them */
    {{0x20, 0x01, 0x0D, 0xB8}, 32}, /* documentation */
    {{0x3F, 0xFF, 0x00, 0x00}, 20}, /* documentation */
};

static bool starts_with(const uint8_t *bytes, const uint8_t *prefix, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;

    if (memcmp(bytes, prefix, whole) != 0)
        return false;
    return rest == 0 || ((bytes[whole] ^ prefix[whole]) >> (8 - rest)) == 0;
}

static bool v4_is_public(const uint8_t bytes[4])
{
    for (size_t i = 0; i < sizeof special_v4 / sizeof *special_v4; i++)
        if (starts_with(bytes, special_v4[i].bytes, special_v4[i].bits))
            return false;
    return true;
}

/* The last 32 bits of 64:ff9b::/96 are an IPv4 address, as are those behind 2002. */
static bool v6_is_public(const uint8_t bytes[16])
{
    static const uint8_t nat64[12] = {0, 0x64, 0xFF, 0x9B}, zero[12];
    static const uint8_t six_to_four[2] = {0x20, 0x02}, global[1] = {0x20};
    static const uint8_t isatap[4] = {0, 0, 0x5E, 0xFE};

    if (memcmp(bytes, mapped, sizeof mapped) == 0 || memcmp(bytes, nat64, sizeof nat64) == 0)
        return v4_is_public(bytes + 12);
    if (memcmp(bytes, zero, sizeof zero) == 0)
        return false; /* unspecified, loopback, IPv4-compatible */
    if (starts_with(bytes, six_to_four, 16) && !v4_is_public(bytes + 2))
        return false;
    if (!starts_with(bytes, global, 3))
        return false;
    if ((bytes[8] & 0xFD) == isatap[0] && memcmp(bytes + 9, isatap + 1, 3) == 0)
        return false;
    for (size_t i = 0; i < sizeof special_v6 / sizeof *special_v6; i++)
        if (starts_with(bytes, special_v6[i].bytes, special_v6[i].bits))
            return false;
    return true;
}

/* The address as 16 bytes; false when it is of another family. */
static bool bytes_of(const struct sockaddr *address, uint8_t bytes[16])
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        memcpy(bytes, mapped, sizeof mapped);
        memcpy(bytes + 12, &v4.sin_addr, 4);
        return true;
    }
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(&v6, address, sizeof v6);
    memcpy(bytes, &v6.sin6_addr, 16);
    return true;
}

bool address_is_public(const struct sockaddr *address)
{
    uint8_t bytes[16];

    return bytes_of(address, bytes) && v6_is_public(bytes);
}

bool fetch_network_read(const char *text, struct fetch_network *out)
{
    struct slice whole = slice_of(text);
    size_t slash = slice_find(whole, '/', 0);
    struct fetch_network network = {.bits = V6_BITS};
    char address[INET6_ADDRSTRLEN];
    bool is_v4;
    int64_t bits;

    if (slash >= sizeof address)
        return false;
    memcpy(address, text, slash);
    address[slash] = '\0';
    memcpy(network.bytes, mapped, sizeof mapped);
    is_v4 = inet_pton(AF_INET, address, network.bytes + 12) == 1;
    if (!is_v4 && inet_pton(AF_INET6, address, network.bytes) != 1)
        return false;
    if (slash < whole.len) {
        if (checked_parse(slice_part(whole, slash + 1, whole.len), 0, is_v4 ? V4_BITS : V6_BITS,
                          &bits))
            return false;
        network.bits = (unsigned)bits + (is_v4 ? MAPPED_BITS : 0);
    }
    *out = network;
    return true;
}

bool fetch_network_has(const struct fetch_network *network, const struct sockaddr *address)
{
    uint8_t bytes[16];

    return bytes_of(address, bytes) && starts_with(bytes, network->bytes, network->bits);
}

/* 127.0.0.0/8 and ::1, and what the system takes for them: 0.0.0.0/8 and ::. */
static bool is_loopback(const uint8_t bytes[16])
{
    static const uint8_t zero[15];

    if (memcmp(bytes, mapped, sizeof mapped) == 0)
        return bytes[12] == 127 || bytes[12] == 0;
    return memcmp(bytes, zero, sizeof zero) == 0 && bytes[15] <= 1;
}

/* An address that can be bound is this machine's: asked so, since a hardened service may not list
 * the interfaces. */
bool address_is_own(const struct sockaddr *address)
{
    struct sockaddr_storage own = {.ss_family = address->sa_family};
    bool is_v4 = address->sa_family == AF_INET;
    socklen_t size = is_v4 ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    uint8_t bytes[16];
    bool is_own;
    int fd;

    if (!bytes_of(address, bytes) || is_loopback(bytes))
        return true;
    memcpy(&own, address, size);
    memset((char *)&own + offsetof(struct sockaddr_in, sin_port), 0, sizeof(in_port_t));
    fd = socket(address->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return true; /* what cannot be told apart is not risked */
    is_own = bind(fd, (const struct sockaddr *)&own, size) == 0 || errno != EADDRNOTAVAIL;
    (void)close(fd);
    return is_own;
}
