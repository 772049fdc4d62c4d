#include "handlers/handlers.h"
#include "handlers/media.h"
#include "handlers/reply.h"
#include "schemas/files.h"

/* The document with the place of the service as clients see it. */
static enum error move_server(const struct request *request, struct slice text, struct slice *out)
{
    static const struct slice root = SLICE_INIT("\"url\": \"/\"");
    struct sheet sheet = {.arena = request->arena};
    const char *found = memmem(text.ptr, text.len, root.ptr, root.len);
    size_t at = found ? (size_t)(found - text.ptr) : text.len;

    sheet_add(&sheet, slice_part(text, 0, at));
    sheet_add(&sheet, SLICE("\"url\": \""));
    sheet_add(&sheet, request->prefix);
    sheet_add(&sheet, SLICE("\""));
    sheet_add(&sheet, slice_part(text, at + root.len, text.len));
    return sheet_finish(&sheet, out);
}

enum error handle_openapi(const struct desk *desk, const struct request *request,
                          struct reply *reply, struct problem *problem)
{
    struct slice text = schema_openapi();
    enum error error = request->prefix.len ? move_server(request, text, &text) : ERROR_OK;

    (void)desk;
    (void)problem;
    if (!error)
        reply_text(reply, MEDIA_JSON, text);
    return error;
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
