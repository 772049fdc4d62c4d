#include "handlers/handlers.h"
#include "handlers/media.h"
#include "handlers/reply.h"
#include "schemas/files.h"

enum error handle_openapi(const struct desk *desk, const struct request *request,
                          struct reply *reply, struct problem *problem)
{
    (void)desk;
    (void)request;
    (void)problem;
    reply_text(reply, MEDIA_JSON, schema_openapi());
    return ERROR_OK;
}

enum error handle_schema(const struct desk *desk, const struct request *request,
                         struct reply *reply, struct problem *problem)
{
    struct slice text = schema_file_find(request->path_id);

    (void)desk;
    if (!text.ptr)
        return problem_set(problem, ERROR_UNKNOWN_ROUTE,
                           "there is no schema of this name; GET /openapi.json refers to all");
    reply_text(reply, MEDIA_SCHEMA, text);
    return ERROR_OK;
}
