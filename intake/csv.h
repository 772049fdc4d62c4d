/* Tables of articles: CSV and TSV with a line of names on top. */
#ifndef COPYDESK_INTAKE_CSV_H
#define COPYDESK_INTAKE_CSV_H

#include "intake/original.h"

/* Hands each record of a table to the sink: its columns are called as intake/fields.h knows, others
 * are passed over; between them stand commas or, where the names have none, semicolons; tabs in
 * TSV. Cells in quotation marks may hold line ends. A record without an id is called by its
 * address, else "file:line". A mark that is never closed ends the reading, told with its line.
 * Bytes that are no UTF-8 are read as windows-1252. Time O(bytes). Fails: ERROR_NO_MEMORY.
 * Source: RFC 4180; IANA, text/tab-separated-values. */
NODISCARD enum error csv_read(struct arena *arena, const struct original *original,
                              struct delivery *delivery);

#endif
