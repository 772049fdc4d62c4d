#include "news/network.h"

#include <assert.h>

enum {
    AFFIX_ROWS = 1 << FEATURE_AFFIX_BITS,
    WORD_ROWS = 1 << FEATURE_WORD_BITS,
    LAYER_WEIGHTS = KERNEL_TAPS * KERNEL_WIDTH * 2 * KERNEL_WIDTH,
    VECTOR_BYTES = NETWORK_VECTOR / 2,
    WORD_MAP = NETWORK_INPUTS * KERNEL_WIDTH,
    PARTS_AT = NETWORK_VECTOR * KERNEL_WIDTH, /* in the map of words */
    GAP = 2 /* rows of zeros between sentences: as far as the taps reach */
};

static const uint32_t reaches[NETWORK_LAYERS] = {1, 1, 2, 2};

_Static_assert(KERNEL_ZERO == KERNEL_LEVELS + 1, "an activation's byte is never zero");

/* ---- the parts ---- */

/* The parts of fractions, in their order. */
static const struct {
    size_t at; /* in struct network */
    size_t count;
} float_parts[] = {
    {offsetof(struct network, word_scales), 2 * (size_t)KERNEL_WIDTH},
    {offsetof(struct network, bits_map), (size_t)FEATURE_BITS *KERNEL_WIDTH},
    {offsetof(struct network, context_map), (size_t)FEATURE_CONTEXT_BITS *KERNEL_WIDTH},
    {offsetof(struct network, into_bias), KERNEL_WIDTH},
    {offsetof(struct network, pool_in), (size_t)KERNEL_WIDTH *NETWORK_POOL},
    {offsetof(struct network, pool_in_bias), NETWORK_POOL},
    {offsetof(struct network, pool_out), (size_t)NETWORK_POOL *KERNEL_WIDTH},
    {offsetof(struct network, out), (size_t)KERNEL_WIDTH *NETWORK_SCORES},
    {offsetof(struct network, out_bias), NETWORK_SCORES},
    {offsetof(struct network, scales), (size_t)NETWORK_LAYERS * 2 * KERNEL_WIDTH},
    {offsetof(struct network, biases), (size_t)NETWORK_LAYERS * 2 * KERNEL_WIDTH},
};

enum { FLOAT_PARTS = sizeof float_parts / sizeof *float_parts };

static size_t float_count(void)
{
    size_t count = 0;

    for (size_t i = 0; i < FLOAT_PARTS; i++)
        count += float_parts[i].count;
    return count;
}

size_t network_size(uint32_t words)
{
    return float_count() * sizeof(float) +
           words * (sizeof(uint32_t) + sizeof(uint16_t) + (size_t)VECTOR_BYTES) +
           WORD_MAP * sizeof(int16_t) + NETWORK_CODES +
           (size_t)FEATURE_AFFIXES * AFFIX_ROWS * NETWORK_AFFIX + (size_t)WORD_ROWS * NETWORK_WORD +
           (size_t)NETWORK_LAYERS * LAYER_WEIGHTS;
}

/* What KERNEL_ZERO adds to each output's sum is taken away before. */
static void read_start(const int8_t *weights, int32_t start[2 * KERNEL_WIDTH])
{
    for (uint32_t group = 0; group < KERNEL_GROUPS; group++)
        for (uint32_t quad = 0; quad < KERNEL_TAPS * KERNEL_WIDTH / 4; quad++)
            for (uint32_t side = 0; side < 2; side++)
                for (uint32_t lane = 0; lane < KERNEL_LANES; lane++, weights += 4)
                    start[side * KERNEL_WIDTH + group * KERNEL_LANES + lane] -=
                        KERNEL_ZERO * (weights[0] + weights[1] + weights[2] + weights[3]);
}

enum error network_read(struct arena *arena, const char *bytes, uint32_t words, float vector_step,
                        struct network *out)
{
    struct network network = {.vector_step = vector_step, .kernel = kernel_best()};
    int32_t *starts = arena_array(arena, int32_t, (size_t)NETWORK_LAYERS * 2 * KERNEL_WIDTH);
    const char *at = bytes;

    if (!starts)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < FLOAT_PARTS; i++) {
        const float *part = (const void *)at;
        memcpy((char *)&network + float_parts[i].at, &part, sizeof part);
        at += float_parts[i].count * sizeof(float);
    }
    network.vocabulary = (struct vocabulary){(const void *)at, words};
    at += (size_t)words * sizeof(uint32_t);
    network.word_map = (const void *)at;
    at += WORD_MAP * sizeof(int16_t);
    network.vector_scales = (const void *)at;
    at += (size_t)words * sizeof(uint16_t);
    network.vectors = (const void *)at;
    at += (size_t)words * VECTOR_BYTES;
    network.code = (const void *)at;
    at += NETWORK_CODES;
    network.affixes = (const void *)at;
    at += (size_t)FEATURE_AFFIXES * AFFIX_ROWS * NETWORK_AFFIX;
    network.words = (const void *)at;
    at += (size_t)WORD_ROWS * NETWORK_WORD;
    network.weights = (const void *)at;
    for (size_t i = 0; i < NETWORK_LAYERS; i++) {
        const int8_t *weights = network.weights + i * LAYER_WEIGHTS;
        read_start(weights, starts + i * 2 * KERNEL_WIDTH);
        network.layers[i] = (struct kernel_layer){.weights = weights,
                                                  .scale = network.scales + i * 2 * KERNEL_WIDTH,
                                                  .bias = network.biases + i * 2 * KERNEL_WIDTH,
                                                  .start = starts + i * 2 * KERNEL_WIDTH,
                                                  .reach = reaches[i]};
    }
    *out = network;
    return ERROR_OK;
}

/* ---- room ---- */

struct slot {
    uint32_t window, at; /* in the window of this number it is the at-th */
};

struct network_work {
    uint32_t window; /* number of the one at work, from 1 */
    struct slot *word_slots, *type_slots;
    float *words;  /* [slot][KERNEL_WIDTH]: what a unit takes from its word */
    float *pools;  /* [slot][NETWORK_POOL] */
    float *sums;   /* [unit][KERNEL_WIDTH] */
    uint8_t *rows; /* [unit and gaps][KERNEL_WIDTH] */
    float *scores; /* [unit][NETWORK_SCORES] */
};

static float *unset_floats(struct arena *arena, size_t count)
{
    return arena_alloc_unset(arena, count, sizeof(float), 64);
}

enum error network_work_open(struct arena *arena, const struct reading *reading,
                             struct network_work **out)
{
    size_t units = reading->unit_count < NETWORK_WINDOW ? reading->unit_count : NETWORK_WINDOW;
    size_t pieces = reading->sentence_count + reading->unit_count / NETWORK_WINDOW + 2;
    size_t rows;
    struct network_work *work = arena_new(arena, struct network_work);

    pieces = pieces < units ? pieces : units;
    rows = units + (pieces + 1) * GAP;
    if (!work)
        return ERROR_NO_MEMORY;
    work->word_slots = arena_array(arena, struct slot, reading->words.count + 1);
    work->type_slots = arena_array(arena, struct slot, reading->type_count + 1u);
    work->words = unset_floats(arena, units * KERNEL_WIDTH);
    work->pools = unset_floats(arena, units * NETWORK_POOL);
    work->sums = unset_floats(arena, units * KERNEL_WIDTH);
    work->rows = arena_alloc_unset(arena, rows, KERNEL_WIDTH, 64);
    work->scores = unset_floats(arena, units * NETWORK_SCORES);
    if (!work->word_slots || !work->type_slots || !work->words || !work->pools || !work->sums ||
        !work->rows || !work->scores)
        return ERROR_NO_MEMORY;
    *out = work;
    return ERROR_OK;
}

/* The place of a word or type in the window; *is_new when it has just got one. */
static uint32_t slot_of(struct slot *slot, uint32_t window, uint32_t *count, bool *is_new)
{
    *is_new = slot->window != window;
    if (*is_new)
        *slot = (struct slot){window, (*count)++};
    return slot->at;
}

/* ---- what a unit begins as ---- */

/* A table's number as a factor of the kernel. */
static int16_t factor(int8_t number)
{
    return number;
}

static void read_vector(const struct network *network, uint32_t place, int16_t out[NETWORK_VECTOR])
{
    const uint8_t *codes = network->vectors + (size_t)(place - 1) * VECTOR_BYTES;

    for (size_t i = 0; i < VECTOR_BYTES; i++) {
        out[2 * i] = factor(network->code[codes[i] & 15]);
        out[2 * i + 1] = factor(network->code[codes[i] >> 4]);
    }
}

static void read_parts(const struct network *network, const struct word *word,
                       int16_t out[NETWORK_PARTS])
{
    const int8_t *row;

    for (size_t i = 0; i < FEATURE_AFFIXES; i++) {
        row = network->affixes + (i * AFFIX_ROWS + word->affixes[i]) * NETWORK_AFFIX;
        for (size_t k = 0; k < NETWORK_AFFIX; k++)
            *out++ = factor(row[k]);
    }
    row = network->words + (size_t)word->hash * NETWORK_WORD;
    for (size_t k = 0; k < NETWORK_WORD; k++)
        *out++ = factor(row[k]);
}

/* Adds whole sums, each in steps of its own. */
static void add_sums(const int32_t *sums, const float *steps, float scale, float *out)
{
    for (size_t i = 0; i < KERNEL_WIDTH; i++)
        out[i] += (float)sums[i] * (steps[i] * scale);
}

static void add_row(const float *row, float *sums)
{
    for (size_t i = 0; i < KERNEL_WIDTH; i++)
        sums[i] += row[i];
}

/* Adds a map's rows at the bits that are set. */
static void add_bits(const float *map, uint64_t bits, float *sums)
{
    for (; bits; bits &= bits - 1)
        add_row(map + (size_t)__builtin_ctzll(bits) * KERNEL_WIDTH, sums);
}

static void read_word(const struct network *network, const struct word *word, float *out)
{
    int16_t vector[NETWORK_VECTOR], parts[NETWORK_PARTS];
    int32_t sums[KERNEL_WIDTH];

    memcpy(out, network->into_bias, KERNEL_WIDTH * sizeof *out);
    if (word->vector) {
        float scale = (float)network->vector_scales[word->vector - 1] * network->vector_step;
        read_vector(network, word->vector, vector);
        network->kernel->project(vector, NETWORK_VECTOR / 2, network->word_map, sums);
        add_sums(sums, network->word_scales, scale, out);
    }
    read_parts(network, word, parts);
    network->kernel->project(parts, NETWORK_PARTS / 2, network->word_map + PARTS_AT, sums);
    add_sums(sums, network->word_scales + KERNEL_WIDTH, 1, out);
    add_bits(network->bits_map, word->bits, out);
}

static void begin_units(const struct network *network, const struct reading *reading,
                        uint32_t first, uint32_t last, struct network_work *work)
{
    uint32_t words = 0;
    bool is_new;

    for (uint32_t u = first; u < last; u++) {
        float *sums = work->sums + (size_t)(u - first) * KERNEL_WIDTH, *word;
        uint32_t number = reading->units[u].word;
        word = work->words +
               (size_t)slot_of(&work->word_slots[number], work->window, &words, &is_new) *
                   KERNEL_WIDTH;
        if (is_new)
            read_word(network, &reading->words.at[number], word);
        memcpy(sums, word, KERNEL_WIDTH * sizeof *sums);
        add_bits(network->context_map, reading->contexts[u], sums);
    }
}

/* ---- what the mentions of a word share ---- */

static bool is_pooled(const struct reading *reading, uint32_t unit)
{
    return reading->words.at[reading->units[unit].word].bits & WORD_CAPITAL;
}

static struct slot *type_slot(const struct reading *reading, struct network_work *work,
                              uint32_t unit)
{
    return &work->type_slots[reading->words.at[reading->units[unit].word].type];
}

static void gather_pools(const struct network *network, const struct reading *reading,
                         uint32_t first, uint32_t last, struct network_work *work)
{
    uint32_t types = 0;
    bool is_new;

    for (uint32_t u = first; u < last; u++) {
        float row[KERNEL_WIDTH], seen[NETWORK_POOL], *pool;
        if (!is_pooled(reading, u))
            continue;
        pool = work->pools +
               (size_t)slot_of(type_slot(reading, work, u), work->window, &types, &is_new) *
                   NETWORK_POOL;
        network->kernel->normalise(work->sums + (size_t)(u - first) * KERNEL_WIDTH, row);
        memcpy(seen, network->pool_in_bias, sizeof seen);
        network->kernel->multiply(row, KERNEL_WIDTH, network->pool_in, NETWORK_POOL, seen);
        for (size_t i = 0; i < NETWORK_POOL; i++) {
            float before = is_new ? 0 : pool[i];
            pool[i] = seen[i] > before ? seen[i] : before;
        }
    }
}

static void spread_pools(const struct network *network, const struct reading *reading,
                         uint32_t first, uint32_t last, const struct network_work *work)
{
    for (uint32_t u = first; u < last; u++)
        if (is_pooled(reading, u)) {
            uint32_t type = reading->words.at[reading->units[u].word].type;
            network->kernel->multiply(
                work->pools + (size_t)work->type_slots[type].at * NETWORK_POOL, NETWORK_POOL,
                network->pool_out, KERNEL_WIDTH, work->sums + (size_t)(u - first) * KERNEL_WIDTH);
        }
}

/* ---- layers ---- */

static void run_layer(const struct network *network, const struct kernel_layer *layer,
                      const struct piece *pieces, size_t count, struct network_work *work)
{
    const uint32_t first = pieces[0].first;
    size_t row = GAP;

    memset(work->rows, KERNEL_ZERO, (size_t)GAP * KERNEL_WIDTH);
    for (size_t i = 0; i < count; i++) {
        uint32_t units = pieces[i].last - pieces[i].first;
        network->kernel->quantise(work->sums + (size_t)(pieces[i].first - first) * KERNEL_WIDTH,
                                  units, work->rows + row * KERNEL_WIDTH);
        row += units + GAP;
        memset(work->rows + (row - GAP) * KERNEL_WIDTH, KERNEL_ZERO, (size_t)GAP * KERNEL_WIDTH);
    }
    row = GAP;
    for (size_t i = 0; i < count; i++) {
        uint32_t units = pieces[i].last - pieces[i].first;
        network->kernel->convolve(layer, work->rows + row * KERNEL_WIDTH, units,
                                  work->sums + (size_t)(pieces[i].first - first) * KERNEL_WIDTH);
        row += units + GAP;
    }
}

static void finish_units(const struct network *network, uint32_t count, struct network_work *work)
{
    for (uint32_t u = 0; u < count; u++) {
        float row[KERNEL_WIDTH], *scores = work->scores + (size_t)u * NETWORK_SCORES;
        network->kernel->normalise(work->sums + (size_t)u * KERNEL_WIDTH, row);
        memcpy(scores, network->out_bias, NETWORK_SCORES * sizeof *scores);
        network->kernel->multiply(row, KERNEL_WIDTH, network->out, NETWORK_SCORES, scores);
    }
}

const float *network_score(const struct network *network, const struct reading *reading,
                           const struct piece *pieces, size_t count, struct network_work *work)
{
    uint32_t first = pieces[0].first, last = pieces[count - 1].last;

    assert(last - first <= NETWORK_WINDOW);
    work->window++;
    begin_units(network, reading, first, last, work);
    for (size_t i = 0; i < NETWORK_LAYERS; i++) {
        if (i == NETWORK_POOL_BEFORE) {
            gather_pools(network, reading, first, last, work);
            spread_pools(network, reading, first, last, work);
        }
        run_layer(network, &network->layers[i], pieces, count, work);
    }
    finish_units(network, last - first, work);
    return work->scores;
}
