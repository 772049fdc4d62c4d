/* Web archives: the pages that a crawler kept. */
#ifndef COPYDESK_INTAKE_WARC_H
#define COPYDESK_INTAKE_WARC_H

#include "intake/delivery.h"

/* Hands what the response and resource records of an archive hold to the sink: pages, feeds, wires
 * and texts with a status of 200, chunked or packed with gzip, or as they are. Other records are
 * passed over; one whose length is false, or that is longer than INTAKE_BYTES_MAX, is refused, and
 * the reading goes on at the next that begins. An article is called by its address. Time O(bytes);
 * memory O(longest record). Fails: ERROR_NO_MEMORY.
 * Source: ISO 28500 (WARC 1.0, 1.1); RFC 9112 for the messages within. */
NODISCARD enum error warc_read_file(struct arena *arena, const struct intake_file *file,
                                    struct delivery *delivery);

/* The same of an archive in memory. */
NODISCARD enum error warc_read_bytes(struct arena *arena, struct slice bytes,
                                     struct delivery *delivery);

#endif
