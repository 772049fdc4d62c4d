#include "text/middle.h"

/* Both searches. Diagonals are left place - right place; frontiers are shifted so that negative
 * diagonals are fine. */
struct sweep {
    const struct path_rows *rows;
    int32_t *forward, *backward;
    int32_t first, last;           /* diagonals of the forward search */
    int32_t back_first, back_last; /* and of the backward one */
    int32_t met_at, met_on;        /* left place and diagonal where they met */
    uint64_t steps;
};

/* The next round of diagonals: one more on each side, as far as the rows go. */
static void widen(int32_t *first, int32_t *last, const struct path_rows *rows)
{
    *first += *first > -rows->rights ? -1 : 1;
    *last += *last < rows->lefts ? 1 : -1;
}

/* One round from the begin; true when it met the other search. */
static bool sweep_forward(struct sweep *sweep)
{
    const struct path_rows *rows = sweep->rows;
    int32_t *reach = sweep->forward;
    bool odd = (rows->lefts - rows->rights) & 1;
    int32_t low = sweep->first, high = sweep->last;

    widen(&sweep->first, &sweep->last, rows);
    if (sweep->first < low)
        reach[sweep->first - 1] = reach[sweep->first] = -1;
    if (sweep->last > high)
        reach[sweep->last + 1] = reach[sweep->last] = -1;
    for (int32_t d = sweep->last; d >= sweep->first; d -= 2) {
        int32_t at = reach[d - 1] >= reach[d + 1] ? reach[d - 1] + 1 : reach[d + 1];
        int32_t from = at;

        while (at < rows->lefts && at - d < rows->rights && rows->left[at] == rows->right[at - d])
            at++;
        sweep->steps += (uint64_t)(at - from) + 1;
        reach[d] = at;
        if (odd && d >= sweep->back_first && d <= sweep->back_last && sweep->backward[d] <= at) {
            sweep->met_at = at;
            sweep->met_on = d;
            return true;
        }
    }
    return false;
}

/* One round from the end; true when it met the other search. */
static bool sweep_backward(struct sweep *sweep)
{
    const struct path_rows *rows = sweep->rows;
    int32_t *reach = sweep->backward;
    bool even = ((rows->lefts - rows->rights) & 1) == 0;
    int32_t low = sweep->back_first, high = sweep->back_last;

    widen(&sweep->back_first, &sweep->back_last, rows);
    if (sweep->back_first < low)
        reach[sweep->back_first - 1] = reach[sweep->back_first] = INT32_MAX;
    if (sweep->back_last > high)
        reach[sweep->back_last + 1] = reach[sweep->back_last] = INT32_MAX;
    for (int32_t d = sweep->back_last; d >= sweep->back_first; d -= 2) {
        int32_t at = reach[d - 1] < reach[d + 1] ? reach[d - 1] : reach[d + 1] - 1;
        int32_t from = at;

        while (at > 0 && at - d > 0 && rows->left[at - 1] == rows->right[at - d - 1])
            at--;
        sweep->steps += (uint64_t)(from - at) + 1;
        reach[d] = at;
        if (even && d >= sweep->first && d <= sweep->last && at <= sweep->forward[d]) {
            sweep->met_at = at;
            sweep->met_on = d;
            return true;
        }
    }
    return false;
}

/* Where either search got furthest: the cut of rows too dear to search to the end. */
static struct middle furthest(const struct sweep *sweep)
{
    const struct path_rows *rows = sweep->rows;
    struct middle middle = {0};
    int64_t best = -1;

    for (int32_t d = sweep->first; d <= sweep->last; d += 2) {
        int32_t x = sweep->forward[d] < rows->lefts ? sweep->forward[d] : rows->lefts;
        int32_t y = x - d;

        if (y > rows->rights) {
            y = rows->rights;
            x = y + d;
        }
        if (x >= 0 && y >= 0 && (int64_t)x + y > best) {
            best = (int64_t)x + y;
            middle = (struct middle){.left = (uint32_t)x, .right = (uint32_t)y};
        }
    }
    for (int32_t d = sweep->back_first; d <= sweep->back_last; d += 2) {
        int32_t x = sweep->backward[d] > 0 ? sweep->backward[d] : 0;
        int32_t y = x - d;
        int64_t done;

        if (y < 0) {
            y = 0;
            x = d;
        }
        done = (int64_t)rows->lefts + rows->rights - x - y;
        if (x <= rows->lefts && y <= rows->rights && done > best) {
            best = done;
            middle = (struct middle){.left = (uint32_t)x, .right = (uint32_t)y};
        }
    }
    return middle;
}

struct middle middle_find(const struct path_rows *rows, struct frontiers frontiers,
                          struct allowance allowance)
{
    int32_t corner = rows->lefts - rows->rights, changes = 0;
    struct sweep sweep = {
        .rows = rows,
        .forward = frontiers.forward + rows->rights + 1,
        .backward = frontiers.backward + rows->rights + 1,
        .back_first = corner,
        .back_last = corner,
    };
    struct middle middle;
    bool is_met;

    sweep.forward[0] = 0;
    sweep.backward[corner] = rows->lefts;
    do {
        is_met = sweep_forward(&sweep) || sweep_backward(&sweep);
        changes++;
    } while (!is_met && sweep.steps < allowance.steps && changes < allowance.changes);
    middle = is_met ? (struct middle){.left = (uint32_t)sweep.met_at,
                                      .right = (uint32_t)(sweep.met_at - sweep.met_on)}
                    : furthest(&sweep);
    middle.is_met = is_met;
    middle.steps = sweep.steps;
    return middle;
}
