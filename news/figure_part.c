/* Years, what is made of them (decades, centuries, seasons of sport) and parts of them. */
#include "base/checked.h"
#include "news/figure_view.h"

enum {
    QUARTER_FIRST = 33,
    HALF_FIRST = 40,
    LAST_OF_THE_TWENTIETH = 90,
    LAST_MONTH = 12,
    BUSINESS_WINDOW = 40
};

int view_year_after(const struct figure_view *view, uint32_t *t)
{
    bool has_link = view_is(view, *t, ",") || view_is(view, *t, "of");
    int year = count_year(view, *t + has_link);

    if (year)
        *t += 1u + has_link;
    return year;
}

/* ---- decades and centuries ---- */

/* 1990s, '90s: its first year, else 0. */
static int decade_of(struct slice text)
{
    int64_t year;

    if (slice_starts(text, SLICE("'")) || slice_starts(text, SLICE("’")))
        text = slice_part(text, text.ptr[0] == '\'' ? 1 : 3, text.len);
    if ((!slice_ends(text, SLICE("0s")) && !slice_ends(text, SLICE("0S"))) ||
        checked_parse(slice_part(text, 0, text.len - 1), 20, 2090, &year) ||
        (year > LAST_OF_THE_TWENTIETH && year < 1000))
        return 0;
    return (int)(year < 100 ? year + 1900 : year);
}

/* "the late seventies", "the Sixties": of a century that needs no name. */
static int decade_name(const struct figure_view *view, uint32_t t)
{
    static const char *const articles[] = {"the", "The"};
    bool has_stage = t > view->first && view_sense(view, t - 1) == SENSE_STAGE;
    uint32_t article = t - has_stage;

    if (view_sense(view, t) != SENSE_DECADE_NAME || article == view->first ||
        !VIEW_IS_ONE_OF(view, article - 1, articles) || !(has_stage || view_is_capital(view, t)))
        return 0;
    return (int)view_word(view, t)->value;
}

static bool read_decade(const struct figure_view *view, uint32_t t, struct figure *out)
{
    out->year = decade_of(view_text(view, t));
    if (!out->year)
        out->year = decade_name(view, t);
    return out->year && figure_finish(out, view, FIGURE_DECADE, ENTITY_DATE, t + 1);
}

/* 19th, nineteenth, twenty-first; 0 when it is no ordinal. */
static int ordinal_of(struct slice text)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "ST", "ND", "RD", "TH"};
    const struct figure_word *word = figure_word_find(text);
    double value;
    size_t used = count_digits(text, &value);

    if (word && word->sense == SENSE_ORDINAL)
        return (int)word->value;
    if (text.len == 6 && word_starts(text, "second"))
        return 2;
    if (text.len == 12 && word_starts(text, "twenty-first"))
        return 21;
    if (used == 0 || used > 2 || !SLICE_IS_ONE_OF(slice_part(text, used, text.len), endings))
        return 0;
    return (int)value;
}

static bool read_century(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const names[] = {"century", "Century", "CENTURY"};
    struct slice text = view_text(view, t);
    size_t hyphen = slice_find(text, '-', 0);
    int number = ordinal_of(slice_part(text, 0, hyphen));

    if (number > 0 && SLICE_IS_ONE_OF(slice_part(text, hyphen + 1, text.len), names)) {
        out->year = 100 * (number - 1);
        return figure_finish(out, view, FIGURE_CENTURY, ENTITY_DATE, t + 1);
    }
    number = ordinal_of(text);
    if (number == 0 || !VIEW_IS_ONE_OF(view, t + 1, names))
        return false;
    out->year = 100 * (number - 1);
    return figure_finish(out, view, FIGURE_CENTURY, ENTITY_DATE, t + 2);
}

/* ---- parts of a year ---- */

static bool read_season(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t at = t + 1;

    if (view_sense(view, t) != SENSE_SEASON)
        return false;
    out->season = (int)view_word(view, t)->value;
    out->year = view_year_after(view, &at);
    return out->year && figure_finish(out, view, FIGURE_SEASON, ENTITY_DATE, at);
}

/* Does the sentence speak of money around a token? A game has quarters too. */
static bool is_business(const struct figure_view *view, uint32_t around)
{
    static const char *const words[] = {
        "profit",  "profits",  "revenue",  "revenues", "sales",    "earnings", "income",   "growth",
        "economy", "gdp",      "shares",   "loss",     "losses",   "results",  "output",   "orders",
        "exports", "dividend", "forecast", "analysts", "economic", "company",  "shipments"};

    uint32_t t = around > view->first + BUSINESS_WINDOW ? around - BUSINESS_WINDOW : view->first;

    for (; t < view->sentence_last && t < around + BUSINESS_WINDOW; t++) {
        const struct token *token = &view->document->tokens.at[t];
        if (token->kind == TOKEN_SYMBOL)
            return true;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (span_length(token->span) == strlen(words[i]) &&
                word_starts(token_text(view->document->text, token), words[i]))
                return true;
    }
    return false;
}

/* The second quarter of 2026, the first half of 2025, third-quarter. */
static bool read_named_part(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    size_t hyphen = slice_find(text, '-', 0);
    bool is_glued =
        text.len == hyphen + 8 && word_starts(slice_part(text, hyphen + 1, text.len), "quarter");
    bool is_half = !is_glued && view_is(view, t + 1, "half");
    int number = ordinal_of(slice_part(text, 0, hyphen));
    uint32_t at = t + (is_glued ? 1 : 2);

    if (number < 1 || number > (is_half ? 2 : 4) || (hyphen < text.len && !is_glued) ||
        (!is_glued && !is_half && !view_is(view, t + 1, "quarter")))
        return false;
    out->part = (is_half ? HALF_FIRST : QUARTER_FIRST) + number - 1;
    out->year = is_glued ? 0 : view_year_after(view, &at);
    if (!out->year && (is_half || !is_business(view, t)))
        return false;
    return figure_finish(out, view, FIGURE_PART, ENTITY_DATE, at);
}

/* Q3, Q3 2021, H1 2022. */
static bool read_part_sign(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    uint32_t at = t + 1;
    int number;

    if (text.len != 2 || (text.ptr[0] != 'Q' && text.ptr[0] != 'H'))
        return false;
    number = text.ptr[1] - '0';
    if (number < 1 || number > (text.ptr[0] == 'Q' ? 4 : 2))
        return false;
    out->part = (text.ptr[0] == 'Q' ? QUARTER_FIRST : HALF_FIRST) + number - 1;
    out->year = view_year_after(view, &at);
    if (!out->year && text.ptr[0] == 'H')
        return false;
    return figure_finish(out, view, FIGURE_PART, ENTITY_DATE, at);
}

/* ---- years ---- */

/* 2007-2008, 2007-08, 1914-18, 2019/20: the years of a range. */
static bool years_of(struct slice text, struct figure *out)
{
    size_t width = text.len > 6 && slice_starts(slice_part(text, 4, text.len), SLICE("–")) ? 3 : 1;
    struct slice later = slice_part(text, 4 + width, text.len);
    bool has_slash = text.len > 4 && text.ptr[4] == '/';
    int64_t first, last;

    if (text.len < 7 || (width == 1 && text.ptr[4] != '-' && !has_slash) ||
        (later.len != 2 && (later.len != 4 || has_slash)) ||
        checked_parse(slice_part(text, 0, 4), 1500, 2199, &first) ||
        checked_parse(later, 0, 2199, &last))
        return false;
    if (later.len == 2 && last == (first + 1) % 100)
        last = first + 1;
    else if (later.len == 2 && !has_slash && last > LAST_MONTH) /* 2008-11 may be a month */
        last += first / 100 * 100;
    out->year = (int)first;
    out->last_year = (int)last;
    return last > first;
}

/* "fiscal 2023", "fiscal year 2023", FY2023, FY23. */
static bool read_business_year(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t);
    bool has_year = view_is(view, t + 1, "year");
    uint32_t at = t + 1 + has_year;
    int64_t year;

    if (slice_starts(text, SLICE("FY")) && text.len > 3 &&
        !checked_parse(slice_part(text, 2, text.len), 0, 2199, &year)) {
        out->year = (int)(text.len == 4 ? 2000 + year : year);
        return out->year >= 1900 && figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
    }
    if (view_sense(view, t) != SENSE_FISCAL || (slice_is(text, "financial") && !has_year))
        return false;
    if (years_of(view_text(view, at), out))
        return figure_finish(out, view, FIGURE_YEARS, ENTITY_DATE, at + 1);
    out->year = count_year(view, at);
    return out->year && figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at + 1);
}

/* 2000 people, 1500 tons: what follows is counted, though the number looks like a year. */
static bool is_counted(const struct figure_view *view, uint32_t t)
{
    static const char *const always_years[] = {"in", "In", "since", "Since", "of", "during"};
    static const char *const things[] = {
        "people",     "men",      "women",      "children", "troops",  "soldiers", "police",
        "civilians",  "homes",    "houses",     "jobs",     "workers", "tonnes",   "tons",
        "meters",     "metres",   "miles",      "feet",     "km",      "kg",       "kilometers",
        "dollars",    "euros",    "kilometres", "pounds",   "yen",     "students", "votes",
        "protesters", "refugees", "acres",      "hectares"};

    return VIEW_IS_ONE_OF(view, t + 1, things) &&
           (t == view->first || !VIEW_IS_ONE_OF(view, t - 1, always_years));
}

static bool read_year(const struct figure_view *view, uint32_t t, struct figure *out)
{
    const struct token *after = view_token(view, t + 1);
    bool noun_follows = after->kind == TOKEN_WORD && !(after->flags & TOKEN_CAPITAL) &&
                        slice_ends(view_text(view, t + 1), SLICE("s")) &&
                        !(after->flags & TOKEN_CLITIC);

    if (years_of(view_text(view, t), out))
        return figure_finish(out, view, FIGURE_YEARS, ENTITY_DATE, t + 1);
    out->year = count_year(view, t);
    if (out->year < 1500 || after->kind == TOKEN_SYMBOL || is_counted(view, t) ||
        (!view_after_preposition(view, t) && (noun_follows || out->year < 1900)))
        return false;
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* ---- early, mid, late ---- */

/* mid-1990s, mid-June, mid-2019, mid-19th-century. */
static bool read_glued_stage(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice stage, rest = view_text(view, t);
    const struct figure_word *word;
    uint32_t at = t + 1;
    int64_t year;

    if (!(view_token(view, t)->flags & TOKEN_HYPHENATED) || !slice_cut(&rest, '-', &stage))
        return false;
    word = figure_word_find(stage);
    if (!word || word->sense != SENSE_STAGE || rest.len == 0)
        return false;
    out->year = decade_of(rest);
    if (out->year)
        return figure_finish(out, view, FIGURE_DECADE, ENTITY_DATE, at);
    if (rest.len == 4 && !checked_parse(rest, 1500, 2199, &year)) {
        out->year = (int)year;
        return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
    }
    if (ordinal_of(rest) > 0 && view_is(view, at, "century")) {
        out->year = 100 * (ordinal_of(rest) - 1);
        return figure_finish(out, view, FIGURE_CENTURY, ENTITY_DATE, at + 1);
    }
    word = figure_word_find(rest);
    if (!word || word->sense != SENSE_MONTH || rest.ptr[0] < 'A' || rest.ptr[0] > 'Z')
        return false;
    out->month = (int)word->value;
    out->year = view_year_after(view, &at);
    return figure_finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
}

/* early 2003, late May, the mid 1990s; not a day, which is read by itself. */
static bool read_stage(const struct figure_view *view, uint32_t t, struct figure *out)
{
    typedef bool rule(const struct figure_view *view, uint32_t token, struct figure *out);
    static rule *const rules[] = {read_decade, read_century, read_season, read_year,
                                  figure_read_month};
    const struct figure blank = *out;

    if (view_sense(view, t) != SENSE_STAGE)
        return false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        *out = blank;
        if (rules[i](view, t + 1, out) && !out->day)
            return true;
    }
    return false;
}

bool figure_read_part(const struct figure_view *view, uint32_t t, struct figure *out)
{
    typedef bool rule(const struct figure_view *view, uint32_t token, struct figure *out);
    static rule *const rules[] = {read_decade,    read_century,     read_named_part,
                                  read_part_sign, read_season,      read_business_year,
                                  read_year,      read_glued_stage, read_stage};
    const struct figure blank = *out;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        *out = blank;
        if (rules[i](view, t, out))
            return true;
    }
    return false;
}
