#include "base/checked.h"
#include "news/figure_view.h"

/* 17, 17th: a day of a month, else 0. */
static int day_at(const struct figure_view *view, uint32_t t)
{
    struct slice text = view_text(view, t), rest;
    double value;
    size_t used = count_digits(text, &value);

    rest = slice_part(text, used, text.len);
    if (view_token(view, t)->kind != TOKEN_NUMBER || used == 0 || used > 2 || value < 1 ||
        value > 31 ||
        (rest.len && !slice_is(rest, "th") && !slice_is(rest, "st") && !slice_is(rest, "nd") &&
         !slice_is(rest, "rd")))
        return 0;
    return (int)value;
}

/* 5-7, 5–7: the days of a range; false when there is none. */
static bool days_at(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    double first, last;
    size_t used = count_digits(text, &first);

    if (!view_is_range(view, t))
        return false;
    used += slice_starts(slice_part(text, used, text.len), SLICE("-")) ? 1 : 3;
    (void)count_digits(slice_part(text, used, text.len), &last);
    if (first < 1 || last > 31 || first >= last)
        return false;
    out->day = (int)first;
    out->last_day = (int)last;
    return true;
}

static const char *const joints[] = {"and", "to", "through", "until", "-", "–", "or"};

/* The year that a month takes from the later one of its range: "between May and July 2021",
 * "November to January 2021"; 0 when there is none. `t`: the token behind the month and its day. */
static int year_of_range(const struct figure_view *view, int month, uint32_t t)
{
    uint32_t at = t + 2;
    int year;

    if (VIEW_IS_ONE_OF(view, t, joints) && day_at(view, t + 1))
        return view_year_after(view, &at); /* Nov. 4 and 5, 2008 */
    if (!VIEW_IS_ONE_OF(view, t, joints) || view_sense(view, t + 1) != SENSE_MONTH ||
        !view_is_capital(view, t + 1))
        return 0;
    at += day_at(view, at) != 0;
    year = view_year_after(view, &at);
    return year && month > (int)view_word(view, t + 1)->value ? year - 1 : year;
}

/* "the Sept. 11 attacks". */
static bool is_attack(const struct figure_view *view, const struct figure *date, uint32_t t)
{
    static const char *const words[] = {"attacks", "terrorist", "terror", "hijackers",
                                        "hijackings"};

    return date->month == 9 && date->day == 11 && VIEW_IS_ONE_OF(view, t, words);
}

bool figure_read_month(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    uint32_t at = t + 1;
    bool is_clear;

    if (view_sense(view, t) != SENSE_MONTH || !view_is_capital(view, t))
        return false;
    out->month = (int)view_word(view, t)->value;
    out->day = day_at(view, at);
    if (out->day || days_at(view, at, out)) {
        const struct token *after = view_token(view, at + 1);
        at++;
        if (after->kind == TOKEN_SYMBOL)
            return false; /* "May 5 %" */
    }
    out->year = view_year_after(view, &at);
    if (!out->year)
        out->year = is_attack(view, out, at) ? 2001 : year_of_range(view, out->month, at);
    if (out->day || out->year)
        return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
    is_clear = view_after_preposition(view, t) || slice_ends(view_text(view, t - 1), SLICE("est"));
    if (text.len < 3 || (text.len <= 4 && !is_clear) || (slice_is(text, "March") && !is_clear))
        return false; /* "the coldest May", but not "Theresa May" */
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* 17 November 2008, 5-7 May, 17th of November, Fourth of July. */
static bool read_day_first(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t month = t + 1, at;
    int day = day_at(view, t);
    bool has_of = view_is(view, month, "of");

    if (!day && has_of && view_sense(view, t) == SENSE_ORDINAL)
        day = (int)view_word(view, t)->value;
    if (!day && days_at(view, t, out))
        day = out->day;
    if (!day)
        return false;
    month += has_of;
    if (view_sense(view, month) != SENSE_MONTH || !view_is_capital(view, month))
        return false;
    at = month + 1;
    out->day = day;
    out->month = (int)view_word(view, month)->value;
    out->year = view_year_after(view, &at);
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
}

/* "5" of "5 to 7 May", "between 5 and 7 May". */
static bool read_earlier_day(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t second = range_second(view, t, t + 1);
    int day = day_at(view, t);

    if (!second || !day || !read_day_first(view, second, out))
        return false;
    out->day = day;
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* "7" of "May 5 to 7", "Nov. 4 and 5, 2008"; not in "On May 5 and 7 people died". */
static bool read_later_day(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const behind[] = {"in",    "at",  "by", "to",   "for",   "when",
                                         "after", "and", "as", "with", "where", "but"};
    const struct token *after = view_token(view, t + 1);
    struct figure month = {.first = t - 3};
    uint32_t at = t + 1;

    if (t < view->first + 3 || !day_at(view, t) || !VIEW_IS_ONE_OF(view, t - 1, joints) ||
        !day_at(view, t - 2) || view_sense(view, t - 3) != SENSE_MONTH)
        return false;
    if ((after->kind < TOKEN_STOP && after->kind != TOKEN_BRACKET &&
         !VIEW_IS_ONE_OF(view, t + 1, behind)) ||
        after->kind == TOKEN_SYMBOL || !figure_read_month(view, t - 3, &month))
        return false;
    out->year = view_year_after(view, &at);
    if (!out->year)
        out->year = month.year;
    out->month = month.month;
    out->day = day_at(view, t);
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
}

/* 2008-11-17, 11/17/2008, 17.11.2008. */
static bool read_written_date(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice rest = view_text(view, t), piece;
    char mark = '.';
    int64_t part[3];
    int count = 0;

    if (slice_find(rest, '/', 0) < rest.len)
        mark = '/';
    else if (slice_find(rest, '-', 0) < rest.len)
        mark = '-';
    while (count < 3 && slice_cut(&rest, mark, &piece))
        if (piece.len > 4 || checked_parse(piece, 0, 9999, &part[count++]))
            return false;
    if (count < 3 || rest.len)
        return false;
    if (part[0] > 999) {
        out->year = (int)part[0];
        out->month = (int)part[1];
        out->day = (int)part[2];
    } else {
        bool day_first = mark == '.' || part[0] > 12;
        out->year = (int)part[2];
        out->month = (int)part[day_first];
        out->day = (int)part[!day_first];
    }
    if (out->year < 1000 || out->month < 1 || out->month > 12 || out->day < 1 || out->day > 31)
        return false;
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* Monday; Monday, Nov. 17; Monday night. */
static bool read_weekday(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct figure day = *out;
    uint32_t at = t + 1;
    bool has_bracket = view_is(view, at, "(");

    if (view_sense(view, t) != SENSE_WEEKDAY || !view_is_capital(view, t))
        return false;
    out->weekday = (int)view_word(view, t)->value;
    out->when = WHEN_FREE;
    if (has_bracket || view_is(view, at, ","))
        at++;
    day.first = at;
    if (figure_read_month(view, at, &day) || read_day_first(view, at, &day)) {
        day.first = t;
        day.weekday = out->weekday;
        *out = day; /* "Tuesday (Nov. 4)" are two figures of one day */
        return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE,
                             has_bracket ? t + 1 : day.last);
    }
    if (view_sense(view, t + 1) == SENSE_DAY_PART)
        return figure_finish(out, view, FIGURE_WEEKDAY, ENTITY_TIME, t + 2);
    return figure_finish(out, view, FIGURE_WEEKDAY, ENTITY_DATE, t + 1);
}

/* The past three years, the next few days. */
static bool read_modified_span(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct figure_count count;

    if (view_sense(view, t + 1) == SENSE_VAGUE)
        count = (struct figure_count){.value = 0, .last = t + 2};
    else if (!count_read(view, t + 1, &count))
        return false;
    if (view_sense(view, count.last) != SENSE_UNIT)
        return false;
    out->number = count.value;
    out->period = (enum period)view_word(view, count.last)->value;
    return figure_finish(out, view, FIGURE_DURATION, figure_period_type(out->period),
                         count.last + 1);
}

static const char *const articles[] = {"the", "The"};

/* The past year, over the last decade: a span that ends now, or begins; "last year" alone is the
 * year before this one. */
static bool is_span(const struct figure_view *view, uint32_t modifier, enum period period)
{
    static const char *const past[] = {"past", "Past"};

    if (VIEW_IS_ONE_OF(view, modifier, past))
        return period != PERIOD_WEEKEND;
    return modifier > view->first && VIEW_IS_ONE_OF(view, modifier - 1, articles) &&
           view_word(view, modifier)->value != WHEN_FREE &&
           (period == PERIOD_WEEK || period == PERIOD_MONTH || period >= PERIOD_YEAR) &&
           !view_is(view, modifier + 2, "of");
}

/* last year, next month, the past year, recent weeks; `t` is the modifier, the unit follows. */
static bool read_modified_unit(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const vague[] = {"recent", "coming", "past"};
    bool is_plural = slice_ends(view_text(view, t + 1), SLICE("s"));

    out->period = (enum period)view_word(view, t + 1)->value;
    if (out->period < (is_plural ? PERIOD_DAY : PERIOD_HOUR) ||
        (is_plural && !VIEW_IS_ONE_OF(view, t, vague)) ||
        (!is_plural && view_is(view, t, "recent")))
        return false; /* "next years election" is a slip */
    if (is_plural)
        return figure_finish(out, view, FIGURE_DURATION, ENTITY_DATE, t + 2);
    if (is_span(view, t, out->period)) {
        out->number = 1;
        return figure_finish(out, view, FIGURE_DURATION, figure_period_type(out->period), t + 2);
    }
    if (out->period == PERIOD_DAY || out->period == PERIOD_HOUR)
        out->when = WHEN_FREE;
    return figure_finish(out, view, FIGURE_RELATIVE, figure_period_type(out->period), t + 2);
}

/* "is expected to last three months": a verb. */
static bool is_verb_last(const struct figure_view *view, uint32_t t)
{
    static const char *const auxiliaries[] = {"to",  "will", "would", "could", "can",   "may",
                                              "not", "n't",  "might", "must",  "should"};

    return view_is(view, t, "last") && t > view->first && VIEW_IS_ONE_OF(view, t - 1, auxiliaries);
}

/* last Tuesday, this past Friday, next year, this morning, the past three years. */
static bool read_modified(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t at = t + (view_sense(view, t + 1) == SENSE_MODIFIER); /* this past Friday */
    const struct figure_word *word = view_word(view, at + 1);

    if (view_sense(view, t) != SENSE_MODIFIER || view_sense(view, at) != SENSE_MODIFIER ||
        is_verb_last(view, t))
        return false;
    out->when = (enum when)view_word(view, at)->value;
    if (view_is(view, at, "following") &&
        (at == view->first || !VIEW_IS_ONE_OF(view, at - 1, articles)))
        return false; /* "following ten years of war" */
    if (out->when != WHEN_THIS && read_modified_span(view, at, out))
        return true;
    if (word->sense == SENSE_UNIT)
        return read_modified_unit(view, at, out);
    if (out->when == WHEN_FREE)
        return false;
    if (word->sense == SENSE_WEEKDAY && view_is_capital(view, at + 1)) {
        out->weekday = (int)word->value;
        if (view_is(view, at, "coming"))
            out->when = WHEN_COMING;
        return figure_finish(out, view, FIGURE_WEEKDAY, ENTITY_DATE, at + 2);
    }
    if (word->sense == SENSE_MONTH && view_is_capital(view, at + 1)) {
        out->month = (int)word->value;
        return figure_finish(out, view, FIGURE_MONTH, ENTITY_DATE, at + 2);
    }
    if (word->sense == SENSE_SEASON) {
        out->season = (int)word->value;
        return figure_finish(out, view, FIGURE_SEASON, ENTITY_DATE, at + 2);
    }
    if (word->sense != SENSE_DAY_PART || view_is(view, at, "past"))
        return false;
    out->step = (int)out->when;
    return figure_finish(out, view, out->when == WHEN_NEXT ? FIGURE_NAMED : FIGURE_DAY, ENTITY_TIME,
                         at + 2); /* "the next morning" is that of the story */
}

/* The day before yesterday, the day after tomorrow. */
static bool read_day_beyond(const struct figure_view *view, uint32_t t, struct figure *out)
{
    int step;

    if (!view_is(view, t, "day") || view_sense(view, t + 2) != SENSE_DAY)
        return false;
    step = (int)view_word(view, t + 2)->value;
    if (step == 0 || !view_is(view, t + 1, step < 0 ? "before" : "after"))
        return false;
    out->step = 2 * step;
    return figure_finish(out, view, FIGURE_DAY, ENTITY_DATE, t + 3);
}

/* yesterday, tomorrow night, tonight. */
static bool read_day(const struct figure_view *view, uint32_t t, struct figure *out)
{
    if (view_sense(view, t) == SENSE_TODAY_PART)
        return figure_finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 1);
    if (view_sense(view, t) != SENSE_DAY)
        return false;
    out->step = (int)view_word(view, t)->value;
    if (view_sense(view, t + 1) == SENSE_DAY_PART)
        return figure_finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 2);
    return figure_finish(out, view, FIGURE_DAY, ENTITY_DATE, t + 1);
}

enum { HOLIDAY_WORDS = 4 };

/* One past the last of these words, when they stand from a token on; else 0. */
static uint32_t phrase_end(const struct figure_view *view, uint32_t t, const char *const *words)
{
    for (int i = 0; i < HOLIDAY_WORDS && words[i]; i++, t++)
        if (!(slice_is(slice_of(words[i]), "'s") ? view_token(view, t)->flags & TOKEN_POSSESSIVE
                                                 : view_is(view, t, words[i])))
            return 0;
    return t;
}

static bool read_holiday(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const struct {
        const char *words[HOLIDAY_WORDS];
        int month, day;
    } table[] = {
        {{"Christmas", "Eve"}, 12, 24},
        {{"Christmas", "Day"}, 12, 25},
        {{"New", "Year", "'s", "Eve"}, 12, 31},
        {{"New", "Year", "'s", "Day"}, 1, 1},
        {{"Boxing", "Day"}, 12, 26},
        {{"Valentine", "'s", "Day"}, 2, 14},
    };

    uint32_t at = t + 1;
    int date;

    if (view_sense(view, t) != SENSE_HOLIDAY ||
        (view_token(view, t)->kind != TOKEN_NUMBER && !view_is_capital(view, t)))
        return false;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        uint32_t end = phrase_end(view, t, table[i].words);
        out->month = table[i].month;
        out->day = table[i].day;
        if (end) {
            out->year = view_year_after(view, &end);
            return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, end);
        }
    }
    date = (int)view_word(view, t)->value;
    if (date == HOLIDAY_BEGIN)
        return false;
    out->year = view_token(view, t)->kind == TOKEN_NUMBER ? 2001 : view_year_after(view, &at);
    out->month = date / 100; /* 9/11 is of 2001 */
    out->day = date % 100;
    return figure_finish(out, view, date ? FIGURE_CALENDAR : FIGURE_NAMED, ENTITY_DATE, at);
}

bool figure_read_date(const struct figure_view *view, uint32_t t, struct figure *out)
{
    typedef bool rule(const struct figure_view *view, uint32_t token, struct figure *out);
    static rule *const rules[] = {figure_read_clock, read_holiday,      read_written_date,
                                  read_day_first,    figure_read_month, read_earlier_day,
                                  read_later_day,    read_weekday,      read_modified,
                                  read_day_beyond,   read_day,          figure_read_part};
    const struct figure blank = *out;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        *out = blank;
        if (rules[i](view, t, out))
            return true;
    }
    return false;
}
