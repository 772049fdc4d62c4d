#include "commands/fetching.h"

#include "handlers/media.h"
#include "intake/original.h"

static bool fetch(void *context, struct arena *arena, struct slice url, struct intake_fetched *out,
                  char why[INTAKE_WHY_BYTES])
{
    struct problem problem = {.arena = arena};
    struct media_type media;
    struct fetched fetched;
    enum error error = fetch_get(context, arena, url, original_types, &fetched, &problem);

    if (error) {
        struct slice words = problem.detail.ptr ? problem.detail : error_title(error);
        (void)snprintf(why, INTAKE_WHY_BYTES, "%.*s", SLICE_ARGS(words));
        return false;
    }
    *out = (struct intake_fetched){.bytes = fetched.body, .url = fetched.url};
    if (fetched.content_type.ptr && media_read(fetched.content_type, &media)) {
        out->media = media.name;
        out->charset = media.charset;
    }
    return true;
}

struct intake_fetcher fetching_of(struct fetcher *fetcher)
{
    return (struct intake_fetcher){fetch, fetcher};
}
