#include "server/cors.h"

static const struct {
    const char *name, *value;
    bool of_preflight;
} cors_headers[] = {
    {"Access-Control-Expose-Headers", "X-Request-ID, ETag, Link, Retry-After, Allow", false},
    {"Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS", true},
    {"Access-Control-Allow-Headers",
     "Content-Type, Content-Encoding, Accept, If-None-Match, X-Request-ID, X-Request-Timeout, "
     "traceparent",
     true},
    {"Access-Control-Max-Age", "600", true},
};

/* What Access-Control-Allow-Origin says to this origin; NULL when it is not allowed. */
static const char *allowed(const struct config_list *origins, const char *origin)
{
    for (size_t i = 0; i < origins->count; i++) {
        if (strcmp(origins->at[i], "*") == 0)
            return "*";
        if (origin && strcmp(origins->at[i], origin) == 0)
            return origin;
    }
    return NULL;
}

bool cors_add(const struct config_list *origins, struct MHD_Connection *connection,
              struct MHD_Response *response, bool preflight)
{
    const char *origin =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ORIGIN);
    const char *answer = allowed(origins, origin);

    bool depends = origins->count && (!answer || strcmp(answer, "*") != 0);

    if (!answer || !origin)
        return depends;
    (void)MHD_add_response_header(response, "Access-Control-Allow-Origin", answer);
    for (size_t i = 0; i < sizeof cors_headers / sizeof *cors_headers; i++)
        if (preflight || !cors_headers[i].of_preflight)
            (void)MHD_add_response_header(response, cors_headers[i].name, cors_headers[i].value);
    return depends;
}
