#include "handlers/wire.h"

#include "base/digits.h"

enum error wire_take(const struct request *request, const struct original *original,
                     const char *pointer, struct wire_source *source, struct problem *problem)
{
    struct original_article found;
    enum error error = original_read_one(request->arena, original, &found);

    if (error)
        return error;
    if (found.is_broken)
        return problem_set(problem, ERROR_BAD_JSON, "%.*s", SLICE_ARGS(found.why));
    if (found.count > 1) {
        problem_fault(problem, slice_of(pointer), SLICE("exclusive"),
                      "there are %s articles; send one, or each in a request of its own",
                      digits_grouped((size_t)found.count).text);
        return ERROR_INVALID;
    }
    if (!found.is_fit) {
        problem_fault(problem, slice_of(pointer), SLICE("empty"), "no article can be read: %.*s",
                      SLICE_ARGS(found.why.ptr ? found.why : SLICE("there is none")));
        return ERROR_INVALID;
    }
    source->text = found.article.text;
    source->id = found.article.id;
    source->title = found.article.title;
    source->source = found.article.source;
    source->language = found.article.language;
    source->published = found.article.published;
    source->byline = found.article.byline;
    source->modified = found.article.modified;
    return ERROR_OK;
}
