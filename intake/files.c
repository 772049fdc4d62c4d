#include "intake/files.h"

#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/gzip.h"
#include "intake/inlet.h"

enum { STEP_BYTES = 1 << 17 };

static const struct {
    struct slice ending;
    enum intake_kind kind;
} endings[] = {
    {SLICE_INIT(".txt"), INTAKE_TEXT},    {SLICE_INIT(".ndjson"), INTAKE_LINES},
    {SLICE_INIT(".jsonl"), INTAKE_LINES}, {SLICE_INIT(".json"), INTAKE_JSON},
    {SLICE_INIT(".ninjs"), INTAKE_JSON},  {SLICE_INIT(".xml"), INTAKE_XML},
    {SLICE_INIT(".rss"), INTAKE_XML},     {SLICE_INIT(".atom"), INTAKE_XML},
    {SLICE_INIT(".rdf"), INTAKE_XML},     {SLICE_INIT(".nitf"), INTAKE_XML},
    {SLICE_INIT(".newsml"), INTAKE_XML},  {SLICE_INIT(".html"), INTAKE_PAGE},
    {SLICE_INIT(".htm"), INTAKE_PAGE},    {SLICE_INIT(".xhtml"), INTAKE_PAGE},
    {SLICE_INIT(".csv"), INTAKE_CSV},     {SLICE_INIT(".tsv"), INTAKE_TSV},
    {SLICE_INIT(".warc"), INTAKE_WARC},   {SLICE_INIT(".urls"), INTAKE_URLS},
};

static const struct {
    struct slice ending;
    enum intake_packing packing;
} packings[] = {{SLICE_INIT(".gz"), INTAKE_GZIP}, {SLICE_INIT(".zst"), INTAKE_ZSTD}};

static bool ends_with(struct slice name, struct slice ending)
{
    return name.len > ending.len &&
           strncasecmp(name.ptr + name.len - ending.len, ending.ptr, ending.len) == 0;
}

bool file_kind(struct slice name, enum intake_kind *kind, enum intake_packing *packing,
               size_t *stem)
{
    enum intake_packing found = INTAKE_UNPACKED;

    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (ends_with(name, packings[i].ending)) {
            found = packings[i].packing;
            name.len -= packings[i].ending.len;
            break;
        }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!ends_with(name, endings[i].ending))
            continue;
        *kind = endings[i].kind;
        *packing = found;
        *stem = name.len - endings[i].ending.len;
        return true;
    }
    return false;
}

struct slice file_skip_mark(struct slice bytes)
{
    return slice_starts(bytes, SLICE("\xEF\xBB\xBF")) ? slice_part(bytes, 3, bytes.len) : bytes;
}

/* Reads until `size` bytes or the end of the file; the count, or -1. */
static ssize_t read_all(int file, char *at, size_t size)
{
    size_t have = 0;

    while (have < size) {
        ssize_t got = read(file, at + have, size - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

static enum error read_open_file(struct arena *arena, int file, struct slice *bytes,
                                 char why[FILE_WHY_BYTES])
{
    struct stat stat;
    ssize_t have;
    char *at;

    if (fstat(file, &stat)) {
        (void)snprintf(why, FILE_WHY_BYTES, "cannot be read: %s", strerrordesc_np(errno));
        return ERROR_OK;
    }
    if (!S_ISREG(stat.st_mode)) {
        (void)snprintf(why, FILE_WHY_BYTES, "not a regular file");
        return ERROR_OK;
    }
    if (stat.st_size > INTAKE_BYTES_MAX) {
        (void)snprintf(why, FILE_WHY_BYTES, "longer than %d bytes", INTAKE_BYTES_MAX);
        return ERROR_OK;
    }
    at = arena_alloc(arena, (size_t)stat.st_size + 1, 1);
    if (!at)
        return ERROR_NO_MEMORY;
    have = read_all(file, at, (size_t)stat.st_size);
    if (have < 0)
        (void)snprintf(why, FILE_WHY_BYTES, "cannot be read: %s", strerrordesc_np(errno));
    else
        *bytes = (struct slice){at, (size_t)have};
    return ERROR_OK;
}

static enum error read_plain(struct arena *arena, const char *path, struct slice *bytes,
                             char why[FILE_WHY_BYTES])
{
    /* without O_NONBLOCK a pipe that took the file's place would hold us up */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    enum error error;

    *bytes = (struct slice){0};
    if (file < 0) {
        (void)snprintf(why, FILE_WHY_BYTES, "cannot be opened: %s", strerrordesc_np(errno));
        return ERROR_OK;
    }
    error = read_open_file(arena, file, bytes, why);
    (void)close(file);
    return error;
}

static enum error read_gzip(struct arena *arena, const char *path, struct slice *bytes,
                            char why[FILE_WHY_BYTES])
{
    struct slice packed;
    enum error error = read_plain(arena, path, &packed, why);

    *bytes = (struct slice){0};
    if (error || !packed.ptr)
        return error;
    error = gzip_unpack(arena, packed, INTAKE_BYTES_MAX, bytes, NULL);
    if (error == ERROR_BAD_CODING)
        (void)snprintf(why, FILE_WHY_BYTES, "damaged gzip data");
    else if (error == ERROR_BODY_TOO_LARGE)
        (void)snprintf(why, FILE_WHY_BYTES, "longer than %d bytes", INTAKE_BYTES_MAX);
    else
        return error;
    return ERROR_OK;
}

static enum error read_zstd(struct arena *arena, const char *path, struct slice *bytes,
                            char why[FILE_WHY_BYTES])
{
    struct inlet *inlet = inlet_open(path, INTAKE_ZSTD, why);

    struct growing {
        char *at;
        size_t count, capacity;
    } out = {0};

    ssize_t got = 1;

    *bytes = (struct slice){0};
    if (!inlet)
        return ERROR_OK;
    while (got > 0 && out.count <= INTAKE_BYTES_MAX) {
        if (!array_reserve(arena, &out, STEP_BYTES)) {
            inlet_close(inlet);
            return ERROR_NO_MEMORY;
        }
        got = inlet_read(inlet, out.at + out.count, STEP_BYTES, why);
        out.count += got > 0 ? (size_t)got : 0;
    }
    inlet_close(inlet);
    if (out.count > INTAKE_BYTES_MAX)
        (void)snprintf(why, FILE_WHY_BYTES, "longer than %d bytes", INTAKE_BYTES_MAX);
    else if (got == 0)
        *bytes = (struct slice){out.at, out.count};
    return ERROR_OK;
}

enum error file_read(struct arena *arena, const char *path, enum intake_packing packing,
                     struct slice *bytes, char why[FILE_WHY_BYTES])
{
    switch (packing) {
    case INTAKE_UNPACKED:
        break;
    case INTAKE_GZIP:
        return read_gzip(arena, path, bytes, why);
    case INTAKE_ZSTD:
        return read_zstd(arena, path, bytes, why);
    }
    return read_plain(arena, path, bytes, why);
}
