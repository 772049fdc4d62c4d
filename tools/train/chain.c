#include "tools/train/chain.h"

#include <math.h>

static const float largest_weight = 4.0f, tiny_gradient = 1e-4f;

bool chain_open(struct arena *arena, struct chain *chain, uint32_t row_bits)
{
    size_t rows = (size_t)1 << row_bits;

    *chain = (struct chain){.row_bits = row_bits, .keep = 1};
    chain->rows = arena_alloc_array(arena, rows, sizeof *chain->rows, 64);
    chain->squares = arena_alloc_array(arena, rows, sizeof *chain->squares, 64);
    chain->sums = arena_alloc_array(arena, rows, sizeof *chain->sums, 64);
    return chain->rows && chain->squares && chain->sums;
}

typedef float tag_vector[TAG_COUNT];

static void score(const struct chain *chain, const struct unit_ids *unit, tag_vector out)
{
    uint32_t mask = (1u << chain->row_bits) - 1;

    out[TAG_OUTSIDE] = 0;
    for (int t = 0; t < TAG_SCORED; t++)
        out[t + 1] = 0;
    for (uint32_t i = 0; i < unit->count; i++) {
        const float *row = chain->rows[unit->at[i] & mask];
        for (int t = 0; t < TAG_SCORED; t++)
            out[t + 1] += row[t];
    }
}

/* Scores to weights relative to the largest, which is returned. */
static float weights_of(tag_vector scores)
{
    float best = scores[0];

    for (int t = 1; t < TAG_COUNT; t++)
        if (scores[t] > best)
            best = scores[t];
    for (int t = 0; t < TAG_COUNT; t++)
        scores[t] = expf(scores[t] - best);
    return best;
}

static float scale_to_one(tag_vector v)
{
    float sum = 0;

    for (int t = 0; t < TAG_COUNT; t++)
        sum += v[t];
    for (int t = 0; t < TAG_COUNT; t++)
        v[t] /= sum;
    return sum;
}

struct tables {
    tag_vector moves[TAG_COUNT];    /* exp of the chain's, 0 where impossible; [from][to] */
    tag_vector *weights;            /* exp of the scores */
    tag_vector *forward, *backward; /* scaled to sum to one */
};

static void pass_forward(const struct tables *tables, uint32_t count, double *log_sum)
{
    for (uint32_t i = 0; i < count; i++) {
        float *to = tables->forward[i];
        for (unsigned t = 0; t < TAG_COUNT; t++)
            to[t] = i == 0 ? (tag_opens((uint8_t)t) ? tables->moves[TAG_OUTSIDE][t] : 0) : 0;
        for (int a = 0; i > 0 && a < TAG_COUNT; a++)
            for (int b = 0; b < TAG_COUNT; b++)
                to[b] += tables->forward[i - 1][a] * tables->moves[a][b];
        for (int t = 0; t < TAG_COUNT; t++)
            to[t] *= tables->weights[i][t];
        if (i + 1 == count)
            for (unsigned t = 0; t < TAG_COUNT; t++)
                to[t] = tag_closes((uint8_t)t) ? to[t] : 0;
        *log_sum += log((double)scale_to_one(to));
    }
}

static void pass_backward(const struct tables *tables, uint32_t count)
{
    for (unsigned t = 0; t < TAG_COUNT; t++)
        tables->backward[count - 1][t] = tag_closes((uint8_t)t) ? 1 : 0;
    for (uint32_t i = count - 1; i-- > 0;) {
        tag_vector next;
        for (int t = 0; t < TAG_COUNT; t++)
            next[t] = tables->backward[i + 1][t] * tables->weights[i + 1][t];
        for (int a = 0; a < TAG_COUNT; a++) {
            float sum = 0;
            for (int b = 0; b < TAG_COUNT; b++)
                sum += tables->moves[a][b] * next[b];
            tables->backward[i][a] = sum;
        }
        (void)scale_to_one(tables->backward[i]);
    }
}

/* Adds to `gradient` how often each move is expected between units i - 1 and i. */
static void expect_moves(const struct tables *tables, uint32_t i, tag_vector gradient[TAG_COUNT])
{
    tag_vector expected[TAG_COUNT], next;
    float sum = 0;

    for (int t = 0; t < TAG_COUNT; t++)
        next[t] = tables->backward[i][t] * tables->weights[i][t];
    for (int a = 0; a < TAG_COUNT; a++)
        for (int b = 0; b < TAG_COUNT; b++) {
            expected[a][b] = tables->forward[i - 1][a] * tables->moves[a][b] * next[b];
            sum += expected[a][b];
        }
    for (int a = 0; a < TAG_COUNT; a++)
        for (int b = 0; b < TAG_COUNT; b++)
            gradient[a][b] += expected[a][b] / sum;
}

static void step_moves(struct chain *chain, tag_vector gradient[TAG_COUNT], float rate)
{
    for (int a = 0; a < TAG_COUNT; a++)
        for (int b = 0; b < TAG_COUNT; b++) {
            float g = gradient[a][b];
            chain->move_squares[a][b] += g * g;
            chain->moves[a][b] -= rate * g / (sqrtf(chain->move_squares[a][b]) + 1e-3f);
        }
}

static void step_unit(struct chain *chain, const struct unit_ids *unit, const tag_vector gradient,
                      float rate)
{
    uint32_t mask = (1u << chain->row_bits) - 1;
    float largest = 0;

    for (int t = 1; t < TAG_COUNT; t++)
        largest = fmaxf(largest, fabsf(gradient[t]));
    if (largest < tiny_gradient)
        return;
    for (uint32_t i = 0; i < unit->count; i++) {
        float *row = chain->rows[unit->at[i] & mask], *squares = chain->squares[unit->at[i] & mask];
        for (int t = 0; t < TAG_SCORED; t++) {
            float g = gradient[t + 1] + chain->decay * row[t];
            squares[t] += g * g;
            row[t] -= rate * g / (sqrtf(squares[t]) + 1e-3f);
        }
    }
}

double chain_learn(struct arena *arena, struct chain *chain, const struct unit_ids *units,
                   const uint8_t *tags, uint32_t count, float rate)
{
    struct tables tables = {.weights = arena_array(arena, tag_vector, count),
                            .forward = arena_array(arena, tag_vector, count),
                            .backward = arena_array(arena, tag_vector, count)};
    tag_vector move_gradient[TAG_COUNT] = {0};
    double log_sum = 0, gold = 0;

    if (!tables.weights || !tables.forward || !tables.backward)
        return NAN;
    for (unsigned a = 0; a < TAG_COUNT; a++)
        for (unsigned b = 0; b < TAG_COUNT; b++)
            tables.moves[a][b] = tag_follows((uint8_t)a, (uint8_t)b) ? expf(chain->moves[a][b]) : 0;
    for (uint32_t i = 0; i < count; i++) {
        score(chain, &units[i], tables.weights[i]);
        gold += (double)(tables.weights[i][tags[i]] +
                         chain->moves[i ? tags[i - 1] : TAG_OUTSIDE][tags[i]]);
        log_sum += (double)weights_of(tables.weights[i]);
    }
    pass_forward(&tables, count, &log_sum);
    pass_backward(&tables, count);
    for (uint32_t i = 0; i < count; i++) {
        tag_vector gradient;
        for (int t = 0; t < TAG_COUNT; t++)
            gradient[t] = tables.forward[i][t] * tables.backward[i][t];
        (void)scale_to_one(gradient);
        gradient[tags[i]] -= 1;
        step_unit(chain, &units[i], gradient, rate);
        if (i > 0) {
            expect_moves(&tables, i, move_gradient);
            move_gradient[tags[i - 1]][tags[i]] -= 1;
        }
    }
    step_moves(chain, move_gradient, rate);
    return log_sum - gold;
}

void chain_note(struct chain *chain)
{
    size_t rows = (size_t)1 << chain->row_bits;

    for (size_t i = 0; i < rows; i++)
        for (int t = 0; t < TAG_SCORED; t++)
            chain->sums[i][t] += chain->rows[i][t];
    for (int a = 0; a < TAG_COUNT; a++)
        for (int b = 0; b < TAG_COUNT; b++)
            chain->move_sums[a][b] += chain->moves[a][b];
    chain->sum_count++;
}

enum error chain_write(struct arena *arena, const struct chain *chain,
                       const struct clusters *clusters, struct slice *out)
{
    size_t rows = (size_t)1 << chain->row_bits, slots = (size_t)1 << clusters->bits;
    size_t size = sizeof(struct weights_header) + sizeof chain->moves +
                  slots * (sizeof *clusters->keys + sizeof *clusters->paths) + rows * TAG_SCORED;
    struct weights_header header = {.magic = WEIGHTS_MAGIC,
                                    .format = WEIGHTS_FORMAT,
                                    .feature_version = FEATURE_VERSION,
                                    .row_bits = chain->row_bits,
                                    .cluster_bits = clusters->bits,
                                    .scale = largest_weight / 127};
    char *bytes = arena_alloc(arena, size, 64), *at = bytes + sizeof header;

    if (!bytes)
        return ERROR_NO_MEMORY;
    for (int a = 0; a < TAG_COUNT; a++)
        for (int b = 0; b < TAG_COUNT; b++, at += sizeof(float)) {
            float mean = chain->move_sums[a][b] / (float)chain->sum_count;
            memcpy(at, &mean, sizeof mean);
        }
    memcpy(at, clusters->keys, slots * sizeof *clusters->keys);
    at += slots * sizeof *clusters->keys;
    memcpy(at, clusters->paths, slots * sizeof *clusters->paths);
    at += slots * sizeof *clusters->paths;
    for (size_t i = 0; i < rows; i++)
        for (int t = 0; t < TAG_SCORED; t++) {
            float mean = chain->sums[i][t] / (float)chain->sum_count;
            float steps = roundf(mean * chain->keep / header.scale);
            *at++ = (char)(steps > 127 ? 127 : steps < -127 ? -127 : steps);
        }
    header.checksum = tagger_checksum((struct slice){bytes + sizeof header, size - sizeof header});
    memcpy(bytes, &header, sizeof header);
    *out = (struct slice){bytes, size};
    return ERROR_OK;
}
