/* Words gathered one after another, for a claim about all of them. */
#ifndef COPYDESK_TESTS_UNIT_JOIN_H
#define COPYDESK_TESTS_UNIT_JOIN_H

#include "base/arena.h"
#include "tests/unit/suite.h"

/* `left`, the mark unless `left` is empty, and `right`, on the arena. */
static struct slice join(struct arena *arena, struct slice left, const char *mark,
                         struct slice right)
{
    struct slice out;

    ck_assert_int_eq(arena_print(arena, &out, "%.*s%s%.*s", SLICE_ARGS(left), left.len ? mark : "",
                                 SLICE_ARGS(right)),
                     ERROR_OK);
    return out;
}

#endif
