/* Dates as people and programs write them to each other. */
#ifndef COPYDESK_BASE_DATE_H
#define COPYDESK_BASE_DATE_H

#include "base/slice.h"

/* ISO 8601: 2026, 2026-11, 2026-11-23, each day also with T08:30, seconds, a fraction, and Z or
 * +01:00; a day that the calendar has. O(length). */
bool date_is_valid(struct slice date);

#endif
