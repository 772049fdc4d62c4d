#include "news/tagger.h"

#include <math.h>

#include "base/array.h"

static const float score_most = 1e6f; /* of a unit's tag; a damaged file may give any number */

/* 0 for tags that may follow each other, else -INFINITY. */
struct moves {
    float at[TAG_COUNT][TAG_COUNT];
};

static void read_moves(struct moves *moves)
{
    for (unsigned a = 0; a < TAG_COUNT; a++)
        for (unsigned b = 0; b < TAG_COUNT; b++)
            moves->at[a][b] = tag_follows((uint8_t)a, (uint8_t)b) ? 0 : -INFINITY;
}

/* Best way into each tag from the unit before; back[t] is where it comes from. */
static void step(const struct moves *moves, const float before[TAG_COUNT],
                 const float scores[TAG_COUNT], float after[TAG_COUNT], uint8_t back[TAG_COUNT])
{
    float best[TAG_COUNT];
    int32_t from[TAG_COUNT] = {0};

    for (int t = 0; t < TAG_COUNT; t++)
        best[t] = -INFINITY;
    for (int32_t a = 0; a < TAG_COUNT; a++) {
        for (int b = 0; b < TAG_COUNT; b++) {
            float reach = before[a] + moves->at[a][b];
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
static float path_score(const struct moves *moves, float (*scores)[TAG_COUNT], const uint8_t *tags,
                        const struct name_units *name, unsigned type)
{
    uint8_t before = name->before;
    float sum = 0;

    for (uint32_t i = name->first; i < name->last; i++) {
        uint8_t tag = type == TAG_TYPES ? TAG_OUTSIDE : tag_of(type, tag_part(tags[i]));
        sum += moves->at[before][tag] + scores[i][tag];
        before = tag;
    }
    return sum + moves->at[before][name->after];
}

/* How sure each name is: its share among itself, the other types, and no name at all. */
static void score_names(const struct moves *moves, struct lattice lattice, uint32_t count,
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
        own = path_score(moves, lattice.scores, tags, &name, tag_type(tags[i]));
        for (unsigned type = 0; type <= TAG_TYPES; type++)
            sum += expf(path_score(moves, lattice.scores, tags, &name, type) - own);
        for (uint32_t u = name.first; u < name.last; u++)
            out[u] = 1 / sum;
    }
}

static void read_scores(const float *from, float to[TAG_COUNT])
{
    for (int t = 0; t < TAG_COUNT; t++)
        to[t] = fabsf(from[t]) < score_most ? from[t] : 0;
}

/* Tags `count` units whose scores lie in the lattice. */
static void tag_piece(const struct moves *moves, struct lattice lattice, uint32_t count,
                      uint8_t *tags, float *scores)
{
    float best[2][TAG_COUNT];
    uint8_t tag = TAG_OUTSIDE;

    for (unsigned t = 0; t < TAG_COUNT; t++)
        best[1][t] = t == TAG_OUTSIDE ? 0 : -INFINITY;
    for (uint32_t i = 0; i < count; i++)
        step(moves, best[(i + 1) & 1], lattice.scores[i], best[i & 1], lattice.back[i]);
    for (unsigned t = 1; t < TAG_COUNT; t++)
        if (tag_closes((uint8_t)t) && best[(count + 1) & 1][t] > best[(count + 1) & 1][tag])
            tag = (uint8_t)t;
    for (uint32_t i = count; i-- > 0; tag = lattice.back[i][tag])
        tags[i] = tag;
    score_names(moves, lattice, count, tags, scores);
}

static enum error cut_pieces(struct arena *arena, const struct reading *reading,
                             struct pieces *pieces)
{
    for (uint32_t s = 0; s < reading->sentence_count; s++)
        for (uint32_t u = reading->sentences[s].first; u < reading->sentences[s].last;) {
            struct piece *piece = array_push(arena, pieces);
            uint32_t left = reading->sentences[s].last - u;
            if (!piece)
                return ERROR_NO_MEMORY;
            *piece = (struct piece){u, u + (left < NETWORK_WINDOW ? left : NETWORK_WINDOW)};
            u = piece->last;
        }
    return ERROR_OK;
}

/* How many pieces from `first` on fit in a window. */
static size_t window_size(const struct pieces *pieces, size_t first)
{
    size_t last = first;

    while (last < pieces->count &&
           pieces->at[last].last - pieces->at[first].first <= NETWORK_WINDOW)
        last++;
    return last - first;
}

/* Marks and figures alone are no names, and need not be looked at. */
static bool has_letters(const struct reading *reading, const struct piece *pieces, size_t count)
{
    for (uint32_t u = pieces[0].first; u < pieces[count - 1].last; u++)
        if (reading->words.at[reading->units[u].word].bits & WORD_LETTERS)
            return true;
    return false;
}

static void tag_window(const struct moves *moves, const struct piece *pieces, size_t count,
                       const float *scores, struct lattice lattice, struct tags *out)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t first = pieces[i].first, units = pieces[i].last - first;
        const float *from = scores + (size_t)(first - pieces[0].first) * NETWORK_SCORES;
        for (uint32_t u = 0; u < units; u++)
            read_scores(from + (size_t)u * NETWORK_SCORES, lattice.scores[u]);
        tag_piece(moves, lattice, units, out->at + first, out->scores + first);
    }
}

enum error tagger_tag(struct arena *arena, const struct network *network,
                      const struct reading *reading, struct tags *out)
{
    size_t most = reading->unit_count < NETWORK_WINDOW ? reading->unit_count : NETWORK_WINDOW;
    struct tags tags = {.at = arena_array(arena, uint8_t, reading->unit_count),
                        .scores = arena_array(arena, float, reading->unit_count)};
    struct lattice lattice = {
        .scores = arena_alloc_array(arena, most, sizeof *lattice.scores, _Alignof(float)),
        .back = arena_alloc_array(arena, most, sizeof *lattice.back, 1)};
    struct network_work *work = NULL;
    struct pieces pieces = {0};
    struct moves moves;
    enum error error;

    if (!tags.at || !tags.scores || !lattice.scores || !lattice.back)
        return ERROR_NO_MEMORY;
    read_moves(&moves);
    error = cut_pieces(arena, reading, &pieces);
    if (!error)
        error = network_work_open(arena, reading, &work);
    if (error)
        return error;
    for (size_t i = 0, count; i < pieces.count; i += count) {
        count = window_size(&pieces, i);
        if (arena_is_late(arena))
            return ERROR_NO_MEMORY;
        if (!has_letters(reading, &pieces.at[i], count))
            continue;
        tag_window(&moves, &pieces.at[i], count,
                   network_score(network, reading, &pieces.at[i], count, work), lattice, &tags);
    }
    *out = tags;
    return ERROR_OK;
}
