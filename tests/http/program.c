#include "tests/http/program.h"

#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/checked.h"

enum { ARGUMENTS_MAX = 32 };

/* The child's descriptors: input, output, errors; -1 keeps ours. */
static pid_t spawn(const char *const *arguments, const int descriptors[3])
{
    const char *argv[ARGUMENTS_MAX] = {PROGRAM};
    size_t count = 1;
    pid_t pid;

    while (*arguments && count + 1 < ARGUMENTS_MAX)
        argv[count++] = *arguments++;
    argv[count] = NULL;
    pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid > 0)
        return pid;
    for (int i = 0; i < 3; i++)
        if (descriptors[i] >= 0)
            (void)dup2(descriptors[i], i);
    (void)signal(SIGPIPE, SIG_DFL);
    (void)execv(PROGRAM, (char *const *)(uintptr_t)argv);
    _exit(127);
}

static void open_pipe(int ends[2])
{
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
}

/* One line of the service's output, without its end; empty when the output ended. */
static void read_line(int fd, char *line, size_t size)
{
    size_t len = 0;

    while (len + 1 < size && read(fd, line + len, 1) == 1 && line[len] != '\n')
        len++;
    line[len] = '\0';
}

void service_start(struct service *service, const char *const *arguments)
{
    static const char greeting[] = "listening on ";
    const char *all[ARGUMENTS_MAX] = {"serve", "--port", "0"};
    char line[256];
    int output[2], errors[2];
    size_t count = 3;
    int64_t port = 0;

    while (*arguments && count + 1 < ARGUMENTS_MAX)
        all[count++] = *arguments++;
    open_pipe(output);
    open_pipe(errors);
    *service = (struct service){.pid = spawn(all, (int[]){-1, output[1], errors[1]}),
                                .output = output[0],
                                .errors = errors[0]};
    close(output[1]);
    close(errors[1]);
    ck_assert_int_eq(fcntl(service->errors, F_SETPIPE_SZ, 1 << 20), 1 << 20);
    read_line(service->output, line, sizeof line);
    if (strncmp(line, greeting, sizeof greeting - 1) == 0) {
        (void)snprintf(service->url, sizeof service->url, "%s", line + sizeof greeting - 1);
        ck_assert(!checked_parse(slice_of(strrchr(service->url, ':') + 1), 1, 65535, &port));
        service->port = (unsigned)port;
    }
}

static int wait_for(pid_t pid)
{
    int status = 0;

    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int service_stop(struct service *service, int signal_number)
{
    int code;

    (void)kill(service->pid, signal_number);
    code = wait_for(service->pid);
    close(service->output);
    return code;
}

/* All bytes up to the end of a descriptor, NUL-terminated. */
static char *read_all(int fd, size_t *len)
{
    size_t size = 65536;
    char *bytes = malloc(size + 1);
    ssize_t got;

    ck_assert_ptr_nonnull(bytes);
    *len = 0;
    while ((got = read(fd, bytes + *len, size - *len)) > 0) {
        *len += (size_t)got;
        if (*len == size) {
            size *= 2;
            bytes = realloc(bytes, size + 1);
            ck_assert_ptr_nonnull(bytes);
        }
    }
    bytes[*len] = '\0';
    close(fd);
    return bytes;
}

char *service_errors(struct service *service)
{
    size_t len;

    return read_all(service->errors, &len);
}

int program_run(const char *const *arguments, struct slice input, char **output, size_t *len)
{
    int in[2], out[2];
    pid_t pid, feeder;

    open_pipe(in);
    open_pipe(out);
    pid = spawn(arguments, (int[]){in[0], out[1], -1});
    close(in[0]);
    close(out[1]);
    feeder = fork();
    ck_assert_int_ge(feeder, 0);
    if (feeder == 0) {
        close(out[0]);
        (void)signal(SIGPIPE, SIG_DFL);
        while (input.len) {
            ssize_t put = write(in[1], input.ptr, input.len);
            if (put <= 0)
                break;
            input = slice_part(input, (size_t)put, input.len);
        }
        _exit(0);
    }
    close(in[1]);
    *output = read_all(out[0], len);
    (void)wait_for(feeder);
    return wait_for(pid);
}
