#include "news/kernel.h"
#include "tests/unit/suite.h"

enum {
    UNITS = 11,
    MARGIN = KERNEL_REACH_MAX,
    OUTPUTS = 2 * KERNEL_WIDTH,
    NUMBERS = UNITS * KERNEL_WIDTH
};

static uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static float fraction(uint32_t *state)
{
    return (float)(int32_t)(draw(state) % 20001) / 10000.0f - 1;
}

/* A layer of any weights, and its rows. */
struct sample {
    int8_t weights[KERNEL_TAPS * KERNEL_WIDTH * 2 * KERNEL_WIDTH];
    float scale[2 * KERNEL_WIDTH], bias[2 * KERNEL_WIDTH];
    int32_t start[2 * KERNEL_WIDTH];
    uint8_t rows[(UNITS + 2 * MARGIN) * KERNEL_WIDTH];
    float sums[UNITS * KERNEL_WIDTH];
};

static void make_sample(struct sample *sample, uint32_t seed)
{
    for (size_t i = 0; i < sizeof sample->weights; i++)
        sample->weights[i] = (int8_t)((int32_t)(draw(&seed) % 127) - KERNEL_LEVELS);
    for (size_t i = 0; i < sizeof sample->rows; i++)
        sample->rows[i] = (uint8_t)(1 + draw(&seed) % 127);
    for (size_t i = 0; i < OUTPUTS; i++) {
        sample->scale[i] = fraction(&seed) / 1000;
        sample->bias[i] = fraction(&seed);
        sample->start[i] = (int32_t)(draw(&seed) % 1000);
    }
    for (size_t i = 0; i < NUMBERS; i++)
        sample->sums[i] = 3 * fraction(&seed);
}

static const uint32_t seeds[] = {1, 2, 3};

/* The convolution as its definition says, number by number. */
static float output_of(const struct sample *sample, uint32_t reach, size_t unit, uint32_t output)
{
    float best = 0;

    for (uint32_t side = 0; side < 2; side++) {
        uint32_t at = side * KERNEL_WIDTH + output;
        int32_t sum = sample->start[at];
        float value;
        for (uint32_t tap = 0; tap < KERNEL_TAPS; tap++)
            for (uint32_t in = 0; in < KERNEL_WIDTH; in++) {
                size_t row = MARGIN + unit + (size_t)tap * reach - reach;
                size_t weight = output / KERNEL_LANES;
                weight = weight * KERNEL_TAPS + tap;
                weight = weight * (KERNEL_WIDTH / 4) + in / 4;
                weight = weight * 2 + side;
                weight = weight * KERNEL_LANES + output % KERNEL_LANES;
                weight = weight * 4 + in % 4;
                sum += sample->rows[row * KERNEL_WIDTH + in] * sample->weights[weight];
            }
        value = (float)sum * sample->scale[at] + sample->bias[at];
        best = side == 0 || value > best ? value : best;
    }
    return best;
}

START_TEST(convolves)
{
    const struct kernel *kernels[] = {&kernel_portable, kernel_best()};
    struct sample sample;
    float sums[UNITS * KERNEL_WIDTH];
    struct kernel_layer layer = {sample.weights, sample.scale, sample.bias, sample.start, 0};

    make_sample(&sample, seeds[_i]);
    for (layer.reach = 1; layer.reach <= KERNEL_REACH_MAX; layer.reach++)
        for (size_t k = 0; k < 2; k++) {
            memcpy(sums, sample.sums, sizeof sums);
            kernels[k]->convolve(&layer, sample.rows + (size_t)MARGIN * KERNEL_WIDTH, UNITS, sums);
            for (size_t unit = 0; unit < UNITS; unit++)
                for (uint32_t output = 0; output < KERNEL_WIDTH; output++) {
                    size_t at = unit * KERNEL_WIDTH + output;
                    float wanted = sample.sums[at] + output_of(&sample, layer.reach, unit, output);
                    ck_assert_mem_eq(&sums[at], &wanted, sizeof wanted);
                }
        }
}

END_TEST

START_TEST(quantises)
{
    const struct kernel *best = kernel_best();
    struct sample sample;
    uint8_t rows[2][UNITS * KERNEL_WIDTH];

    make_sample(&sample, seeds[_i]);
    sample.sums[5] = 1e9f; /* far beyond what counts */
    kernel_portable.quantise(sample.sums, UNITS, rows[0]);
    best->quantise(sample.sums, UNITS, rows[1]);
    ck_assert_mem_eq(rows[0], rows[1], sizeof rows[0]);
    ck_assert_uint_eq(rows[0][5], KERNEL_ZERO + KERNEL_LEVELS);
    for (size_t i = 0; i < sizeof rows[0]; i++)
        ck_assert(rows[0][i] >= 1 && rows[0][i] <= 127);
}

END_TEST

START_TEST(projects)
{
    enum { PAIRS = 7, INPUTS = 2 * PAIRS, WEIGHTS = INPUTS * KERNEL_WIDTH };
    const struct kernel *best = kernel_best();
    uint32_t seed = seeds[_i];
    int16_t in[INPUTS], matrix[WEIGHTS];
    int32_t out[2][KERNEL_WIDTH];

    for (size_t i = 0; i < INPUTS; i++)
        in[i] = (int16_t)((int32_t)(draw(&seed) % 255) - 127);
    for (size_t i = 0; i < WEIGHTS; i++)
        matrix[i] = (int16_t)((int32_t)(draw(&seed) % 65535) - 32767);
    kernel_portable.project(in, PAIRS, matrix, out[0]);
    best->project(in, PAIRS, matrix, out[1]);
    ck_assert_mem_eq(out[0], out[1], sizeof out[0]);
    for (size_t i = 0; i < KERNEL_WIDTH; i++) {
        int32_t wanted = 0;
        for (size_t k = 0; k < INPUTS; k++)
            wanted += in[k] * matrix[(k / 2 * KERNEL_WIDTH + i) * 2 + k % 2];
        ck_assert_int_eq(out[0][i], wanted);
    }
}

END_TEST

START_TEST(multiplies)
{
    enum { COUNT = 9, COLUMNS = 2 * KERNEL_COLUMNS, CELLS = COUNT * COLUMNS };
    const struct kernel *best = kernel_best();
    uint32_t seed = seeds[_i];
    float in[COUNT], matrix[CELLS], out[2][COLUMNS];

    for (size_t i = 0; i < COUNT; i++)
        in[i] = fraction(&seed);
    for (size_t i = 0; i < CELLS; i++)
        matrix[i] = fraction(&seed);
    for (size_t i = 0; i < COLUMNS; i++)
        out[0][i] = out[1][i] = fraction(&seed);
    for (size_t i = 0; i < COLUMNS; i++) {
        float wanted = out[0][i], found[COLUMNS];
        for (size_t k = 0; k < COUNT; k++)
            wanted += in[k] * matrix[k * COLUMNS + i];
        memcpy(found, out[0], sizeof found);
        kernel_portable.multiply(in, COUNT, matrix, COLUMNS, found);
        ck_assert_float_eq_tol(found[i], wanted, 1e-5f);
    }
    kernel_portable.multiply(in, COUNT, matrix, COLUMNS, out[0]);
    best->multiply(in, COUNT, matrix, COLUMNS, out[1]);
    ck_assert_mem_eq(out[0], out[1], sizeof out[0]);
}

END_TEST

START_TEST(normalises)
{
    const struct kernel *best = kernel_best();
    struct sample sample;
    float out[2][KERNEL_WIDTH], sum = 0, squares = 0;

    make_sample(&sample, seeds[_i]);
    kernel_portable.normalise(sample.sums, out[0]);
    best->normalise(sample.sums, out[1]);
    ck_assert_mem_eq(out[0], out[1], sizeof out[0]);
    for (size_t i = 0; i < KERNEL_WIDTH; i++) {
        sum += out[0][i];
        squares += out[0][i] * out[0][i];
    }
    ck_assert_float_eq_tol(sum, 0, 1e-3f);
    ck_assert_float_eq_tol(squares / KERNEL_WIDTH, 1, 1e-3f);
}

END_TEST

SUITE("kernel", LOOP(convolves, seeds), LOOP(quantises, seeds), LOOP(projects, seeds),
      LOOP(multiplies, seeds), LOOP(normalises, seeds))
