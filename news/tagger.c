#include "news/tagger.h"

#include <fcntl.h>
#include <math.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct tagger {
    const int8_t *rows;
    uint32_t row_mask;
    float scale;
    struct clusters clusters;
    float moves[TAG_COUNT][TAG_COUNT]; /* impossible ones are -INFINITY */
};

/* ---- the file ---- */

uint64_t tagger_checksum(struct slice bytes)
{
    uint64_t sum = 0xcbf29ce484222325u;
    size_t at = 0;

    for (; at + 8 <= bytes.len; at += 8) {
        uint64_t word;
        memcpy(&word, bytes.ptr + at, sizeof word);
        sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
        sum ^= sum >> 29;
    }
    for (; at < bytes.len; at++)
        sum = (sum ^ (unsigned char)bytes.ptr[at]) * 0x100000001b3u;
    return sum;
}

/* Sizes of the file's parts, in their order. */
struct layout {
    size_t moves, keys, paths, rows;
};

static struct layout layout_of(const struct weights_header *header)
{
    size_t slots = (size_t)1 << header->cluster_bits;

    return (struct layout){.moves = sizeof(float[TAG_COUNT][TAG_COUNT]),
                           .keys = slots * sizeof(uint32_t),
                           .paths = slots * sizeof(uint16_t),
                           .rows = ((size_t)1 << header->row_bits) * TAG_SCORED};
}

static const char *header_fault(const struct weights_header *header, struct slice rest)
{
    struct layout layout;

    if (memcmp(header->magic, WEIGHTS_MAGIC, sizeof header->magic) != 0)
        return "it is not a weights file";
    if (header->format != WEIGHTS_FORMAT || header->feature_version != FEATURE_VERSION)
        return "it was made for another version of the program";
    if (header->row_bits > WEIGHTS_BITS_MAX || header->cluster_bits > WEIGHTS_BITS_MAX ||
        !isfinite(header->scale) || header->scale <= 0)
        return "its header is damaged";
    layout = layout_of(header);
    if (rest.len != layout.moves + layout.keys + layout.paths + layout.rows)
        return "its length is wrong";
    if (tagger_checksum(rest) != header->checksum)
        return "its checksum is wrong";
    return NULL;
}

static void read_moves(struct tagger *tagger, const char *from)
{
    float moves[TAG_COUNT][TAG_COUNT];

    memcpy(moves, from, sizeof moves);
    for (unsigned a = 0; a < TAG_COUNT; a++)
        for (unsigned b = 0; b < TAG_COUNT; b++)
            tagger->moves[a][b] = tag_follows((uint8_t)a, (uint8_t)b) && isfinite(moves[a][b])
                                      ? moves[a][b]
                                      : -INFINITY;
}

enum error tagger_read(struct arena *arena, struct slice bytes, const char *name,
                       const struct tagger **out, struct problem *problem)
{
    struct weights_header header;
    struct tagger *tagger;
    struct layout layout;
    const char *fault, *at = bytes.ptr + sizeof header;

    if (bytes.len < sizeof header)
        return problem_set(problem, ERROR_BAD_MODEL, "%s cannot be used: it is too short", name);
    memcpy(&header, bytes.ptr, sizeof header);
    fault = header_fault(&header, slice_part(bytes, sizeof header, bytes.len));
    if (fault)
        return problem_set(problem, ERROR_BAD_MODEL, "%s cannot be used: %s", name, fault);
    tagger = arena_new(arena, struct tagger);
    if (!tagger)
        return ERROR_NO_MEMORY;
    layout = layout_of(&header);
    read_moves(tagger, at);
    at += layout.moves;
    tagger->clusters.keys = (const void *)at;
    tagger->clusters.paths = (const void *)(at + layout.keys);
    tagger->clusters.bits = header.cluster_bits;
    tagger->rows = (const void *)(at + layout.keys + layout.paths);
    tagger->row_mask = ((uint32_t)1 << header.row_bits) - 1;
    tagger->scale = header.scale;
    *out = tagger;
    return ERROR_OK;
}

struct mapping {
    void *at;
    size_t len;
};

static void release_mapping(void *object)
{
    struct mapping *mapping = object;

    (void)munmap(mapping->at, mapping->len);
}

static enum error map_file(struct arena *arena, int file, const char *path, struct slice *out,
                           struct problem *problem)
{
    struct mapping *mapping = arena_new(arena, struct mapping);
    struct stat stat;

    if (!mapping)
        return ERROR_NO_MEMORY;
    if (fstat(file, &stat) != 0 || !S_ISREG(stat.st_mode) || stat.st_size <= 0)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be read", path);
    mapping->len = (size_t)stat.st_size;
    mapping->at = mmap(NULL, mapping->len, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapping->at == MAP_FAILED)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be mapped", path);
    *out = (struct slice){mapping->at, mapping->len};
    return arena_defer(arena, release_mapping, mapping);
}

enum error tagger_open(struct arena *arena, const char *path, const struct tagger **out,
                       struct problem *problem)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct slice bytes = {0};
    enum error error;

    if (file < 0)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be opened", path);
    error = map_file(arena, file, path, &bytes, problem);
    (void)close(file);
    if (error)
        return error;
    return tagger_read(arena, bytes, path, out, problem);
}

const struct clusters *tagger_clusters(const struct tagger *tagger)
{
    return &tagger->clusters;
}

/* ---- scores ---- */

/* Sums of a word's rows at each place of the window: computed once for each spelling. */
struct word_scores {
    int16_t at[FEATURE_PLACES][TAG_SCORED];
};

static void add_rows(const struct tagger *tagger, const uint32_t *ids, uint32_t count,
                     int16_t sum[TAG_SCORED])
{
    for (uint32_t i = 0; i < count; i++)
        __builtin_prefetch(tagger->rows + (size_t)(ids[i] & tagger->row_mask) * TAG_SCORED);
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *row = tagger->rows + (size_t)(ids[i] & tagger->row_mask) * TAG_SCORED;
        for (int t = 0; t < TAG_SCORED; t++)
            sum[t] = (int16_t)(sum[t] + row[t]);
    }
}

static void score_words(const struct tagger *tagger, const struct reading *reading,
                        struct word_scores *scores)
{
    for (size_t w = 0; w < reading->words.count; w++) {
        const struct word *word = &reading->words.at[w];
        for (uint32_t place = 0, first = 0; place < FEATURE_PLACES; first = word->ends[place++])
            add_rows(tagger, word->ids + first, word->ends[place] - first, scores[w].at[place]);
    }
}

/* Scores of all tags of one unit, in nats. */
static void score_unit(const struct tagger *tagger, const struct reading *reading,
                       const struct unit_sentence *sentence, const struct word_scores *words,
                       uint32_t unit, float out[TAG_COUNT])
{
    int16_t sum[TAG_SCORED] = {0};
    uint32_t ids[FEATURE_CONTEXT_MAX];
    uint32_t count = feature_context(reading, sentence, unit, ids);

    add_rows(tagger, ids, count, sum);
    for (uint32_t place = 0; place < FEATURE_PLACES; place++) {
        int64_t at = (int64_t)unit + place - 2;
        const int16_t *row;
        if (at < sentence->first || at >= sentence->last)
            continue;
        row = words[reading->units[at].word].at[place];
        for (int t = 0; t < TAG_SCORED; t++)
            sum[t] = (int16_t)(sum[t] + row[t]);
    }
    out[TAG_OUTSIDE] = 0;
    for (int t = 0; t < TAG_SCORED; t++)
        out[t + 1] = (float)sum[t] * tagger->scale;
}

/* ---- Viterbi ---- */

/* Best way into each tag from the unit before; back[t] is where it comes from. */
static void step(const struct tagger *tagger, const float before[TAG_COUNT],
                 const float scores[TAG_COUNT], float after[TAG_COUNT], uint8_t back[TAG_COUNT])
{
    float best[TAG_COUNT];
    int32_t from[TAG_COUNT] = {0};

    for (int t = 0; t < TAG_COUNT; t++)
        best[t] = -INFINITY;
    for (int32_t a = 0; a < TAG_COUNT; a++) {
        const float *moves = tagger->moves[a];
        for (int b = 0; b < TAG_COUNT; b++) {
            float reach = before[a] + moves[b];
            from[b] = reach > best[b] ? a : from[b];
            best[b] = reach > best[b] ? reach : best[b];
        }
    }
    for (int t = 0; t < TAG_COUNT; t++) {
        after[t] = best[t] + scores[t];
        back[t] = (uint8_t)from[t];
    }
}

/* A name's units [first, last) in its sentence and the tags around them. */
struct name_units {
    uint32_t first, last;
    uint8_t before, after;
};

struct lattice {
    float (*scores)[TAG_COUNT];
    uint8_t (*back)[TAG_COUNT];
};

/* Score of one way to tag the units [first, last) between the tags around them. */
static float path_score(const struct tagger *tagger, float (*scores)[TAG_COUNT],
                        const uint8_t *tags, const struct name_units *name, unsigned type)
{
    uint8_t before = name->before;
    float sum = 0;

    for (uint32_t i = name->first; i < name->last; i++) {
        uint8_t tag = type == TAG_TYPES ? TAG_OUTSIDE : tag_of(type, tag_part(tags[i]));
        sum += tagger->moves[before][tag] + scores[i][tag];
        before = tag;
    }
    return sum + tagger->moves[before][name->after];
}

/* How sure each name is: its share among itself, the other types, and no name at all. */
static void score_names(const struct tagger *tagger, struct lattice lattice, uint32_t count,
                        const uint8_t *tags, float *out)
{
    struct name_units name = {0};

    for (uint32_t i = 0; i < count; i++) {
        float own, sum = 0;
        if (tags[i] == TAG_OUTSIDE)
            continue;
        if (tag_opens(tags[i])) {
            name.first = i;
            name.before = i ? tags[i - 1] : TAG_OUTSIDE;
        }
        if (!tag_closes(tags[i]))
            continue;
        name.last = i + 1;
        name.after = i + 1 < count ? tags[i + 1] : TAG_OUTSIDE;
        own = path_score(tagger, lattice.scores, tags, &name, tag_type(tags[i]));
        for (unsigned type = 0; type <= TAG_TYPES; type++)
            sum += expf(path_score(tagger, lattice.scores, tags, &name, type) - own);
        for (uint32_t u = name.first; u < name.last; u++)
            out[u] = 1 / sum;
    }
}

static void tag_sentence(const struct tagger *tagger, const struct reading *reading,
                         const struct unit_sentence *sentence, const struct word_scores *words,
                         struct lattice lattice, struct tags *out)
{
    float best[2][TAG_COUNT];
    uint32_t count = sentence->last - sentence->first;
    uint8_t tag = TAG_OUTSIDE;

    for (unsigned t = 0; t < TAG_COUNT; t++)
        best[1][t] = t == TAG_OUTSIDE ? 0 : -INFINITY;
    for (uint32_t i = 0; i < count; i++) {
        score_unit(tagger, reading, sentence, words, sentence->first + i, lattice.scores[i]);
        step(tagger, best[(i + 1) & 1], lattice.scores[i], best[i & 1], lattice.back[i]);
    }
    for (unsigned t = 1; t < TAG_COUNT; t++)
        if (tag_closes((uint8_t)t) && best[(count + 1) & 1][t] > best[(count + 1) & 1][tag])
            tag = (uint8_t)t;
    for (uint32_t i = count; i-- > 0; tag = lattice.back[i][tag])
        out->at[sentence->first + i] = tag;
    score_names(tagger, lattice, count, out->at + sentence->first, out->scores + sentence->first);
}

enum error tagger_tag(struct arena *arena, const struct tagger *tagger,
                      const struct reading *reading, struct tags *out)
{
    struct word_scores *words = arena_array(arena, struct word_scores, reading->words.count);
    struct tags tags = {.at = arena_array(arena, uint8_t, reading->unit_count),
                        .scores = arena_array(arena, float, reading->unit_count)};
    struct lattice lattice;
    uint32_t longest = 0;

    for (uint32_t i = 0; i < reading->sentence_count; i++)
        if (reading->sentences[i].last - reading->sentences[i].first > longest)
            longest = reading->sentences[i].last - reading->sentences[i].first;
    lattice.scores = arena_alloc_array(arena, longest, sizeof *lattice.scores, _Alignof(float));
    lattice.back = arena_alloc_array(arena, longest, sizeof *lattice.back, 1);
    if (!words || !tags.at || !tags.scores || !lattice.scores || !lattice.back)
        return ERROR_NO_MEMORY;
    score_words(tagger, reading, words);
    for (uint32_t i = 0; i < reading->sentence_count; i++)
        tag_sentence(tagger, reading, &reading->sentences[i], words, lattice, &tags);
    *out = tags;
    return ERROR_OK;
}
