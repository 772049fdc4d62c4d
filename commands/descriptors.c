#include "commands/descriptors.h"

#include <fcntl.h>
#include <sys/resource.h>

#include "base/log.h"
#include "server/server.h"

/* Corpus files being read, /proc for the metrics, a question to ourselves, what libraries open. */
enum { KEPT = 24 };

static rlim_t count_open(rlim_t limit)
{
    rlim_t count = 0;

    for (rlim_t fd = 0; fd < limit; fd++)
        count += fcntl((int)fd, F_GETFD) >= 0;
    return count;
}

enum error descriptors_provide(struct config *config, struct problem *problem)
{
    rlim_t beside = KEPT + server_threads(config);
    struct rlimit limit;
    rlim_t want;

    if (getrlimit(RLIMIT_NOFILE, &limit))
        return ERROR_OK;
    beside += count_open(limit.rlim_cur < 1024 ? limit.rlim_cur : 1024);
    want = (rlim_t)config->connections + beside;
    if (limit.rlim_cur >= want)
        return ERROR_OK;
    limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur == want)
        return ERROR_OK;
    if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur <= beside)
        return problem_set(problem, ERROR_BAD_CONFIG,
                           "%llu file descriptors are too few: %llu are needed beside connections; "
                           "raise ulimit -n",
                           (unsigned long long)limit.rlim_cur, (unsigned long long)beside);
    log_line(LOG_WARNING, "descriptors",
             "%llu connections instead of %lld: there are %llu file descriptors; raise ulimit -n",
             (unsigned long long)(limit.rlim_cur - beside), (long long)config->connections,
             (unsigned long long)limit.rlim_cur);
    config->connections = (int64_t)(limit.rlim_cur - beside);
    return ERROR_OK;
}
