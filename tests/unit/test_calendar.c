#include "news/calendar.h"
#include "tests/unit/suite.h"

static const struct {
    struct slice date;
    int64_t days;
    int weekday; /* 0: no date */
} cases[] = {
    {SLICE_INIT("1970-01-01"), 0, 4},
    {SLICE_INIT("1969-12-31"), -1, 3},
    {SLICE_INIT("1969-12-28"), -4, 7},
    {SLICE_INIT("1963-11-22"), -2232, 5},
    {SLICE_INIT("1000-01-01"), -354285, 3},
    {SLICE_INIT("2000-02-29"), 11016, 2},
    {SLICE_INIT("2008-11-17T10:00:00Z"), 14200, 1},
    {SLICE_INIT("9999-12-31"), 2932896, 5},
    {SLICE_INIT("1900-02-29"), 0, 0},
    {SLICE_INIT("2008-13-01"), 0, 0},
    {SLICE_INIT("2008-11"), 0, 0},
    {SLICE_INIT(""), 0, 0},
};

START_TEST(reads_dates)
{
    int64_t days = 0;

    ck_assert_int_eq(calendar_read(cases[_i].date, &days), cases[_i].weekday != 0);
    if (!cases[_i].weekday)
        return;
    ck_assert_int_eq(days, cases[_i].days);
    ck_assert_int_eq(calendar_weekday(days), cases[_i].weekday);
}

END_TEST

/* Each day has the weekday behind that of the day before, and is found again by its date. */
START_TEST(goes_on_day_by_day)
{
    int before = calendar_weekday(-400000);
    unsigned faults = 0;

    for (int64_t days = -399999; days < 400000; days++) {
        struct day day = calendar_day(days);
        int weekday = calendar_weekday(days);
        faults += weekday != before % 7 + 1 || calendar_days(day) != days || day.day < 1 ||
                  day.day > calendar_days_in(day.year, day.month);
        before = weekday;
    }
    ck_assert_uint_eq(faults, 0);
}

END_TEST

SUITE("calendar", LOOP(reads_dates, cases), TEST(goes_on_day_by_day))
