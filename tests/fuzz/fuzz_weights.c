/* A weights file of any bytes is refused or read; one that is read tags a text without harm. The
 * checksum is set right, so that the bytes behind it are reached. */
#include "news/tagger.h"
#include "tests/fuzz/fuzz.h"

static void tag(struct arena *arena, const struct tagger *tagger)
{
    static const struct lexicon *const no_lists[LIST_COUNT] = {0};
    struct document document;
    struct reading reading;
    struct tags tags;

    if (document_read(arena, SLICE("Sean McCormack told Al-Qaida's A-B in Kabul, \"No.\""),
                      &document) ||
        feature_read(arena, no_lists, tagger_clusters(tagger), &document, &reading) ||
        tagger_tag(arena, tagger, &reading, &tags))
        return;
    for (uint32_t u = 0; u < reading.unit_count; u++) {
        assert(tags.at[u] < TAG_COUNT);
        assert(u == 0 || tag_follows(tags.at[u - 1], tags.at[u]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct tagger *tagger;
    char *copy = arena ? arena_alloc(arena, len + 1, 64) : NULL;

    if (copy) {
        struct slice all = {copy, len};
        memcpy(copy, bytes, len);
        if (len > sizeof(struct weights_header)) {
            uint64_t sum = tagger_checksum(slice_part(all, sizeof(struct weights_header), len));
            memcpy(copy + offsetof(struct weights_header, checksum), &sum, sizeof sum);
        }
        if (tagger_read(arena, all, "fuzz", &tagger, NULL) == ERROR_OK)
            tag(arena, tagger);
    }
    arena_close(arena);
    return 0;
}
