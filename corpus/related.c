#include "base/array.h"
#include "corpus/likeness.h"

const struct slice likeness_names[LIKENESS_COUNT] = {
    [LIKENESS_DUPLICATE] = SLICE_INIT("duplicate"),
    [LIKENESS_EDITED] = SLICE_INIT("edited"),
    [LIKENESS_CONTAINS] = SLICE_INIT("contains"),
    [LIKENESS_CONTAINED] = SLICE_INIT("contained"),
    [LIKENESS_PARTIAL] = SLICE_INIT("partial"),
    [LIKENESS_SAME_EVENT] = SLICE_INIT("same_event"),
};

enum error corpus_find_related(const struct generation *generation, struct arena *arena,
                               const struct document *document, const struct analysis *analysis,
                               struct slice published, uint32_t except, struct related_list *out)
{
    (void)analysis;
    (void)published;
    return likeness_find(generation, arena, document, except, out);
}
