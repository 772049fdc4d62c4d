/* call: one request, no socket. */
#include "base/digits.h"
#include "commands/command.h"
#include "handlers/content.h"
#include "handlers/route.h"

static enum method method_of(const char *name)
{
    static const struct {
        const char *name;
        enum method method;
    } methods[] = {{"GET", METHOD_GET},
                   {"HEAD", METHOD_HEAD},
                   {"POST", METHOD_POST},
                   {"OPTIONS", METHOD_OPTIONS}};

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0)
            return methods[i].method;
    return METHOD_OTHER;
}

static enum error read_body(const struct startup *startup, struct request *request,
                            const char *argument, struct problem *problem)
{
    struct content_limit limit = content_limit(&startup->desk, request);
    enum error error = ERROR_OK;

    if (argument[0] == '@' || strcmp(argument, "-") == 0)
        error = startup_read_file(request->arena, argument[0] == '@' ? argument + 1 : "-",
                                  (size_t)limit.bytes, &request->body, problem);
    else
        request->body = slice_of(argument);
    if (error == ERROR_OK && request->body.len > limit.bytes)
        error = ERROR_MEMORY_EXCEEDED;
    if (error == ERROR_MEMORY_EXCEEDED)
        error = problem_set(problem, ERROR_BODY_TOO_LARGE,
                            "body is over %s bytes, the limit (option %s)",
                            digits_grouped(limit.bytes).text, limit.option);
    return error;
}

/* Answers and prints; the exit code tells the class of the status. */
static int call(const struct startup *startup, struct request *request, const char *body)
{
    struct problem problem = {.arena = request->arena};
    struct reply reply = {.status = 0};
    enum error error = body ? read_body(startup, request, body, &problem) : ERROR_OK;

    if (error == ERROR_BODY_TOO_LARGE)
        route_refuse(request, &problem, &reply);
    else if (error)
        return command_fail(EXIT_FAULT, "%.*s", SLICE_ARGS(problem.detail));
    else
        route_answer(&startup->desk, request, &reply);
    if (request->method != METHOD_HEAD)
        (void)fwrite(reply.body.ptr, 1, reply.body.len, stdout);
    if (fflush(stdout))
        return command_fail(EXIT_FAULT, "cannot write to standard output");
    return reply.status >= 500 ? EXIT_SERVER : reply.status >= 400 ? EXIT_CLIENT : EXIT_OK;
}

int command_call(const struct config_input *input)
{
    struct startup startup;
    struct request request = {.id = SLICE("call")};
    const char *type, *accept;
    int code = startup_read_options(&startup, input);

    type = startup_take(&startup.rest, "--type");
    accept = startup_take(&startup.rest, "--accept");
    if (code == EXIT_OK)
        code = startup_check_rest(&startup.rest, "call", 2, 3);
    if (code == EXIT_OK)
        code = startup_open(&startup);
    if (code == EXIT_OK)
        code = startup_load(&startup, true);
    if (code == EXIT_OK) {
        struct slice target = slice_of(startup.rest.at[1]);
        size_t question = slice_find(target, '?', 0);
        const char *body = startup.rest.count > 2 ? startup.rest.at[2] : NULL;
        request.arena = arena_open((size_t)startup.config.request_memory);
        request.method = method_of(startup.rest.at[0]);
        request.path = slice_part(target, 0, question);
        request.query = slice_part(target, question + 1, target.len);
        request.content_type = slice_of(type ? type : body ? "application/json" : NULL);
        request.accept = slice_of(accept);
        code = request.arena ? call(&startup, &request, body)
                             : command_fail(EXIT_FAULT, "out of memory");
        arena_close(request.arena);
    }
    startup_close(&startup);
    return code;
}
