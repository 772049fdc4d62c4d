/* What a JSON body must pass before the parser sees it. Only for shape_read.c. */
#ifndef COPYDESK_SCHEMAS_SHAPE_SCAN_H
#define COPYDESK_SCHEMAS_SHAPE_SCAN_H

#include "base/error.h"

/* Refuses an empty body, NUL bytes (the parser would swallow one behind a number), bytes that are
 * not UTF-8 and nesting deeper than `depth`, with line and column. Time O(bytes).
 * Fails: ERROR_BAD_JSON. */
NODISCARD enum error shape_scan(struct slice json, uint32_t depth, struct problem *problem);

#endif
