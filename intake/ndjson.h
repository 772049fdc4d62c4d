/* JSON lines: one article an object, one object a line; from a file, a part of one, or memory. */
#ifndef COPYDESK_INTAKE_NDJSON_H
#define COPYDESK_INTAKE_NDJSON_H

#include "intake/intake.h"

/* Reads the lines of an INTAKE_LINES file, or those of a cut piece. Empty lines
 * are counted and skipped. lines: how many there were. Time O(bytes); memory O(longest line).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error ndjson_read_file(const struct intake_file *file,
                                      const struct intake_piece *piece, uint32_t file_number,
                                      const struct intake_sink *sink, uint64_t *lines);

/* Reads the lines of a block in memory. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error ndjson_read_block(struct slice bytes, struct intake_place place,
                                       const struct intake_sink *sink);

#endif
