#include "news/figure_view.h"

enum { LEAST_AMBIGUOUS = 1000, LEAST_CROWNS = 20, PENCE_OF_A_POUND = 100, ISO_LETTERS = 3 };

const char *figure_sign_code(struct slice sign)
{
    static const struct {
        const char *sign, *code;
    } table[] = {{"$", "USD"}, {"€", "EUR"},   {"£", "GBP"}, {"¥", "JPY"},
                 {"₹", "INR"}, {"₽", "RUB"}, {"₩", "KRW"}, {"₪", "ILS"},
                 {"₺", "TRY"}, {"₴", "UAH"},   {"₦", "NGN"}, {"฿", "THB"}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slice_is(sign, table[i].sign))
            return table[i].code;
    return NULL;
}

/* Whose money: US$, A$, Canadian dollars, Swedish crowns. */
static const char *code_of(const struct figure_view *view, uint32_t t, struct slice money)
{
    static const struct {
        const char *whose, *money, *code;
    } table[] = {{"US", "dollar", "USD"},        {"U.S.", "dollar", "USD"},
                 {"American", "dollar", "USD"},  {"A", "dollar", "AUD"},
                 {"AU", "dollar", "AUD"},        {"Australian", "dollar", "AUD"},
                 {"C", "dollar", "CAD"},         {"CA", "dollar", "CAD"},
                 {"Canadian", "dollar", "CAD"},  {"HK", "dollar", "HKD"},
                 {"NZ", "dollar", "NZD"},        {"S", "dollar", "SGD"},
                 {"Singapore", "dollar", "SGD"}, {"NT", "dollar", "TWD"},
                 {"Taiwan", "dollar", "TWD"},    {"R", "dollar", "BRL"},
                 {"Jamaican", "dollar", "JMD"},  {"Zimbabwe", "dollar", "ZWL"},
                 {"Swiss", "franc", "CHF"},      {"Swedish", "crown", "SEK"},
                 {"Norwegian", "crown", "NOK"},  {"Danish", "crown", "DKK"},
                 {"Czech", "crown", "CZK"},      {"Swedish", "kron", "SEK"},
                 {"Norwegian", "kron", "NOK"},   {"Danish", "kron", "DKK"},
                 {"Czech", "koruna", "CZK"},     {"British", "pound", "GBP"},
                 {"Egyptian", "pound", "EGP"},   {"Syrian", "pound", "SYP"},
                 {"Lebanese", "pound", "LBP"},   {"Sudanese", "pound", "SDG"},
                 {"Mexican", "peso", "MXN"},     {"Argentine", "peso", "ARS"},
                 {"Philippine", "peso", "PHP"},  {"Chilean", "peso", "CLP"},
                 {"Colombian", "peso", "COP"},   {"Cuban", "peso", "CUP"},
                 {"Indian", "rupee", "INR"},     {"Pakistani", "rupee", "PKR"},
                 {"Nepalese", "rupee", "NPR"},   {"Kenyan", "shilling", "KES"},
                 {"Ugandan", "shilling", "UGX"}, {"Tanzanian", "shilling", "TZS"},
                 {"Somali", "shilling", "SOS"},  {"Iraqi", "dinar", "IQD"},
                 {"Kuwaiti", "dinar", "KWD"},    {"Jordanian", "dinar", "JOD"},
                 {"Serbian", "dinar", "RSD"},    {"Libyan", "dinar", "LYD"},
                 {"Tunisian", "dinar", "TND"},   {"Algerian", "dinar", "DZD"},
                 {"Moroccan", "dirham", "MAD"},  {"Qatari", "riyal", "QAR"},
                 {"Omani", "rial", "OMR"},       {"Yemeni", "rial", "YER"}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if ((strlen(table[i].whose) > 4 ? view_is(view, t, table[i].whose)
                                        : slice_is(view_text(view, t), table[i].whose)) &&
            word_starts(money, table[i].money))
            return table[i].code;
    return NULL;
}

const char *view_money_sign(const struct figure_view *view, uint32_t *t)
{
    static const char *const rupees[] = {"Rs", "Rs."};
    const char *code = figure_sign_code(view_text(view, *t));
    const char *own = code_of(view, *t, SLICE("dollar"));
    const struct figure_word *word = view_word(view, *t);

    if (code) {
        *t += 1;
        return code;
    }
    if (own && view_is(view, *t + 1, "$") &&
        !(view_token(view, *t + 1)->flags & TOKEN_SPACE_BEFORE)) {
        *t += 2;
        return own;
    }
    if (word->sense != SENSE_CODE ||
        (!(view_token(view, *t)->flags & TOKEN_ALL_CAPS) && !VIEW_IS_ONE_OF(view, *t, rupees)))
        return NULL;
    *t += 1;
    if (view_is(view, *t, ".") && !(view_token(view, *t)->flags & TOKEN_SPACE_BEFORE))
        *t += 1;
    return view_token(view, *t)->kind == TOKEN_NUMBER ? word->code : NULL;
}

/* Rs500, RM20, R2bn: letters glued to the amount. Rand need a scale, since R5 may be a machine. */
static bool read_glued_sign(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const struct {
        const char *letters, *code;
    } table[] = {{"Rs", "INR"}, {"RM", "MYR"}, {"KSh", "KES"}, {"Ksh", "KES"},
                 {"Rp", "IDR"}, {"Tk", "BDT"}, {"R", "ZAR"}};
    struct slice text = view_text(view, t);
    const struct figure_word *code = figure_word_find(slice_part(text, 0, ISO_LETTERS));
    struct figure_count count;

    if (!(view_token(view, t)->flags & TOKEN_HAS_DIGIT) || view_token(view, t)->kind != TOKEN_WORD)
        return false;
    if (code && code->sense == SENSE_CODE && slice_starts(text, slice_of(code->code)) &&
        count_read_behind(view, t, ISO_LETTERS, &count)) {
        out->currency = slice_of(code->code);
        return figure_finish_count(out, view, FIGURE_MONEY, ENTITY_MONEY, &count);
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct slice letters = slice_of(table[i].letters);
        if (!slice_starts(text, letters) || !count_read_behind(view, t, letters.len, &count))
            continue;
        if (letters.len == 1 && count.scale <= 1)
            return false;
        out->currency = slice_of(table[i].code);
        return figure_finish_count(out, view, FIGURE_MONEY, ENTITY_MONEY, &count);
    }
    return false;
}

/* "3-5m": one token, two numbers and the letters of their scale. */
static bool is_scaled_range(const struct figure_view *view, uint32_t t)
{
    struct slice earlier, rest = view_text(view, t);
    double number;
    const struct figure_word *scale;
    size_t used;

    if (!slice_cut(&rest, '-', &earlier) || earlier.len == 0 ||
        count_digits(earlier, &number) != earlier.len)
        return false;
    used = count_digits(rest, &number);
    scale = figure_word_find(slice_part(rest, used, rest.len));
    return used > 0 && scale && scale->sense == SENSE_SCALE;
}

/* "$5-10 million", "$5-10m": two amounts, hence no value. */
static bool read_money_range(const struct figure_view *view, uint32_t number, struct figure *out)
{
    bool has_scale =
        view_sense(view, number + 1) == SENSE_SCALE && view_text(view, number + 1).len > 2;

    return (view_is_range(view, number) || is_scaled_range(view, number)) &&
           figure_finish(out, view, FIGURE_NAMED, ENTITY_MONEY, number + 1 + has_scale);
}

/* 99p, 281p; but the lines of a screen are no pence. */
static bool read_pence(const struct figure_view *view, uint32_t t, struct figure *out)
{
    static const char *const screens[] = {"240p", "360p",  "480p",  "576p",
                                          "720p", "1080p", "1440p", "2160p"};
    struct slice text = view_text(view, t);
    size_t used = count_digits(text, &out->number);

    if (view_token(view, t)->kind != TOKEN_NUMBER || used == 0 || used + 1 != text.len ||
        text.ptr[used] != 'p' || SLICE_IS_ONE_OF(text, screens))
        return false;
    out->number /= PENCE_OF_A_POUND;
    out->currency = SLICE("GBP");
    return figure_finish(out, view, FIGURE_MONEY, ENTITY_MONEY, t + 1);
}

bool figure_read_sign_money(const struct figure_view *view, uint32_t t, struct figure *out)
{
    uint32_t number = t;
    const char *code = view_money_sign(view, &number);
    struct figure_count count;

    if (!code)
        return read_glued_sign(view, t, out) || read_pence(view, t, out);
    if (read_money_range(view, number, out))
        return true;
    if (view_is_article(view, number) || !count_read(view, number, &count))
        return false;
    out->currency = slice_of(code);
    count.value = count_scaled(count.value, count_range_scale(view, t, &count));
    return figure_finish_count(out, view, FIGURE_MONEY, ENTITY_MONEY, &count);
}

/* "2-million-euro", "50-dollar": the currency behind the number in one token. */
static bool read_glued_money(const struct figure_view *view, const struct figure_count *count,
                             struct figure *out)
{
    struct span whole = view_token(view, count->last - 1)->span;
    struct slice rest = slice_at(view->document->text, (struct span){count->end, whole.end});
    const struct figure_word *word;

    if (!slice_starts(rest, SLICE("-")))
        return false;
    rest = slice_part(rest, 1, slice_find(rest, '-', 1));
    word = figure_word_find(rest);
    if (!word || word->sense != SENSE_CURRENCY || !word->code ||
        slice_starts(rest, SLICE("pound"))) /* a 20-pound turkey */
        return false;
    out->number = count_scaled(count->value, word->value);
    out->currency = slice_of(word->code);
    (void)figure_finish(out, view, FIGURE_MONEY, ENTITY_MONEY, count->last);
    out->span.end = count->end + 1 + (uint32_t)rest.len;
    return true;
}

/* From which amount on a word is money: pounds weigh, "won" is a verb, and crowns are worn. */
static double least_of(struct slice money)
{
    static const struct {
        const char *word;
        double least;
    } table[] = {{"pound", LEAST_AMBIGUOUS}, {"won", LEAST_AMBIGUOUS}, {"crown", LEAST_CROWNS}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (word_starts(money, table[i].word))
            return table[i].least;
    return 0;
}

/* "10 million dollars", "50 Canadian dollars", "a million euros", "20 euro cents", "5 million USD".
 */
bool figure_read_word_money(const struct figure_view *view, const struct figure_count *count,
                            struct figure *out)
{
    uint32_t t = count->last;
    const struct figure_word *word = view_word(view, t);
    const char *code = NULL;

    if (read_glued_money(view, count, out))
        return true;
    if (word->sense == SENSE_CODE && view_token(view, t)->flags & TOKEN_ALL_CAPS &&
        view_text(view, t).len == 3) {
        out->number = count->value;
        out->currency = slice_of(word->code);
        return figure_finish(out, view, FIGURE_MONEY, ENTITY_MONEY, t + 1);
    }
    if (word->sense != SENSE_CURRENCY && view_is_capital(view, t)) {
        word = view_word(view, ++t);
        code = code_of(view, t - 1, view_text(view, t));
    }
    if (word->sense != SENSE_CURRENCY || view_is_named(view, t) ||
        (!code && count->value < least_of(view_text(view, t))))
        return false;
    out->number = count_scaled(
        count_scaled(count->value, count_range_scale(view, out->first, count)), word->value);
    if (code || word->code) /* else null: crowns of an unnamed country */
        out->currency = slice_of(code ? code : word->code);
    if (view_is(view, t + 1, "cents") && word->value >= 1) {
        out->number /= 100;
        t++;
    }
    return figure_finish(out, view, FIGURE_MONEY, ENTITY_MONEY, t + 1);
}
