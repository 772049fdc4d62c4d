/* Reading of what intake.c has found, file by file. */
#include <stdio.h>

#include "intake/files.h"
#include "intake/ndjson.h"
#include "intake/original.h"
#include "intake/warc.h"

/* What is at an address, handed to the delivery by what it is said to be; refused where it cannot
 * be had. */
static enum error read_address(struct arena *arena, struct slice url, struct delivery *delivery,
                               bool *was_had)
{
    const struct intake_fetcher *fetcher = delivery->sink->fetcher;
    struct intake_fetched fetched = {.bytes = {NULL, 0}};
    struct original original;
    char why[INTAKE_WHY_BYTES];

    *was_had = false;
    if (!fetcher) {
        delivery_refuse(delivery, "an address, and fetching is off");
        return ERROR_OK;
    }
    if (!fetcher->fetch(fetcher->context, arena, url, &fetched, why)) {
        delivery_refuse(delivery, why);
        return ERROR_OK;
    }
    *was_had = true;
    original = (struct original){INTAKE_PAGE, fetched.bytes, fetched.charset,
                                 fetched.url.ptr ? fetched.url : url};
    if (fetched.media.ptr && !original_kind(fetched.media, &original.kind)) {
        delivery_refuse(delivery, "of a media type that is not read");
        return ERROR_OK;
    }
    return original_read(arena, &original, delivery);
}

/* One address a line; blank lines and those that begin with '#' are passed over. */
static enum error read_addresses(struct arena *arena, struct slice bytes, struct delivery *delivery)
{
    struct slice line;
    enum error error = ERROR_OK;

    bytes = file_skip_mark(bytes);
    while (!error && slice_cut(&bytes, '\n', &line)) {
        struct delivery one = *delivery;
        struct arena *scratch;
        bool was_had;
        one.place.line = ++delivery->place.line;
        line = slice_trim(line);
        if (!line.len || line.ptr[0] == '#')
            continue;
        one.id = line;
        if (!intake_is_address(line) || !delivery_is_fit(line)) {
            delivery_refuse(&one, "not an address that begins with https:// or http://");
            continue;
        }
        scratch = arena_open_within(arena);
        error = scratch ? read_address(scratch, line, &one, &was_had) : ERROR_NO_MEMORY;
        arena_close(scratch);
    }
    return error;
}

static enum error read_whole(struct arena *arena, const struct intake_file *file,
                             struct delivery *delivery)
{
    struct original original = {.kind = file->kind};
    char why[FILE_WHY_BYTES];
    bool was_had;
    enum error error;

    if (file->kind == INTAKE_ADDRESS) {
        error = read_address(arena, file->path, delivery, &was_had);
        return error || was_had ? error : ERROR_BAD_CORPUS;
    }
    error = file_read(arena, file->path.ptr, file->packing, &original.bytes, why);
    if (error)
        return error;
    if (!original.bytes.ptr) {
        delivery_refuse(delivery, why);
        return ERROR_OK;
    }
    return file->kind == INTAKE_URLS ? read_addresses(arena, original.bytes, delivery)
                                     : original_read(arena, &original, delivery);
}

static enum error read_file(const struct intake_files *files, uint32_t number,
                            const struct intake_sink *sink)
{
    const struct intake_file *file = &files->at[number];
    struct delivery delivery = {.sink = sink, .place = {number, 0}, .id = file->id};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    enum error error = ERROR_NO_MEMORY;

    if (arena)
        error = file->kind == INTAKE_WARC ? warc_read_file(arena, file, &delivery)
                                          : read_whole(arena, file, &delivery);
    arena_close(arena);
    return error;
}

enum error intake_read(const struct intake_files *files, const struct intake_piece *piece,
                       const struct intake_sink *sink, uint64_t *lines)
{
    *lines = 0;
    for (uint32_t i = piece->first; i < piece->last; i++) {
        enum error error = files->at[i].kind == INTAKE_LINES
                               ? ndjson_read_file(&files->at[i], piece, i, sink, lines)
                               : read_file(files, i, sink);
        if (error)
            return error;
    }
    return ERROR_OK;
}

enum error intake_read_lines(struct slice bytes, const struct intake_sink *sink)
{
    return ndjson_read_block(bytes, (struct intake_place){0, 0}, sink);
}
