/* A weights file of any bytes is refused or read; one that is read tags a text without harm. The
 * bytes stand for the header and are repeated to the length that it asks for; the checksum is set
 * right, so that all behind it is reached. */
#include "news/tagger.h"
#include "news/weights.h"
#include "tests/fuzz/fuzz.h"

enum { WORDS_MOST = 64 };

static void tag(struct arena *arena, const struct network *network)
{
    static const struct lexicon *const no_lists[LIST_COUNT] = {0};
    struct document document;
    struct reading reading;
    struct tags tags;

    if (document_read(arena, SLICE("Sean McCormack told Al-Qaida's A-B in Kabul, \"No.\""),
                      &document) ||
        feature_read(arena, no_lists, &network->vocabulary, &document, &reading) ||
        tagger_tag(arena, network, &reading, &tags))
        return;
    for (uint32_t u = 0; u < reading.unit_count; u++) {
        assert(tags.at[u] < TAG_COUNT);
        assert(u == 0 || tag_follows(tags.at[u - 1], tags.at[u]));
    }
}

/* A whole file whose header and parts come from the bytes. */
static struct slice make_file(struct arena *arena, const uint8_t *bytes, size_t len)
{
    struct weights_header header = {0};
    size_t size;
    char *file;

    memcpy(&header, bytes, len < sizeof header ? len : sizeof header);
    header.words %= WORDS_MOST;
    size = sizeof header + network_size(header.words);
    file = arena_alloc(arena, size, 64);
    if (!file)
        return (struct slice){0};
    for (size_t at = sizeof header; len && at < size; at += len)
        memcpy(file + at, bytes, len < size - at ? len : size - at);
    header.checksum = weights_checksum((struct slice){file + sizeof header, size - sizeof header});
    memcpy(file, &header, sizeof header);
    return (struct slice){file, size};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct network network;
    struct slice file = arena ? make_file(arena, bytes, len) : (struct slice){0};

    if (file.ptr && weights_read(arena, file, "fuzz", &network, NULL) == ERROR_OK)
        tag(arena, &network);
    arena_close(arena);
    return 0;
}
