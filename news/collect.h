/* From the groups of an alignment to its units. */
#ifndef COPYDESK_NEWS_COLLECT_H
#define COPYDESK_NEWS_COLLECT_H

#include "news/piece.h"

/* Adds a unit for each group and each part of none: in the order of the right side, removed parts
 * where they stood; what stands in the gap of a unit comes behind it. Time O(parts). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error collect_units(struct aligning *a, struct units *units);

#endif
