#include "base/date.h"

#include "base/checked.h"

/* Cuts `count` digits off the front and reads them; false when they are not there or out of
 * bounds. */
static bool cut_digits(struct slice *rest, size_t count, int64_t min, int64_t max, int64_t *value)
{
    struct slice digits = slice_part(*rest, 0, count);

    if (digits.len < count || digits.ptr[0] == '-' || checked_parse(digits, min, max, value))
        return false;
    *rest = slice_part(*rest, count, rest->len);
    return true;
}

static bool cut_byte(struct slice *rest, const char *set)
{
    if (rest->len == 0 || !rest->ptr[0] || !strchr(set, rest->ptr[0]))
        return false;
    *rest = slice_part(*rest, 1, rest->len);
    return true;
}

static int64_t days_of(int64_t year, int64_t month)
{
    static const int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

/* Z, +01:00, +0100, +01, or nothing. */
static bool zone_is_valid(struct slice zone)
{
    int64_t value;

    if (zone.len == 0 || slice_is(zone, "Z") || slice_is(zone, "z"))
        return true;
    if (!cut_byte(&zone, "+-") || !cut_digits(&zone, 2, 0, 23, &value))
        return false;
    if (zone.len == 0)
        return true;
    (void)cut_byte(&zone, ":");
    return cut_digits(&zone, 2, 0, 59, &value) && zone.len == 0;
}

/* 08:30, 08:30:15, 08:30:15.250, then a zone. */
static bool time_is_valid(struct slice time)
{
    int64_t value;

    if (!cut_digits(&time, 2, 0, 24, &value) || !cut_byte(&time, ":") ||
        !cut_digits(&time, 2, 0, 59, &value))
        return false;
    if (cut_byte(&time, ":")) {
        if (!cut_digits(&time, 2, 0, 60, &value))
            return false;
        if (cut_byte(&time, ".,")) {
            if (!cut_digits(&time, 1, 0, 9, &value))
                return false;
            while (cut_digits(&time, 1, 0, 9, &value))
                ;
        }
    }
    return zone_is_valid(time);
}

bool date_is_valid(struct slice date)
{
    int64_t year, month, day;

    if (!cut_digits(&date, 4, 0, 9999, &year))
        return false;
    if (date.len == 0)
        return true;
    if (!cut_byte(&date, "-") || !cut_digits(&date, 2, 1, 12, &month))
        return false;
    if (date.len == 0)
        return true;
    if (!cut_byte(&date, "-") || !cut_digits(&date, 2, 1, days_of(year, month), &day))
        return false;
    if (date.len == 0)
        return true;
    return cut_byte(&date, "Tt ") && time_is_valid(date);
}
