/* Stands before the system's resolver (LD_PRELOAD) and knows the names of the tests:
 *     TEST_HOSTS="news.example=127.0.0.2 turns.example=127.0.0.2,127.0.0.1 hangs.example="
 * Each time a name is asked for, its next address is told, the last one ever after; a name without
 * addresses is not answered for half a minute. Names that are not there are the system's to know.
 */
#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { HANG_S = 30, NAMES_MAX = 16, ADDRESS_BYTES = 64 };

typedef int resolve(const char *, const char *, const struct addrinfo *, struct addrinfo **);

static atomic_uint asked[NAMES_MAX];

/* The n-th of addresses parted by commas, or the last. */
static void take_address(const char *list, size_t len, unsigned n, char out[ADDRESS_BYTES])
{
    const char *end = list + len, *comma;

    while (n-- && (comma = memchr(list, ',', (size_t)(end - list))))
        list = comma + 1;
    comma = memchr(list, ',', (size_t)(end - list));
    len = (size_t)((comma ? comma : end) - list);
    if (len >= ADDRESS_BYTES)
        abort();
    memcpy(out, list, len);
    out[len] = '\0';
}

/* Whether the tests know the name; its address, "" when it has none. */
static int find(const char *name, char out[ADDRESS_BYTES])
{
    const char *at = getenv("TEST_HOSTS");
    size_t len = name ? strlen(name) : 0;

    if (len && name[len - 1] == '.')
        len--;
    for (unsigned i = 0; at && *at && len && i < NAMES_MAX; i++) {
        size_t whole = strcspn(at, " ");
        if (whole > len && at[len] == '=' && strncasecmp(at, name, len) == 0) {
            take_address(at + len + 1, whole - len - 1, atomic_fetch_add(&asked[i], 1), out);
            return 1;
        }
        at += whole;
        at += strspn(at, " ");
    }
    return 0;
}

/* glibc's names of the parameters are reserved ones. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int getaddrinfo(const char *restrict name, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict out)
{
    char address[ADDRESS_BYTES];
    resolve *system_one;
    void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");

    memcpy(&system_one, &symbol, sizeof system_one);
    if (!find(name, address))
        return system_one(name, service, hints, out);
    if (!*address) {
        (void)sleep(HANG_S);
        return EAI_AGAIN;
    }
    return system_one(address, service, hints, out);
}
