#include "base/arena.h"
#include "server/address.h"
#include "tests/unit/suite.h"

static const struct {
    const char *host;
    int64_t port;
    const char *name, *path; /* name NULL: refused */
} cases[] = {
    {"127.0.0.1", 8080, "http://127.0.0.1:8080", NULL},
    {"0.0.0.0", 0, "http://0.0.0.0:0", NULL},
    {"::1", 65535, "http://[::1]:65535", NULL},
    {"0:0:0:0:0:0:0:0", 80, "http://[::]:80", NULL},
    {"unix:/run/copydesk/desk.sock", 8080, "unix:/run/copydesk/desk.sock",
     "/run/copydesk/desk.sock"},
    {"unix:desk.sock", 8080, "unix:desk.sock", "desk.sock"},
    {"unix:", 8080, NULL, NULL},
    {"unix", 8080, NULL, NULL},
    {"localhost", 8080, NULL, NULL},
    {"127.0.0.1:8080", 8080, NULL, NULL},
    {"[::1]", 8080, NULL, NULL},
    {"", 8080, NULL, NULL},
};

START_TEST(a_host_is_read_and_told)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct address address;
    char name[ADDRESS_NAME_BYTES];
    enum error error = address_read(cases[_i].host, cases[_i].port, &address, &problem);

    ck_assert_int_eq(error, cases[_i].name ? ERROR_OK : ERROR_BAD_CONFIG);
    if (cases[_i].name) {
        address_print(&address, name);
        ck_assert_str_eq(name, cases[_i].name);
        ck_assert_pstr_eq(address_path(&address), cases[_i].path);
    } else {
        ck_assert(slice_starts(problem.detail, SLICE("host: ")));
    }
    arena_close(arena);
}

END_TEST

/* The longest path that a socket can have, and one byte more. */
START_TEST(a_path_is_as_long_as_a_socket_takes)
{
    char host[160] = "unix:/";
    struct address address;
    size_t most = sizeof address.at.local.sun_path - 1;

    memset(host + 6, 'x', most - 1);
    ck_assert_int_eq(address_read(host, 0, &address, NULL), ERROR_OK);
    ck_assert_uint_eq(strlen(address_path(&address)), most);
    host[6 + most - 1] = 'x';
    ck_assert_int_eq(address_read(host, 0, &address, NULL), ERROR_BAD_CONFIG);
}

END_TEST

SUITE("address", LOOP(a_host_is_read_and_told, cases), TEST(a_path_is_as_long_as_a_socket_takes))
