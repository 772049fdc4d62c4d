/* One change as the tests of its class look at it, and the tests that stand apart. */
#ifndef COPYDESK_NEWS_CHANGE_LOOK_H
#define COPYDESK_NEWS_CHANGE_LOOK_H

#include "news/change.h"

/* One side of a change. */
struct phrase {
    const struct reading *reading;
    uint32_t first, last;
};

struct look {
    struct comparison *c;
    const struct change *unit; /* whose change it is */
    struct change *change;
    struct phrase left, right;
    enum error error;
};

/* Tells whether it knows the class of the change, and sets it then. */
typedef bool test_of_class(struct look *look);

static inline struct phrase left_of(const struct comparison *c, const struct change *change)
{
    return (struct phrase){&c->left, change->left_first, change->left_last};
}

static inline struct phrase right_of(const struct comparison *c, const struct change *change)
{
    return (struct phrase){&c->right, change->right_first, change->right_last};
}

static inline bool is_empty(struct phrase phrase)
{
    return phrase.first == phrase.last;
}

static inline const struct token *token_of(struct phrase phrase, uint32_t i)
{
    return &phrase.reading->document->tokens.at[i];
}

uint32_t count_flag(struct phrase phrase, enum reading_flag flag);

/* Whether a change is short enough to speak of one thing. */
bool is_telling(struct phrase left, struct phrase right);

/* Mentions of these types (bits) on both sides, those around an empty place among them. */
bool mentions_of(const struct comparison *c, const struct change *change, uint32_t types,
                 uint32_t *left, uint32_t *right);

/* Of values (change_value.c): a sign that came or went, a range in another form, the values of two
 * mentions, figures inside hyphenated words, figures that no mention covers, values that came or
 * went. */
test_of_class test_sign, test_range, test_value, test_joined_figure, test_figure, test_lone_value;

/* Whether both sides have digits and a mark between them makes other numbers: 6.8 and 68. */
bool digits_differ(struct phrase left, struct phrase right);

/* The line of place, agency and date that a report begins with (change_dateline.c). */
test_of_class test_dateline;

#endif
