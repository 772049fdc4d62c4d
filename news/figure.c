#include "news/figure.h"

#include "base/checked.h"
#include "news/figure_word.h"

enum { NUMBER_WORDS_MAX = 12 };

/* ---- looking at tokens ---- */

struct view {
    const struct document *document;
    uint32_t first, last; /* the sentence's tokens as far as may be read */
};

static const struct token *token_of(const struct view *view, uint32_t t)
{
    static const struct token none = {.kind = TOKEN_STOP};

    return t >= view->first && t < view->last ? &view->document->tokens.at[t] : &none;
}

static struct slice text_of(const struct view *view, uint32_t t)
{
    return token_text(view->document->text, token_of(view, t));
}

static const struct figure_word *word_of(const struct view *view, uint32_t t)
{
    static const struct figure_word none = {"", SENSE_NOT, 0, NULL};
    const struct token *token = token_of(view, t);
    const struct figure_word *word;

    if (token->kind > TOKEN_NUMBER && token->kind != TOKEN_SYMBOL)
        return &none;
    word = figure_word_find(text_of(view, t));
    return word ? word : &none;
}

static enum figure_sense sense_of(const struct view *view, uint32_t t)
{
    return word_of(view, t)->sense;
}

static bool is_capital(const struct view *view, uint32_t t)
{
    return (token_of(view, t)->flags & TOKEN_CAPITAL) != 0;
}

static bool is_one_of(const struct view *view, uint32_t t, const char *const *words, size_t count)
{
    struct slice text = text_of(view, t);

    for (size_t i = 0; i < count; i++)
        if (slice_is(text, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(view, t, words) is_one_of((view), (t), (words), sizeof(words) / sizeof *(words))

/* Words before a bare year or month that make it a date. */
static bool follows_preposition(const struct view *view, uint32_t t)
{
    static const char *const words[] = {
        "in",      "In",        "since",  "Since", "of",    "by",   "By",     "during",
        "During",  "until",     "till",   "from",  "From",  "to",   "before", "after",
        "After",   "Before",    "early",  "late",  "mid",   "and",  "the",    "The",
        "through", "between",   "around", "about", "circa", "year", "for",    "(",
        "back",    "following", "last",   "next",  "this"};

    return t == view->first || IS_ONE_OF(view, t - 1, words);
}

/* ---- numbers ---- */

struct count {
    double value;
    uint32_t last;      /* one past its last token */
    uint32_t end;       /* byte: it may end inside its last token ("10-year-old") */
    bool is_digits;     /* one token of digits alone */
    bool is_indefinite; /* a, an */
};

/* Reads 1,200.5 at the begin of a token; bytes used, 0 when it does not begin with a digit. */
static size_t read_digits(struct slice text, double *value)
{
    double sum = 0, place = 0;
    size_t at = 0;

    for (; at < text.len; at++) {
        char c = text.ptr[at];
        bool digit_follows =
            at + 1 < text.len && text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9';
        if (c >= '0' && c <= '9') {
            sum = place > 0 ? sum + (c - '0') * place : sum * 10 + (c - '0');
            place /= 10;
        } else if (c == '.' && place <= 0 && digit_follows && at > 0) {
            place = 0.1;
        } else if (c != ',' || place > 0 || !digit_follows || at == 0) {
            break;
        }
    }
    *value = sum;
    return at;
}

static bool is_scale(enum figure_sense sense)
{
    return sense == SENSE_SCALE || sense == SENSE_HUNDRED || sense == SENSE_DOZEN;
}

/* A number written in digits, with the word or letters of its scale: 3.5 million, 5bn. */
static bool read_digit_count(const struct view *view, uint32_t t, struct count *out)
{
    struct slice text = text_of(view, t);
    size_t used = read_digits(text, &out->value);
    const struct figure_word *scale;
    struct slice rest;

    if (token_of(view, t)->kind != TOKEN_NUMBER || used == 0)
        return false;
    rest = slice_part(text, used, slice_find(text, '-', used));
    scale = figure_word_find(rest);
    if (rest.len && (!scale || scale->sense != SENSE_SCALE))
        return false;
    if (rest.len)
        out->value *= scale->value;
    if (used + rest.len + 1 < text.len && text.ptr[used + rest.len + 1] >= '0' &&
        text.ptr[used + rest.len + 1] <= '9')
        return false; /* 20-30, 2-1: a range or a score */
    out->last = t + 1;
    out->end = token_of(view, t)->span.begin + (uint32_t)(used + rest.len);
    out->is_digits = used == text.len;
    if (out->is_digits && is_scale(sense_of(view, t + 1)) &&
        (text_of(view, t + 1).len > 2 || token_of(view, t + 1)->flags & TOKEN_SPACE_BEFORE)) {
        out->value *= word_of(view, t + 1)->value;
        out->end = token_of(view, t + 1)->span.end;
        out->last = t + 2;
        out->is_digits = false;
    }
    return true;
}

/* The value of one number word, "twenty-five" too; false when it is none. */
static bool word_value(const struct view *view, uint32_t t, double *value, enum figure_sense *sense)
{
    struct slice text = text_of(view, t), left, rest = text;
    const struct figure_word *word = word_of(view, t), *unit;

    *sense = word->sense;
    *value = word->value;
    if (token_of(view, t)->kind != TOKEN_WORD)
        return false;
    if (*sense == SENSE_ONES || *sense == SENSE_TENS || is_scale(*sense))
        return *sense != SENSE_SCALE || text.len > 2;
    if (!(token_of(view, t)->flags & TOKEN_HYPHENATED) || !slice_cut(&rest, '-', &left))
        return false;
    word = figure_word_find(left);
    unit = figure_word_find(rest);
    if (!word || !unit || word->sense != SENSE_TENS || unit->sense != SENSE_ONES || unit->value > 9)
        return false;
    *value = word->value + unit->value;
    return true;
}

/* Adds one number word to what has been read: three hundred thousand and five. */
static void add_word(double value, enum figure_sense sense, double *group, double *total)
{
    if (sense == SENSE_HUNDRED || sense == SENSE_DOZEN) {
        *group = (*group > 0 ? *group : 1) * value;
    } else if (sense == SENSE_SCALE) {
        *total += (*group > 0 ? *group : 1) * value;
        *group = 0;
    } else {
        *group += value;
    }
}

/* May this number word follow the one before it? "two hundred", "twenty five", not "two three". */
static bool may_follow(enum figure_sense before, double before_value, enum figure_sense sense,
                       double value)
{
    if (is_scale(sense))
        return before != SENSE_DOZEN;
    if (before == SENSE_HUNDRED || before == SENSE_SCALE)
        return true;
    return before == SENSE_TENS && before_value >= 20 && sense == SENSE_ONES && value < 10;
}

static bool read_word_count(const struct view *view, uint32_t t, struct count *out)
{
    double group = 0, total = 0, value, before_value = 0;
    enum figure_sense sense, before = SENSE_NOT;
    uint32_t at = t, last = t;

    for (int i = 0; i < NUMBER_WORDS_MAX; i++) {
        uint32_t next = at;
        if (last > t && slice_is(text_of(view, at), "and") &&
            (before == SENSE_HUNDRED || before == SENSE_SCALE))
            next = at + 1;
        if (!word_value(view, next, &value, &sense) ||
            (last > t && !may_follow(before, before_value, sense, value)) ||
            (next > at && is_scale(sense)))
            break;
        add_word(value, sense, &group, &total);
        before = sense;
        before_value = value;
        last = at = next + 1;
    }
    if (last == t)
        return false;
    out->value = total + group;
    out->last = last;
    out->end = token_of(view, last - 1)->span.end;
    return true;
}

static bool read_count(const struct view *view, uint32_t t, struct count *out)
{
    *out = (struct count){0};
    if (read_digit_count(view, t, out))
        return true;
    if (slice_is(text_of(view, t), "a") && is_scale(sense_of(view, t + 1)) &&
        text_of(view, t + 1).len > 2)
        return read_word_count(view, t + 1, out);
    return read_word_count(view, t, out);
}

/* ---- figures ---- */

static bool finish(struct figure *out, const struct view *view, enum figure_kind kind,
                   enum entity_type type, uint32_t last)
{
    out->kind = kind;
    out->type = type;
    out->last = last;
    out->span =
        (struct span){token_of(view, out->first)->span.begin, token_of(view, last - 1)->span.end};
    return true;
}

static bool finish_count(struct figure *out, const struct view *view, enum figure_kind kind,
                         enum entity_type type, const struct count *count)
{
    out->number = count->value;
    (void)finish(out, view, kind, type, count->last);
    out->span.end = count->end;
    return true;
}

static const char *symbol_code(struct slice symbol)
{
    static const struct {
        const char *symbol, *code;
    } table[] = {{"$", "USD"}, {"€", "EUR"},   {"£", "GBP"}, {"¥", "JPY"},
                 {"₹", "INR"}, {"₽", "RUB"}, {"₩", "KRW"}, {"₪", "ILS"},
                 {"₺", "TRY"}, {"₴", "UAH"},   {"₦", "NGN"}, {"฿", "THB"}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slice_is(symbol, table[i].symbol))
            return table[i].code;
    return NULL;
}

/* Whose dollars: US$, A$, Canadian dollars. */
static const char *dollar_code(struct slice whose)
{
    static const struct {
        const char *whose, *code;
    } table[] = {{"US", "USD"},        {"U.S.", "USD"},       {"American", "USD"}, {"A", "AUD"},
                 {"AU", "AUD"},        {"Australian", "AUD"}, {"C", "CAD"},        {"CA", "CAD"},
                 {"Canadian", "CAD"},  {"HK", "HKD"},         {"NZ", "NZD"},       {"S", "SGD"},
                 {"Singapore", "SGD"}, {"NT", "TWD"},         {"R", "BRL"}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slice_is(whose, table[i].whose))
            return table[i].code;
    return NULL;
}

static bool read_symbol_money(const struct view *view, uint32_t t, struct figure *out)
{
    const char *code = symbol_code(text_of(view, t)), *own = dollar_code(text_of(view, t));
    struct count count;

    if (own && slice_is(text_of(view, t + 1), "$") &&
        !(token_of(view, t + 1)->flags & TOKEN_SPACE_BEFORE)) {
        code = own;
        t++;
    }
    if (!code || !read_count(view, t + 1, &count) || slice_is(text_of(view, t + 1), "a"))
        return false;
    out->currency = slice_of(code);
    return finish_count(out, view, FIGURE_MONEY, ENTITY_MONEY, &count);
}

/* "10 million dollars", "50 Canadian dollars", "a million euros". Pounds under a thousand are taken
 * for weight. */
static bool read_word_money(const struct view *view, const struct count *count, struct figure *out)
{
    uint32_t t = count->last;
    const struct figure_word *word = word_of(view, t);
    const char *own = NULL;

    if (word->sense != SENSE_CURRENCY && is_capital(view, t)) {
        own = dollar_code(text_of(view, t));
        word = word_of(view, ++t);
    }
    if (word->sense != SENSE_CURRENCY || token_of(view, t)->flags & TOKEN_CAPITAL)
        return false;
    if (slice_starts(slice_of(word->word), SLICE("pound")) && count->value < 1000)
        return false;
    out->currency =
        slice_of(own && slice_starts(slice_of(word->word), SLICE("dollar")) ? own : word->code);
    out->number = count->value * word->value;
    return finish(out, view, FIGURE_MONEY, ENTITY_MONEY, t + 1);
}

static bool read_percent(const struct view *view, const struct count *count, struct figure *out)
{
    uint32_t t = count->last, last = 0;

    if (sense_of(view, t) == SENSE_PERCENT)
        last = t + 1;
    else if (slice_is(text_of(view, t), "per") && slice_is(text_of(view, t + 1), "cent"))
        last = t + 2;
    else if (slice_is(text_of(view, t), "percentage") &&
             slice_starts(text_of(view, t + 1), SLICE("point")))
        last = t + 2;
    if (!last)
        return false;
    out->number = count->value;
    return finish(out, view, FIGURE_PERCENT, ENTITY_PERCENT, last);
}

static enum entity_type type_of_period(enum period period)
{
    return period >= PERIOD_DAY ? ENTITY_DATE : ENTITY_TIME;
}

/* "seven years ago", "two days later", "three weeks"; `t` is the token after the count. */
static bool read_span_of_time(const struct view *view, const struct count *count,
                              struct figure *out)
{
    uint32_t t = count->last;
    enum figure_sense after = sense_of(view, t + 1);

    if (sense_of(view, t) != SENSE_UNIT || is_capital(view, t))
        return false;
    out->period = (enum period)word_of(view, t)->value;
    out->number = count->value;
    if (after == SENSE_AGO)
        return finish(out, view, FIGURE_AGO, type_of_period(out->period), t + 2);
    if (after == SENSE_LATER)
        return finish(out, view, FIGURE_LATER, type_of_period(out->period), t + 2);
    if (count->is_indefinite || out->period == PERIOD_QUARTER || out->period == PERIOD_WEEKEND)
        return false;
    return finish(out, view, FIGURE_DURATION, type_of_period(out->period), t + 1);
}

/* "a year ago", "several months later", "a few days ago". */
static bool read_vague_time(const struct view *view, uint32_t t, struct figure *out)
{
    struct count count = {.value = 1, .last = t + 1, .is_indefinite = true};

    if (sense_of(view, t) == SENSE_VAGUE)
        count.value = 0;
    else if (!slice_is(text_of(view, t), "a") && !slice_is(text_of(view, t), "an"))
        return false;
    if (sense_of(view, count.last) == SENSE_VAGUE) {
        count.value = 0;
        count.last++;
    }
    if (slice_is(text_of(view, count.last), "of"))
        count.last++;
    return read_span_of_time(view, &count, out);
}

/* "two-week", "10-year-old": the time inside a compound. */
static bool read_compound_time(const struct view *view, uint32_t t, struct figure *out)
{
    struct slice text = text_of(view, t), rest = text, left, name;
    const struct figure_word *count, *period;

    if (!(token_of(view, t)->flags & TOKEN_HYPHENATED) || !slice_cut(&rest, '-', &left) ||
        !slice_cut(&rest, '-', &name))
        return false;
    period = figure_word_find(name);
    count = figure_word_find(left);
    if (!period || period->sense != SENSE_UNIT || period->value >= PERIOD_CENTURY)
        return false;
    if (read_digits(left, &out->number) != left.len) {
        if (!count || (count->sense != SENSE_ONES && count->sense != SENSE_TENS))
            return false;
        out->number = count->value;
    }
    out->period = (enum period)period->value;
    (void)finish(out, view, FIGURE_DURATION, type_of_period(out->period), t + 1);
    out->span.end = out->span.begin + (uint32_t)(name.ptr + name.len - text.ptr);
    return true;
}

/* ---- dates ---- */

/* A token of four digits between 1000 and 2199, else 0. */
static int year_at(const struct view *view, uint32_t t)
{
    int64_t year;
    struct slice text = text_of(view, t);

    return text.len == 4 && !checked_parse(text, 1000, 2199, &year) ? (int)year : 0;
}

/* 17, 17th: a day of a month, else 0. */
static int day_at(const struct view *view, uint32_t t)
{
    struct slice text = text_of(view, t), rest;
    double value;
    size_t used = read_digits(text, &value);

    rest = slice_part(text, used, text.len);
    if (token_of(view, t)->kind != TOKEN_NUMBER || used == 0 || used > 2 || value < 1 ||
        value > 31 ||
        (rest.len && !slice_is(rest, "th") && !slice_is(rest, "st") && !slice_is(rest, "nd") &&
         !slice_is(rest, "rd")))
        return 0;
    return (int)value;
}

/* A year after a month or a day: "2008", ", 2008", "of 2008"; 0 when there is none. */
static int read_year_after(const struct view *view, uint32_t *t)
{
    bool has_link = slice_is(text_of(view, *t), ",") || slice_is(text_of(view, *t), "of");
    int year = year_at(view, *t + has_link);

    if (year)
        *t += 1u + has_link;
    return year;
}

static bool read_month(const struct view *view, uint32_t t, struct figure *out)
{
    struct slice text = text_of(view, t);
    uint32_t at = t + 1;

    if (sense_of(view, t) != SENSE_MONTH || !is_capital(view, t))
        return false;
    out->month = (int)word_of(view, t)->value;
    out->day = day_at(view, at);
    if (out->day) {
        const struct token *after = token_of(view, at + 1);
        at++;
        if (after->kind == TOKEN_SYMBOL)
            return false; /* "May 5 %" */
    }
    out->year = read_year_after(view, &at);
    if (out->day || out->year)
        return finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
    if (text.len < 3 || (text.len <= 4 && !follows_preposition(view, t)) ||
        (slice_is(text, "March") && !follows_preposition(view, t)))
        return false;
    return finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* 17 November 2008, 17th of November. */
static bool read_day_first(const struct view *view, uint32_t t, struct figure *out)
{
    uint32_t month = t + 1, at;
    int day = day_at(view, t);

    if (!day)
        return false;
    if (slice_is(text_of(view, month), "of"))
        month++;
    if (sense_of(view, month) != SENSE_MONTH || !is_capital(view, month))
        return false;
    at = month + 1;
    out->day = day;
    out->month = (int)word_of(view, month)->value;
    out->year = read_year_after(view, &at);
    return finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, at);
}

/* 2008-11-17, 11/17/2008, 17.11.2008. */
static bool read_written_date(const struct view *view, uint32_t t, struct figure *out)
{
    struct slice rest = text_of(view, t), piece;
    char mark = memchr(rest.ptr, '/', rest.len) ? '/' : memchr(rest.ptr, '-', rest.len) ? '-' : '.';
    int64_t part[3];
    int count = 0;

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
    return finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* 1990s, '90s. */
static bool read_decade(const struct view *view, uint32_t t, struct figure *out)
{
    struct slice text = text_of(view, t);
    int64_t year;

    if (slice_starts(text, SLICE("'")) || slice_starts(text, SLICE("’")))
        text = slice_part(text, text.ptr[0] == '\'' ? 1 : 3, text.len);
    if (!slice_ends(text, SLICE("0s")) ||
        checked_parse(slice_part(text, 0, text.len - 1), 20, 2090, &year) ||
        (year > 90 && year < 1000))
        return false;
    out->year = (int)(year < 100 ? year + 1900 : year);
    return finish(out, view, FIGURE_DECADE, ENTITY_DATE, t + 1);
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

static bool read_year(const struct view *view, uint32_t t, struct figure *out)
{
    const struct token *after = token_of(view, t + 1);
    bool noun_follows = after->kind == TOKEN_WORD && !(after->flags & TOKEN_CAPITAL) &&
                        slice_ends(text_of(view, t + 1), SLICE("s")) &&
                        !(after->flags & TOKEN_CLITIC);

    if (is_year_range(text_of(view, t)))
        return finish(out, view, FIGURE_NAMED, ENTITY_DATE, t + 1);
    out->year = year_at(view, t);
    if (out->year < 1500 || after->kind == TOKEN_SYMBOL ||
        (!follows_preposition(view, t) && (noun_follows || out->year < 1900)))
        return false;
    return finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, t + 1);
}

/* Monday; Monday, Nov. 17; Monday night. */
static bool read_weekday(const struct view *view, uint32_t t, struct figure *out)
{
    struct figure day = *out;
    uint32_t at = t + 1;

    if (sense_of(view, t) != SENSE_WEEKDAY || !is_capital(view, t))
        return false;
    out->weekday = (int)word_of(view, t)->value;
    out->when = WHEN_FREE;
    if (slice_is(text_of(view, at), ","))
        at++;
    day.first = at;
    if (read_month(view, at, &day) || read_day_first(view, at, &day)) {
        day.first = t;
        day.weekday = out->weekday;
        *out = day;
        return finish(out, view, FIGURE_CALENDAR, ENTITY_DATE, day.last);
    }
    if (sense_of(view, t + 1) == SENSE_DAY_PART)
        return finish(out, view, FIGURE_WEEKDAY, ENTITY_TIME, t + 2);
    return finish(out, view, FIGURE_WEEKDAY, ENTITY_DATE, t + 1);
}

static bool read_season(const struct view *view, uint32_t t, struct figure *out)
{
    uint32_t at = t + 1;

    if (sense_of(view, t) != SENSE_SEASON)
        return false;
    out->season = (int)word_of(view, t)->value;
    out->year = read_year_after(view, &at);
    if (!out->year)
        return false;
    return finish(out, view, FIGURE_SEASON, ENTITY_DATE, at);
}

/* The past three years, the next few days. */
static bool read_modified_span(const struct view *view, uint32_t t, struct figure *out)
{
    struct count count;

    if (sense_of(view, t + 1) == SENSE_VAGUE)
        count = (struct count){.value = 0, .last = t + 2};
    else if (!read_count(view, t + 1, &count))
        return false;
    if (sense_of(view, count.last) != SENSE_UNIT)
        return false;
    out->number = count.value;
    out->period = (enum period)word_of(view, count.last)->value;
    return finish(out, view, FIGURE_DURATION, type_of_period(out->period), count.last + 1);
}

/* last Tuesday, next year, this morning, the past three years. */
static bool read_modified(const struct view *view, uint32_t t, struct figure *out)
{
    const struct figure_word *word = word_of(view, t + 1);
    bool is_plural = slice_ends(text_of(view, t + 1), SLICE("s"));

    if (sense_of(view, t) != SENSE_MODIFIER)
        return false;
    out->when =
        slice_is(text_of(view, t), "previous") ? WHEN_FREE : (enum when)word_of(view, t)->value;
    if (out->when != WHEN_THIS && read_modified_span(view, t, out))
        return true;
    if (word->sense == SENSE_WEEKDAY && is_capital(view, t + 1)) {
        out->weekday = (int)word->value;
        return finish(out, view, FIGURE_WEEKDAY, ENTITY_DATE, t + 2);
    }
    if (word->sense == SENSE_MONTH && is_capital(view, t + 1)) {
        out->month = (int)word->value;
        return finish(out, view, FIGURE_MONTH, ENTITY_DATE, t + 2);
    }
    if (word->sense == SENSE_SEASON) {
        out->season = (int)word->value;
        return finish(out, view, FIGURE_SEASON, ENTITY_DATE, t + 2);
    }
    if (word->sense == SENSE_DAY_PART && !slice_is(text_of(view, t), "past"))
        return finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 2);
    if (word->sense != SENSE_UNIT || is_plural || word->value < PERIOD_HOUR)
        return false;
    out->period = (enum period)word->value;
    if (out->period == PERIOD_DAY || out->period == PERIOD_HOUR)
        out->when = WHEN_FREE;
    return finish(out, view, FIGURE_RELATIVE, type_of_period(out->period), t + 2);
}

/* yesterday, tomorrow night, tonight. */
static bool read_day(const struct view *view, uint32_t t, struct figure *out)
{
    if (sense_of(view, t) == SENSE_TODAY_PART)
        return finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 1);
    if (sense_of(view, t) != SENSE_DAY)
        return false;
    out->when = (enum when)word_of(view, t)->value;
    if (sense_of(view, t + 1) == SENSE_DAY_PART)
        return finish(out, view, FIGURE_DAY, ENTITY_TIME, t + 2);
    return finish(out, view, FIGURE_DAY, ENTITY_DATE, t + 1);
}

/* ---- times of day ---- */

/* 5:30, 17.45, 5pm, 11am: hour and minute at the begin of a token; bytes used. */
static size_t read_hour(struct slice text, struct figure *out)
{
    double hour, minute = 0;
    size_t used = read_digits(slice_part(text, 0, slice_find(text, ':', 0)), &hour);

    if (used == 0 || used > 2 || hour > 23)
        return 0;
    if (used + 3 <= text.len && text.ptr[used] == ':') {
        if (read_digits(slice_part(text, used + 1, used + 3), &minute) != 2 || minute > 59)
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

static bool read_zone(const struct view *view, uint32_t t, struct figure *out)
{
    if (sense_of(view, t) != SENSE_ZONE || !(token_of(view, t)->flags & TOKEN_ALL_CAPS))
        return false;
    out->is_utc = word_of(view, t)->value > 0;
    return true;
}

static bool read_clock(const struct view *view, uint32_t t, struct figure *out)
{
    static const char *const before[] = {"at", "At", "by", "By", "until", "around", "about"};
    struct slice text = text_of(view, t);
    size_t used = token_of(view, t)->kind == TOKEN_NUMBER ? read_hour(text, out) : 0;
    bool has_minutes = used > 2 && text.ptr[used - 3] == ':', is_clock;
    uint32_t last = t + 1;

    if (sense_of(view, t) == SENSE_HOUR_NAME && !is_capital(view, t)) {
        out->hour = (int)word_of(view, t)->value;
        return finish(out, view, FIGURE_CLOCK, ENTITY_TIME, t + 1);
    }
    if (year_at(view, t) && sense_of(view, t + 1) == SENSE_ZONE) {
        out->hour = year_at(view, t) / 100;
        out->minute = year_at(view, t) % 100;
        used = out->hour < 24 && out->minute < 60 ? text.len : 0;
    }
    if (!used)
        return false;
    is_clock = used < text.len
                   ? add_meridiem(figure_word_find(slice_part(text, used, text.len)), out)
                   : has_minutes && t > view->first && IS_ONE_OF(view, t - 1, before);
    if (used < text.len && !is_clock)
        return false;
    if (add_meridiem(word_of(view, last), out)) {
        is_clock = true;
        last++;
    }
    if (read_zone(view, last, out)) {
        is_clock = true;
        last++;
    }
    return is_clock && finish(out, view, FIGURE_CLOCK, ENTITY_TIME, last);
}

/* ---- all ---- */

static bool read_holiday(const struct view *view, uint32_t t, struct figure *out)
{
    if (sense_of(view, t) != SENSE_HOLIDAY ||
        (token_of(view, t)->kind != TOKEN_NUMBER && !is_capital(view, t)))
        return false;
    return finish(out, view, FIGURE_NAMED, ENTITY_DATE, t + 1);
}

/* "one" is a number only before what it counts. */
static bool is_pronoun(const struct view *view, const struct count *count, uint32_t t)
{
    static const char *const words[] = {"of",   "is",  "was",  "who",    "that", "can",   "could",
                                        "has",  "had", "to",   "in",     "and",  "or",    "another",
                                        "by",   "for", "with", "from",   "at",   "on",    "would",
                                        "will", "may", "must", "should", "as",   "which", "more"};
    const struct token *after = token_of(view, count->last);

    if (count->last != t + 1 || token_of(view, t)->kind != TOKEN_WORD || count->value > 1 ||
        text_of(view, t).len != 3)
        return false;
    return after->kind != TOKEN_WORD || after->flags & (TOKEN_CAPITAL | TOKEN_CLITIC) ||
           IS_ONE_OF(view, count->last, words);
}

typedef bool rule(const struct view *view, uint32_t token, struct figure *out);
typedef bool count_rule(const struct view *view, const struct count *count, struct figure *out);

/* Most words begin no figure: told by one look. */
static bool may_begin(const struct view *view, uint32_t t)
{
    const struct token *token = token_of(view, t);
    struct slice text = text_of(view, t);

    if (token->kind == TOKEN_NUMBER)
        return true;
    if (token->kind == TOKEN_SYMBOL)
        return symbol_code(text) != NULL;
    if (token->kind != TOKEN_WORD)
        return false;
    if (sense_of(view, t) != SENSE_NOT || token->flags & (TOKEN_HYPHENATED | TOKEN_HAS_DIGIT))
        return true;
    if (text.ptr[0] == 'a' && (text.len == 1 || slice_is(text, "an")))
        return true;
    return slice_is(text_of(view, t + 1), "$");
}

bool figure_read(const struct document *document, const struct sentence *sentence, uint32_t token,
                 uint32_t last, struct figure *out)
{
    static rule *const rules[] = {
        read_clock,   read_holiday,    read_written_date,  read_day_first,   read_month,
        read_weekday, read_decade,     read_modified,      read_day,         read_season,
        read_year,    read_vague_time, read_compound_time, read_symbol_money};
    static count_rule *const count_rules[] = {read_percent, read_word_money, read_span_of_time};
    struct view view = {document, sentence->first, last};
    const struct figure blank = {.first = token};
    struct count count;

    if (!may_begin(&view, token))
        return false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        *out = blank;
        if (rules[i](&view, token, out))
            return true;
    }
    if (!read_count(&view, token, &count))
        return false;
    for (size_t i = 0; i < sizeof count_rules / sizeof *count_rules; i++) {
        *out = blank;
        if (count_rules[i](&view, &count, out))
            return true;
    }
    *out = blank;
    if (is_pronoun(&view, &count, token))
        return false;
    return finish_count(out, &view, FIGURE_NUMBER, ENTITY_NUMBER, &count);
}
