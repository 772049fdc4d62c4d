/* Bytes of files: the kind by its ending, and whole files. */
#ifndef COPYDESK_INTAKE_FILES_H
#define COPYDESK_INTAKE_FILES_H

#include "intake/intake.h"

/* The kind of a file by its name, how it is packed, and the length of the name without its endings;
 * false when it is none of ours. */
bool file_kind(struct slice name, enum intake_kind *kind, enum intake_packing *packing,
               size_t *stem);

enum { FILE_WHY_BYTES = INTAKE_WHY_BYTES };

/* The bytes of a regular file, unpacked, on the arena: at most INTAKE_BYTES_MAX of them, packed and
 * unpacked; without a value when they cannot be had: `why` then says what was wrong. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error file_read(struct arena *arena, const char *path, enum intake_packing packing,
                               struct slice *bytes, char why[FILE_WHY_BYTES]);

/* The bytes without a leading UTF-8 byte order mark. */
struct slice file_skip_mark(struct slice bytes);

#endif
