#include "news/collect.h"

#include "base/array.h"

static enum relation group_relation(const struct aligning *a, const struct group *group)
{
    struct slice left =
        slice_at(a->left->document->text, a->left->parts.at[group->left_first].span);
    struct slice right =
        slice_at(a->right->document->text, a->right->parts.at[group->right_first].span);

    if (group->left_last - group->left_first > 1)
        return RELATION_MERGED;
    if (group->right_last - group->right_first > 1)
        return RELATION_SPLIT;
    if (!slice_equal(left, right))
        return RELATION_EDITED;
    return group->is_chained ? RELATION_SAME : RELATION_MOVED;
}

static enum error push_unit(struct aligning *a, struct unit unit, struct units *units)
{
    struct unit *place = array_push(a->arena, units);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = unit;
    return ERROR_OK;
}

/* The removed parts of [first, last), up to the next chained part. */
static enum error push_removed(struct aligning *a, uint32_t first, uint32_t last, uint32_t right,
                               struct units *units)
{
    enum error error = ERROR_OK;

    for (uint32_t i = first; !error && i < last; i++) {
        uint32_t group = a->left_group[i];

        if (group && a->groups.at[group - 1].is_chained)
            break;
        if (!group)
            error = push_unit(a,
                              (struct unit){.relation = RELATION_REMOVED,
                                            .left_first = i,
                                            .left_last = i + 1,
                                            .right_first = right,
                                            .right_last = right},
                              units);
    }
    return error;
}

/* What stood behind a chained unit on the left and went; between the pieces of a merge too. */
static enum error push_removed_behind(struct aligning *a, const struct unit *unit,
                                      struct units *units)
{
    enum error error =
        push_removed(a, unit->left_gap.begin, unit->left_gap.end, unit->right_last, units);

    return error ? error
                 : push_removed(a, unit->left_last, (uint32_t)a->left->parts.count,
                                unit->right_last, units);
}

static struct unit unit_of(const struct aligning *a, const struct group *group)
{
    return (struct unit){.relation = group_relation(a, group),
                         .moved = !group->is_chained,
                         .left_first = group->left_first,
                         .left_last = group->left_last,
                         .right_first = group->right_first,
                         .right_last = group->right_last,
                         .left_gap = group->left_gap,
                         .right_gap = group->right_gap};
}

enum error collect_units(struct aligning *a, struct units *units)
{
    uint32_t left = 0; /* one past the last chained part of the left */
    enum error error = push_removed(a, 0, (uint32_t)a->left->parts.count, 0, units);

    for (uint32_t j = 0; !error && j < a->right->parts.count; j++) {
        const struct group *group = a->right_group[j] ? &a->groups.at[a->right_group[j] - 1] : NULL;
        struct unit unit = {.relation = RELATION_ADDED,
                            .left_first = left,
                            .left_last = left,
                            .right_first = j,
                            .right_last = j + 1};

        if (group && j != group->right_first)
            continue; /* a further piece */
        if (group)
            unit = unit_of(a, group);
        error = push_unit(a, unit, units);
        if (!error && group && group->is_chained) {
            left = group->left_last;
            error = push_removed_behind(a, &unit, units);
        }
    }
    return error;
}
