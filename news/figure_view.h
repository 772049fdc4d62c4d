/* What the rules of figures share: a sentence's tokens as they see them, and numbers. */
#ifndef COPYDESK_NEWS_FIGURE_VIEW_H
#define COPYDESK_NEWS_FIGURE_VIEW_H

#include "news/figure.h"
#include "news/figure_word.h"

/* The meanings of the tokens looked at last: the rules ask for the same few again and again. */
enum { MEMORY_SLOTS = 8 };

struct figure_memory {
    uint32_t token[MEMORY_SLOTS]; /* one more than its number; 0 empty */
    const struct figure_word *word[MEMORY_SLOTS];
};

struct figure_view {
    const struct document *document;
    uint32_t first, last; /* the sentence's tokens as far as may be read */
    uint32_t sentence_last;
    struct figure_memory *memory;
    bool is_headline; /* capitals tell nothing: words are compared in any case */
};

struct figure_count {
    double value;
    double scale;       /* what its last word multiplied it by: 1e6 in 3.5 million, else 1 */
    uint32_t last;      /* one past its last token */
    uint32_t end;       /* byte: it may end inside its last token ("10-year-old") */
    bool is_digits;     /* one token of digits alone */
    bool is_indefinite; /* a, an */
};

/* A token of the view; beyond its ends one without text. */
const struct token *view_token(const struct figure_view *view, uint32_t t);
struct slice view_text(const struct figure_view *view, uint32_t t);

/* What the token means in a figure; SENSE_NOT for most. O(log words). */
const struct figure_word *view_word(const struct figure_view *view, uint32_t t);
enum figure_sense view_sense(const struct figure_view *view, uint32_t t);

bool view_is_capital(const struct figure_view *view, uint32_t t);

/* Begins the token with a capital that tells of a name? Not in a headline. */
bool view_is_named(const struct figure_view *view, uint32_t t);

/* Are the words around a token capitalised as in a headline, or all in capitals? O(1). */
bool view_reads_as_headline(const struct figure_view *view, uint32_t t);

/* Is a word the other's begin, in any case of ASCII? */
bool word_starts(struct slice word, const char *begin);

/* Is the token this word? In a headline in any case (of ASCII). */
bool view_is(const struct figure_view *view, uint32_t t, const char *word);
bool view_is_one_of(const struct figure_view *view, uint32_t t, const char *const *words,
                    size_t count);

#define VIEW_IS_ONE_OF(view, t, words)                                                             \
    view_is_one_of((view), (t), (words), sizeof(words) / sizeof *(words))

/* Stands the token behind a word that makes a bare year or month a date: "in", "since"? */
bool view_after_preposition(const struct figure_view *view, uint32_t t);

/* Reads 1,200.5 at the begin of a text; bytes used, 0 when it does not begin with a digit or has
 * more digits than any amount. */
size_t count_digits(struct slice text, double *value);

/* Reads a number in digits or words that begins at a token: 3.5 million, two hundred, 5bn. */
bool count_read(const struct figure_view *view, uint32_t t, struct figure_count *out);

/* The same for digits behind some bytes of a token: Rs500, FY2023. */
bool count_read_behind(const struct figure_view *view, uint32_t t, size_t bytes,
                       struct figure_count *out);

/* What a number takes from the later one of its range, 1 for most: 1e6 for 5 in "5 to 10 million".
 * `second`: the later number, read when this is not 1. `first`: where the range begins. */
double count_range_scale(const struct figure_view *view, uint32_t first,
                         const struct figure_count *count);

/* The token of the later number of a range, behind "to", "-", "or", or "and" of "between"; 0 when
 * there is none. A currency's sign may stand between. */
uint32_t range_second(const struct figure_view *view, uint32_t first, uint32_t behind);

/* A value times a scale, or a part such as 0.01, without the error of binary fractions. */
double count_scaled(double value, double scale);

/* "5-10", "5–10": one token, two numbers. */
bool view_is_range(const struct figure_view *view, uint32_t t);

/* Is the token part of a telephone number: groups of digits joined by blanks, hyphens or brackets,
 * seven digits or more? O(1). */
bool view_in_telephone(const struct figure_view *view, uint32_t t);

/* A token of four digits between 1000 and 2199, else 0. */
int count_year(const struct figure_view *view, uint32_t t);

/* Ends a figure that began at out->first; always true. */
bool figure_finish(struct figure *out, const struct figure_view *view, enum figure_kind kind,
                   enum entity_type type, uint32_t last);
bool figure_finish_count(struct figure *out, const struct figure_view *view, enum figure_kind kind,
                         enum entity_type type, const struct figure_count *count);

/* DATE for days and more, TIME for what is shorter. */
enum entity_type figure_period_type(enum period period);

/* a, an, A, An. */
bool view_is_article(const struct figure_view *view, uint32_t t);

/* A date or a time of day that begins at a token. */
bool figure_read_date(const struct figure_view *view, uint32_t t, struct figure *out);
bool figure_read_month(const struct figure_view *view, uint32_t t, struct figure *out);
bool figure_read_clock(const struct figure_view *view, uint32_t t, struct figure *out);

/* Years and their parts, decades, centuries. */
bool figure_read_part(const struct figure_view *view, uint32_t t, struct figure *out);

/* A year behind a month or a day: "2008", ", 2008", "of 2008"; 0 when there is none, else *t moves
 * behind it. */
int view_year_after(const struct figure_view *view, uint32_t *t);

/* Money with its sign before the number, and behind it. */
bool figure_read_sign_money(const struct figure_view *view, uint32_t t, struct figure *out);
bool figure_read_word_money(const struct figure_view *view, const struct figure_count *count,
                            struct figure *out);

/* The currency of a sign; NULL when it is none. */
const char *figure_sign_code(struct slice sign);

/* The code of a currency's sign or letters at a token, which *t moves behind; NULL when there are
 * none: $, A$, Rs., USD. */
const char *view_money_sign(const struct figure_view *view, uint32_t *t);

#endif
