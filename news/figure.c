#include "news/figure_view.h"

enum { MONTHS_OF_A_YEAR = 12 };

/* ---- per cents ---- */

/* One past the words of "per cent" at a token; 0 when they do not stand there. */
static uint32_t percent_end(const struct figure_view *view, uint32_t t, bool *is_points)
{
    static const char *const points[] = {"point", "points"};

    *is_points = view_is(view, t, "percentage") && VIEW_IS_ONE_OF(view, t + 1, points);
    if (view_sense(view, t) == SENSE_PERCENT)
        return t + 1;
    if (*is_points || (view_is(view, t, "per") && view_is(view, t + 1, "cent")))
        return t + 2;
    return 0;
}

/* "5-percent", "10-per-cent": bytes of the words behind the number in its token; 0 when none. */
static size_t glued_percent(const struct figure_view *view, const struct figure_count *count)
{
    static const char *const words[] = {"-percent", "-per-cent", "-pct"};
    struct span whole = view_token(view, count->last - 1)->span;
    struct slice rest = slice_at(view->document->text, (struct span){count->end, whole.end});

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_starts(rest, slice_of(words[i])))
            return strlen(words[i]);
    return 0;
}

static bool read_percent(const struct figure_view *view, const struct figure_count *count,
                         struct figure *out)
{
    uint32_t last = percent_end(view, count->last, &out->is_points), second;
    size_t glued = glued_percent(view, count);
    struct figure_count later;

    out->number = count->value;
    if (last)
        return figure_finish(out, view, FIGURE_PERCENT, ENTITY_PERCENT, last);
    if (glued) {
        (void)figure_finish(out, view, FIGURE_PERCENT, ENTITY_PERCENT, count->last);
        out->span.end = count->end + (uint32_t)glued;
        return true;
    }
    second = range_second(view, out->first, count->last);
    if (!second || !count_read(view, second, &later) ||
        !percent_end(view, later.last, &out->is_points))
        return false;
    return figure_finish_count(out, view, FIGURE_PERCENT, ENTITY_PERCENT, count);
}

/* "half a percent", "a quarter of a percentage point", "half of one percent". */
static bool read_part_percent(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const ones[] = {"a", "one", "1"};
    struct figure_count count = {.value = 0.5, .last = t + 1};
    bool is_half = view_sense(view, t) == SENSE_HALF, has_of;
    uint32_t last;

    if (!is_half && (!count_read(view, t, &count) || count.value >= 1))
        return false;
    has_of = view_is(view, count.last, "of");
    if (!(has_of || is_half) || !VIEW_IS_ONE_OF(view, count.last + has_of, ones))
        return false;
    last = percent_end(view, count.last + has_of + 1, &out->is_points);
    out->number = count.value;
    return last && figure_finish(out, view, FIGURE_PERCENT, ENTITY_PERCENT, last);
}

/* "20-30 percent": two numbers, hence no value. */
static bool read_percent_range(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t last = percent_end(view, t + 1, &out->is_points);

    return last && view_is_range(view, t) &&
           figure_finish(out, view, FIGURE_NAMED, ENTITY_PERCENT, last);
}

/* "2-3 million": two numbers, and the scale is none of its own. */
static bool read_number_range(const struct figure_view *view, uint32_t t, struct figure *out)
{
    const struct figure_word *money = view_word(view, t + 2);
    bool is_money = money->sense == SENSE_CURRENCY && money->code;

    if (!view_is_range(view, t) || view_sense(view, t + 1) != SENSE_SCALE ||
        view_text(view, t + 1).len <= 2)
        return false;
    return figure_finish(out, view, FIGURE_NAMED, is_money ? ENTITY_MONEY : ENTITY_NUMBER,
                         t + 2 + is_money);
}

/* ---- time that passes ---- */

/* "and four months" behind a number of years: one past it; 0 when it does not stand there. */
static uint32_t read_more_months(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct figure_count count;

    if (out->period != PERIOD_YEAR || !view_is(view, t, "and") ||
        !count_read(view, t + 1, &count) || view_sense(view, count.last) != SENSE_UNIT ||
        (enum period)view_word(view, count.last)->value != PERIOD_MONTH || count.value < 1 ||
        count.value >= MONTHS_OF_A_YEAR)
        return 0;
    out->months = (int)count.value;
    return count.last + 1;
}

/* "seven years ago", "two days later", "three weeks"; `t` is the token after the count. */
static bool read_span_of_time(const struct figure_view *view, const struct figure_count *count,
                              struct figure *out)
{
    uint32_t t = count->last, more;
    enum figure_sense after = view_sense(view, t + 1);

    if (view_sense(view, t) != SENSE_UNIT || view_is_named(view, t))
        return false;
    out->period = (enum period)view_word(view, t)->value;
    out->number = count->value;
    if (out->period == PERIOD_SECOND && count->value > 1 && view_is(view, t, "second"))
        return false; /* "two second places" */
    if (after == SENSE_AGO)
        return figure_finish(out, view, FIGURE_AGO, figure_period_type(out->period), t + 2);
    if (after == SENSE_LATER)
        return figure_finish(out, view, FIGURE_LATER, figure_period_type(out->period), t + 2);
    if (count->is_indefinite || out->period == PERIOD_QUARTER || out->period == PERIOD_WEEKEND)
        return false;
    more = read_more_months(view, t + 1, out);
    return figure_finish(out, view, FIGURE_DURATION, figure_period_type(out->period),
                         more ? more : t + 1);
}

/* "a year ago", "several months later", "a few days ago". */
static bool read_vague_time(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct figure_count count = {.value = 1, .last = t + 1, .is_indefinite = true};

    if (view_sense(view, t) == SENSE_VAGUE)
        count.value = 0;
    else if (!view_is_article(view, t))
        return false;
    if (view_sense(view, count.last) == SENSE_VAGUE) {
        count.value = 0;
        count.last++;
    }
    if (view_is(view, count.last, "of"))
        count.last++;
    return read_span_of_time(view, &count, out);
}

/* "two-week", "10-year-old": the time inside a compound. */
static bool read_compound_time(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t), rest = text, left, name;
    const struct figure_word *count, *period;

    if (!(view_token(view, t)->flags & TOKEN_HYPHENATED) || !slice_cut(&rest, '-', &left) ||
        !slice_cut(&rest, '-', &name))
        return false;
    period = figure_word_find(name);
    count = figure_word_find(left);
    if (!period || period->sense != SENSE_UNIT || period->value >= PERIOD_CENTURY ||
        slice_is(name, "quarters")) /* three-quarters are a fraction */
        return false;
    if (count_digits(left, &out->number) != left.len) {
        if (!count || (count->sense != SENSE_ONES && count->sense != SENSE_TENS))
            return false;
        out->number = count->value;
    }
    out->period = (enum period)period->value;
    (void)figure_finish(out, view, FIGURE_DURATION, figure_period_type(out->period), t + 1);
    out->span.end = out->span.begin + (uint32_t)(name.ptr + name.len - text.ptr);
    return true;
}

/* ---- all ---- */

/* "one in five". */
static bool is_share(const struct figure_view *view, uint32_t behind)
{
    struct figure_count whole;

    return view_is(view, behind, "in") && count_read(view, behind + 1, &whole) && whole.value > 1 &&
           whole.value <= 1000;
}

/* "one" is a number only before what it counts, and "no one" is nobody. */
static bool is_pronoun(const struct figure_view *view, const struct figure_count *count, uint32_t t)
{
    static const char *const words[] = {"of",   "is",  "was",  "who",    "that", "can",   "could",
                                        "has",  "had", "to",   "in",     "and",  "or",    "another",
                                        "by",   "for", "with", "from",   "at",   "on",    "would",
                                        "will", "may", "must", "should", "as",   "which", "more"};
    static const char *const before[] = {"no", "No", "every", "Every", "this", "another"};
    const struct token *after = view_token(view, count->last);

    if (count->last != t + 1 || view_token(view, t)->kind != TOKEN_WORD || count->value > 1 ||
        view_text(view, t).len != 3 || is_share(view, count->last))
        return false;
    return after->kind != TOKEN_WORD || after->flags & TOKEN_CLITIC ||
           view_is_named(view, count->last) || VIEW_IS_ONE_OF(view, count->last, words) ||
           (t > view->first && VIEW_IS_ONE_OF(view, t - 1, before));
}

typedef bool rule(const struct figure_view *view, uint32_t token, struct figure *out);
typedef bool count_rule(const struct figure_view *view, const struct figure_count *count,
                        struct figure *out);

/* May a word of this sense begin a figure? */
static bool opens(const struct figure_view *view, uint32_t t, enum figure_sense sense)
{
    static const char *const units[] = {"second", "Second", "SECOND", "day"};

    switch (sense) {
    case SENSE_ONES:
    case SENSE_TENS:
    case SENSE_HUNDRED:
    case SENSE_SCALE:
    case SENSE_DOZEN:
    case SENSE_DAY:
    case SENSE_TODAY_PART:
    case SENSE_SEASON:
    case SENSE_MODIFIER:
    case SENSE_VAGUE:
    case SENSE_ORDINAL:
    case SENSE_HALF:
    case SENSE_HOUR_NAME:
    case SENSE_STAGE:
    case SENSE_DECADE_NAME:
    case SENSE_FISCAL:
        return true;
    case SENSE_MONTH:
    case SENSE_WEEKDAY:
    case SENSE_CODE:
    case SENSE_HOLIDAY:
        return view_is_capital(view, t);
    case SENSE_UNIT: /* second quarter, day before yesterday */
        return VIEW_IS_ONE_OF(view, t, units);
    case SENSE_NOT:
    case SENSE_DAY_PART:
    case SENSE_AGO:
    case SENSE_LATER:
    case SENSE_CURRENCY:
    case SENSE_PERCENT:
    case SENSE_MERIDIEM:
    case SENSE_ZONE:
        return false;
    }
    return false;
}

/* Most words begin no figure: told by one look. */
static bool may_begin(const struct figure_view *view, uint32_t t)
{
    const struct token *token = view_token(view, t);

    if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_SYMBOL)
        return true;
    if (token->kind != TOKEN_WORD)
        return false;
    if (token->flags & (TOKEN_HYPHENATED | TOKEN_HAS_DIGIT))
        return true;
    if (view_is_article(view, t))
        return view_sense(view, t + 1) != SENSE_NOT || view_is(view, t + 1, "$");
    return opens(view, t, view_sense(view, t)) || view_is(view, t + 1, "$");
}

static bool read_rules(const struct figure_view *view, uint32_t token, struct figure *out)
{
    static rule *const rules[] = {figure_read_date,       read_vague_time,    read_compound_time,
                                  figure_read_sign_money, read_percent_range, read_part_percent,
                                  read_number_range};
    static count_rule *const count_rules[] = {read_percent, figure_read_word_money,
                                              read_span_of_time};
    const struct figure blank = {.first = token, .zone = ZONE_UNKNOWN};
    struct figure_count count;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        *out = blank;
        if (rules[i](view, token, out))
            return true;
    }
    if (!count_read(view, token, &count))
        return false;
    for (size_t i = 0; i < sizeof count_rules / sizeof *count_rules; i++) {
        *out = blank;
        if (count_rules[i](view, &count, out))
            return true;
    }
    *out = blank;
    if (is_pronoun(view, &count, token))
        return false;
    count.value = count_scaled(count.value, count_range_scale(view, token, &count));
    return figure_finish_count(out, view, FIGURE_NUMBER, ENTITY_NUMBER, &count);
}

static bool read_unsigned(const struct figure_view *view, uint32_t token, struct figure *out)
{
    struct figure_view own = *view;

    if (!may_begin(view, token) || view_in_telephone(view, token))
        return false;
    own.is_headline = view_reads_as_headline(view, token);
    return read_rules(&own, token, out);
}

/* "-3", "minus 5": a sign before digits, and no word or number glued or counted before it. */
static bool is_sign(const struct figure_view *view, uint32_t t)
{
    static const char *const dashes[] = {"-", "−"}, *const words[] = {"minus", "Minus"};
    const struct token *sign = view_token(view, t), *digits = view_token(view, t + 1);
    enum token_kind before = view_token(view, t - (t > view->first))->kind;
    bool has_number = digits->kind == TOKEN_NUMBER || figure_sign_code(view_text(view, t + 1));

    if (!has_number)
        return false;
    if (VIEW_IS_ONE_OF(view, t, words))
        return t == view->first || before != TOKEN_NUMBER;
    return VIEW_IS_ONE_OF(view, t, dashes) && !(digits->flags & TOKEN_SPACE_BEFORE) &&
           (sign->flags & TOKEN_SPACE_BEFORE || before == TOKEN_BRACKET || before == TOKEN_QUOTE);
}

static bool read_signed(const struct figure_view *view, uint32_t token, struct figure *out)
{
    if (!read_unsigned(view, token + 1, out) ||
        (out->kind != FIGURE_NUMBER && out->kind != FIGURE_PERCENT && out->kind != FIGURE_MONEY))
        return false;
    out->number = -out->number;
    out->first = token;
    out->span.begin = view_token(view, token)->span.begin;
    return true;
}

bool figure_read(const struct document *document, const struct sentence *sentence, uint32_t token,
                 uint32_t last, struct figure *out)
{
    struct figure_memory memory = {0};
    struct figure_view view = {
        .document = document,
        .first = sentence->first,
        .last = last,
        .sentence_last = sentence->last,
        .memory = &memory,
    };

    if (is_sign(&view, token))
        return read_signed(&view, token, out);
    return read_unsigned(&view, token, out);
}
