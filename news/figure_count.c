#include "news/figure_view.h"

#include "base/checked.h"

enum { NUMBER_WORDS_MAX = 12 };

/* ---- looking at tokens ---- */

const struct token *view_token(const struct figure_view *view, uint32_t t)
{
    static const struct token none = {.kind = TOKEN_STOP};

    return t >= view->first && t < view->last ? &view->document->tokens.at[t] : &none;
}

struct slice view_text(const struct figure_view *view, uint32_t t)
{
    return token_text(view->document->text, view_token(view, t));
}

const struct figure_word *view_word(const struct figure_view *view, uint32_t t)
{
    static const struct figure_word none = {"", SENSE_NOT, 0, NULL};
    const struct token *token = view_token(view, t);
    const struct figure_word *word;

    if (token->kind > TOKEN_NUMBER && token->kind != TOKEN_SYMBOL)
        return &none;
    word = figure_word_find(view_text(view, t));
    return word ? word : &none;
}

enum figure_sense view_sense(const struct figure_view *view, uint32_t t)
{
    return view_word(view, t)->sense;
}

bool view_is_capital(const struct figure_view *view, uint32_t t)
{
    return (view_token(view, t)->flags & TOKEN_CAPITAL) != 0;
}

bool view_is_one_of(const struct figure_view *view, uint32_t t, const char *const *words,
                    size_t count)
{
    return slice_is_one_of(view_text(view, t), words, count);
}

/* Words before a bare year or month that make it a date. */
bool view_after_preposition(const struct figure_view *view, uint32_t t)
{
    static const char *const words[] = {
        "in",      "In",        "since",  "Since", "of",    "by",   "By",     "during",
        "During",  "until",     "till",   "from",  "From",  "to",   "before", "after",
        "After",   "Before",    "early",  "late",  "mid",   "and",  "the",    "The",
        "through", "between",   "around", "about", "circa", "year", "for",    "(",
        "back",    "following", "last",   "next",  "this"};

    return t == view->first || VIEW_IS_ONE_OF(view, t - 1, words);
}

/* ---- numbers ---- */

/* Reads 1,200.5 at the begin of a token; bytes used, 0 when it does not begin with a digit. */
size_t count_digits(struct slice text, double *value)
{
    double digits = 0, unit = 1; /* 5.61 is 561 / 100: exact where adding tenths is not */
    bool is_fraction = false;
    size_t at = 0;

    for (; at < text.len; at++) {
        char c = text.ptr[at];
        bool digit_follows =
            at + 1 < text.len && text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9';
        if (c >= '0' && c <= '9') {
            digits = digits * 10 + (c - '0');
            unit *= is_fraction ? 10 : 1;
        } else if (c == '.' && !is_fraction && digit_follows && at > 0) {
            is_fraction = true;
        } else if (c != ',' || is_fraction || !digit_follows || at == 0) {
            break;
        }
    }
    *value = digits / unit;
    return at;
}

static bool is_scale(enum figure_sense sense)
{
    return sense == SENSE_SCALE || sense == SENSE_HUNDRED || sense == SENSE_DOZEN;
}

/* The value of a sign such as ½; 0 when the token is none. */
static double fraction_sign(const struct figure_view *view, uint32_t t)
{
    static const struct {
        const char *sign;
        double value;
    } table[] = {{"½", 1.0 / 2}, {"⅓", 1.0 / 3}, {"⅔", 2.0 / 3}, {"¼", 1.0 / 4}, {"¾", 3.0 / 4},
                 {"⅕", 1.0 / 5}, {"⅖", 2.0 / 5}, {"⅗", 3.0 / 5}, {"⅘", 4.0 / 5}, {"⅙", 1.0 / 6},
                 {"⅚", 5.0 / 6}, {"⅛", 1.0 / 8}, {"⅜", 3.0 / 8}, {"⅝", 5.0 / 8}, {"⅞", 7.0 / 8}};
    struct slice text = view_text(view, t);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slice_is(text, table[i].sign))
            return table[i].value;
    return 0;
}

/* What "thirds" divides by; 0 when the word names no fraction. */
static double divisor_of(struct slice word)
{
    static const struct {
        const char *name;
        double divisor;
    } table[] = {{"half", 2},    {"third", 3},  {"quarter", 4}, {"fifth", 5}, {"sixth", 6},
                 {"seventh", 7}, {"eighth", 8}, {"ninth", 9},   {"tenth", 10}};

    if (slice_ends(word, SLICE("s")))
        word.len--;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slice_is(word, table[i].name))
            return table[i].divisor;
    return 0;
}

static void extend_count(const struct figure_view *view, struct figure_count *out, uint32_t last)
{
    out->last = last;
    out->end = view_token(view, last - 1)->span.end;
    out->is_digits = false;
}

/* The scale behind a number: 3.5 million, 3½bn. */
static void add_scale(const struct figure_view *view, struct figure_count *out)
{
    if (!is_scale(view_sense(view, out->last)) ||
        (view_text(view, out->last).len <= 2 &&
         !(view_token(view, out->last)->flags & TOKEN_SPACE_BEFORE)))
        return;
    out->value *= view_word(view, out->last)->value;
    extend_count(view, out, out->last + 1);
}

/* A number written in digits, with the word or letters of its scale: 3.5 million, 5bn, 3½. */
static bool read_digit_count(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    struct slice text = view_text(view, t);
    size_t used = count_digits(text, &out->value);
    const struct figure_word *scale;
    struct slice rest;

    if (view_token(view, t)->kind != TOKEN_NUMBER || used == 0)
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
    out->end = view_token(view, t)->span.begin + (uint32_t)(used + rest.len);
    out->is_digits = used == text.len;
    if (!out->is_digits)
        return true;
    if (fraction_sign(view, t + 1) > 0 && !(view_token(view, t + 1)->flags & TOKEN_SPACE_BEFORE)) {
        out->value += fraction_sign(view, t + 1);
        extend_count(view, out, t + 2);
    }
    add_scale(view, out);
    return true;
}

/* The value of one number word, "twenty-five" too; false when it is none. */
static bool word_value(const struct figure_view *view, uint32_t t, double *value,
                       enum figure_sense *sense)
{
    struct slice text = view_text(view, t), left, rest = text;
    const struct figure_word *word = view_word(view, t), *unit;

    *sense = word->sense;
    *value = word->value;
    if (view_token(view, t)->kind != TOKEN_WORD)
        return false;
    if (*sense == SENSE_ONES || *sense == SENSE_TENS || is_scale(*sense))
        return *sense != SENSE_SCALE || text.len > 2;
    if (!(view_token(view, t)->flags & TOKEN_HYPHENATED) || !slice_cut(&rest, '-', &left))
        return false;
    word = figure_word_find(left);
    unit = figure_word_find(rest);
    if (word && word->sense == SENSE_ONES && divisor_of(rest) > 0) {
        *value = word->value / divisor_of(rest);
        *sense = SENSE_ONES;
        return true;
    }
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

static bool read_word_count(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    double group = 0, total = 0, value, before_value = 0;
    enum figure_sense sense, before = SENSE_NOT;
    uint32_t at = t, last = t;

    for (int i = 0; i < NUMBER_WORDS_MAX; i++) {
        uint32_t next = at;
        if (last > t && slice_is(view_text(view, at), "and") &&
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
    out->end = view_token(view, last - 1)->span.end;
    return true;
}

/* "two thirds", "three quarters of", "two and a half million", behind the first word. */
static void add_fraction(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    struct slice text = view_text(view, t + 1);
    double divisor = divisor_of(text);
    bool is_plural = slice_ends(text, SLICE("s"));

    if (out->last != t + 1 || view_sense(view, t) != SENSE_ONES || out->value < 1)
        return;
    if (slice_is(text, "and") && slice_is(view_text(view, t + 2), "a") &&
        view_sense(view, t + 3) == SENSE_HALF) {
        out->value += view_word(view, t + 3)->value;
        extend_count(view, out, t + 4);
        add_scale(view, out);
    } else if (divisor > out->value && is_plural == (out->value > 1) &&
               ((is_plural && view_sense(view, t + 1) != SENSE_UNIT) ||
                slice_is(view_text(view, t + 2), "of"))) {
        out->value /= divisor;
        extend_count(view, out, t + 2);
    }
}

/* "half a million", "half million", "½ million", ½. */
static bool read_part_count(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    bool is_word = view_sense(view, t) == SENSE_HALF;
    uint32_t scale = t + 1 + (is_word && slice_is(view_text(view, t + 1), "a"));

    if (is_word && (!is_scale(view_sense(view, scale)) || view_text(view, scale).len <= 2))
        return false;
    out->value = is_word ? view_word(view, t)->value : fraction_sign(view, t);
    if (out->value <= 0)
        return false;
    extend_count(view, out, is_word ? scale : t + 1);
    add_scale(view, out);
    return true;
}

bool count_read(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    uint32_t first = t;

    *out = (struct figure_count){0};
    if (read_digit_count(view, t, out) || read_part_count(view, t, out))
        return true;
    if (slice_is(view_text(view, t), "a") && is_scale(view_sense(view, t + 1)) &&
        view_text(view, t + 1).len > 2)
        first++;
    if (!read_word_count(view, first, out))
        return false;
    add_fraction(view, t, out);
    return true;
}

/* A token of four digits between 1000 and 2199, else 0. */
int count_year(const struct figure_view *view, uint32_t t)
{
    int64_t year;
    struct slice text = view_text(view, t);

    return text.len == 4 && !checked_parse(text, 1000, 2199, &year) ? (int)year : 0;
}

/* ---- figures ---- */

bool figure_finish(struct figure *out, const struct figure_view *view, enum figure_kind kind,
                   enum entity_type type, uint32_t last)
{
    out->kind = kind;
    out->type = type;
    out->last = last;
    out->span = (struct span){view_token(view, out->first)->span.begin,
                              view_token(view, last - 1)->span.end};
    return true;
}

bool figure_finish_count(struct figure *out, const struct figure_view *view, enum figure_kind kind,
                         enum entity_type type, const struct figure_count *count)
{
    out->number = count->value;
    (void)figure_finish(out, view, kind, type, count->last);
    out->span.end = count->end;
    return true;
}

enum entity_type figure_period_type(enum period period)
{
    return period >= PERIOD_DAY ? ENTITY_DATE : ENTITY_TIME;
}
