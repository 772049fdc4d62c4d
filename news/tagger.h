/* The name tagger: from the network's scores to well-formed names.
 *
 * Each unit gets one of 17 tags: outside, or one of four types as begin, inside, last or whole. */
#ifndef COPYDESK_NEWS_TAGGER_H
#define COPYDESK_NEWS_TAGGER_H

#include "news/network.h"

enum {
    TAG_OUTSIDE = 0,
    TAG_TYPES = 4, /* in the order of enum entity_type: PERSON, ORGANIZATION, LOCATION, MISC */
    TAG_COUNT = 17
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

struct tags {
    uint8_t *at;   /* one for each unit of the reading */
    float *scores; /* of each unit inside a name, how sure that name is: 0 to 1 */
};

/* The best tags of each sentence (Viterbi 1967, over the network's scores); spans they make are
 * always well-formed. A sentence of more than NETWORK_WINDOW units is cut. Time O(units).
 * Fails: ERROR_NO_MEMORY, also when the deadline of the arena is over. */
NODISCARD enum error tagger_tag(struct arena *arena, const struct network *network,
                                const struct reading *reading, struct tags *out);

#endif
