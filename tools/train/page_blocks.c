/* What the trainer of models/page-blocks reads: the text blocks of web pages and what is measured
 * of them.
 *
 * Usage: page-blocks CUES < LIST > OUT. LIST: a page's path a line. CUES: a file of scores by hash
 * (u32 entries, a power of two; u32 hashes; i8 scores), or "" for none. OUT, a page: u32 blocks,
 * u32 nodes, u32 cues; f32 rows of features; u32 node of each block; u32 parent of each node; of
 * each cue u32 kind (1: of an element), u32 number, u32 hash; of each block u32 length and text. */
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "intake/html/page.h"
#include "intake/html/reading.h"

struct cue {
    uint32_t of_element, number, hash;
};

struct cues {
    struct arena *arena;
    struct cue *at;
    size_t count, capacity;
};

static void take(void *context, bool of_element, uint32_t number, uint32_t hash)
{
    struct cues *cues = context;
    struct cue *cue = array_push(cues->arena, cues);

    if (cue)
        *cue = (struct cue){of_element, number, hash};
}

static struct slice read_file(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    long size = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *at = size < 0 ? NULL : arena_unset(arena, char, (size_t)size + 1);

    if (!at) {
        (void)fprintf(stderr, "page-blocks: %s cannot be read\n", path);
        exit(1);
    }
    rewind(file);
    size = (long)fread(at, 1, (size_t)size, file);
    (void)fclose(file);
    return (struct slice){at, (size_t)size};
}

static void put(const void *at, size_t size)
{
    if (fwrite(at, 1, size, stdout) != size)
        exit(1);
}

static void put_number(size_t number)
{
    uint32_t narrow = (uint32_t)number;

    put(&narrow, sizeof narrow);
}

static void write_page(struct arena *arena, const char *path, const struct html_cues *cues)
{
    struct cues watched = {.arena = arena};
    struct html_watcher watcher = {take, &watched};
    struct page_reading reading;
    struct web_page page = {.bytes = read_file(arena, path)};
    float *rows;

    if (page_reading_open(arena, &page, &reading))
        exit(1);
    reading.view.cues = cues;
    reading.view.watcher = &watcher;
    if (html_measure(arena, &reading.view, &rows))
        exit(1);
    put_number(reading.blocks.count);
    put_number(reading.tree.count);
    put_number(watched.count);
    put(rows, reading.blocks.count * FEATURE_COUNT * sizeof *rows);
    for (size_t i = 0; i < reading.blocks.count; i++)
        put_number(reading.blocks.at[i].node);
    for (size_t i = 0; i < reading.tree.count; i++)
        put_number(reading.tree.at[i].parent);
    if (watched.count)
        put(watched.at, watched.count * sizeof *watched.at);
    for (size_t i = 0; i < reading.blocks.count; i++) {
        put_number(reading.blocks.at[i].text.len);
        put(reading.blocks.at[i].text.ptr, reading.blocks.at[i].text.len);
    }
}

int main(int count, char **arguments)
{
    struct arena *all = arena_open(ARENA_NO_BUDGET);
    static const uint32_t no_hashes[2];
    static const int8_t no_scores[2];
    struct html_cues cues = {no_hashes, no_scores, 1};
    char path[4096];

    if (count != 2 || !all) {
        (void)fprintf(stderr, "usage: page-blocks CUES < LIST > OUT\n");
        return 2;
    }
    if (*arguments[1]) {
        struct slice file = read_file(all, arguments[1]);
        uint32_t entries;
        memcpy(&entries, file.ptr, sizeof entries);
        cues.hashes = (const uint32_t *)(const void *)(file.ptr + sizeof entries);
        cues.scores = (const int8_t *)(cues.hashes + entries);
        cues.mask = entries - 1;
    }
    while (fgets(path, sizeof path, stdin)) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        path[strcspn(path, "\n")] = '\0';
        if (!arena)
            return 1;
        write_page(arena, path, &cues);
        arena_close(arena);
    }
    arena_close(all);
    return 0;
}
