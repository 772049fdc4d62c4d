#include "news/remainder.h"

enum {
    STEPS = 100000,  /* of one script */
    TOLD_LEAST = 2,  /* telling words that a further piece shares with the remainder */
    ALL_TELLING = 64 /* words of a part from which its remainder is too large to judge */
};

/* Of the telling words: a further piece has so many of the remainder's, or the remainder so many of
 * the piece's. */
static const double remainder_share = 0.5;
static const double piece_share = 0.6;
static const double far_share = 0.7; /* of a piece with others between it and the first */

enum { MOST_BETWEEN = 3 }; /* parts in a gap */

/* Words of a part, those alone that tell something. */
struct telling {
    uint32_t *words; /* loose numbers */
    uint32_t count;
};

struct remainders {
    struct aligning *a;
    struct arena *scratch;
};

/* One side of the alignment, as either may hold the pieces. */
struct flank {
    const struct reading *reading;
    uint32_t *group;
    bool *done;
    uint32_t *first, *last; /* of the group at hand */
    struct span *gap;
};

static enum error read_telling(struct arena *scratch, const struct reading *reading, uint32_t first,
                               uint32_t last, struct telling *out)
{
    uint32_t begin = reading->parts.at[first].first, end = reading->parts.at[last - 1].last;

    *out = (struct telling){arena_unset(scratch, uint32_t, end - begin), 0};
    if (!out->words)
        return ERROR_NO_MEMORY;
    for (uint32_t i = begin; i < end; i++)
        if ((reading->flags[i] & (READING_WORD | READING_STOPWORD)) == READING_WORD)
            out->words[out->count++] = reading->loose[i];
    return ERROR_OK;
}

/* Takes the words out of `whole` that a script against `pieces` keeps; *kept: how many. */
static enum error subtract(struct aligning *a, struct telling *whole, const struct telling *pieces,
                           uint32_t *kept)
{
    struct edit_script script;
    uint32_t count = 0;
    enum error error =
        editor_find(a->c->editor, (struct number_row){whole->words, whole->count},
                    (struct number_row){pieces->words, pieces->count}, STEPS, &script);

    if (error)
        return error;
    for (size_t n = 0; n < script.runs.count; n++)
        for (uint32_t i = script.runs.at[n].left_first; i < script.runs.at[n].left_last; i++)
            whole->words[count++] = whole->words[i];
    *kept = whole->count - count;
    whole->count = count;
    return ERROR_OK;
}

/* Whether a free part holds much of what is left of the single part; of one that is far from the
 * other pieces nearly all must stand there. */
static enum error is_further_piece(struct remainders *r, const struct telling *remainder,
                                   const struct flank *pieces, uint32_t part, bool *is_one)
{
    bool is_far = part + 1 < *pieces->first || part > *pieces->last;
    struct telling rest = {arena_unset(r->scratch, uint32_t, remainder->count), remainder->count};
    struct telling piece;
    uint32_t kept;
    enum error error = read_telling(r->scratch, pieces->reading, part, part + 1, &piece);

    if (error || !rest.words)
        return ERROR_NO_MEMORY;
    memcpy(rest.words, remainder->words, remainder->count * sizeof *rest.words);
    error = subtract(r->a, &rest, &piece, &kept);
    *is_one =
        !error && kept >= TOLD_LEAST &&
        (is_far ? kept >= far_share * piece.count
                : kept >= remainder_share * remainder->count || kept >= piece_share * piece.count);
    return error;
}

static bool is_free(const struct flank *flank, uint32_t part)
{
    return part < flank->reading->parts.count && !flank->group[part];
}

/* Makes a part one more piece; what lies between it and the others becomes the gap. */
static void take_piece(uint32_t number, const struct flank *pieces, uint32_t part)
{
    if (part > *pieces->last)
        *pieces->gap = (struct span){*pieces->last, part};
    else if (part + 1 < *pieces->first)
        *pieces->gap = (struct span){part + 1, *pieces->first};
    if (part >= *pieces->last)
        *pieces->last = part + 1;
    else
        *pieces->first = part;
    pieces->group[part] = number;
    pieces->done[part] = true;
}

/* The telling words of the single part that its pieces lack. */
static enum error read_remainder(struct remainders *r, const struct flank *single,
                                 const struct flank *pieces, struct telling *out)
{
    struct telling have;
    uint32_t kept;
    enum error error =
        read_telling(r->scratch, single->reading, *single->first, *single->last, out);

    if (!error)
        error = read_telling(r->scratch, pieces->reading, *pieces->first, *pieces->last, &have);
    return error ? error : subtract(r->a, out, &have, &kept);
}

/* Tries the parts beside the pieces of a group, the nearest first, behind before those before. */
static enum error join_side(struct remainders *r, uint32_t number, const struct flank *single,
                            const struct flank *pieces)
{
    struct telling remainder;
    bool is_one = false;
    enum error error = read_remainder(r, single, pieces, &remainder);

    if (error || remainder.count < TOLD_LEAST || remainder.count > ALL_TELLING)
        return error;
    for (uint32_t away = 0; !error && !is_one && away <= MOST_BETWEEN; away++) {
        uint32_t places[] = {*pieces->last + away, *pieces->first - 1 - away};

        for (int side = 0; !error && !is_one && side < 2; side++) {
            if (!is_free(pieces, places[side]))
                continue;
            error = is_further_piece(r, &remainder, pieces, places[side], &is_one);
            if (is_one)
                take_piece(number, pieces, places[side]);
        }
    }
    return error;
}

static enum error join_group(struct remainders *r, uint32_t number)
{
    struct aligning *a = r->a;
    struct group *group = &a->groups.at[number - 1];
    struct flank left = {a->left,           a->left_group,   a->left_done, &group->left_first,
                         &group->left_last, &group->left_gap};
    struct flank right = {a->right,           a->right_group,   a->right_done, &group->right_first,
                          &group->right_last, &group->right_gap};
    enum error error = ERROR_OK;

    if (group->left_first == group->left_last ||
        a->left->parts.at[group->left_first].bytes == a->right->parts.at[group->right_first].bytes)
        return ERROR_OK;
    if (group->left_last - group->left_first == 1)
        error = join_side(r, number, &left, &right);
    if (!error && group->right_last - group->right_first == 1)
        error = join_side(r, number, &right, &left);
    return error;
}

enum error remainder_join(struct aligning *a)
{
    struct remainders r = {a, arena_open_within(a->arena)};
    enum error error = r.scratch ? ERROR_OK : ERROR_NO_MEMORY;

    for (uint32_t i = 0; !error && i < a->groups.count; i++)
        error = join_group(&r, i + 1);
    arena_close(r.scratch);
    return error;
}
