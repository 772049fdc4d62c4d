#include "news/kernel.h"

#include <math.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_AVX2_PATH 1
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
#else
#define HAS_AVX2_PATH 0
#endif

#define INLINE static inline __attribute__((always_inline))

/* A fused multiply-add would round once where the other path rounds twice. */
#ifdef __clang__
#pragma clang fp contract(off)
#else
#pragma GCC optimize("fp-contract=off")
#endif

enum {
    QUADS = KERNEL_WIDTH / 4,
    QUAD_BYTES = 2 * KERNEL_LANES * 4, /* weights of four inputs in a group */
    GROUP_BYTES = KERNEL_TAPS * QUADS * QUAD_BYTES
};

static const float most_deviations = 4, tiny_variance = 1e-5f;
/* 1.5 * 2^23: what is added to it is rounded to a whole number, which stands in the low bits. */
static const float round_magic = 12582912.0f;
static const int32_t round_bits = 0x4B400000;

/* Eight numbers side by side, wherever and as whatever they lie in memory. */
#define LANES(type, alignment)                                                                     \
    type __attribute__((vector_size(KERNEL_LANES * sizeof(type)), aligned(alignment), may_alias))

typedef LANES(float, 4) lanes;
typedef LANES(int32_t, 4) whole_lanes;
typedef LANES(uint8_t, 1) byte_lanes;

/* ---- fractions: compiled once for each path from the same lines ---- */

INLINE float sum_of(const lanes *sum)
{
    const lanes *s = sum;

    return (((*s)[0] + (*s)[4]) + ((*s)[2] + (*s)[6])) +
           (((*s)[1] + (*s)[5]) + ((*s)[3] + (*s)[7]));
}

INLINE void moments(const float *row, float *mean, float *over_deviation)
{
    const lanes *in = (const void *)row;
    lanes sum = {0}, squares = {0};
    float variance;

    for (int i = 0; i < KERNEL_WIDTH / KERNEL_LANES; i++) {
        sum += in[i];
        squares += in[i] * in[i];
    }
    *mean = sum_of(&sum) / KERNEL_WIDTH;
    variance = sum_of(&squares) / KERNEL_WIDTH - *mean * *mean;
    *over_deviation = 1 / sqrtf((variance > 0 ? variance : 0) + tiny_variance);
}

/* Takes the larger or the smaller of each lane. */
INLINE void raise_to(lanes *value, const lanes *least)
{
    whole_lanes keep = *value > *least;

    *value = (lanes)(((whole_lanes)*value & keep) | ((whole_lanes)*least & ~keep));
}

INLINE void cut_to(lanes *value, const lanes *most)
{
    whole_lanes keep = *value < *most;

    *value = (lanes)(((whole_lanes)*value & keep) | ((whole_lanes)*most & ~keep));
}

INLINE void quantise_rows(const float *sums, uint32_t count, uint8_t *rows)
{
    const lanes most = {KERNEL_LEVELS, KERNEL_LEVELS, KERNEL_LEVELS, KERNEL_LEVELS,
                        KERNEL_LEVELS, KERNEL_LEVELS, KERNEL_LEVELS, KERNEL_LEVELS};
    const lanes least = -most;

    for (uint32_t u = 0; u < count; u++, sums += KERNEL_WIDTH, rows += KERNEL_WIDTH) {
        const lanes *in = (const void *)sums;
        byte_lanes *out = (void *)rows;
        float mean, steps;
        moments(sums, &mean, &steps);
        steps *= KERNEL_LEVELS / most_deviations;
        for (int i = 0; i < KERNEL_WIDTH / KERNEL_LANES; i++) {
            lanes value = (in[i] - mean) * steps;
            cut_to(&value, &most);
            raise_to(&value, &least);
            value += round_magic;
            out[i] =
                __builtin_convertvector((whole_lanes)value - round_bits + KERNEL_ZERO, byte_lanes);
        }
    }
}

/* Four sums at once: one would wait for itself at every step. */
INLINE void multiply_row(const float *in, uint32_t count, const float *matrix, uint32_t width,
                         float *out)
{
    for (uint32_t first = 0; first < width; first += KERNEL_COLUMNS) {
        lanes *to = (void *)(out + first);
        lanes a = to[0], b = to[1], c = to[2], d = to[3];
        for (uint32_t i = 0; i < count; i++) {
            const lanes *row = (const void *)(matrix + (size_t)i * width + first);
            a += in[i] * row[0];
            b += in[i] * row[1];
            c += in[i] * row[2];
            d += in[i] * row[3];
        }
        to[0] = a;
        to[1] = b;
        to[2] = c;
        to[3] = d;
    }
}

INLINE void normalise_row(const float *sums, float *out)
{
    float mean, over_deviation;

    moments(sums, &mean, &over_deviation);
    for (int i = 0; i < KERNEL_WIDTH; i++)
        out[i] = (sums[i] - mean) * over_deviation;
}

/* Adds the larger candidate of eight outputs; `of` holds the sums of both. */
INLINE void add_outputs(const struct kernel_layer *layer, uint32_t group, const void *of,
                        float *sums)
{
    const whole_lanes *sum = of;
    const lanes *scale = (const void *)(layer->scale + (size_t)group * KERNEL_LANES);
    const lanes *bias = (const void *)(layer->bias + (size_t)group * KERNEL_LANES);
    lanes a = __builtin_convertvector(sum[0], lanes) * scale[0] + bias[0];
    lanes b = __builtin_convertvector(sum[1], lanes) * scale[KERNEL_GROUPS] + bias[KERNEL_GROUPS];
    lanes *to = (void *)(sums + (size_t)group * KERNEL_LANES);

    raise_to(&a, &b);
    *to += a;
}

/* ---- plain C ---- */

static void sum_group(const struct kernel_layer *layer, uint32_t group, const uint8_t *row,
                      int32_t sums[2][KERNEL_LANES])
{
    const int8_t *weights = layer->weights + (size_t)group * GROUP_BYTES;

    for (int tap = 0; tap < KERNEL_TAPS; tap++) {
        const uint8_t *in = row + (ptrdiff_t)(tap - 1) * (ptrdiff_t)layer->reach * KERNEL_WIDTH;
        for (int quad = 0; quad < QUADS; quad++, in += 4)
            for (int side = 0; side < 2; side++)
                for (int lane = 0; lane < KERNEL_LANES; lane++, weights += 4)
                    sums[side][lane] += in[0] * weights[0] + in[1] * weights[1] +
                                        in[2] * weights[2] + in[3] * weights[3];
    }
}

static void convolve_portable(const struct kernel_layer *layer, const uint8_t *rows, uint32_t count,
                              float *sums)
{
    for (uint32_t u = 0; u < count; u++, rows += KERNEL_WIDTH, sums += KERNEL_WIDTH)
        for (uint32_t group = 0; group < KERNEL_GROUPS; group++) {
            int32_t of[2][KERNEL_LANES];
            memcpy(of[0], layer->start + (size_t)group * KERNEL_LANES, sizeof of[0]);
            memcpy(of[1], layer->start + KERNEL_WIDTH + (size_t)group * KERNEL_LANES, sizeof of[1]);
            sum_group(layer, group, rows, of);
            add_outputs(layer, group, of, sums);
        }
}

static void quantise_portable(const float *sums, uint32_t count, uint8_t *rows)
{
    quantise_rows(sums, count, rows);
}

static void project_portable(const int16_t *in, uint32_t pairs, const int16_t *matrix, int32_t *out)
{
    memset(out, 0, KERNEL_WIDTH * sizeof *out);
    for (uint32_t p = 0; p < pairs; p++, in += 2)
        for (int i = 0; i < KERNEL_WIDTH; i++, matrix += 2)
            out[i] += in[0] * matrix[0] + in[1] * matrix[1];
}

static void multiply_portable(const float *in, uint32_t count, const float *matrix, uint32_t width,
                              float *out)
{
    multiply_row(in, count, matrix, width, out);
}

static void normalise_portable(const float *sums, float *out)
{
    normalise_row(sums, out);
}

const struct kernel kernel_portable = {convolve_portable, quantise_portable, project_portable,
                                       multiply_portable, normalise_portable};

/* ---- AVX2 ---- */

#if HAS_AVX2_PATH

/* Sums of two groups of eight outputs for four units. */
struct block {
    __m256i of[KERNEL_BLOCK][2];
};

AVX2 INLINE __m256i quad_at(const uint8_t *in)
{
    int32_t bytes;

    memcpy(&bytes, in, sizeof bytes);
    return _mm256_set1_epi32(bytes);
}

AVX2 INLINE void sum_tap(const int8_t *weights, const uint8_t *in, int units, struct block *block)
{
    const __m256i ones = _mm256_set1_epi16(1);

    for (int quad = 0; quad < QUADS; quad += 2, in += 8, weights += (ptrdiff_t)2 * QUAD_BYTES) {
        const __m256i *w = (const void *)weights;
        __m256i w00 = _mm256_loadu_si256(w), w01 = _mm256_loadu_si256(w + 1);
        __m256i w10 = _mm256_loadu_si256(w + 2), w11 = _mm256_loadu_si256(w + 3);
        for (int u = 0; u < units; u++) {
            const uint8_t *row = in + (ptrdiff_t)u * KERNEL_WIDTH;
            __m256i a = quad_at(row), b = quad_at(row + 4);
            __m256i first =
                _mm256_add_epi16(_mm256_maddubs_epi16(a, w00), _mm256_maddubs_epi16(b, w10));
            __m256i second =
                _mm256_add_epi16(_mm256_maddubs_epi16(a, w01), _mm256_maddubs_epi16(b, w11));
            block->of[u][0] = _mm256_add_epi32(block->of[u][0], _mm256_madd_epi16(first, ones));
            block->of[u][1] = _mm256_add_epi32(block->of[u][1], _mm256_madd_epi16(second, ones));
        }
    }
}

/* `units` is a constant where this is called, so that the sums stay in registers. */
AVX2 INLINE void convolve_units(const struct kernel_layer *layer, uint32_t group,
                                const uint8_t *rows, int units, float *sums)
{
    const int8_t *weights = layer->weights + (size_t)group * GROUP_BYTES;
    const int32_t *start = layer->start + (size_t)group * KERNEL_LANES;
    struct block block;

    for (int u = 0; u < units; u++) {
        block.of[u][0] = _mm256_loadu_si256((const void *)start);
        block.of[u][1] = _mm256_loadu_si256((const void *)(start + KERNEL_WIDTH));
    }
    for (int tap = 0; tap < KERNEL_TAPS; tap++)
        sum_tap(weights + (size_t)tap * QUADS * QUAD_BYTES,
                rows + (ptrdiff_t)(tap - 1) * (ptrdiff_t)layer->reach * KERNEL_WIDTH, units,
                &block);
    for (int u = 0; u < units; u++)
        add_outputs(layer, group, block.of[u], sums + (ptrdiff_t)u * KERNEL_WIDTH);
}

AVX2 static void convolve_group(const struct kernel_layer *layer, uint32_t group,
                                const uint8_t *rows, uint32_t count, float *sums)
{
    for (; count >= KERNEL_BLOCK; count -= KERNEL_BLOCK) {
        convolve_units(layer, group, rows, KERNEL_BLOCK, sums);
        rows += (ptrdiff_t)KERNEL_BLOCK * KERNEL_WIDTH;
        sums += (ptrdiff_t)KERNEL_BLOCK * KERNEL_WIDTH;
    }
    if (count == 3)
        convolve_units(layer, group, rows, 3, sums);
    else if (count == 2)
        convolve_units(layer, group, rows, 2, sums);
    else if (count == 1)
        convolve_units(layer, group, rows, 1, sums);
}

AVX2 static void convolve_avx2(const struct kernel_layer *layer, const uint8_t *rows,
                               uint32_t count, float *sums)
{
    for (uint32_t group = 0; group < KERNEL_GROUPS; group++)
        convolve_group(layer, group, rows, count, sums);
}

AVX2 static void quantise_avx2(const float *sums, uint32_t count, uint8_t *rows)
{
    quantise_rows(sums, count, rows);
}

AVX2 static void project_avx2(const int16_t *in, uint32_t pairs, const int16_t *matrix,
                              int32_t *out)
{
    enum { AT_ONCE = 4, LANE_PAIRS = 2 * KERNEL_LANES };

    for (int first = 0; first < KERNEL_WIDTH; first += AT_ONCE * KERNEL_LANES) {
        __m256i sums[AT_ONCE] = {0};
        for (uint32_t p = 0; p < pairs; p++) {
            const int16_t *row = matrix + 2 * ((size_t)p * KERNEL_WIDTH + (size_t)first);
            __m256i pair = quad_at((const void *)(in + 2 * (size_t)p));
            for (int i = 0; i < AT_ONCE; i++)
                sums[i] = _mm256_add_epi32(
                    sums[i],
                    _mm256_madd_epi16(
                        pair, _mm256_loadu_si256((const void *)(row + (ptrdiff_t)i * LANE_PAIRS))));
        }
        for (int i = 0; i < AT_ONCE; i++)
            _mm256_storeu_si256((void *)(out + first + (ptrdiff_t)i * KERNEL_LANES), sums[i]);
    }
}

AVX2 static void multiply_avx2(const float *in, uint32_t count, const float *matrix, uint32_t width,
                               float *out)
{
    multiply_row(in, count, matrix, width, out);
}

AVX2 static void normalise_avx2(const float *sums, float *out)
{
    normalise_row(sums, out);
}

static const struct kernel kernel_avx2 = {convolve_avx2, quantise_avx2, project_avx2, multiply_avx2,
                                          normalise_avx2};

const struct kernel *kernel_best(void)
{
    return __builtin_cpu_supports("avx2") ? &kernel_avx2 : &kernel_portable;
}

#else

const struct kernel *kernel_best(void)
{
    return &kernel_portable;
}

#endif
