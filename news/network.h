/* The name tagger's network: scores of 17 tags for each unit of a text.
 *
 * A unit begins as a sum: a frozen vector of its word, hashed affixes, shape and word, the lists
 * that its word stands on, and bits of its context (news/feature.h). Four residual layers follow,
 * each a convolution over three units with maxout (Goodfellow et al. 2013), the last two further
 * apart. Between the second and the third a capitalised word takes in what all its mentions in the
 * article show, number by number the largest (as Akbik et al. 2019 pool their embeddings).
 * Trained by tools/train/network.py; docs/models.md tells how and on what. */
#ifndef COPYDESK_NEWS_NETWORK_H
#define COPYDESK_NEWS_NETWORK_H

#include "news/feature.h"
#include "news/kernel.h"

enum {
    NETWORK_LAYERS = 4,
    NETWORK_POOL = 32,       /* numbers that the mentions of a word share */
    NETWORK_POOL_BEFORE = 2, /* the layer before which they do */
    NETWORK_VECTOR = 100,    /* numbers of a word's vector, half a byte each */
    NETWORK_CODES = 16,      /* values of half a byte */
    NETWORK_AFFIX = 24,      /* numbers of an affix */
    NETWORK_WORD = 32,       /* numbers of a hashed word */
    NETWORK_PARTS = FEATURE_AFFIXES * NETWORK_AFFIX + NETWORK_WORD,
    NETWORK_INPUTS = NETWORK_VECTOR + NETWORK_PARTS,
    NETWORK_SCORES = 32,  /* numbers of a unit's scores: the tags', then zeros */
    NETWORK_WINDOW = 2048 /* units computed together: what they share, they share in it */
};

/* Where the parts lie, in the file's order; all are borrowed from its bytes. Matrices are
 * [from][to]. */
struct network {
    const float *word_scales; /* [2][KERNEL_WIDTH]: of sums over a vector, over the parts */
    const float *bits_map, *context_map, *into_bias;
    const float *pool_in, *pool_in_bias; /* from KERNEL_WIDTH to NETWORK_POOL */
    const float *pool_out;               /* and back */
    const float *out, *out_bias;         /* to NETWORK_SCORES */
    const float *scales, *biases;        /* [layer][2][KERNEL_WIDTH] */
    struct vocabulary vocabulary;
    const int16_t *word_map; /* [NETWORK_INPUTS / 2][KERNEL_WIDTH][2]: a vector, then the parts */
    const uint16_t *vector_scales; /* [word], in steps of vector_step */
    const uint8_t *vectors;        /* [word][NETWORK_VECTOR / 2], the low half first */
    const int8_t *code;            /* [NETWORK_CODES]: the values of half a byte */
    const int8_t *affixes;         /* [FEATURE_AFFIXES][1 << bits][NETWORK_AFFIX] */
    const int8_t *words;           /* [1 << bits][NETWORK_WORD] */
    const int8_t *weights;         /* [layer][KERNEL_GROUPS]… (news/kernel.h) */
    float vector_step;
    const struct kernel *kernel;
    struct kernel_layer layers[NETWORK_LAYERS];
};

/* Bytes that the parts take for so many words with a vector. */
size_t network_size(uint32_t words);

/* Finds the parts in bytes of that size at an address that is a multiple of 4, and makes the layers
 * ready; the bytes must outlive the network. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error network_read(struct arena *arena, const char *bytes, uint32_t words,
                                  float vector_step, struct network *out);

/* Units [first, last) of one sentence, at most NETWORK_WINDOW. */
struct piece {
    uint32_t first, last;
};

struct pieces {
    struct piece *at;
    size_t count, capacity;
};

struct network_work;

/* Room to score a reading, window by window; about 1.5 kB a unit of a window.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error network_work_open(struct arena *arena, const struct reading *reading,
                                       struct network_work **out);

/* Scores the units of pieces in a row, of at most NETWORK_WINDOW units together; returns
 * [unit][NETWORK_SCORES], which lie in `work`. Time O(units), about 450,000 products each. */
const float *network_score(const struct network *network, const struct reading *reading,
                           const struct piece *pieces, size_t count, struct network_work *work);

#endif
