/* Raw bytes into the real door, over a Unix socket: whatever comes, each answer begins as one of
 * HTTP/1.1, nothing is left in flight, and all memory comes back. */
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "server/server.h"
#include "tests/desk.h"
#include "tests/fuzz/fuzz.h"

enum { ANSWER_MS = 4, END_MS = 20000, READ_BYTES = 65536 };

static const char begin_of_answer[] = "HTTP/1.1 ";

static struct {
    struct test_desk *test;
    struct arena_pool memory;
    struct server *server;
    char path[64], host[80];
} door;

static void close_door(void)
{
    server_quiesce(door.server);
    queue_close(door.test->desk.queue);
    server_close(door.server);
    test_desk_close(door.test);
}

/* Log lines would drown what the fuzzer says. */
static void silence_log(void)
{
    int kept = dup(STDERR_FILENO), nothing = open("/dev/null", O_WRONLY);

    assert(kept >= 0 && nothing >= 0);
    (void)dup2(nothing, STDERR_FILENO);
    log_open();
    (void)dup2(kept, STDERR_FILENO);
    (void)close(kept);
    (void)close(nothing);
}

static void open_door(void)
{
    static const char *const trusted[] = {"unix"}, *const origins[] = {"https://desk.example"};
    struct problem problem = {.arena = NULL};

    silence_log();
    door.test = test_desk_open(true);
    problem.arena = door.test->arena;
    (void)snprintf(door.path, sizeof door.path, "/tmp/copydesk-fuzz-%ld.sock", (long)getpid());
    (void)snprintf(door.host, sizeof door.host, "unix:%s", door.path);
    door.memory.limit = (size_t)1 << 30;
    door.test->config.host = door.host;
    door.test->config.threads = 1;
    door.test->config.body_bytes = 4096;
    door.test->config.batch_bytes = 8192;
    door.test->config.base_path = "/desk";
    door.test->config.trusted_proxies = (struct config_list){trusted, 1};
    door.test->config.cors_origin = (struct config_list){origins, 1};
    door.test->desk.memory = &door.memory;
    door.test->desk.queue = queue_open(1, 8);
    assert(door.test->desk.queue);
    test_desk_must(server_open(&door.test->desk, &door.server, &problem), &problem);
    if (atexit(close_door))
        abort();
}

static int knock(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    memcpy(address.sun_path, door.path, strlen(door.path));
    assert(fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0);
    return fd;
}

static bool is_readable(int fd, int ms)
{
    struct pollfd poller = {.fd = fd, .events = POLLIN};

    return poll(&poller, 1, ms) > 0;
}

static void check_begin(const char *bytes, size_t len)
{
    size_t most = sizeof begin_of_answer - 1;

    assert(memcmp(bytes, begin_of_answer, len < most ? len : most) == 0);
}

/* Reads what there is, and after a pause says that no more will come. */
static void listen_to_answer(int fd)
{
    static char bytes[READ_BYTES];
    bool is_first = true, is_shut = false;

    for (;;) {
        ssize_t got;

        if (!is_readable(fd, is_shut ? END_MS : ANSWER_MS)) {
            assert(!is_shut); /* the door keeps a connection that has ended */
            (void)shutdown(fd, SHUT_WR);
            is_shut = true;
            continue;
        }
        got = recv(fd, bytes, sizeof bytes, 0);
        if (got <= 0)
            return;
        if (is_first)
            check_begin(bytes, (size_t)got);
        is_first = false;
    }
}

static void wait_until_idle(void)
{
    const struct timespec step = {0, 100000};

    for (unsigned i = 0; !server_is_idle(door.server); i++) {
        assert(i < END_MS * 10);
        (void)nanosleep(&step, NULL);
    }
    assert(atomic_load(&door.memory.held) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    int fd;

    if (!door.test)
        open_door();
    fd = knock();
    while (len) {
        ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);
        if (sent <= 0)
            break;
        bytes += sent;
        len -= (size_t)sent;
    }
    listen_to_answer(fd);
    (void)close(fd);
    wait_until_idle();
    return 0;
}
