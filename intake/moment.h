/* Dates and times in the forms that pages, feeds and wires write them. */
#ifndef COPYDESK_INTAKE_MOMENT_H
#define COPYDESK_INTAKE_MOMENT_H

#include "base/arena.h"

/* A date or time as ISO 8601: "2026-03-02", "2026-03-02T19:05:00-05:00"; without a zone where none
 * is told, no value when it is none. Reads ISO 8601 in full and basic form, with a blank for the T
 * and any parts left out at the end; RFC 822 and 2822 ("Mon, 2 Mar 2026 19:05 EST"), asctime, years
 * of two digits; "March 2, 2026 at 7:05 p.m. EST", "2 Mar. 2026", "2026/03/02", "03/02/2026" as in
 * America unless the first is above 12; seconds or milliseconds since 1970. What stands before
 * ("Published: ") and behind is passed over. Time O(n). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error moment_read(struct arena *arena, struct slice text, struct slice *out);

#endif
