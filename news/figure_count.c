#include "news/figure_view.h"

#include <math.h>

#include "base/checked.h"

enum {
    NUMBER_WORDS_MAX = 12,
    DIGITS_MAX = 200 /* with any scale behind them they make a finite number */
};

/* ---- numbers ---- */

static const double rounding = 1e-14; /* 4.1 million is 4100000, not 4099999.9999999995 */

double count_scaled(double value, double scale)
{
    double product = scale < 1 ? value / rint(1 / scale) : value * scale;
    double whole = rint(product);

    return fabs(product - whole) <= rounding * whole ? whole : product;
}

size_t count_digits(struct slice text, double *value)
{
    double digits = 0, unit = 1; /* 5.61 is 561 / 100: exact where adding tenths is not */
    bool is_fraction = false;
    size_t at = 0;

    *value = 0;

    for (size_t count = 0; at < text.len; at++) {
        char c = text.ptr[at];
        bool digit_follows =
            at + 1 < text.len && text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9';
        if (c >= '0' && c <= '9') {
            if (++count > DIGITS_MAX)
                return 0;
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

    if (slice_ends(word, SLICE("s")) || slice_ends(word, SLICE("S")))
        word.len--;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (word.len == strlen(table[i].name) && word_starts(word, table[i].name))
            return table[i].divisor;
    return 0;
}

static void extend_count(const struct figure_view *view, struct figure_count *out, uint32_t last)
{
    out->last = last;
    out->end = view_token(view, last - 1)->span.end;
    out->is_digits = false;
}

/* The scale behind a number: 3.5 million, 3½bn, 1.2 million-a-year. A letter alone may be anything.
 */
static void add_scale(const struct figure_view *view, struct figure_count *out)
{
    const struct token *token = view_token(view, out->last);
    struct slice text = view_text(view, out->last);
    struct slice name = slice_part(text, 0, slice_find(text, '-', 0));
    const struct figure_word *word = figure_word_find(name);

    if (!word || !is_scale(word->sense) || name.len < 2 ||
        (name.len == 2 && !(token->flags & TOKEN_SPACE_BEFORE)))
        return;
    out->value = count_scaled(out->value, word->value);
    out->scale = word->value;
    extend_count(view, out, out->last + 1);
    out->end = token->span.begin + (uint32_t)name.len;
}

/* Letters behind digits that are a measure: 10km, -5C. And "m" where people run so far. */
static bool is_measure(const struct figure_view *view, uint32_t t, struct slice letters)
{
    static const char *const units[] = {"km", "kg",  "g",   "mph", "kph", "kmh", "cm", "mm",  "ft",
                                        "MW", "GW",  "kW",  "MB",  "GB",  "TB",  "lb", "lbs", "ha",
                                        "mg", "kWh", "MWh", "GWh", "C",   "F",   "x"};
    static const char *const races[] = {
        "final",    "race",         "sprint",  "freestyle",    "butterfly", "backstroke",
        "relay",    "breaststroke", "hurdles", "steeplechase", "medley",    "dash",
        "champion", "heats",        "record",  "title",        "gold",      "deep",
        "high",     "long",         "tall",    "wide",         "above",     "below",
        "away",     "from",         "run",     "runner"};

    if (SLICE_IS_ONE_OF(letters, units))
        return true;
    if (t > view->first && figure_sign_code(view_text(view, t - 1)))
        return false; /* $100m away */
    return (slice_is(letters, "m") || slice_is(letters, "M") || slice_is(letters, "k") ||
            slice_is(letters, "K")) &&
           VIEW_IS_ONE_OF(view, t + 1, races);
}

/* The scale in the token of the number: 5bn, 1-billion; bytes used. */
static size_t glued_scale(struct slice rest, struct figure_count *out)
{
    size_t hyphen = slice_find(rest, '-', 0), end;
    const struct figure_word *word = figure_word_find(slice_part(rest, 0, hyphen));

    if (hyphen > 0) {
        out->value = count_scaled(out->value, word ? word->value : 1);
        out->scale = word ? word->value : 1;
        return hyphen;
    }
    end = slice_find(rest, '-', 1);
    word = figure_word_find(slice_part(rest, 1, end));
    if (rest.len < 4 || !word || !is_scale(word->sense))
        return 0;
    out->value = count_scaled(out->value, word->value);
    out->scale = word->value;
    return end;
}

/* 1/3. */
static bool read_slash(struct slice rest, struct figure_count *out)
{
    int64_t divisor;

    if (!slice_starts(rest, SLICE("/")) ||
        checked_parse(slice_part(rest, 1, rest.len), 2, 10, &divisor) ||
        out->value >= (double)divisor)
        return false;
    out->value /= (double)divisor;
    return true;
}

bool count_read_behind(const struct figure_view *view, uint32_t t, size_t bytes,
                       struct figure_count *out)
{
    struct slice text = slice_part(view_text(view, t), bytes, view_text(view, t).len);
    uint32_t begin = view_token(view, t)->span.begin + (uint32_t)bytes;
    size_t used = count_digits(text, &out->value);
    struct slice rest = slice_part(text, used, text.len);
    struct slice letters = slice_part(rest, 0, slice_find(rest, '-', 0));
    const struct figure_word *scale = figure_word_find(letters);
    size_t scale_bytes;

    *out = (struct figure_count){.value = out->value, .scale = 1, .last = t + 1};
    if (used == 0)
        return false;
    if (is_measure(view, t, letters) || read_slash(rest, out)) {
        out->end = begin + (uint32_t)(used + (out->value < 1 && rest.ptr[0] == '/' ? rest.len : 0));
        return true;
    }
    if (letters.len && (!scale || scale->sense != SENSE_SCALE))
        return false;
    if (letters.len + 1 < rest.len && rest.ptr[letters.len + 1] >= '0' &&
        rest.ptr[letters.len + 1] <= '9')
        return false; /* 20-30, 2-1: a range or a score */
    scale_bytes = rest.len ? glued_scale(rest, out) : 0;
    out->end = begin + (uint32_t)(used + scale_bytes);
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

/* A number written in digits, with the word or letters of its scale: 3.5 million, 5bn, 3½. */
static bool read_digit_count(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    return view_token(view, t)->kind == TOKEN_NUMBER && count_read_behind(view, t, 0, out);
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
    if (word && word->sense == SENSE_ONES && slice_is(rest, "and-a-half")) {
        *value = word->value + 0.5;
        *sense = SENSE_ONES;
        return true;
    }
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
        *total += count_scaled(*group > 0 ? *group : 1, value);
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
        if (last > t && view_is(view, at, "and") &&
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
    out->scale = before == SENSE_SCALE ? before_value : 1;
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
    if (view_is(view, t + 1, "and") && view_is(view, t + 2, "a") &&
        view_sense(view, t + 3) == SENSE_HALF) {
        out->value += view_word(view, t + 3)->value;
        extend_count(view, out, t + 4);
        add_scale(view, out);
    } else if (divisor > out->value && is_plural == (out->value > 1) &&
               ((is_plural && view_sense(view, t + 1) != SENSE_UNIT) ||
                view_is(view, t + 2, "of"))) {
        out->value /= divisor;
        extend_count(view, out, t + 2);
    }
}

/* "a third of them", "a quarter of a million"; not "a quarter of a century". */
static bool read_one_part(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    double divisor = divisor_of(view_text(view, t + 1));

    if (!view_is_article(view, t) || divisor <= 2 || !view_is(view, t + 2, "of") ||
        slice_ends(view_text(view, t + 1), SLICE("s")) ||
        (view_is_article(view, t + 3) && view_sense(view, t + 4) == SENSE_UNIT))
        return false;
    out->value = 1 / divisor;
    extend_count(view, out, t + 2);
    return true;
}

/* "three-quarters of a million", behind the fraction. */
static void add_scale_of(const struct figure_view *view, struct figure_count *out)
{
    uint32_t scale = out->last + 2;

    if (!view_is(view, out->last, "of") || !view_is_article(view, out->last + 1) ||
        view_sense(view, scale) != SENSE_SCALE || view_text(view, scale).len <= 2)
        return;
    out->value = count_scaled(out->value, view_word(view, scale)->value);
    out->scale = view_word(view, scale)->value;
    extend_count(view, out, scale + 1);
}

/* "a million and a half". */
static void add_half(const struct figure_view *view, struct figure_count *out)
{
    if (!view_is(view, out->last, "and") || !view_is_article(view, out->last + 1) ||
        view_sense(view, out->last + 2) != SENSE_HALF)
        return;
    out->value *= 1.5;
    extend_count(view, out, out->last + 3);
}

/* "five-member", "thirty-odd": a number before a measure in one word. */
static bool read_compound_count(const struct figure_view *view, uint32_t t,
                                struct figure_count *out)
{
    static const char *const measures[] = {
        "member", "nation", "country", "strong", "odd",   "man",   "person", "seat",  "story",
        "storey", "room",   "bedroom", "point",  "goal",  "shot",  "run",    "page",  "mile",
        "meter",  "metre",  "foot",    "inch",   "acre",  "ton",   "tonne",  "game",  "match",
        "car",    "vote",   "judge",   "lane",   "woman", "truck", "ship",   "house", "state"};
    struct slice left, rest = view_text(view, t), measure;
    const struct figure_word *word;

    if (!(view_token(view, t)->flags & TOKEN_HYPHENATED) || !slice_cut(&rest, '-', &left) ||
        !slice_cut(&rest, '-', &measure) || !SLICE_IS_ONE_OF(measure, measures))
        return false;
    word = figure_word_find(left);
    if (!word || (word->sense != SENSE_ONES && word->sense != SENSE_TENS))
        return false;
    extend_count(view, out, t + 1);
    out->value = word->value;
    out->end = view_token(view, t)->span.begin + (uint32_t)left.len;
    return true;
}

/* "half a million", "half million", "½ million", ½. */
static bool read_part_count(const struct figure_view *view, uint32_t t, struct figure_count *out)
{
    bool is_word = view_sense(view, t) == SENSE_HALF;
    uint32_t scale = t + 1 + (is_word && view_is(view, t + 1, "a"));

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
    bool has_article = view_is_article(view, t) && is_scale(view_sense(view, t + 1)) &&
                       view_text(view, t + 1).len > 2;

    *out = (struct figure_count){.scale = 1};
    if (read_digit_count(view, t, out) || read_part_count(view, t, out) ||
        read_compound_count(view, t, out))
        return true;
    if (read_one_part(view, t, out)) {
        add_scale_of(view, out);
        return true;
    }
    if (is_scale(view_sense(view, t)) && t > view->first && view_sense(view, t - 1) == SENSE_VAGUE)
        return false; /* several hundred, a few million */
    if (!read_word_count(view, t + has_article, out))
        return false;
    if (has_article && out->last == t + 2)
        add_half(view, out);
    add_fraction(view, t, out);
    if (out->value < 1)
        add_scale_of(view, out);
    return true;
}

/* ---- ranges ---- */

bool view_is_range(const struct figure_view *view, uint32_t t)
{
    struct slice text = view_text(view, t), joint;
    double number;
    size_t used = count_digits(text, &number), rest;

    if (used == 0 || view_token(view, t)->kind != TOKEN_NUMBER)
        return false;
    joint = slice_part(text, used, text.len);
    rest = slice_starts(joint, SLICE("-")) ? 1 : slice_starts(joint, SLICE("–")) ? 3 : 0;
    return rest && rest < joint.len &&
           count_digits(slice_part(joint, rest, joint.len), &number) == joint.len - rest;
}

uint32_t range_second(const struct figure_view *view, uint32_t first, uint32_t behind)
{
    static const char *const joints[] = {"to", "or", "-", "–"};
    static const char *const openers[] = {"between", "Between"};
    bool is_between = view_is(view, behind, "and") && first > view->first &&
                      VIEW_IS_ONE_OF(view, first - 1, openers);
    uint32_t second = behind + 1;

    if (!is_between && !VIEW_IS_ONE_OF(view, behind, joints))
        return 0;
    (void)view_money_sign(view, &second);
    return second;
}

double count_range_scale(const struct figure_view *view, uint32_t first,
                         const struct figure_count *count)
{
    struct figure_count later;
    uint32_t second;

    if (count->scale > 1 || count->value >= 1000 || count->value < 1)
        return 1;
    second = range_second(view, first, count->last);
    if (!second || !count_read(view, second, &later) || later.scale <= 1 ||
        later.value / later.scale < count->value)
        return 1;
    return later.scale;
}

/* A token of four digits between 1000 and 2199, else 0. */
int count_year(const struct figure_view *view, uint32_t t)
{
    int64_t year;
    struct slice text = view_text(view, t);

    return text.len == 4 && !checked_parse(text, 1000, 2199, &year) ? (int)year : 0;
}
