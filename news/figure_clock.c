#include "base/checked.h"
#include "news/figure_view.h"

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

/* Reads the zone behind a time. */
static bool read_zone(const struct figure_view *view, uint32_t t, struct figure *out)
{
    if (view_sense(view, t) != SENSE_ZONE || !(view_token(view, t)->flags & TOKEN_ALL_CAPS))
        return false;
    out->zone = (int)view_word(view, t)->value;
    return true;
}

/* 0900 before a zone: bytes used. */
static size_t read_military(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    int64_t hour, minute;

    if (text.len != 4 || view_sense(view, t + 1) != SENSE_ZONE ||
        !(view_token(view, t + 1)->flags & TOKEN_ALL_CAPS) ||
        checked_parse(slice_part(text, 0, 2), 0, 23, &hour) ||
        checked_parse(slice_part(text, 2, 4), 0, 59, &minute))
        return 0;
    out->hour = (int)hour;
    out->minute = (int)minute;
    return text.len;
}

/* "five o'clock". */
static bool read_hour_of_clock(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const words[] = {"o'clock", "o’clock"};
    struct figure_count count;

    if (!VIEW_IS_ONE_OF(view, t + 1, words) || !count_read(view, t, &count) ||
        count.last != t + 1 || count.value < 1 || count.value > 12)
        return false;
    out->hour = (int)count.value;
    return figure_finish(out, view, FIGURE_CLOCK, ENTITY_TIME, t + 2);
}

/* "6" of "6 to 8 p.m.", "between 6 and 8 p.m.": the half of the day of the later time, or the one
 * before it. */
static bool read_earlier_hour(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct figure later = {0};
    uint32_t second = range_second(view, t, t + 1);
    const struct figure_word *meridiem;
    int hour;

    if (!second || view_token(view, t)->kind != TOKEN_NUMBER ||
        read_hour(view_text(view, t), out) != view_text(view, t).len || out->hour == 0 ||
        out->hour > 12 || read_hour(view_text(view, second), &later) == 0)
        return false;
    meridiem = view_word(view, second + 1);
    if (!add_meridiem(meridiem, &later))
        return false;
    hour = out->hour % 12 + (int)meridiem->value;
    out->hour = hour < later.hour || hour < 12 ? hour : hour - 12;
    return figure_finish(out, view, FIGURE_CLOCK, ENTITY_TIME, t + 1);
}

bool figure_read_clock(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const before[] = {"at", "At", "by", "By", "until", "around", "about"};
    struct slice text = view_text(view, t);
    size_t used = view_token(view, t)->kind == TOKEN_NUMBER ? read_hour(text, out) : 0;
    bool has_minutes = used > 2 && text.ptr[used - 3] == ':', is_clock;
    uint32_t last = t + 1;

    if (view_sense(view, t) == SENSE_HOUR_NAME && !view_is_named(view, t)) {
        out->hour = (int)view_word(view, t)->value;
        return figure_finish(out, view, FIGURE_CLOCK, ENTITY_TIME, t + 1);
    }
    if (read_hour_of_clock(view, t, out) || read_earlier_hour(view, t, out))
        return true;
    if (read_military(view, t, out))
        used = text.len;
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
