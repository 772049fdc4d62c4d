/* The words that figures are made of: number words, months, units of time, currencies. */
#ifndef COPYDESK_NEWS_FIGURE_WORD_H
#define COPYDESK_NEWS_FIGURE_WORD_H

#include "base/slice.h"

enum figure_sense {
    SENSE_NOT,
    SENSE_ONES,       /* value 1 to 19 */
    SENSE_TENS,       /* value 20 to 90 */
    SENSE_HUNDRED,    /* value 100 */
    SENSE_SCALE,      /* value 1e3 to 1e12 */
    SENSE_DOZEN,      /* value 12 */
    SENSE_MONTH,      /* value 1 to 12 */
    SENSE_WEEKDAY,    /* value 1 to 7 */
    SENSE_DAY,        /* value -1, 0, 1 */
    SENSE_TODAY_PART, /* tonight */
    SENSE_UNIT,       /* value: enum period */
    SENSE_DAY_PART,   /* morning */
    SENSE_SEASON,     /* value 1 to 4 */
    SENSE_MODIFIER,   /* value: enum when */
    SENSE_AGO,
    SENSE_LATER,
    SENSE_VAGUE,    /* several, few */
    SENSE_CURRENCY, /* code; without one the word needs its country: Swedish crowns */
    SENSE_CODE,     /* code: USD, Rs before or behind an amount */
    SENSE_PERCENT,
    SENSE_MERIDIEM, /* value 0 a.m., 12 p.m. */
    SENSE_ZONE,     /* value: minutes east of universal time, or ZONE_UNKNOWN */
    SENSE_HOLIDAY,  /* value: month * 100 + day, 0 not known, HOLIDAY_BEGIN with more words alone */
    SENSE_ORDINAL,  /* first, third, fourth; "second" is a unit of time */
    SENSE_HALF,
    SENSE_HOUR_NAME,   /* noon, midnight: value is the hour */
    SENSE_STAGE,       /* early, mid, late: before a year, a month, a decade */
    SENSE_DECADE_NAME, /* sixties: value is its first year */
    SENSE_FISCAL       /* fiscal, FY: before a year */
};

enum { ZONE_UNKNOWN = 9999, HOLIDAY_BEGIN = -1 };

struct figure_word {
    const char *word; /* lower case */
    enum figure_sense sense;
    double value;
    const char *code; /* ISO 4217 */
};

/* The entry of a word in any case; NULL when it is none of these words. O(log words). */
const struct figure_word *figure_word_find(struct slice word);

#endif
