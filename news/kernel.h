/* The inner loops of the name tagger's network: whole numbers, in AVX2 where the processor has it
 * and in plain C beside it. Both give the same bits: sums of products of whole numbers are exact,
 * and all fractions are computed in one order of eight lanes, without fused operations.
 *
 * Activations are bytes 1 to 127 that mean -63 to 63; weights are -63 to 63, so that four products
 * fit in 16 bits (vpmaddubsw); larger weights in a damaged file give other sums, but no harm. */
#ifndef COPYDESK_NEWS_KERNEL_H
#define COPYDESK_NEWS_KERNEL_H

#include "base/error.h"

enum {
    KERNEL_WIDTH = 128,  /* numbers of a unit between the layers */
    KERNEL_LANES = 8,    /* fractions computed side by side */
    KERNEL_COLUMNS = 32, /* of a matrix, multiplied at once */
    KERNEL_GROUPS = 16,  /* of outputs: eight numbers with their two candidates each */
    KERNEL_TAPS = 3,     /* units that a convolution looks at */
    KERNEL_ZERO = 64,    /* the byte that means 0 */
    KERNEL_LEVELS = 63,  /* steps of an activation and of a weight on either side of zero */
    KERNEL_BLOCK = 4,    /* units computed at once */
    KERNEL_REACH_MAX = 4 /* the furthest tap */
};

/* A convolution over units with two candidates an output, the larger of which counts (maxout). */
struct kernel_layer {
    const int8_t *weights; /* [group][tap][quad of inputs][candidate][lane][input of the quad] */
    const float *scale;    /* [candidate][output] of a sum */
    const float *bias;     /* as many */
    const int32_t *start;  /* as many: takes away what KERNEL_ZERO adds to a sum */
    uint32_t reach;        /* how far the outer taps lie */
};

/* What differs by processor. Rows lie KERNEL_WIDTH apart. */
struct kernel {
    /* Adds the layer's outputs at rows [0, count) to `sums`. `rows` are read from `reach` rows
     * before the first to `reach` rows behind the last. */
    void (*convolve)(const struct kernel_layer *layer, const uint8_t *rows, uint32_t count,
                     float *sums);
    /* Each row less its mean, over its deviation, as bytes; at most 4 deviations count. */
    void (*quantise)(const float *sums, uint32_t count, uint8_t *rows);
    /* out[0 .. KERNEL_WIDTH) = in[0 .. 2 * pairs) times the matrix [pairs][KERNEL_WIDTH][2]; sums
     * that leave 32 bits are the caller's to rule out. */
    void (*project)(const int16_t *in, uint32_t pairs, const int16_t *matrix, int32_t *out);
    /* out[0 .. width) += in[0 .. count) times the matrix [count][width]; width a multiple of
     * KERNEL_COLUMNS. */
    void (*multiply)(const float *in, uint32_t count, const float *matrix, uint32_t width,
                     float *out);
    /* A row less its mean, over its deviation. */
    void (*normalise)(const float *sums, float *out);
};

extern const struct kernel kernel_portable;

/* The fastest kernel that this processor runs. */
const struct kernel *kernel_best(void);

#endif
