/* What a date, time, amount or number means: "Monday" in an article of 2026-11-23 is 2026-11-23. */
#ifndef COPYDESK_NEWS_VALUE_H
#define COPYDESK_NEWS_VALUE_H

#include "news/mention.h"

enum value_kind { VALUE_NONE, VALUE_TEXT, VALUE_NUMBER, VALUE_MONEY };

struct value {
    enum value_kind kind;
    struct slice text; /* VALUE_TEXT: ISO 8601 date, time or duration; VALUE_MONEY: ISO 4217 code;
                          VALUE_NUMBER: "points" where percentage points are counted, else empty */
    double number;     /* VALUE_NUMBER (per cent as said: 30), VALUE_MONEY */
};

/* The value of a mention of type DATE to NUMBER; VALUE_NONE where the text does not tell.
 * published: ISO 8601 date or date-time of the article, or empty; relative dates need it.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error value_read(struct arena *arena, const struct document *document,
                                const struct mention *mention, struct slice published,
                                struct value *out);

bool value_equal(const struct value *a, const struct value *b);

#endif
