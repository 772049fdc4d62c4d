/* The edits inside an aligned unit, cleaned up for a reader. */
#ifndef COPYDESK_NEWS_WORDING_H
#define COPYDESK_NEWS_WORDING_H

#include "news/change.h"

/* Finds the edits of a unit that has parts on both sides: whole words, joined where only small
 * words lie between, at the edges of clauses where there is a choice, each with its class. Edits
 * ascend on both sides and lie inside the unit. Pairs of values that changed are added to
 * `numbers`. room: memory to use again, of one unit after another. Time as edit_find. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error wording_find(struct comparison *comparison, struct unit *unit,
                                  struct changes *room, struct number_pairs *numbers);

#endif
