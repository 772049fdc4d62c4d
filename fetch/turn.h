/* Whose turn it is at a host: few at a time, and not too soon after one another. */
#ifndef COPYDESK_FETCH_TURN_H
#define COPYDESK_FETCH_TURN_H

#include "base/arena.h"

struct turns;

/* per_host: at a time; interval_ms: between two beginnings. NULL when there is no memory. */
struct turns *turns_open(unsigned per_host, int64_t interval_ms);

/* Accepts NULL. */
void turns_close(struct turns *turns);

/* Waits for a turn at a host (in lower case), which turn_end gives back. Fails: ERROR_DEADLINE (the
 * arena's, or wait_ms, is over), ERROR_NO_MEMORY. */
NODISCARD enum error turn_begin(struct turns *turns, struct arena *arena, struct slice name,
                                int64_t wait_ms);

void turn_end(struct turns *turns, struct slice name);

#endif
