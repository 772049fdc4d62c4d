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

/* A year after a month or a day: "2008", ", 2008", "of 2008"; 0 when there is none. */
static int read_year_after(const struct figure_view *view, uint32_t *t)
{
    bool has_link = slice_is(view_text(view, *t), ",") || slice_is(view_text(view, *t), "of");
    int year = count_year(view, *t + has_link);

    if (year)
        *t += 1u + has_link;
    return year;
}

/* The year that a month takes from the later one of its range: "between May and July 2021",
 * "November to January 2021"; 0 when there is none. `t`: the token behind the month and its day. */
static int year_of_range(const struct figure_view *view, int month, uint32_t t)
{
    static const char *const joints[] = {"and", "to", "through", "until", "-", "–", "or"};
    uint32_t at = t + 2;
    int year;

    if (!VIEW_IS_ONE_OF(view, t, joints) || view_sense(view, t + 1) != SENSE_MONTH ||
        !view_is_capital(view, t + 1))
        return 0;
    at += day_at(view, at) != 0;
    year = read_year_after(view, &at);
    return year && month > (int)view_word(view, t + 1)->value ? year - 1 : year;
}

static bool read_month(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    uint32_t at = t + 1;

    if (view_sense(view, t) != SENSE_MONTH || !view_is_capital(view, t))
        return false;
    out->month = (int)view_word(view, t)->value;
    out->day = day_at(view, at);
    if (out->day) {
        const struct token *after = view_token(view, at + 1);
        at++;
        if (after->kind == TOKEN_SYMBOL)
            return false; /* "May 5 %" */
    }
    out->year = read_year_after(view, &at);
    if (!out->year)
        out->year = year_of_range(view, out->month, at);
    if (out->day || out->year)
        return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
    if (text.len < 3 || (text.len <= 4 && !view_after_preposition(view, t)) ||
        (slice_is(text, "March") && !view_after_preposition(view, t)))
        return false;
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* 17 November 2008, 17th of November. */
static bool read_day_first(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t month = t + 1, at;
    int day = day_at(view, t);

    if (!day)
        return false;
    if (slice_is(view_text(view, month), "of"))
        month++;
    if (view_sense(view, month) != SENSE_MONTH || !view_is_capital(view, month))
        return false;
    at = month + 1;
    out->day = day;
    out->month = (int)view_word(view, month)->value;
    out->year = read_year_after(view, &at);
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

/* 1990s, '90s. */
static bool read_decade(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    int64_t year;

    if (slice_starts(text, SLICE("'")) || slice_starts(text, SLICE("’")))
        text = slice_part(text, text.ptr[0] == '\'' ? 1 : 3, text.len);
    if (!slice_ends(text, SLICE("0s")) ||
        checked_parse(slice_part(text, 0, text.len - 1), 20, 2090, &year) ||
        (year > 90 && year < 1000))
        return false;
    out->year = (int)(year < 100 ? year + 1900 : year);
    return figure_finish(out, view, FIGURE_DECADE, ENTITY_DATE, t + 1);
}

/* 2007-2008, 2007-08: years of a range; the first stands for it. */
static bool is_year_range(struct slice text)
{
    int64_t first, second;
    struct slice left, rest = text;

    return slice_cut(&rest, '-', &left) && left.len == 4 && (rest.len == 4 || rest.len == 2) &&
           !checked_parse(left, 1500, 2199, &first) && !checked_parse(rest, 0, 2199, &second) &&
           (rest.len == 2 ? second == (first + 1) % 100 : second > first);
}

static bool read_year(const struct figure_view *view, uint32_t t, struct figure *out)
{
    const struct token *after = view_token(view, t + 1);
    bool noun_follows = after->kind == TOKEN_WORD && !(after->flags & TOKEN_CAPITAL) &&
                        slice_ends(view_text(view, t + 1), SLICE("s")) &&
                        !(after->flags & TOKEN_CLITIC);

    if (is_year_range(view_text(view, t)))
        return figure_finish(out, view, FIGURE_NAMED, ENTITY_DATE, t + 1);
    out->year = count_year(view, t);
    if (out->year < 1500 || after->kind == TOKEN_SYMBOL ||
        (!view_after_preposition(view, t) && (noun_follows || out->year < 1900)))
        return false;
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* Monday; Monday, Nov. 17; Monday night. */
static bool read_weekday(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct figure day = *out;
    uint32_t at = t + 1;

    if (view_sense(view, t) != SENSE_WEEKDAY || !view_is_capital(view, t))
        return false;
    out->weekday = (int)view_word(view, t)->value;
    out->when = WHEN_FREE;
    if (slice_is(view_text(view, at), ","))
        at++;
    day.first = at;
    if (read_month(view, at, &day) || read_day_first(view, at, &day)) {
        day.first = t;
        day.weekday = out->weekday;
        *out = day;
        return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, day.last);
    }
    if (view_sense(view, t + 1) == SENSE_DAY_PART)
        return figure_finish(out, view, FIGURE_WEEKDAY, ENTITY_TIME, t + 2);
    return figure_finish(out, view, FIGURE_WEEKDAY, ENTITY_DATE, t + 1);
}

static bool read_season(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t at = t + 1;

    if (view_sense(view, t) != SENSE_SEASON)
        return false;
    out->season = (int)view_word(view, t)->value;
    out->year = read_year_after(view, &at);
    if (!out->year)
        return false;
    return figure_finish(out, view, FIGURE_SEASON, ENTITY_DATE, at);
}

/* The second quarter of 2026, the first half of 2025: a name, since ISO 8601 has no form for it. */
static bool read_part_of_year(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const parts[] = {"quarter", "half"};
    uint32_t at = t + 2;

    if ((view_sense(view, t) != SENSE_ORDINAL && !slice_is(view_text(view, t), "second") &&
         !slice_is(view_text(view, t), "Second")) ||
        !VIEW_IS_ONE_OF(view, t + 1, parts) || !read_year_after(view, &at))
        return false;
    return figure_finish(out, view, FIGURE_NAMED, ENTITY_DATE, at);
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

/* last Tuesday, next year, this morning, the past three years. */
static bool read_modified(const struct figure_view *view, uint32_t t, struct figure *out)
{
    const struct figure_word *word = view_word(view, t + 1);
    bool is_plural = slice_ends(view_text(view, t + 1), SLICE("s"));

    if (view_sense(view, t) != SENSE_MODIFIER)
        return false;
    out->when =
        slice_is(view_text(view, t), "previous") ? WHEN_FREE : (enum when)view_word(view, t)->value;
    if (out->when != WHEN_THIS && read_modified_span(view, t, out))
        return true;
    if (word->sense == SENSE_WEEKDAY && view_is_capital(view, t + 1)) {
        out->weekday = (int)word->value;
        return figure_finish(out, view, FIGURE_WEEKDAY, ENTITY_DATE, t + 2);
    }
    if (word->sense == SENSE_MONTH && view_is_capital(view, t + 1)) {
        out->month = (int)word->value;
        return figure_finish(out, view, FIGURE_MONTH, ENTITY_DATE, t + 2);
    }
    if (word->sense == SENSE_SEASON) {
        out->season = (int)word->value;
        return figure_finish(out, view, FIGURE_SEASON, ENTITY_DATE, t + 2);
    }
    if (word->sense == SENSE_DAY_PART && !slice_is(view_text(view, t), "past"))
        return figure_finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 2);
    if (word->sense != SENSE_UNIT || is_plural || word->value < PERIOD_HOUR)
        return false;
    out->period = (enum period)word->value;
    if (out->period == PERIOD_DAY || out->period == PERIOD_HOUR)
        out->when = WHEN_FREE;
    return figure_finish(out, view, FIGURE_RELATIVE, figure_period_type(out->period), t + 2);
}

/* yesterday, tomorrow night, tonight. */
static bool read_day(const struct figure_view *view, uint32_t t, struct figure *out)
{
    if (view_sense(view, t) == SENSE_TODAY_PART)
        return figure_finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 1);
    if (view_sense(view, t) != SENSE_DAY)
        return false;
    out->when = (enum when)view_word(view, t)->value;
    if (view_sense(view, t + 1) == SENSE_DAY_PART)
        return figure_finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 2);
    return figure_finish(out, view, FIGURE_DAY, ENTITY_DATE, t + 1);
}

/* ---- times of day ---- */

/* 5:30, 17.45, 5pm, 11am: hour and minute at the begin of a token; bytes used. */
static size_t read_hour(struct slice text, struct figure *out)
{
    size_t colon = slice_find(text, ':', 0), stop = slice_find(text, '.', 0);
    size_t mark = colon < stop ? colon : stop, used;
    double hour, minute = 0;

    used = count_digits(slice_part(text, 0, mark), &hour);
    if (used == 0 || used > 2 || hour > 23)
        return 0;
    if (used == mark && used + 3 <= text.len) {
        if (count_digits(slice_part(text, used + 1, used + 3), &minute) != 2 || minute > 59)
            return 0;
        used += 3;
    }
    out->hour = (int)hour;
    out->minute = (int)minute;
    return used;
}

static bool add_meridiem(const struct figure_word *word, struct figure *out)
{
    if (!word || word->sense != SENSE_MERIDIEM || out->hour > 12 || out->hour == 0)
        return false;
    out->hour = out->hour % 12 + (int)word->value;
    return true;
}

static bool read_zone(const struct figure_view *view, uint32_t t, struct figure *out)
{
    if (view_sense(view, t) != SENSE_ZONE || !(view_token(view, t)->flags & TOKEN_ALL_CAPS))
        return false;
    out->is_utc = view_word(view, t)->value > 0;
    return true;
}

static bool read_clock(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const before[] = {"at", "At", "by", "By", "until", "around", "about"};
    struct slice text = view_text(view, t);
    size_t used = view_token(view, t)->kind == TOKEN_NUMBER ? read_hour(text, out) : 0;
    bool has_minutes = used > 2 && text.ptr[used - 3] == ':', is_clock;
    uint32_t last = t + 1;

    if (view_sense(view, t) == SENSE_HOUR_NAME && !view_is_capital(view, t)) {
        out->hour = (int)view_word(view, t)->value;
        return figure_finish(out, view, FIGURE_CLOCK, ENTITY_TIME, t + 1);
    }
    if (count_year(view, t) && view_sense(view, t + 1) == SENSE_ZONE) {
        out->hour = count_year(view, t) / 100;
        out->minute = count_year(view, t) % 100;
        used = out->hour < 24 && out->minute < 60 ? text.len : 0;
    }
    if (!used)
        return false;
    is_clock = used < text.len
                   ? add_meridiem(figure_word_find(slice_part(text, used, text.len)), out)
                   : has_minutes && t > view->first && VIEW_IS_ONE_OF(view, t - 1, before);
    if (used < text.len && !is_clock)
        return false;
    if (add_meridiem(view_word(view, last), out)) {
        is_clock = true;
        last++;
    }
    if (read_zone(view, last, out)) {
        is_clock = true;
        last++;
    }
    return is_clock && figure_finish(out, view, FIGURE_CLOCK, ENTITY_TIME, last);
}

static bool read_holiday(const struct figure_view *view, uint32_t t, struct figure *out)
{
    if (view_sense(view, t) != SENSE_HOLIDAY ||
        (view_token(view, t)->kind != TOKEN_NUMBER && !view_is_capital(view, t)))
        return false;
    return figure_finish(out, view, FIGURE_NAMED, ENTITY_DATE, t + 1);
}

bool figure_read_date(const struct figure_view *view, uint32_t t, struct figure *out)
{
    typedef bool rule(const struct figure_view *view, uint32_t token, struct figure *out);
    static rule *const rules[] = {read_clock,    read_holiday, read_written_date, read_day_first,
                                  read_month,    read_weekday, read_decade,       read_part_of_year,
                                  read_modified, read_day,     read_season,       read_year};
    const struct figure blank = *out;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        *out = blank;
        if (rules[i](view, t, out))
            return true;
    }
    return false;
}
