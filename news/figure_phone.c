#include "news/figure_view.h"

enum {
    GROUPS_MAX = 6, /* a longer row is a table */
    DIGITS_MIN = 7,
    DIGITS_MAX = 15,
    GROUP_BYTES = 30, /* with hyphens */
    THOUSANDS = 3
};

/* A row of groups of digits, as far as it goes on both sides of a token. */
struct row {
    uint32_t first, last; /* tokens */
    size_t groups, digits;
    bool has_short;    /* a group of one digit behind the first */
    bool is_years;     /* nothing but years */
    bool is_thousands; /* 1 200 000 */
    bool has_joint;    /* a bracket or a hyphen joins groups */
};

/* How many digits a token of digits and hyphens has; 0 for any other. */
static size_t group_digits(const struct figure_view *view, uint32_t t)
{
    struct slice text = view_text(view, t);
    size_t digits = 0;

    if (view_token(view, t)->kind != TOKEN_NUMBER || text.len > GROUP_BYTES)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '-' && (text.ptr[i] < '0' || text.ptr[i] > '9'))
            return 0;
        digits += text.ptr[i] != '-';
    }
    return digits;
}

/* How many tokens further the next group of the row stands; 0: the row ends. */
static uint32_t step_to_next(const struct figure_view *view, uint32_t t)
{
    uint32_t step = slice_is(view_text(view, t + 1), ")") ? 2 : 1;

    if (group_digits(view, t + step) == 0 || view_token(view, t + step)->flags & TOKEN_LINE_START)
        return 0;
    return step;
}

static uint32_t step_to_before(const struct figure_view *view, uint32_t t)
{
    uint32_t step = t > view->first && slice_is(view_text(view, t - 1), ")") ? 2 : 1;

    if (t < view->first + step || group_digits(view, t - step) == 0 ||
        view_token(view, t)->flags & TOKEN_LINE_START)
        return 0;
    return step;
}

static void add_group(const struct figure_view *view, uint32_t t, struct row *row)
{
    struct slice text = view_text(view, t);
    size_t digits = group_digits(view, t);

    row->has_short |= row->groups > 0 && digits < 2;
    row->is_years &= count_year(view, t) != 0;
    row->is_thousands &=
        row->groups ? digits == THOUSANDS : digits <= THOUSANDS && text.ptr[0] != '0';
    row->has_joint |= digits < text.len;
    row->groups++;
    row->digits += digits;
}

bool view_in_telephone(const struct figure_view *view, uint32_t t)
{
    struct row row = {.first = t, .is_years = true, .is_thousands = true};
    bool has_plus;

    if (group_digits(view, t) == 0)
        return false;
    for (uint32_t i = 0, step; i < GROUPS_MAX && (step = step_to_before(view, row.first)); i++)
        row.first -= step;
    row.last = row.first;
    add_group(view, row.first, &row);
    for (uint32_t step; row.groups <= GROUPS_MAX && (step = step_to_next(view, row.last));) {
        row.has_joint |= step > 1;
        row.last += step;
        add_group(view, row.last, &row);
    }
    has_plus = row.first > view->first && slice_is(view_text(view, row.first - 1), "+");
    if (row.groups < 2 || row.groups > GROUPS_MAX || row.digits < DIGITS_MIN ||
        row.digits > DIGITS_MAX || row.has_short || row.is_years)
        return false;
    return has_plus || view_text(view, row.first).ptr[0] == '0' ||
           (!row.is_thousands && (row.groups > 2 || row.has_joint));
}
