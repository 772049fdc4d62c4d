/* When an article was published: ISO 8601 dates compared as days on the page, date-times as
 * instants. */
#ifndef COPYDESK_CORPUS_DATES_H
#define COPYDESK_CORPUS_DATES_H

#include "base/slice.h"

/* A half-open stretch of seconds since 1970: a year, month, day or one second. */
struct moment {
    int64_t wall_begin, wall_end; /* as the calendar and clock on the page say */
    int64_t begin, end;           /* in UTC; without a zone the same */
    bool has_time;
};

/* Reads 2026, 2026-11, 2026-11-23, 2026-11-23T06:41, …:07, …:07.25, with Z, +01:00, +0100, +01 or
 * no zone, and a blank for the T. False when it is none of these or no real date. */
bool date_read(struct slice iso, struct moment *out);

/* Both inclusive; NULL is no bound. A bound without a time is its whole day, month or year as the
 * article prints its date; one with a time is an instant. */
bool date_within(const struct moment *moment, const struct moment *from, const struct moment *to);

/* How far two moments are apart, in days; 0 when they touch. */
double date_distance(const struct moment *a, const struct moment *b);

#endif
