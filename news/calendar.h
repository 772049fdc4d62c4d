/* Days of the proleptic Gregorian calendar, counted from 1970-01-01. */
#ifndef COPYDESK_NEWS_CALENDAR_H
#define COPYDESK_NEWS_CALENDAR_H

#include "base/slice.h"

struct day {
    int year, month, day;
};

/* How many days a month has; in year 0, which stands for one not told, as many as it ever has. */
int calendar_days_in(int year, int month);

/* Days since 1970-01-01, and back. Source: Hinnant, chrono-compatible low-level date algorithms. */
int64_t calendar_days(struct day day);
struct day calendar_day(int64_t days);

/* 1 Monday to 7 Sunday. */
int calendar_weekday(int64_t days);

/* The date at the begin of an ISO 8601 date or date-time; false when there is none. */
bool calendar_read(struct slice published, int64_t *days);

#endif
