#include "news/value.h"

#include <math.h>
#include <stdarg.h>

#include "news/calendar.h"
#include "news/figure.h"
#include "news/figure_word.h"

enum {
    FUTURE_WINDOW = 24, /* tokens */
    QUARTER_FIRST = 33, /* of ISO 8601-2, as figure->part has it */
    HALF_FIRST = 40,
    LEAP_YEARS_APART = 16, /* steps to and fro that find a leap year across 1900 too */
    HALF_A_YEAR =
        183 /* days; a date without a year lies in the article's own, unless so far ahead */
};

struct reader {
    struct arena *arena;
    const struct document *document;
    const struct mention *mention;
    bool has_now;
    int64_t now; /* days */
    struct value *out;
};

PRINTF_LIKE(2, 3)

static enum error text_value(struct reader *reader, const char *format, ...)
{
    char buffer[64];
    va_list arguments;
    int length;
    enum error error;

    va_start(arguments, format);
    length = vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof buffer)
        return ERROR_OK;
    error = arena_copy(reader->arena, (struct slice){buffer, (size_t)length}, &reader->out->text);
    if (!error)
        reader->out->kind = VALUE_TEXT;
    return error;
}

static enum error day_value(struct reader *reader, int64_t days)
{
    struct day day = calendar_day(days);

    return text_value(reader, "%04d-%02d-%02d", day.year, day.month, day.day);
}

static enum error week_value(struct reader *reader, int64_t days)
{
    int64_t thursday = days - calendar_weekday(days) + 4;
    struct day day = calendar_day(thursday);
    int64_t first = calendar_days((struct day){day.year, 1, 1});

    return text_value(reader, "%04d-W%02d", day.year, (int)((thursday - first) / 7 + 1));
}

static enum error month_value(struct reader *reader, int64_t months)
{
    return text_value(reader, "%04d-%02d", (int)(months / 12), (int)(months % 12 + 1));
}

/* A sentence's words before a date, as far as the question of its tense goes. */
struct clause {
    const struct document *document;
    uint32_t first, last; /* the sentence's tokens */
};

static struct slice word_at(const struct clause *clause, uint32_t t)
{
    if (t < clause->first || t >= clause->last)
        return SLICE("");
    return token_text(clause->document->text, &clause->document->tokens.at[t]);
}

#define WORD_IS_ONE_OF(clause, t, words) SLICE_IS_ONE_OF(word_at((clause), (t)), words)

/* "will", "is to open", "set for", but not "could not" nor "would have". */
static bool tells_future(const struct clause *clause, uint32_t t)
{
    static const char *const words[] = {"will",     "WILL",     "'ll",    "shall",    "scheduled",
                                        "expected", "upcoming", "due",    "tomorrow", "plans",
                                        "planned",  "would",    "could",  "may",      "can",
                                        "must",     "expects",  "invited"};
    static const char *const undone_by[] = {"not", "have", "n't"};
    static const char *const being[] = {"is", "are", "'s", "'re"};
    static const char *const aims[] = {"for", "to"};

    if (WORD_IS_ONE_OF(clause, t, words))
        return !WORD_IS_ONE_OF(clause, t + 1, undone_by);
    if (WORD_IS_ONE_OF(clause, t, being))
        return slice_is(word_at(clause, t + 1), "to");
    return slice_is(word_at(clause, t), "set") && WORD_IS_ONE_OF(clause, t + 1, aims);
}

/* A verb of the present that plans: "opens Friday", "the ministers meet on Friday"; no noun ("his
 * visit"), and not undone ("did not meet"). */
static bool tells_plan(const struct clause *clause, uint32_t t)
{
    static const char *const opening[] = {"opens", "begins", "starts", "begin", "kicks"};
    static const char *const phrases[][2] = {
        {"takes", "effect"}, {"takes", "place"}, {"take", "place"}, {"go", "on"}, {"goes", "on"}};
    static const char *const verbs[] = {"visit", "visits", "host", "hosts",
                                        "meet",  "meets",  "face", "faces"};
    static const char *const not_before[] = {
        "a",    "an",    "the",  "The",  "his",  "her", "its",   "their", "our", "my",    "this",
        "that", "these", "'s",   "’s",   "of",   "not", "n't",   "did",   "two", "any",   "no",
        "last", "first", "talk", "show", "game", "as",  "track", "in",    "on",  "during"};

    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (slice_is(word_at(clause, t), phrases[i][0]) &&
            slice_is(word_at(clause, t + 1), phrases[i][1]))
            return true;
    if (WORD_IS_ONE_OF(clause, t, opening))
        return true;
    return WORD_IS_ONE_OF(clause, t, verbs) && t > clause->first &&
           !WORD_IS_ONE_OF(clause, t - 1, not_before);
}

static bool tells_past(const struct clause *clause, uint32_t t)
{
    static const char *const words[] = {"said", "told",  "was",  "were", "had",  "did",
                                        "met",  "came",  "went", "held", "took", "fell",
                                        "rose", "began", "left", "won",  "lost"};
    struct slice word = word_at(clause, t);

    return WORD_IS_ONE_OF(clause, t, words) || (word.len > 4 && slice_ends(word, SLICE("ed")));
}

/* Does a word of this sentence, on the mention's side of any quotation mark, speak of what is to
 * come; or does "by", "until" stand right before it? A plan in the present tense counts when no
 * verb of the past stands between it and the mention. */
static bool is_future(const struct reader *reader)
{
    static const char *const limits[] = {"by", "until", "till", "By", "Until"};
    const struct sentence *sentence = &reader->document->sentences.at[reader->mention->sentence];
    struct clause clause = {reader->document, sentence->first, sentence->last};
    uint32_t first = reader->mention->first, last = reader->mention->last;
    bool past = false;

    if (first > sentence->first && WORD_IS_ONE_OF(&clause, first - 1, limits))
        return true;
    last = last + 1 < sentence->last ? last + 1 : sentence->last;
    for (uint32_t t = last, left = FUTURE_WINDOW; left > 0 && t-- > sentence->first; left--) {
        if (reader->document->tokens.at[t].kind == TOKEN_QUOTE)
            return false;
        if (tells_future(&clause, t) || (!past && t < first && tells_plan(&clause, t)))
            return true;
        past |= tells_past(&clause, t);
    }
    return false;
}

/* "Monday": the nearest one not after the article's day, or not before it when the sentence speaks
 * of the future. "last Monday" lies before the day itself, "next Monday" after it. */
static enum error weekday_value(struct reader *reader, const struct figure *figure)
{
    int back = (calendar_weekday(reader->now) - figure->weekday + 7) % 7;
    int forth = (7 - back) % 7;

    if (figure->when == WHEN_LAST)
        return day_value(reader, reader->now - (back ? back : 7));
    if (figure->when == WHEN_NEXT) /* of next week */
        return day_value(reader, reader->now - calendar_weekday(reader->now) + 7 + figure->weekday);
    if (figure->when == WHEN_COMING)
        return day_value(reader, reader->now + (forth ? forth : 7));
    if (figure->when == WHEN_THIS)
        return day_value(reader, reader->now - calendar_weekday(reader->now) + figure->weekday);
    return day_value(reader, is_future(reader) ? reader->now + forth : reader->now - back);
}

/* "It fell on Dec. 20": a verb of the past right before the day; not "to be released on". */
static bool is_past(const struct reader *reader)
{
    static const char *const not_yet[] = {"be", "being", "is", "are", "get", "gets"};
    const struct sentence *sentence = &reader->document->sentences.at[reader->mention->sentence];
    struct clause clause = {reader->document, sentence->first, sentence->last};
    uint32_t first = reader->mention->first;

    return first >= sentence->first + 2 && slice_is(word_at(&clause, first - 1), "on") &&
           tells_past(&clause, first - 2) && !WORD_IS_ONE_OF(&clause, first - 3, not_yet);
}

/* The year of a date that was told without one: the article's own unless that lies ahead of a verb
 * of the past, more than half a year ahead, or behind when the future is meant; the nearest that
 * has a Feb. 29. */
static int year_meant(const struct reader *reader, const struct figure *figure)
{
    struct day now = calendar_day(reader->now);
    int ahead = (figure->month - now.month) * 31 + (figure->day ? figure->day - now.day : 0);
    bool future = is_future(reader);
    bool behind = ahead > HALF_A_YEAR || (ahead > 0 && is_past(reader));
    int year = now.year - (behind && !future) + (ahead < 0 && future);

    for (int away = 0;
         figure->day > calendar_days_in(year, figure->month) && away < LEAP_YEARS_APART; away++)
        year += future ? 1 : away % 2 ? away + 1 : -(away + 1);
    return year;
}

static enum error calendar_value(struct reader *reader, const struct figure *figure)
{
    int year = figure->year;

    if ((!year && !figure->month) ||
        (figure->day && figure->day > calendar_days_in(year, figure->month)))
        return ERROR_OK;
    if (!year && reader->has_now)
        year = year_meant(reader, figure);
    if (!year)
        return figure->day ? text_value(reader, "--%02d-%02d", figure->month, figure->day)
                           : text_value(reader, "--%02d", figure->month);
    if (figure->last_day)
        return text_value(reader, "%04d-%02d-%02d/%04d-%02d-%02d", year, figure->month, figure->day,
                          year, figure->month, figure->last_day);
    if (figure->day)
        return text_value(reader, "%04d-%02d-%02d", year, figure->month, figure->day);
    if (figure->month)
        return text_value(reader, "%04d-%02d", year, figure->month);
    return text_value(reader, "%04d", year);
}

static int64_t months_now(const struct reader *reader)
{
    struct day now = calendar_day(reader->now);

    return (int64_t)now.year * 12 + now.month - 1;
}

static int64_t quarters_now(const struct reader *reader)
{
    return months_now(reader) / 3;
}

/* Quarters and halves as in ISO 8601-2: 33 to 36, 40 and 41. */
static enum error part_of_year(struct reader *reader, int year, int part)
{
    return text_value(reader, "%04d-%d", year, part);
}

/* "the third quarter": the last one that has ended, or the first that has not when the sentence
 * speaks of what is to come. */
static enum error part_value(struct reader *reader, const struct figure *figure)
{
    int64_t now = quarters_now(reader), quarter = figure->part - QUARTER_FIRST;
    int64_t back = (now - quarter) % 4;

    if (figure->year)
        return part_of_year(reader, figure->year, figure->part);
    if (!reader->has_now || figure->part >= HALF_FIRST)
        return ERROR_OK;
    if (is_future(reader))
        now += (4 - back) % 4;
    else
        now -= back ? back : 4;
    return part_of_year(reader, (int)(now / 4), figure->part);
}

static enum error relative_value(struct reader *reader, const struct figure *figure)
{
    struct day now = calendar_day(reader->now);
    int64_t step = figure->when, saturday, quarter;

    if (figure->when == WHEN_FREE)
        return ERROR_OK;
    switch (figure->period) {
    case PERIOD_WEEKEND:
        saturday = reader->now - (calendar_weekday(reader->now) + 1) % 7 + (step > 0 ? 7 : 0);
        return day_value(reader, saturday);
    case PERIOD_WEEK:
        return week_value(reader, reader->now + 7 * step);
    case PERIOD_MONTH:
        return month_value(reader, months_now(reader) + step);
    case PERIOD_YEAR:
        return text_value(reader, "%04d", now.year + (int)step);
    case PERIOD_QUARTER:
        quarter = quarters_now(reader) + step;
        return part_of_year(reader, (int)(quarter / 4), QUARTER_FIRST + (int)(quarter % 4));
    case PERIOD_DECADE:
        return text_value(reader, "%03dX", now.year / 10 + (int)step);
    case PERIOD_CENTURY:
        return text_value(reader, "%02dXX", now.year / 100 + (int)step);
    case PERIOD_NONE:
    case PERIOD_SECOND:
    case PERIOD_MINUTE:
    case PERIOD_HOUR:
    case PERIOD_DAY:
        return ERROR_OK;
    }
    return ERROR_OK;
}

static enum error year_ago_value(struct reader *reader, int64_t number)
{
    int year = calendar_day(reader->now).year - (int)number;

    return year >= 1000 ? text_value(reader, "%04d", year) : ERROR_OK;
}

/* "seven years ago": as precise as the unit is. */
static enum error ago_value(struct reader *reader, const struct figure *figure)
{
    int64_t number;

    if (figure->number < 1 || figure->number > 2000)
        return ERROR_OK;
    number = (int64_t)figure->number;
    switch (figure->period) {
    case PERIOD_DAY:
        return day_value(reader, reader->now - number);
    case PERIOD_WEEK:
        return day_value(reader, reader->now - 7 * number);
    case PERIOD_MONTH:
        return month_value(reader, months_now(reader) - number);
    case PERIOD_YEAR:
        return year_ago_value(reader, number);
    case PERIOD_DECADE:
        return year_ago_value(reader, number * 10);
    case PERIOD_CENTURY:
        return year_ago_value(reader, number * 100);
    case PERIOD_NONE:
    case PERIOD_SECOND:
    case PERIOD_MINUTE:
    case PERIOD_HOUR:
    case PERIOD_WEEKEND:
    case PERIOD_QUARTER:
        return ERROR_OK;
    }
    return ERROR_OK;
}

static enum error duration_value(struct reader *reader, const struct figure *figure)
{
    static const struct {
        const char *before, *after;
        int times;
    } table[] = {
        [PERIOD_NONE] = {NULL, NULL, 0},  [PERIOD_SECOND] = {"PT", "S", 1},
        [PERIOD_MINUTE] = {"PT", "M", 1}, [PERIOD_HOUR] = {"PT", "H", 1},
        [PERIOD_DAY] = {"P", "D", 1},     [PERIOD_WEEKEND] = {NULL, NULL, 0},
        [PERIOD_WEEK] = {"P", "W", 1},    [PERIOD_MONTH] = {"P", "M", 1},
        [PERIOD_QUARTER] = {"P", "M", 3}, [PERIOD_YEAR] = {"P", "Y", 1},
        [PERIOD_DECADE] = {"P", "Y", 10}, [PERIOD_CENTURY] = {"P", "Y", 100},
    };

    if (figure->number <= 0 || !table[figure->period].before)
        return ERROR_OK;
    if (figure->months)
        return text_value(reader, "P%gY%dM", figure->number, figure->months);
    return text_value(reader, "%s%g%s", table[figure->period].before,
                      figure->number * table[figure->period].times, table[figure->period].after);
}

/* Seasons as in ISO 8601-2: 21 spring to 24 winter. */
static enum error season_value(struct reader *reader, const struct figure *figure)
{
    struct day now = calendar_day(reader->now);
    int year = figure->year, season_now = now.month % 12 / 3; /* 0 winter, 1 spring, … */
    int season = figure->season % 4;

    if (!year && !reader->has_now)
        return ERROR_OK;
    if (!year) {
        year = now.year;
        if (figure->when == WHEN_LAST && season >= season_now)
            year--;
        if (figure->when == WHEN_NEXT && season <= season_now)
            year++;
    }
    return text_value(reader, "%04d-%d", year, 20 + figure->season);
}

static enum error month_figure_value(struct reader *reader, const struct figure *figure)
{
    struct day now = calendar_day(reader->now);
    int year = now.year;

    if (figure->when == WHEN_LAST && figure->month >= now.month)
        year--;
    if (figure->when == WHEN_NEXT && figure->month <= now.month)
        year++;
    return text_value(reader, "%04d-%02d", year, figure->month);
}

/* Values that need the article's day. */
static enum error dated_value(struct reader *reader, const struct figure *figure)
{
    if (!reader->has_now)
        return ERROR_OK;
    if (figure->kind == FIGURE_WEEKDAY)
        return weekday_value(reader, figure);
    if (figure->kind == FIGURE_DAY)
        return day_value(reader, reader->now + figure->step);
    if (figure->kind == FIGURE_RELATIVE)
        return relative_value(reader, figure);
    if (figure->kind == FIGURE_MONTH)
        return month_figure_value(reader, figure);
    return ago_value(reader, figure);
}

static enum error clock_value(struct reader *reader, const struct figure *figure)
{
    int away = figure->zone < 0 ? -figure->zone : figure->zone;

    if (figure->zone == ZONE_UNKNOWN || figure->zone == 0)
        return text_value(reader, "T%02d:%02d%s", figure->hour, figure->minute,
                          figure->zone ? "" : "Z");
    return text_value(reader, "T%02d:%02d%c%02d:%02d", figure->hour, figure->minute,
                      figure->zone < 0 ? '-' : '+', away / 60, away % 60);
}

static enum error figure_value(struct reader *reader, const struct figure *figure)
{
    switch (figure->kind) {
    case FIGURE_NUMBER:
    case FIGURE_PERCENT:
        *reader->out = (struct value){.kind = VALUE_NUMBER,
                                      .number = figure->number,
                                      .text = figure->is_points ? SLICE("points") : SLICE("")};
        return ERROR_OK;
    case FIGURE_MONEY:
        *reader->out =
            (struct value){.kind = VALUE_MONEY, .number = figure->number, .text = figure->currency};
        return ERROR_OK;
    case FIGURE_CALENDAR:
        return calendar_value(reader, figure);
    case FIGURE_YEARS:
        return text_value(reader, "%04d/%04d", figure->year, figure->last_year);
    case FIGURE_DECADE:
        return text_value(reader, "%03dX", figure->year / 10);
    case FIGURE_CENTURY:
        return text_value(reader, "%02dXX", figure->year / 100);
    case FIGURE_PART:
        return part_value(reader, figure);
    case FIGURE_SEASON:
        return season_value(reader, figure);
    case FIGURE_DURATION:
        return duration_value(reader, figure);
    case FIGURE_CLOCK:
        return clock_value(reader, figure);
    case FIGURE_WEEKDAY:
    case FIGURE_DAY:
    case FIGURE_RELATIVE:
    case FIGURE_MONTH:
    case FIGURE_AGO:
        return dated_value(reader, figure);
    case FIGURE_NONE:
    case FIGURE_LATER:
    case FIGURE_NAMED:
        return ERROR_OK;
    }
    return ERROR_OK;
}

/* The figure of a mention: in its sentence it was read so, or cut short at a name that follows. */
static bool read_again(const struct document *document, const struct mention *mention,
                       struct figure *out)
{
    const struct sentence *sentence = &document->sentences.at[mention->sentence];

    return (figure_read(document, sentence, mention->first, sentence->last, out) &&
            out->span.end == mention->span.end) ||
           figure_read(document, sentence, mention->first, mention->last, out);
}

enum error value_read(struct arena *arena, const struct document *document,
                      const struct mention *mention, struct slice published, struct value *out)
{
    struct value value = {.kind = VALUE_NONE};
    struct reader reader = {
        .arena = arena, .document = document, .mention = mention, .out = &value};
    struct figure figure;
    enum error error = ERROR_OK;

    reader.has_now = calendar_read(published, &reader.now);
    if (!entity_type_is_name(mention->type) && read_again(document, mention, &figure))
        error = figure_value(&reader, &figure);
    if (error)
        return error;
    *out = value;
    return ERROR_OK;
}

bool value_equal(const struct value *a, const struct value *b)
{
    return a->kind == b->kind && slice_equal(a->text, b->text) &&
           !islessgreater(a->number, b->number);
}
