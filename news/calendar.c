#include "news/calendar.h"

#include "base/checked.h"

int calendar_days_in(int year, int month)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_short = month == 2 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0));

    return days[month - 1] - is_short;
}

int64_t calendar_days(struct day day)
{
    int64_t year = day.month <= 2 ? day.year - 1 : day.year;
    int64_t era = year / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct day calendar_day(int64_t days)
{
    int64_t shifted = days + 719468, era = shifted / 146097, of_era = shifted - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    struct day day;

    day.day = (int)(of_year - (153 * month + 2) / 5 + 1);
    day.month = (int)(month < 10 ? month + 3 : month - 9);
    day.year = (int)(year + era * 400 + (day.month <= 2));
    return day;
}

int calendar_weekday(int64_t days)
{
    return (int)((days % 7 + 10) % 7) + 1; /* days before 1970 are negative */
}

bool calendar_read(struct slice published, int64_t *days)
{
    int64_t year, month, day;

    if (published.len < 10 || published.ptr[4] != '-' || published.ptr[7] != '-' ||
        checked_parse(slice_part(published, 0, 4), 1000, 9999, &year) ||
        checked_parse(slice_part(published, 5, 7), 1, 12, &month) ||
        checked_parse(slice_part(published, 8, 10), 1, 31, &day) ||
        day > calendar_days_in((int)year, (int)month))
        return false;
    *days = calendar_days((struct day){(int)year, (int)month, (int)day});
    return true;
}
