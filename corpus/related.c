/* Articles related to a text: its copies, then other reports of the same event. */
#include "base/array.h"
#include "corpus/event.h"

const struct slice likeness_names[LIKENESS_COUNT] = {
    [LIKENESS_DUPLICATE] = SLICE_INIT("duplicate"),
    [LIKENESS_EDITED] = SLICE_INIT("edited"),
    [LIKENESS_CONTAINS] = SLICE_INIT("contains"),
    [LIKENESS_CONTAINED] = SLICE_INIT("contained"),
    [LIKENESS_PARTIAL] = SLICE_INIT("partial"),
    [LIKENESS_SAME_EVENT] = SLICE_INIT("same_event"),
};

/* NOLINTNEXTLINE(readability-function-size): the generation is what the six others are asked of */
enum error corpus_find_related(const struct generation *generation, struct arena *arena,
                               const struct document *document, const struct analysis *analysis,
                               struct slice published, uint32_t except, struct related_list *out)
{
    struct likeness_query likeness;
    struct related_list found = {0}, reports = {0};
    struct event_query event = {&likeness, analysis, published, &found};
    enum error error = likeness_open(arena, generation, document, except, &likeness);

    if (!error)
        error = likeness_find(&likeness, &found);
    if (!error && analysis)
        error = event_find(&event, &reports);
    if (error)
        return error;
    if (reports.count) {
        if (!array_reserve(arena, &found, reports.count))
            return ERROR_NO_MEMORY;
        memcpy(found.at + found.count, reports.at, reports.count * sizeof *reports.at);
        found.count += reports.count;
    }
    *out = found;
    return ERROR_OK;
}

enum error corpus_compare(const struct generation *generation, struct arena *arena, uint32_t left,
                          uint32_t right, struct related *out)
{
    struct likeness_query query;
    struct document document;
    enum error error = generation_document(generation, left, arena, &document);

    if (!error)
        error = likeness_open(arena, generation, &document, left, &query);
    return error ? error : likeness_compare(&query, right, out);
}
