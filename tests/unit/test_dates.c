#include "corpus/dates.h"
#include "tests/unit/suite.h"

static const struct {
    const char *iso;
    bool is_date;
    int64_t begin, length;
} dates[] = {
    {"1970-01-01", true, 0, 86400},
    {"2000-03-01", true, 951868800, 86400},
    {"2024-02-29", true, 1709164800, 86400},
    {"2023-02-29", false, 0, 0},
    {"2026", true, 1767225600, (int64_t)365 * 86400},
    {"2026-02", true, 1769904000, (int64_t)28 * 86400},
    {"2026-12", true, 1796083200, (int64_t)31 * 86400},
    {"2026-13", false, 0, 0},
    {"2026-11-23T06:41", true, 1795416060, 1},
    {"2026-11-23T06:41:07Z", true, 1795416067, 1},
    {"2026-11-23 06:41:07.250+01:00", true, 1795412467, 1},
    {"2026-11-23T06:41:07-0530", true, 1795435867, 1},
    {"2026-11-23T06:41:07+01", true, 1795412467, 1},
    {" 2026-11-23 ", true, 1795392000, 86400},
    {"2026-11-23T25:00", false, 0, 0},
    {"2026-11-23T06:41:07+01:00x", false, 0, 0},
    {"yesterday", false, 0, 0},
    {"", false, 0, 0},
    {"-026-11-23", false, 0, 0},
    {"2026-11-", false, 0, 0},
};

START_TEST(reads_dates)
{
    struct moment moment = {0};

    ck_assert_int_eq(date_read(slice_of(dates[_i].iso), &moment), dates[_i].is_date);
    ck_assert_int_eq(moment.begin, dates[_i].begin);
    ck_assert_int_eq(moment.end - moment.begin, dates[_i].length);
}

END_TEST

static const struct {
    const char *moment, *from, *to;
    bool within;
} bounds[] = {
    {"2026-11-23", NULL, NULL, true},
    {"2026-11-23", "2026-11-23", "2026-11-23", true},
    {"2026-11-23", "2026-11-24", NULL, false},
    {"2026-11-23", NULL, "2026-11-22", false},
    {"2026-11-23T23:30:00-05:00", "2026-11-23", "2026-11-23", true}, /* its day on the page */
    {"2026-11-23T23:30:00-05:00", "2026-11-24T00:00:00Z", NULL, true},
    {"2026-11-23T23:30:00-05:00", NULL, "2026-11-24T00:00:00Z", false},
    {"2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z", true},
    {"2026-11-23", "2026-11", "2026", true},
    {"2026-11-23", NULL, "2025", false},
};

START_TEST(bounds_are_inclusive)
{
    struct moment moment, from, to;
    bool has_from = bounds[_i].from != NULL, has_to = bounds[_i].to != NULL;

    ck_assert(date_read(slice_of(bounds[_i].moment), &moment));
    ck_assert(!has_from || date_read(slice_of(bounds[_i].from), &from));
    ck_assert(!has_to || date_read(slice_of(bounds[_i].to), &to));
    ck_assert_int_eq(date_within(&moment, has_from ? &from : NULL, has_to ? &to : NULL),
                     bounds[_i].within);
}

END_TEST

START_TEST(distances_are_days_between)
{
    struct moment a, b, c;

    ck_assert(date_read(SLICE("2026-11-23"), &a));
    ck_assert(date_read(SLICE("2026-11-24"), &b));
    ck_assert(date_read(SLICE("2026-12-03"), &c));
    ck_assert_double_eq(date_distance(&a, &a), 0);
    ck_assert_double_eq(date_distance(&a, &b), 0);
    ck_assert_double_eq(date_distance(&a, &c), 9);
    ck_assert_double_eq(date_distance(&c, &a), 9);
}

END_TEST

SUITE("dates", LOOP(reads_dates, dates), LOOP(bounds_are_inclusive, bounds),
      TEST(distances_are_days_between))
