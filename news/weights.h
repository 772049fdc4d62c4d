/* The file of the name tagger's weights: checked, mapped, read-only, shared by all threads.
 *
 * A header of 64 bytes, then the parts in the order of struct network (news/network.h), without
 * gaps. Little-endian. Written by tools/train/write_weights.py. */
#ifndef COPYDESK_NEWS_WEIGHTS_H
#define COPYDESK_NEWS_WEIGHTS_H

#include "news/network.h"

struct weights_header {
    char magic[8]; /* "CDNAMES" and NUL */
    uint32_t format, feature_version;
    uint32_t words;    /* that have a vector */
    float vector_step; /* of the vectors' scales */
    uint64_t checksum; /* of all that follows the header: weights_checksum */
    uint8_t padding[32];
};

_Static_assert(sizeof(struct weights_header) == 64, "the header of a weights file has 64 bytes");

enum { WEIGHTS_FORMAT = 3, WEIGHTS_WORDS_MAX = 1 << 24 };

#define WEIGHTS_MAGIC "CDNAMES"

uint64_t weights_checksum(struct slice bytes);

/* Maps a file; it stays mapped as long as the arena lives. Time O(bytes), for the checksum.
 * Fails: ERROR_BAD_MODEL naming the file; ERROR_NO_MEMORY. */
NODISCARD enum error weights_open(struct arena *arena, const char *path, struct network *out,
                                  struct problem *problem);

/* The same from bytes at an address that is a multiple of 8; they must outlive the network. */
NODISCARD enum error weights_read(struct arena *arena, struct slice bytes, const char *name,
                                  struct network *out, struct problem *problem);

#endif
