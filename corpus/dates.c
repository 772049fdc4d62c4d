#include "corpus/dates.h"

#include "base/checked.h"

enum { DAY = 86400 };

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t shifted = month <= 2 ? year - 1 : year; /* years begin in March */
    int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int64_t of_era = shifted - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t days_in_month(int64_t year, int64_t month)
{
    return month == 12 ? 31 : days_of(year, month + 1, 1) - days_of(year, month, 1);
}

/* Cuts `digits` digits off the front; false when they are not there or out of bounds. */
static bool cut_number(struct slice *rest, size_t digits, int64_t min, int64_t max, int64_t *value)
{
    struct slice head = slice_part(*rest, 0, digits);

    if (head.len < digits || head.ptr[0] == '-' || checked_parse(head, min, max, value))
        return false;
    *rest = slice_part(*rest, digits, rest->len);
    return true;
}

static bool cut_byte(struct slice *rest, const char *any)
{
    if (rest->len == 0 || rest->ptr[0] == '\0' || !strchr(any, rest->ptr[0]))
        return false;
    *rest = slice_part(*rest, 1, rest->len);
    return true;
}

/* The zone at the end: its offset in seconds; false when something else stands there. */
static bool read_zone(struct slice rest, int64_t *offset)
{
    bool west = rest.len && rest.ptr[0] == '-';
    int64_t hours, minutes = 0;

    *offset = 0;
    if (rest.len == 0)
        return true;
    if (cut_byte(&rest, "Zz"))
        return rest.len == 0;
    if (!cut_byte(&rest, "+-") || !cut_number(&rest, 2, 0, 23, &hours))
        return false;
    if (rest.len) {
        (void)cut_byte(&rest, ":");
        if (!cut_number(&rest, 2, 0, 59, &minutes) || rest.len)
            return false;
    }
    *offset = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
    return true;
}

static bool read_time(struct slice rest, int64_t midnight, struct moment *out)
{
    int64_t hours, minutes, seconds = 0, offset;

    if (!cut_number(&rest, 2, 0, 24, &hours) || !cut_byte(&rest, ":") ||
        !cut_number(&rest, 2, 0, 59, &minutes))
        return false;
    if (cut_byte(&rest, ":")) {
        if (!cut_number(&rest, 2, 0, 60, &seconds))
            return false;
        if (cut_byte(&rest, ".,"))
            while (cut_byte(&rest, "0123456789"))
                continue;
    }
    if (!read_zone(rest, &offset))
        return false;
    out->has_time = true;
    out->wall_begin = midnight + hours * 3600 + minutes * 60 + seconds;
    out->wall_end = out->wall_begin + 1;
    out->begin = out->wall_begin - offset;
    out->end = out->begin + 1;
    return true;
}

static void set_days(struct moment *out, int64_t first, int64_t last)
{
    out->has_time = false;
    out->begin = out->wall_begin = first * DAY;
    out->end = out->wall_end = last * DAY;
}

bool date_read(struct slice iso, struct moment *out)
{
    struct slice rest = slice_trim(iso);
    int64_t year, month, day;

    if (!cut_number(&rest, 4, 1, 9999, &year))
        return false;
    if (rest.len == 0) {
        set_days(out, days_of(year, 1, 1), days_of(year + 1, 1, 1));
        return true;
    }
    if (!cut_byte(&rest, "-") || !cut_number(&rest, 2, 1, 12, &month))
        return false;
    if (rest.len == 0) {
        set_days(out, days_of(year, month, 1),
                 days_of(year, month, 1) + days_in_month(year, month));
        return true;
    }
    if (!cut_byte(&rest, "-") || !cut_number(&rest, 2, 1, days_in_month(year, month), &day))
        return false;
    if (rest.len == 0) {
        set_days(out, days_of(year, month, day), days_of(year, month, day) + 1);
        return true;
    }
    return cut_byte(&rest, "Tt ") && read_time(rest, days_of(year, month, day) * DAY, out);
}

bool date_within(const struct moment *moment, const struct moment *from, const struct moment *to)
{
    if (from &&
        (from->has_time ? moment->end <= from->begin : moment->wall_end <= from->wall_begin))
        return false;
    return !to || (to->has_time ? moment->begin < to->end : moment->wall_begin < to->wall_end);
}

double date_distance(const struct moment *a, const struct moment *b)
{
    int64_t gap = a->begin > b->begin ? a->begin - b->end : b->begin - a->end;

    return gap > 0 ? (double)gap / DAY : 0;
}
