/* How: a part joins the pieces of a group when half of it stands in the single part; parts too
 * short to be weighed join by their words, where they lie between pieces or at their edge. */
#include "news/piece.h"

enum { MOST_BETWEEN = 3 }; /* short parts between two pieces */

static const double piece_share = 0.5;  /* of a piece of a split or a merge */
static const double pieces_most = 1.25; /* of all pieces together: more is a repetition */

double piece_words(const struct aligning *a, uint32_t left, uint32_t right)
{
    uint32_t x = a->left->parts.at[left].words, y = a->right->parts.at[right].words;

    return (x < y ? x : y) + 0.5;
}

/* One side of a group that has pieces, and the part of the other side that holds them. */
struct pieces {
    const struct reading *reading, *single_reading;
    const struct part *single;
    uint32_t *first, *last, *part_group;
    bool *done;
    uint32_t group; /* from 1 */
};

static struct pieces pieces_of(struct aligning *a, uint32_t number, bool splits)
{
    struct group *group = &a->groups.at[number - 1];

    if (splits)
        return (struct pieces){a->right,
                               a->left,
                               &a->left->parts.at[group->left_first],
                               &group->right_first,
                               &group->right_last,
                               a->right_group,
                               a->right_done,
                               number};
    return (struct pieces){a->left,
                           a->right,
                           &a->right->parts.at[group->right_first],
                           &group->left_first,
                           &group->left_last,
                           a->left_group,
                           a->left_done,
                           number};
}

/* Whether a free part of a few words, too short to be weighed, stands in the single part. */
static bool is_short_piece(struct aligning *a, const struct pieces *pieces, uint32_t piece)
{
    const struct part *part;
    size_t bytes;

    if (piece >= pieces->reading->parts.count || pieces->part_group[piece])
        return false;
    part = &pieces->reading->parts.at[piece];
    bytes = (part->last - part->first) * sizeof *pieces->reading->loose;
    if (part->words == 0 || part->words >= LEAST_MOVED_WORDS)
        return false;
    for (uint32_t i = pieces->single->first; i + part->last - part->first <= pieces->single->last;
         i++) {
        if (a->steps == 0) {
            a->truncated = true;
            return false;
        }
        a->steps--;
        if (memcmp(pieces->single_reading->loose + i, pieces->reading->loose + part->first,
                   bytes) == 0)
            return true;
    }
    return false;
}

static void take_pieces(const struct pieces *pieces, uint32_t first, uint32_t last)
{
    for (uint32_t piece = first; piece < last; piece++) {
        pieces->part_group[piece] = pieces->group;
        pieces->done[piece] = true;
    }
    if (first < *pieces->first)
        *pieces->first = first;
    if (last > *pieces->last)
        *pieces->last = last;
}

/* Makes a free part one more piece of a group whose single part holds it, when it stands next to
 * the pieces there are, or short pieces alone lie between. */
static bool join_pieces(struct aligning *a, const struct pieces *pieces, uint32_t piece)
{
    uint32_t reach;

    if (piece >= *pieces->last) {
        for (reach = *pieces->last; reach < piece && piece - reach <= MOST_BETWEEN; reach++)
            if (!is_short_piece(a, pieces, reach))
                return false;
        if (reach == piece)
            take_pieces(pieces, *pieces->last, piece + 1);
        return reach == piece;
    }
    if (piece >= *pieces->first)
        return false;
    for (reach = *pieces->first; reach > piece + 1 && reach - piece - 1 <= MOST_BETWEEN; reach--)
        if (!is_short_piece(a, pieces, reach - 1))
            return false;
    if (reach == piece + 1)
        take_pieces(pieces, piece, *pieces->first);
    return reach == piece + 1;
}

void piece_join(struct aligning *a, const struct likeness *like)
{
    uint32_t in_left = a->left_group[like->left], in_right = a->right_group[like->right];
    struct group *group = &a->groups.at[(in_left ? in_left : in_right) - 1];
    bool splits = in_left && !in_right && group->left_last - group->left_first == 1;
    bool merges = in_right && !in_left && group->right_last - group->right_first == 1;
    double share = splits ? like->in_right : like->in_left;
    double more = splits ? like->in_left : like->in_right;
    struct pieces pieces;

    if ((!splits && !merges) || share < piece_share || group->covered + more > pieces_most)
        return;
    pieces = pieces_of(a, in_left ? in_left : in_right, splits);
    if (!join_pieces(a, &pieces, splits ? like->right : like->left))
        return;
    group->covered += more;
}

/* Takes the short pieces at the edges of a split or a merge. */
void piece_join_edges(struct aligning *a, uint32_t number)
{
    const struct group *group = &a->groups.at[number - 1];
    bool splits = group->right_last - group->right_first > 1;
    bool merges = group->left_last - group->left_first > 1;
    struct pieces pieces;

    if (splits == merges)
        return;
    pieces = pieces_of(a, number, splits);
    if (*pieces.first > 0 && is_short_piece(a, &pieces, *pieces.first - 1))
        take_pieces(&pieces, *pieces.first - 1, *pieces.first);
    if (is_short_piece(a, &pieces, *pieces.last))
        take_pieces(&pieces, *pieces.last, *pieces.last + 1);
}
