#include "intake/warc.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/checked.h"
#include "intake/inlet.h"
#include "intake/message.h"
#include "intake/original.h"

enum { STEP_BYTES = 1 << 18, HEAD_BYTES_MAX = 1 << 16 };

struct archive {
    struct arena *arena;
    struct delivery *delivery;
    struct inlet *inlet; /* NULL: all is in the buffer */
    char *buffer;
    size_t capacity;
    size_t first, last; /* the bytes not yet taken */
    bool has_ended;
    bool is_lost; /* what comes next is no record: bytes are passed over up to one */
};

static struct slice waiting(const struct archive *archive)
{
    return (struct slice){archive->buffer + archive->first, archive->last - archive->first};
}

static void refuse(struct archive *archive, const char *why)
{
    delivery_refuse(archive->delivery, why);
}

/* Makes room for `need` bytes from `first` on. */
static bool make_room(struct archive *archive, size_t need)
{
    size_t capacity = archive->capacity ? archive->capacity : STEP_BYTES;
    char *grown;

    if (archive->first) {
        memmove(archive->buffer, archive->buffer + archive->first, archive->last - archive->first);
        archive->last -= archive->first;
        archive->first = 0;
    }
    while (capacity < need)
        capacity *= 2;
    if (capacity == archive->capacity)
        return true;
    grown = realloc(archive->buffer, capacity);
    if (!grown)
        return false;
    archive->buffer = grown;
    archive->capacity = capacity;
    return true;
}

/* Reads on until `need` bytes wait, or the file ends. */
static enum error fill(struct archive *archive, size_t need)
{
    char why[FILE_WHY_BYTES];

    if (!archive->inlet)
        archive->has_ended = true;
    while (!archive->has_ended && archive->last - archive->first < need) {
        ssize_t got;
        if (!make_room(archive, need + STEP_BYTES))
            return ERROR_NO_MEMORY;
        got = inlet_read(archive->inlet, archive->buffer + archive->last,
                         archive->capacity - archive->last, why);
        if (got < 0)
            refuse(archive, why);
        if (got > 0)
            archive->last += (size_t)got;
        else
            archive->has_ended = true;
    }
    return ERROR_OK;
}

/* Goes to where a record begins; false at the end of the file. */
static enum error find_record(struct archive *archive, bool *found)
{
    static const struct slice sign = SLICE_INIT("WARC/1.");

    *found = false;
    for (;;) {
        enum error error = fill(archive, sign.len);
        struct slice rest = waiting(archive);
        const char *at;
        if (error)
            return error;
        while (rest.len && (rest.ptr[0] == '\r' || rest.ptr[0] == '\n')) {
            rest = slice_part(rest, 1, rest.len);
            archive->first++;
        }
        if (rest.len < sign.len && archive->has_ended)
            return ERROR_OK;
        if (rest.len < sign.len)
            continue;
        if (slice_starts(rest, sign)) {
            archive->is_lost = false;
            *found = true;
            return ERROR_OK;
        }
        if (!archive->is_lost)
            refuse(archive, "bytes that are no record of an archive");
        archive->is_lost = true;
        at = memmem(rest.ptr, rest.len, sign.ptr, sign.len);
        archive->first += at ? (size_t)(at - rest.ptr) : rest.len - (sign.len - 1);
    }
}

/* The head of a record that begins here, and its length; no value when it has no end. */
static enum error read_head(struct archive *archive, struct slice *head)
{
    enum error error = ERROR_OK;

    *head = (struct slice){NULL, 0};
    for (size_t need = 1024; !error && need <= HEAD_BYTES_MAX; need *= 2) {
        size_t len;
        error = fill(archive, need);
        len = message_head_length(slice_part(waiting(archive), 0, HEAD_BYTES_MAX));
        if (len || archive->has_ended) {
            *head = slice_part(waiting(archive), 0, len);
            return error;
        }
    }
    return error;
}

/* What a record says of itself, kept while its block is read. */
struct record {
    bool is_message; /* an HTTP response */
    bool is_wanted;
    struct slice media, url; /* on the arena */
    size_t head_len, length;
};

static enum error read_record(struct arena *arena, struct slice head, struct record *out)
{
    static const char http[] = "application/http";
    struct slice type = message_field(head, "WARC-Type");
    struct slice media = message_field(head, "Content-Type");
    struct slice url = message_field(head, "WARC-Target-URI");
    int64_t length = -1;
    enum error error;

    if (checked_parse(message_field(head, "Content-Length"), 0, INT64_MAX, &length))
        length = -1;
    *out = (struct record){.head_len = head.len, .length = length < 0 ? SIZE_MAX : (size_t)length};
    out->is_message = slice_is(type, "response") &&
                      (!media.len || (media.len >= sizeof http - 1 &&
                                      strncasecmp(media.ptr, http, sizeof http - 1) == 0));
    out->is_wanted = out->is_message || slice_is(type, "resource");
    if (slice_starts(url, SLICE("<")) && slice_ends(url, SLICE(">"))) /* as in WARC 1.0's grammar */
        url = slice_part(url, 1, url.len - 1);
    error = arena_copy(arena, url, &out->url);
    return error ? error : arena_copy(arena, media, &out->media);
}

static enum error deliver_block(struct archive *archive, struct arena *arena,
                                const struct record *record, struct slice block)
{
    struct delivery one = *archive->delivery;
    struct message message = {.body = block, .media = record->media, .status = 200};
    struct original original = {.url = record->url};
    const char *why = NULL;
    enum error error = ERROR_OK;

    if (record->is_message)
        error = message_read(arena, block, &message, &why);
    if (error)
        return error;
    archive->delivery->number++;
    one.number = archive->delivery->number;
    one.is_list = false;
    if (delivery_is_fit(record->url))
        one.id = record->url;
    else if (delivery_is_fit(one.id))
        error = arena_print(arena, &one.id, "%.*s:%llu", SLICE_ARGS(archive->delivery->id),
                            (unsigned long long)one.number);
    if (error)
        return error;
    if (why) {
        delivery_refuse(&one, why);
        return ERROR_OK;
    }
    /* what is neither page nor text is no article, and nothing to refuse */
    if (message.status != 200 || !original_kind(message.media, &original.kind))
        return ERROR_OK;
    original.bytes = message.body;
    original.charset = message.charset;
    return original_read(arena, &original, &one);
}

/* Passes over the rest of a record of which nothing is kept. */
static enum error skip_block(struct archive *archive, size_t length)
{
    while (length) {
        enum error error = fill(archive, 1);
        size_t have = archive->last - archive->first;
        if (error || !have)
            return error;
        have = have < length ? have : length;
        archive->first += have;
        length -= have;
    }
    return ERROR_OK;
}

static enum error take_block(struct archive *archive, struct arena *arena,
                             const struct record *record)
{
    struct slice block;
    enum error error;

    if (!record->is_wanted)
        return skip_block(archive, record->length);
    if (record->length > INTAKE_BYTES_MAX) {
        refuse(archive, "a record that is too long, or tells no length");
        archive->is_lost = true;
        return ERROR_OK;
    }
    error = fill(archive, record->length);
    if (error)
        return error;
    block = slice_part(waiting(archive), 0, record->length);
    if (block.len < record->length) {
        /* its length is false: records that came after it are in what was read */
        refuse(archive, "a record that is cut off, or whose length is false");
        archive->is_lost = true;
        return ERROR_OK;
    }
    error = deliver_block(archive, arena, record, block);
    archive->first += record->length;
    return error;
}

static enum error take_record(struct archive *archive)
{
    struct arena *arena = arena_open_within(archive->arena);
    struct record record;
    struct slice head;
    enum error error = arena ? read_head(archive, &head) : ERROR_NO_MEMORY;

    if (!error && !head.len) {
        refuse(archive, "a record whose head has no end");
        archive->first += slice_part(waiting(archive), 0, HEAD_BYTES_MAX).len;
        archive->is_lost = true;
    } else if (!error) {
        error = read_record(arena, head, &record);
        archive->first += error ? 0 : record.head_len;
        if (!error)
            error = take_block(archive, arena, &record);
    }
    arena_close(arena);
    return error;
}

static enum error read_archive(struct archive *archive)
{
    enum error error;

    for (;;) {
        bool found;
        error = find_record(archive, &found);
        if (error || !found)
            return error;
        error = take_record(archive);
        if (error)
            return error;
    }
}

enum error warc_read_file(struct arena *arena, const struct intake_file *file,
                          struct delivery *delivery)
{
    struct archive archive = {.arena = arena, .delivery = delivery};
    char why[FILE_WHY_BYTES];
    enum error error;

    delivery->is_list = true;
    archive.inlet = inlet_open(file->path.ptr, file->packing, why);
    if (!archive.inlet) {
        delivery_refuse(delivery, why);
        return ERROR_OK;
    }
    error = read_archive(&archive);
    inlet_close(archive.inlet);
    free(archive.buffer);
    return error;
}

enum error warc_read_bytes(struct arena *arena, struct slice bytes, struct delivery *delivery)
{
    struct archive archive = {.arena = arena, .delivery = delivery, .last = bytes.len};

    delivery->is_list = true;
    /* read only: without a inlet nothing is moved */
    memcpy(&archive.buffer, &bytes.ptr, sizeof archive.buffer);
    return read_archive(&archive);
}
