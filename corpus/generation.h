/* What a generation is inside: shared by the modules of this room alone.
 *
 * A stock is one corpus as loaded. What is gathered over it (names, quotes) grows while its
 * articles are analysed and is published as one read-only piece after another; a borrowed
 * generation holds on to the one that was newest, so that its numbers stay the same for a request.
 */
#ifndef COPYDESK_CORPUS_GENERATION_H
#define COPYDESK_CORPUS_GENERATION_H

#include "base/map.h"
#include "corpus/corpus.h"
#include "corpus/gather.h"
#include "corpus/postings.h"
#include "corpus/stored.h"

struct clusters {
    struct cluster *at; /* the largest first */
    size_t count, capacity;
    uint32_t *of; /* by article: its cluster, or NO_CLUSTER */
};

struct stock {
    struct arena *arena; /* holds the stock itself too */
    const struct models *models;
    uint32_t number;
    uint32_t count;
    struct stored **articles;
    struct map ids; /* to article numbers */
    struct postings words, shingles;
    struct clusters clusters;
    uint64_t bytes, refused;
    double load_seconds;
    unsigned holders;                    /* under the corpus' lock */
    atomic_uint analysed;                /* articles that are done */
    _Atomic(struct gathered *) gathered; /* the newest; never NULL once current */
};

struct generation {
    struct corpus *corpus;
    struct stock *stock;
    const struct gathered *gathered;
    const uint8_t *echoes; /* ECHO_ bits per quote; NULL: not known yet */
};

static inline const struct stored *generation_stored(const struct generation *generation,
                                                     uint32_t article)
{
    return generation->stock->articles[article];
}

#endif
