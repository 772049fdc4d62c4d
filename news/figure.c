#include "news/figure_view.h"

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

static bool read_symbol_money(const struct figure_view *view, uint32_t t, struct figure *out)
{
    const char *code = symbol_code(view_text(view, t)), *own = dollar_code(view_text(view, t));
    struct figure_count count;

    if (own && slice_is(view_text(view, t + 1), "$") &&
        !(view_token(view, t + 1)->flags & TOKEN_SPACE_BEFORE)) {
        code = own;
        t++;
    }
    if (!code || !count_read(view, t + 1, &count) || slice_is(view_text(view, t + 1), "a"))
        return false;
    out->currency = slice_of(code);
    return figure_finish_count(out, view, FIGURE_MONEY, ENTITY_MONEY, &count);
}

/* "10 million dollars", "50 Canadian dollars", "a million euros". Pounds under a thousand are taken
 * for weight. */
static bool read_word_money(const struct figure_view *view, const struct figure_count *count,
                            struct figure *out)
{
    uint32_t t = count->last;
    const struct figure_word *word = view_word(view, t);
    const char *own = NULL;

    if (word->sense != SENSE_CURRENCY && view_is_capital(view, t)) {
        own = dollar_code(view_text(view, t));
        word = view_word(view, ++t);
    }
    if (word->sense != SENSE_CURRENCY || view_token(view, t)->flags & TOKEN_CAPITAL)
        return false;
    if (slice_starts(slice_of(word->word), SLICE("pound")) && count->value < 1000)
        return false;
    out->currency =
        slice_of(own && slice_starts(slice_of(word->word), SLICE("dollar")) ? own : word->code);
    out->number = count->value * word->value;
    return figure_finish(out, view, FIGURE_MONEY, ENTITY_MONEY, t + 1);
}

/* One past the words of "per cent" at a token; 0 when they do not stand there. */
static uint32_t percent_end(const struct figure_view *view, uint32_t t, bool *is_points)
{
    *is_points = slice_is(view_text(view, t), "percentage") &&
                 slice_starts(view_text(view, t + 1), SLICE("point"));
    if (view_sense(view, t) == SENSE_PERCENT)
        return t + 1;
    if (*is_points ||
        (slice_is(view_text(view, t), "per") && slice_is(view_text(view, t + 1), "cent")))
        return t + 2;
    return 0;
}

static bool read_percent(const struct figure_view *view, const struct figure_count *count,
                         struct figure *out)
{
    uint32_t last = percent_end(view, count->last, &out->is_points);

    if (!last)
        return false;
    out->number = count->value;
    return figure_finish(out, view, FIGURE_PERCENT, ENTITY_PERCENT, last);
}

/* "20-30 percent": two numbers, hence no value. */
static bool read_percent_range(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct slice text = view_text(view, t), joint;
    double number;
    size_t used = count_digits(text, &number), rest;
    uint32_t last = percent_end(view, t + 1, &out->is_points);

    if (!last || used == 0 || view_token(view, t)->kind != TOKEN_NUMBER)
        return false;
    joint = slice_part(text, used, text.len);
    rest = slice_starts(joint, SLICE("-")) ? 1 : slice_starts(joint, SLICE("–")) ? 3 : 0;
    if (!rest || count_digits(slice_part(joint, rest, joint.len), &number) != joint.len - rest ||
        rest == joint.len)
        return false;
    return figure_finish(out, view, FIGURE_NAMED, ENTITY_PERCENT, last);
}

/* "seven years ago", "two days later", "three weeks"; `t` is the token after the count. */
static bool read_span_of_time(const struct figure_view *view, const struct figure_count *count,
                              struct figure *out)
{
    uint32_t t = count->last;
    enum figure_sense after = view_sense(view, t + 1);

    if (view_sense(view, t) != SENSE_UNIT || view_is_capital(view, t))
        return false;
    out->period = (enum period)view_word(view, t)->value;
    out->number = count->value;
    if (after == SENSE_AGO)
        return figure_finish(out, view, FIGURE_AGO, figure_period_type(out->period), t + 2);
    if (after == SENSE_LATER)
        return figure_finish(out, view, FIGURE_LATER, figure_period_type(out->period), t + 2);
    if (count->is_indefinite || out->period == PERIOD_QUARTER || out->period == PERIOD_WEEKEND)
        return false;
    return figure_finish(out, view, FIGURE_DURATION, figure_period_type(out->period), t + 1);
}

/* "a year ago", "several months later", "a few days ago". */
static bool read_vague_time(const struct figure_view *view, uint32_t t, struct figure *out)
{
    struct figure_count count = {.value = 1, .last = t + 1, .is_indefinite = true};

    if (view_sense(view, t) == SENSE_VAGUE)
        count.value = 0;
    else if (!slice_is(view_text(view, t), "a") && !slice_is(view_text(view, t), "an"))
        return false;
    if (view_sense(view, count.last) == SENSE_VAGUE) {
        count.value = 0;
        count.last++;
    }
    if (slice_is(view_text(view, count.last), "of"))
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

/* "one" is a number only before what it counts. */
static bool is_pronoun(const struct figure_view *view, const struct figure_count *count, uint32_t t)
{
    static const char *const words[] = {"of",   "is",  "was",  "who",    "that", "can",   "could",
                                        "has",  "had", "to",   "in",     "and",  "or",    "another",
                                        "by",   "for", "with", "from",   "at",   "on",    "would",
                                        "will", "may", "must", "should", "as",   "which", "more"};
    const struct token *after = view_token(view, count->last);

    if (count->last != t + 1 || view_token(view, t)->kind != TOKEN_WORD || count->value > 1 ||
        view_text(view, t).len != 3)
        return false;
    return after->kind != TOKEN_WORD || after->flags & (TOKEN_CAPITAL | TOKEN_CLITIC) ||
           VIEW_IS_ONE_OF(view, count->last, words);
}

typedef bool rule(const struct figure_view *view, uint32_t token, struct figure *out);
typedef bool count_rule(const struct figure_view *view, const struct figure_count *count,
                        struct figure *out);

/* Most words begin no figure: told by one look. */
static bool may_begin(const struct figure_view *view, uint32_t t)
{
    const struct token *token = view_token(view, t);
    struct slice text = view_text(view, t);

    if (token->kind == TOKEN_NUMBER)
        return true;
    if (token->kind == TOKEN_SYMBOL)
        return true;
    if (token->kind != TOKEN_WORD)
        return false;
    if (view_sense(view, t) != SENSE_NOT || token->flags & (TOKEN_HYPHENATED | TOKEN_HAS_DIGIT))
        return true;
    if (text.ptr[0] == 'a' && (text.len == 1 || slice_is(text, "an")))
        return true;
    return slice_is(view_text(view, t + 1), "$");
}

static bool read_unsigned(const struct figure_view *view, uint32_t token, struct figure *out)
{
    static rule *const rules[] = {figure_read_date, read_vague_time, read_compound_time,
                                  read_symbol_money, read_percent_range};
    static count_rule *const count_rules[] = {read_percent, read_word_money, read_span_of_time};
    const struct figure blank = {.first = token};
    struct figure_count count;

    if (!may_begin(view, token) || view_in_telephone(view, token))
        return false;
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
    return figure_finish_count(out, view, FIGURE_NUMBER, ENTITY_NUMBER, &count);
}

/* "-3", "minus 5": a sign before digits, and no word or number glued or counted before it. */
static bool is_sign(const struct figure_view *view, uint32_t t)
{
    static const char *const dashes[] = {"-", "−"}, *const words[] = {"minus", "Minus"};
    const struct token *sign = view_token(view, t), *digits = view_token(view, t + 1);
    enum token_kind before = view_token(view, t - (t > view->first))->kind;
    bool has_number = digits->kind == TOKEN_NUMBER || symbol_code(view_text(view, t + 1));

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
    struct figure_view view = {document, sentence->first, last};

    if (is_sign(&view, token))
        return read_signed(&view, token, out);
    return read_unsigned(&view, token, out);
}
