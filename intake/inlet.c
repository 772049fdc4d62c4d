#include "intake/inlet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum {
    PACKED_BYTES = 1 << 17,
    WINDOW_BITS_MAX = 26 /* of zstd: what it may keep of what it unpacked, 64 MiB */
};

struct inlet {
    int file;
    gzFile gz;          /* NULL: not gzip */
    ZSTD_DStream *zstd; /* NULL: not zstd */
    ZSTD_inBuffer packed;
    bool is_whole; /* zstd: no frame is open */
    bool has_more; /* zstd: what is unpacked did not have room yet */
    char bytes[];  /* packed ones */
};

static struct inlet *begin(int file, enum intake_packing packing)
{
    struct inlet *inlet = calloc(1, sizeof *inlet + PACKED_BYTES);

    if (!inlet)
        return NULL;
    inlet->file = file;
    inlet->is_whole = true;
    inlet->packed.src = inlet->bytes;
    if (packing == INTAKE_GZIP) {
        inlet->gz = gzdopen(file, "rb");
        if (inlet->gz)
            (void)gzbuffer(inlet->gz, PACKED_BYTES);
    } else if (packing == INTAKE_ZSTD) {
        inlet->zstd = ZSTD_createDStream();
        if (inlet->zstd)
            (void)ZSTD_DCtx_setParameter(inlet->zstd, ZSTD_d_windowLogMax, WINDOW_BITS_MAX);
    }
    if ((packing == INTAKE_GZIP && !inlet->gz) || (packing == INTAKE_ZSTD && !inlet->zstd)) {
        free(inlet);
        return NULL;
    }
    return inlet;
}

struct inlet *inlet_open(const char *path, enum intake_packing packing, char why[FILE_WHY_BYTES])
{
    /* without O_NONBLOCK a pipe that took the file's place would hold us up */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct inlet *inlet;

    if (file < 0) {
        (void)snprintf(why, FILE_WHY_BYTES, "cannot be opened: %s", strerrordesc_np(errno));
        return NULL;
    }
    inlet = begin(file, packing);
    if (inlet)
        return inlet;
    (void)close(file);
    (void)snprintf(why, FILE_WHY_BYTES, "no memory to unpack it");
    return NULL;
}

static ssize_t read_plain(struct inlet *inlet, char *at, size_t room, char why[FILE_WHY_BYTES])
{
    ssize_t got;

    do
        got = read(inlet->file, at, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        (void)snprintf(why, FILE_WHY_BYTES, "%s", strerrordesc_np(errno));
    return got;
}

static ssize_t read_gzip(struct inlet *inlet, char *at, size_t room, char why[FILE_WHY_BYTES])
{
    int got = gzread(inlet->gz, at, room < PACKED_BYTES ? (unsigned)room : PACKED_BYTES), code;

    (void)gzerror(inlet->gz, &code);
    if (got > 0 || (got == 0 && (code == Z_OK || code == Z_STREAM_END)))
        return got;
    (void)snprintf(why, FILE_WHY_BYTES, "damaged gzip data");
    return -1;
}

static ssize_t read_zstd(struct inlet *inlet, char *at, size_t room, char why[FILE_WHY_BYTES])
{
    ZSTD_outBuffer out = {.size = room};

    out.dst = at;
    while (out.pos == 0) {
        size_t code;
        if (inlet->packed.pos == inlet->packed.size && !inlet->has_more) {
            ssize_t got = read_plain(inlet, inlet->bytes, PACKED_BYTES, why);
            if (got < 0)
                return got;
            if (got == 0 && inlet->is_whole)
                return 0;
            if (got == 0) {
                (void)snprintf(why, FILE_WHY_BYTES, "zstd data that is cut off");
                return -1;
            }
            inlet->packed.pos = 0;
            inlet->packed.size = (size_t)got;
        }
        code = ZSTD_decompressStream(inlet->zstd, &out, &inlet->packed);
        if (ZSTD_isError(code)) {
            (void)snprintf(why, FILE_WHY_BYTES, "damaged zstd data");
            return -1;
        }
        inlet->is_whole = code == 0;
        inlet->has_more = out.pos == out.size;
    }
    return (ssize_t)out.pos;
}

ssize_t inlet_read(struct inlet *inlet, char *at, size_t room, char why[FILE_WHY_BYTES])
{
    if (inlet->gz)
        return read_gzip(inlet, at, room, why);
    return inlet->zstd ? read_zstd(inlet, at, room, why) : read_plain(inlet, at, room, why);
}

bool inlet_seek(struct inlet *inlet, uint64_t to)
{
    return lseek(inlet->file, (off_t)to, SEEK_SET) >= 0;
}

void inlet_close(struct inlet *inlet)
{
    if (!inlet)
        return;
    (void)ZSTD_freeDStream(inlet->zstd);
    if (inlet->gz)
        (void)gzclose(inlet->gz);
    else
        (void)close(inlet->file);
    free(inlet);
}
