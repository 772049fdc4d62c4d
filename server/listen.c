#include "server/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/checked.h"

enum {
    FIRST_INHERITED = 3, /* SD_LISTEN_FDS_START */
    MODE_MAX = 0777,
    NOTHING = -1,
};

static enum error fail(const struct address *address, struct problem *problem, const char *why)
{
    char name[ADDRESS_NAME_BYTES];

    address_print(address, name);
    return problem_set(problem, ERROR_IO, "cannot listen on %s: %s", name, why);
}

/* -- handed over by systemd ----------------------------------------------------------------------
 */

/* How many sockets were passed to this process. */
static int64_t count_inherited(void)
{
    int64_t pid = 0, count = 0;

    if (checked_parse(slice_of(getenv("LISTEN_PID")), 0, INT32_MAX, &pid) || pid != getpid() ||
        checked_parse(slice_of(getenv("LISTEN_FDS")), 0, INT32_MAX, &count))
        return 0;
    return count;
}

static bool option_is(int fd, int option, int wanted)
{
    int value = 0;
    socklen_t len = sizeof value;

    return getsockopt(fd, SOL_SOCKET, option, &value, &len) == 0 && value == wanted;
}

static enum error inherit(int64_t count, struct listening *out, struct problem *problem)
{
    int fd = FIRST_INHERITED;
    struct listening listening = {.fd = fd, .is_inherited = true};
    int flags = fcntl(fd, F_GETFL);

    if (count > 1)
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "systemd passes %lld sockets; one is served: leave one ListenStream=",
                           (long long)count);
    if (flags < 0 || !option_is(fd, SO_TYPE, SOCK_STREAM) || !option_is(fd, SO_ACCEPTCONN, 1) ||
        !address_of_socket(fd, &listening.address))
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "file descriptor %d, passed as LISTEN_FDS, is not a listening stream "
                           "socket (ListenStream= with Accept=no)",
                           fd);
    if (fcntl(fd, F_SETFL, flags | O_NONBLOCK) || fcntl(fd, F_SETFD, FD_CLOEXEC))
        return fail(&listening.address, problem, strerror(errno));
    *out = listening;
    return ERROR_OK;
}

/* -- opened here ---------------------------------------------------------------------------------
 */

static int open_socket(const struct address *address)
{
    static const int on = 1;
    int family = address->at.any.sa_family;
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd >= 0 && family != AF_UNIX)
        (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd >= 0 && family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    return fd;
}

/* Three octal digits, as chmod takes them. */
static enum error read_mode(const char *word, mode_t *mode, struct problem *problem)
{
    size_t len = strlen(word);
    unsigned value = 0;

    for (size_t i = 0; i < len && len <= 4; i++)
        value = value * 8 + (unsigned)(word[i] - '0');
    if (len == 0 || len > 4 || strspn(word, "01234567") != len || value > MODE_MAX)
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "socket_mode: \"%s\" is not an octal mode from 0 to 777 (such as 660)",
                           word);
    *mode = value;
    return ERROR_OK;
}

/* Locked, the folder keeps two starting services from each taking the other's socket for a dead
 * one; -1 with errno. The lock goes with the descriptor. */
static int lock_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[sizeof(struct sockaddr_un)] = ".";
    int fd;

    if (slash)
        (void)snprintf(folder, sizeof folder, "%.*s", slash == path ? 1 : (int)(slash - path),
                       path);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0)
        (void)flock(fd, LOCK_EX);
    return fd;
}

/* What stands in the way of a socket at this path; NULL: nothing, or a dead socket that has been
 * removed. */
static const char *clear_way(const struct address *address)
{
    struct stat file;
    const char *path = address_path(address);
    int fd, error = 0;

    if (lstat(path, &file))
        return errno == ENOENT ? NULL : strerror(errno);
    if (!S_ISSOCK(file.st_mode))
        return "a file that is no socket stands there";
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return strerror(errno);
    if (connect(fd, &address->at.any, address->len))
        error = errno;
    (void)close(fd);
    if (error != ECONNREFUSED)
        return error == EACCES ? strerror(error) : "another process listens there";
    return unlink(path) ? strerror(errno) : NULL;
}

/* Between bind and listen nobody can connect, so the mode is in force from the first moment. */
static bool bind_path(struct listening *listening, mode_t mode)
{
    const char *path = address_path(&listening->address);
    struct stat file;

    if (bind(listening->fd, &listening->address.at.any, listening->address.len))
        return false;
    if (chmod(path, mode) || lstat(path, &file) || listen(listening->fd, SOMAXCONN)) {
        int error = errno;
        (void)unlink(path);
        errno = error;
        return false;
    }
    listening->device = file.st_dev;
    listening->inode = file.st_ino;
    return true;
}

static enum error listen_locally(struct listening *listening, mode_t mode, struct problem *problem)
{
    int folder = lock_folder(address_path(&listening->address));
    const char *why = folder < 0 ? strerror(errno) : clear_way(&listening->address);

    if (!why && !bind_path(listening, mode))
        why = strerror(errno);
    if (folder >= 0)
        (void)close(folder);
    return why ? fail(&listening->address, problem, why) : ERROR_OK;
}

static enum error listen_to_network(struct listening *listening, struct problem *problem)
{
    if (bind(listening->fd, &listening->address.at.any, listening->address.len) ||
        listen(listening->fd, SOMAXCONN))
        return fail(&listening->address, problem, strerror(errno));
    (void)address_of_socket(listening->fd, &listening->address); /* the port that 0 has picked */
    return ERROR_OK;
}

enum error listening_open(const struct config *config, struct listening *out,
                          struct problem *problem)
{
    struct listening listening = {.fd = NOTHING};
    int64_t inherited = count_inherited();
    mode_t mode = 0;
    enum error error;

    if (inherited)
        return inherit(inherited, out, problem);
    error = address_read(config->host, config->port, &listening.address, problem);
    if (!error)
        error = read_mode(config->socket_mode, &mode, problem);
    if (error)
        return error;
    listening.fd = open_socket(&listening.address);
    if (listening.fd < 0)
        return fail(&listening.address, problem, strerror(errno));
    error = address_path(&listening.address) ? listen_locally(&listening, mode, problem)
                                             : listen_to_network(&listening, problem);
    if (error)
        (void)close(listening.fd);
    else
        *out = listening;
    return error;
}

/* -- the end -------------------------------------------------------------------------------------
 */

/* Removes the socket's file, unless a successor has put its own there. */
static void remove_path(const struct listening *listening)
{
    const char *path = address_path(&listening->address);
    int folder = lock_folder(path);
    struct stat file;

    if (lstat(path, &file) == 0 && file.st_dev == listening->device &&
        file.st_ino == listening->inode)
        (void)unlink(path);
    if (folder >= 0)
        (void)close(folder);
}

void listening_stop(struct listening *listening)
{
    if (listening->fd < 0 || listening->is_inherited)
        return;
    (void)shutdown(listening->fd, SHUT_RD);
    if (address_path(&listening->address) && listening->inode)
        remove_path(listening);
    listening->inode = 0;
}

void listening_close(struct listening *listening)
{
    listening_stop(listening);
    if (listening->fd >= 0)
        (void)close(listening->fd);
    listening->fd = NOTHING;
}
