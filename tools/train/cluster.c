/* Gives each word a path of 16 bits in a tree of clusters: its vector's side at each split of the
 * words by 2-means. Words that share a longer prefix are more alike.
 *
 *     cluster WORDS.txt VECTORS.bin > CLUSTERS.tsv        word<TAB>path, in the order of WORDS.txt
 *
 * Deterministic: the first two centres of each split are the words farthest from the mean and from
 * each other, in the file's order. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100, DEPTH = 16, ROUNDS = 12, SMALLEST = 4 };

struct tree {
    float *vectors; /* WIDTH numbers a word */
    uint16_t *paths;
};

static float *vector_of(const struct tree *tree, uint32_t word)
{
    return tree->vectors + (size_t)word * WIDTH;
}

static void stop(const char *what)
{
    fprintf(stderr, "cluster: %s\n", what);
    exit(1);
}

static float dot(const float *a, const float *b)
{
    float sum = 0;

    for (int i = 0; i < WIDTH; i++)
        sum += a[i] * b[i];
    return sum;
}

static void normalise(float *v)
{
    float length = sqrtf(dot(v, v));

    for (int i = 0; length > 0 && i < WIDTH; i++)
        v[i] /= length;
}

static uint32_t farthest(const struct tree *tree, const uint32_t *words, uint32_t count,
                         const float *from)
{
    uint32_t best = words[0];
    float least = 2;

    for (uint32_t i = 0; i < count; i++) {
        float likeness = dot(vector_of(tree, words[i]), from);
        if (likeness < least) {
            least = likeness;
            best = words[i];
        }
    }
    return best;
}

/* Orders the words by side and returns how many lie on the first. */
static uint32_t part(const struct tree *tree, uint32_t *words, uint32_t count,
                     float centres[2][WIDTH])
{
    uint32_t first = 0;

    for (uint32_t i = 0; i < count; i++) {
        const float *v = vector_of(tree, words[i]);
        if (dot(v, centres[0]) >= dot(v, centres[1])) {
            uint32_t word = words[i];
            words[i] = words[first];
            words[first++] = word;
        }
    }
    return first;
}

static void centre_of(const struct tree *tree, const uint32_t *words, uint32_t count, float *centre)
{
    memset(centre, 0, WIDTH * sizeof *centre);
    for (uint32_t i = 0; i < count; i++)
        for (int k = 0; k < WIDTH; k++)
            centre[k] += vector_of(tree, words[i])[k];
    normalise(centre);
}

static void split(struct tree *tree, uint32_t *words, uint32_t count, int depth)
{
    float centres[2][WIDTH], mean[WIDTH];
    uint32_t first = 0;

    if (depth == DEPTH || count < SMALLEST)
        return;
    centre_of(tree, words, count, mean);
    memcpy(centres[0], vector_of(tree, farthest(tree, words, count, mean)), sizeof centres[0]);
    memcpy(centres[1], vector_of(tree, farthest(tree, words, count, centres[0])),
           sizeof centres[1]);
    for (int round = 0; round < ROUNDS; round++) {
        first = part(tree, words, count, centres);
        if (first == 0 || first == count)
            return;
        centre_of(tree, words, first, centres[0]);
        centre_of(tree, words + first, count - first, centres[1]);
    }
    for (uint32_t i = first; i < count; i++)
        tree->paths[words[i]] = (uint16_t)(tree->paths[words[i]] | 1u << (DEPTH - 1 - depth));
    split(tree, words, first, depth + 1);
    split(tree, words + first, count - first, depth + 1);
}

static char *line_read(FILE *file, char *line, int size)
{
    if (!fgets(line, size, file))
        return NULL;
    line[strcspn(line, "\n")] = 0;
    return line;
}

int main(int argc, char **argv)
{
    FILE *words = argc == 3 ? fopen(argv[1], "re") : NULL;
    FILE *table = argc == 3 ? fopen(argv[2], "rbe") : NULL;
    struct tree tree;
    uint32_t count = 0, *order;
    char line[1024];

    if (!words || !table)
        stop("usage: cluster WORDS.txt VECTORS.bin > CLUSTERS.tsv");
    while (line_read(words, line, sizeof line))
        count++;
    rewind(words);
    tree.vectors = calloc((size_t)count + 1, WIDTH * sizeof *tree.vectors);
    tree.paths = calloc((size_t)count + 1, sizeof *tree.paths);
    order = calloc((size_t)count + 1, sizeof *order);
    if (!tree.vectors || !tree.paths || !order ||
        fread(tree.vectors, WIDTH * sizeof *tree.vectors, count, table) != count)
        stop("the vectors do not fit the words");
    for (uint32_t i = 0; i < count; i++) {
        normalise(vector_of(&tree, i));
        order[i] = i;
    }
    split(&tree, order, count, 0);
    for (uint32_t i = 0; line_read(words, line, sizeof line); i++)
        printf("%s\t%u\n", line, tree.paths[i]);
    free(order);
    free(tree.paths);
    free(tree.vectors);
    (void)fclose(table);
    (void)fclose(words);
    return 0;
}
