/* Growing arrays on an arena. Any struct with the members at, count and capacity is one:
 *
 *     struct tokens { struct token *at; size_t count, capacity; };
 *     struct token *token = array_push(arena, &tokens);    zeroed, NULL when there is no memory
 *
 * A push may move the array, so earlier element pointers die; a large old place is given back, a
 * small one stays on the arena until it closes. Amortised O(1). */
#ifndef COPYDESK_BASE_ARRAY_H
#define COPYDESK_BASE_ARRAY_H

#include "base/arena.h"

/* Makes room for `more` further elements; true on success. `at` points to the array's pointer. */
bool array_make_room(struct arena *arena, void *at, size_t *capacity, size_t count, size_t more,
                     size_t size);

#define array_reserve(arena, array, more)                                                          \
    array_make_room((arena), &(array)->at, &(array)->capacity, (array)->count, (more),             \
                    sizeof *(array)->at)

#define array_push(arena, array)                                                                   \
    (array_reserve((arena), (array), 1) ? &(array)->at[(array)->count++] : NULL)

#endif
