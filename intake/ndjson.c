#include "intake/ndjson.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "intake/files.h"
#include "intake/inlet.h"
#include "intake/json.h"

enum { READ_BYTES = 1 << 18 };

/* Lines of an open file through one growing buffer. */
struct reader {
    const struct intake_sink *sink;
    struct intake_place place; /* of the line before */
    struct inlet *inlet;
    char *buffer;
    size_t capacity;
    size_t first, last; /* the bytes not yet taken */
    uint64_t at;        /* offset of `first` in the file */
    uint64_t end;       /* lines that begin at or behind it are not ours */
    bool ended;
    bool broken;   /* ended by a fault: what is left is no whole line */
    bool skipping; /* within a line that is too long */
};

static enum error take_line(struct reader *reader, struct slice line)
{
    reader->place.line++;
    if (reader->place.line == 1)
        line = file_skip_mark(line);
    line = slice_trim(line);
    if (line.len == 0)
        return ERROR_OK;
    return json_read_article(line, reader->place, (struct slice){0}, reader->sink);
}

static void refuse_rest(struct reader *reader, const char *why)
{
    char words[2 * FILE_WHY_BYTES];

    reader->broken = reader->ended = true;
    (void)snprintf(words, sizeof words, "cannot be read behind this line: %s", why);
    reader->sink->refuse(reader->sink->context, reader->place, slice_of(words));
}

/* Fills the buffer's free part; at the end of the file, or a fault in it, sets `ended`. */
static void fill(struct reader *reader)
{
    size_t room = reader->capacity - reader->last;
    char why[FILE_WHY_BYTES];
    ssize_t got;

    if (room > READ_BYTES)
        room = READ_BYTES;
    got = inlet_read(reader->inlet, reader->buffer + reader->last, room, why);
    if (got < 0)
        refuse_rest(reader, why);
    if (got > 0)
        reader->last += (size_t)got;
    else
        reader->ended = true;
}

/* Makes room behind the bytes not yet taken. False when there is no memory. */
static bool make_room(struct reader *reader)
{
    char *grown;

    if (reader->first > 0) {
        memmove(reader->buffer, reader->buffer + reader->first, reader->last - reader->first);
        reader->last -= reader->first;
        reader->first = 0;
    }
    if (reader->capacity - reader->last >= READ_BYTES)
        return true;
    grown = realloc(reader->buffer, reader->capacity * 2);
    if (!grown)
        return false;
    reader->buffer = grown;
    reader->capacity *= 2;
    return true;
}

static void drop(struct reader *reader, size_t bytes)
{
    reader->first += bytes;
    reader->at += bytes;
}

static enum error take_long_line(struct reader *reader)
{
    char why[FILE_WHY_BYTES];

    reader->place.line++;
    (void)snprintf(why, sizeof why, "longer than %d bytes", INTAKE_BYTES_MAX);
    reader->sink->refuse(reader->sink->context, reader->place, slice_of(why));
    drop(reader, reader->last - reader->first);
    reader->skipping = true;
    return ERROR_OK;
}

/* Takes every whole line of the buffer, and at the end of the file the last one without its end. */
static enum error take_lines(struct reader *reader, size_t searched)
{
    struct slice rest = {reader->buffer + reader->first, reader->last - reader->first};

    while (rest.len && reader->at < reader->end) {
        size_t len = slice_find(rest, '\n', searched);
        enum error error = ERROR_OK;
        if (len == rest.len && reader->broken)
            return ERROR_OK;
        if (len == rest.len && !reader->ended)
            return len <= INTAKE_BYTES_MAX || reader->skipping ? ERROR_OK : take_long_line(reader);
        if (!reader->skipping)
            error = take_line(reader, slice_part(rest, 0, len));
        if (error)
            return error;
        reader->skipping = false;
        drop(reader, len < rest.len ? len + 1 : len);
        rest = slice_part(rest, len + 1, rest.len);
        searched = 0;
    }
    return ERROR_OK;
}

/* A cut piece begins inside a line of the piece before, whose end is passed over; where that line
 * goes on behind our end, nothing here is ours. */
static void skip_first(struct reader *reader)
{
    while (reader->at < reader->end) {
        struct slice rest;
        size_t len;
        if (reader->first == reader->last) {
            reader->first = reader->last = 0;
            fill(reader);
            if (reader->ended)
                return;
        }
        rest = (struct slice){reader->buffer + reader->first, reader->last - reader->first};
        len = slice_find(rest, '\n', 0);
        drop(reader, len < rest.len ? len + 1 : len);
        if (len < rest.len)
            return;
    }
}

static enum error read_lines(struct reader *reader)
{
    while (!reader->ended && reader->at < reader->end) {
        size_t searched = reader->last - reader->first;
        enum error error;
        if (reader->skipping) {
            drop(reader, searched);
            searched = 0;
        }
        if (!make_room(reader))
            return ERROR_NO_MEMORY;
        fill(reader);
        error = take_lines(reader, searched);
        if (error)
            return error;
    }
    return ERROR_OK;
}

static enum error read_from(struct reader *reader, uint64_t begin)
{
    enum error error;

    reader->capacity = (size_t)READ_BYTES * 2;
    reader->buffer = malloc(reader->capacity);
    if (!reader->buffer)
        return ERROR_NO_MEMORY;
    if (begin > 0) {
        reader->at = begin - 1;
        if (!inlet_seek(reader->inlet, reader->at))
            reader->ended = true;
        skip_first(reader);
        error = take_lines(reader, 0);
    } else {
        error = ERROR_OK;
    }
    if (!error)
        error = read_lines(reader);
    free(reader->buffer);
    return error;
}

enum error ndjson_read_file(const struct intake_file *file, const struct intake_piece *piece,
                            uint32_t file_number, const struct intake_sink *sink, uint64_t *lines)
{
    char why[FILE_WHY_BYTES];
    struct reader reader = {
        .sink = sink,
        .place = {file_number, 0},
        .inlet = inlet_open(file->path.ptr, file->packing, why),
        .end = piece->end ? piece->end : UINT64_MAX,
    };
    enum error error;

    if (!reader.inlet) {
        sink->refuse(sink->context, reader.place, slice_of(why));
        return ERROR_OK;
    }
    error = read_from(&reader, piece->begin);
    inlet_close(reader.inlet);
    *lines = reader.place.line;
    return error;
}

enum error ndjson_read_block(struct slice bytes, struct intake_place place,
                             const struct intake_sink *sink)
{
    struct reader reader = {.sink = sink, .place = {place.file, 0}};
    struct slice line;

    while (slice_cut(&bytes, '\n', &line)) {
        enum error error = take_line(&reader, line);
        if (error)
            return error;
    }
    return ERROR_OK;
}
