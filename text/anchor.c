#include "text/anchor.h"

static void count_uses(const struct anchor_rows *rows, struct anchor_use *uses)
{
    for (uint32_t i = 0; i < rows->lefts; i++) {
        uint32_t *place = &uses[rows->left[i]].left;
        *place = *place ? ANCHOR_TWICE : i + 1;
    }
    for (uint32_t j = 0; j < rows->rights; j++) {
        uint32_t *place = &uses[rows->right[j]].right;
        *place = *place ? ANCHOR_TWICE : j + 1;
    }
}

static void clear_uses(const struct anchor_rows *rows, struct anchor_use *uses)
{
    for (uint32_t i = 0; i < rows->lefts; i++)
        uses[rows->left[i]] = (struct anchor_use){0};
    for (uint32_t j = 0; j < rows->rights; j++)
        uses[rows->right[j]] = (struct anchor_use){0};
}

static bool has_company(const struct anchor_rows *rows, uint32_t i, uint32_t j)
{
    return (i > 0 && j > 0 && rows->left[i - 1] == rows->right[j - 1]) ||
           (i + 1 < rows->lefts && j + 1 < rows->rights && rows->left[i + 1] == rows->right[j + 1]);
}

/* Adds all anchors, by their left places. */
static enum error gather(struct arena *arena, const struct anchor_rows *rows, bool may_stand_alone,
                         const struct anchor_use *uses, struct anchors *out)
{
    for (uint32_t i = 0; i < rows->lefts; i++) {
        struct anchor_use use = uses[rows->left[i]];
        struct anchor *anchor;

        if (use.left == ANCHOR_TWICE || use.right == ANCHOR_TWICE || use.right == 0 ||
            !(may_stand_alone || has_company(rows, i, use.right - 1)))
            continue;
        anchor = array_push(arena, out);
        if (!anchor)
            return ERROR_NO_MEMORY;
        *anchor = (struct anchor){i, use.right - 1};
    }
    return ERROR_OK;
}

/* Keeps the longest ascending chain (patience sorting). */
static enum error keep_chain(struct arena *arena, struct anchors *anchors)
{
    uint32_t *ends = arena_unset(arena, uint32_t, anchors->count); /* last of the best, by length */
    uint32_t *before = arena_unset(arena, uint32_t, anchors->count); /* in its chain, from 1 */
    uint32_t longest = 0, at;

    if (!ends || !before)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < anchors->count; i++) {
        uint32_t low = 0, high = longest;

        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (anchors->at[ends[middle]].right < anchors->at[i].right)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? ends[low - 1] + 1 : 0;
        ends[low] = i;
        longest += low == longest;
    }
    if (longest == 0)
        return ERROR_OK;
    at = ends[longest - 1];
    for (uint32_t i = longest; i-- > 0; at = before[at] ? before[at] - 1 : 0)
        ends[i] = at;
    for (uint32_t i = 0; i < longest; i++)
        anchors->at[i] = anchors->at[ends[i]];
    anchors->count = longest;
    return ERROR_OK;
}

enum error anchor_find(struct arena *arena, const struct anchor_rows *rows, bool may_stand_alone,
                       struct anchor_use *uses, struct anchors *out)
{
    enum error error;

    out->count = 0;
    count_uses(rows, uses);
    error = gather(arena, rows, may_stand_alone, uses, out);
    clear_uses(rows, uses);
    return error ? error : keep_chain(arena, out);
}
