#include "news/analysis.h"

enum error analysis_read(struct arena *arena, const struct models *models,
                         const struct document *document, struct slice published,
                         struct analysis *out)
{
    struct analysis analysis = {0};
    enum error error;

    error = mention_find(arena, models, document, &analysis.mentions);
    if (error)
        return error;
    error =
        entity_gather(arena, models, document, &analysis.mentions, published, &analysis.entities);
    if (error)
        return error;
    error = quote_find(arena, models, document, &analysis.mentions, &analysis.entities,
                       &analysis.quotes);
    if (error)
        return error;
    *out = analysis;
    return ERROR_OK;
}
