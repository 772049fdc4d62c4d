/* Figures: dates, times, amounts of money, per cents and numbers, read by rules. */
#ifndef COPYDESK_NEWS_FIGURE_H
#define COPYDESK_NEWS_FIGURE_H

#include "news/mention.h"

enum figure_kind {
    FIGURE_NONE,
    FIGURE_NUMBER,   /* number */
    FIGURE_PERCENT,  /* number */
    FIGURE_MONEY,    /* number, currency */
    FIGURE_CALENDAR, /* year, month, day as far as told (0: not told); last_day of a range */
    FIGURE_YEARS,    /* year to last_year */
    FIGURE_DECADE,   /* year: its first */
    FIGURE_CENTURY,  /* year: its first, by the hundred */
    FIGURE_PART,     /* part of a year; year 0 where it is not told */
    FIGURE_WEEKDAY,  /* weekday, when; day part */
    FIGURE_DAY,      /* step: -1 yesterday, 0 today, 1 tomorrow */
    FIGURE_RELATIVE, /* when and period: last month, next year, this week */
    FIGURE_AGO,      /* number and period before now */
    FIGURE_LATER,    /* number and period after some other time */
    FIGURE_DURATION, /* number (0: not told) and period; months beside years */
    FIGURE_SEASON,   /* season; year or when */
    FIGURE_MONTH,    /* month and when: last March */
    FIGURE_CLOCK,    /* hour, minute, zone */
    FIGURE_NAMED     /* Ramadan, 20-30 percent: no value */
};

enum period {
    PERIOD_NONE,
    PERIOD_SECOND,
    PERIOD_MINUTE,
    PERIOD_HOUR,
    PERIOD_DAY,
    PERIOD_WEEKEND,
    PERIOD_WEEK,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_YEAR,
    PERIOD_DECADE,
    PERIOD_CENTURY
};

enum when {
    WHEN_LAST = -1,
    WHEN_THIS = 0,
    WHEN_NEXT = 1,
    WHEN_FREE = 2,
    WHEN_COMING = 3 /* a weekday's: the first to come, where the next one is next week's */
};

struct figure {
    enum figure_kind kind;
    enum entity_type type;
    uint32_t first, last; /* tokens [first, last) */
    struct span span;
    double number;
    struct slice currency;   /* ISO 4217; no value when not known */
    int year, month, day;    /* FIGURE_CALENDAR, FIGURE_DECADE, FIGURE_SEASON, FIGURE_MONTH */
    int last_day, last_year; /* of a range, else 0 */
    int weekday;             /* 1 Monday to 7 Sunday */
    int season;              /* 1 spring to 4 winter */
    int part;                /* as in ISO 8601-2: 33 to 36 a quarter, 40 and 41 a half */
    int step;                /* days from the article's own */
    int hour, minute;
    int zone;   /* minutes east of universal time, or ZONE_UNKNOWN */
    int months; /* of "seven years and four months", else 0 */
    enum period period;
    enum when when;
    bool is_points; /* percentage points, which are no per cent */
};

/* Reads the figure that begins at this token of the sentence and ends at or before token `last`;
 * false when there is none. Time O(1) but for a long row of numbers, which is cut. */
bool figure_read(const struct document *document, const struct sentence *sentence, uint32_t token,
                 uint32_t last, struct figure *out);

#endif
