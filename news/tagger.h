/* The name tagger: a linear chain over hashed features (Lafferty, McCallum, Pereira: Conditional
 * Random Fields, ICML 2001), trained by tools/train/train_names.c, read from one mapped file.
 *
 * Each unit gets one of 17 tags: outside, or one of four types as begin, inside, last or whole. */
#ifndef COPYDESK_NEWS_TAGGER_H
#define COPYDESK_NEWS_TAGGER_H

#include "news/feature.h"

enum {
    TAG_OUTSIDE = 0,
    TAG_TYPES = 4, /* in the order of enum entity_type: PERSON, ORGANIZATION, LOCATION, MISC */
    TAG_COUNT = 17,
    TAG_SCORED = 16 /* all but TAG_OUTSIDE, whose score is 0 */
};

enum tag_part { PART_BEGIN, PART_INSIDE, PART_LAST, PART_WHOLE };

static inline uint8_t tag_of(unsigned type, enum tag_part part)
{
    return (uint8_t)(1 + type * 4 + part);
}

static inline unsigned tag_type(uint8_t tag)
{
    return (tag - 1u) / 4;
}

static inline enum tag_part tag_part(uint8_t tag)
{
    return (enum tag_part)((tag - 1) % 4);
}

static inline bool tag_opens(uint8_t tag)
{
    return tag == TAG_OUTSIDE || tag_part(tag) == PART_BEGIN || tag_part(tag) == PART_WHOLE;
}

static inline bool tag_closes(uint8_t tag)
{
    return tag == TAG_OUTSIDE || tag_part(tag) == PART_LAST || tag_part(tag) == PART_WHOLE;
}

/* May `next` follow `tag`? */
static inline bool tag_follows(uint8_t tag, uint8_t next)
{
    if (tag_closes(tag))
        return tag_opens(next);
    return !tag_opens(next) && tag_type(tag) == tag_type(next);
}

/* The file: this header, then moves (float[17][17], from row to column), cluster keys
 * (uint32_t[1 << cluster_bits]), cluster paths (uint16_t, as many), rows (int8_t[1 <<
 * row_bits][16], in units of `scale`). Little-endian, without gaps. */
struct weights_header {
    char magic[8]; /* "CDNAMES" and NUL */
    uint32_t format, feature_version;
    uint32_t row_bits, cluster_bits;
    float scale;
    uint32_t reserved;
    uint64_t checksum; /* of all that follows the header: tagger_checksum */
    uint8_t padding[24];
};

_Static_assert(sizeof(struct weights_header) == 64, "the header of a weights file has 64 bytes");

enum { WEIGHTS_FORMAT = 1, WEIGHTS_BITS_MAX = 24 };

#define WEIGHTS_MAGIC "CDNAMES"

uint64_t tagger_checksum(struct slice bytes);

struct tagger;

/* Maps a weights file; it stays mapped as long as the arena lives. Time O(bytes), for the checksum.
 * Fails: ERROR_BAD_MODEL naming the file; ERROR_NO_MEMORY. */
NODISCARD enum error tagger_open(struct arena *arena, const char *path, const struct tagger **out,
                                 struct problem *problem);

/* The same from bytes at an address that is a multiple of 8; they must outlive the tagger. */
NODISCARD enum error tagger_read(struct arena *arena, struct slice bytes, const char *name,
                                 const struct tagger **out, struct problem *problem);

/* The clusters in the tagger's file, for feature_read. */
const struct clusters *tagger_clusters(const struct tagger *tagger);

struct tags {
    uint8_t *at;   /* one for each unit of the reading */
    float *scores; /* of each unit inside a name, how sure that name is: 0 to 1 */
};

/* The best tags of each sentence (Viterbi); spans they make are always well-formed.
 * Time O(units). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error tagger_tag(struct arena *arena, const struct tagger *tagger,
                                const struct reading *reading, struct tags *out);

#endif
