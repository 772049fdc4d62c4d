/* Bodies that are an article in a newsroom's format: ninjs, NITF, NewsML-G2, a feed of one item. */
#ifndef COPYDESK_HANDLERS_WIRE_H
#define COPYDESK_HANDLERS_WIRE_H

#include "handlers/route.h"
#include "intake/original.h"
#include "schemas/source.h"

/* Fills a source with the article: its text, and what else it tells, on the arena. pointer: where
 * it stands in the request, "" or "/left". Time O(bytes). Fails: ERROR_BAD_JSON, ERROR_INVALID (no
 * article, or more than one), ERROR_NO_MEMORY. */
NODISCARD enum error wire_take(const struct request *request, const struct original *original,
                               const char *pointer, struct wire_source *source,
                               struct problem *problem);

#endif
