#include "base/array.h"

#include "base/checked.h"

bool array_make_room(struct arena *arena, void *at, size_t *capacity, size_t count, size_t more,
                     size_t size)
{
    size_t need, grown;
    char *old, *fresh;

    if (checked_add(count, more, &need))
        return false;
    if (need <= *capacity)
        return true;
    grown = *capacity < 8 ? 8 : *capacity;
    while (grown < need)
        if (checked_mul(grown, 2, &grown))
            return false;
    fresh = arena_alloc_unset(arena, grown, size, _Alignof(max_align_t));
    if (!fresh)
        return false;
    memcpy(&old, at, sizeof old);
    if (count)
        memcpy(fresh, old, count * size);
    memset(fresh + count * size, 0, (grown - count) * size);
    arena_release(arena, old, *capacity * size);
    memcpy(at, &fresh, sizeof fresh);
    *capacity = grown;
    return true;
}
