/* health: asks a service on this machine whether it is alive, for container health checks. */
#include "commands/command.h"
#include "commands/probe.h"

enum { TIMEOUT_MS = 3000 };

/* Where the options say, else on this machine's own addresses: the host in force here need not be
 * the one that the service was started with. */
static int ask(const struct config *config, struct problem *problem)
{
    const char *const hosts[] = {config->host, "127.0.0.1", "::1"};
    struct address address;

    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        if (address_read(hosts[i], config->port, &address, problem))
            return command_fail(EXIT_USAGE, "%.*s", SLICE_ARGS(problem->detail));
        if (probe_answers(&address, TIMEOUT_MS))
            return EXIT_OK;
        if (address_path(&address))
            return command_fail(EXIT_FAULT, "no healthy service at %s", config->host);
    }
    return command_fail(EXIT_FAULT,
                        "no healthy service at %s port %lld, or at that port of this "
                        "machine",
                        config->host, (long long)config->port);
}

int command_health(const struct config_input *input)
{
    struct startup startup;
    int code = startup_read_options(&startup, input);

    if (code == EXIT_OK)
        code = startup_check_rest(&startup.rest, "health", 0, 0);
    if (code == EXIT_OK)
        code = ask(&startup.config, &startup.problem);
    startup_close(&startup);
    return code;
}
