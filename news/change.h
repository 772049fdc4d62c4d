/* A change of tokens inside an aligned unit, before it is told to a reader, and its class. */
#ifndef COPYDESK_NEWS_CHANGE_H
#define COPYDESK_NEWS_CHANGE_H

#include "news/reading.h"

/* Tokens [left_first, left_last) became [right_first, right_last); one side may be empty. */
struct change {
    uint32_t left_first, left_last, right_first, right_last;
    enum edit_class class;
    struct slice note;
};

struct changes {
    struct change *at;
    size_t count, capacity;
};

/* Sets the class of a change in a unit, and a note where there is something to say. Looks at its
 * tokens, at the mentions and quotes they stand in and at the lists; for a value or a name on one
 * side alone also at the mentions of the unit. O(tokens of the change + mentions of the unit).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error change_class(struct comparison *comparison, const struct change *unit,
                                  struct change *change);

/* The mentions of both sides (DATE to NUMBER) that a change touches; false when it does not touch
 * one on each side. */
bool change_values(const struct comparison *comparison, const struct change *change,
                   struct number_pair *out);

/* The value of a mention of DATE to NUMBER; of the kind VALUE_NONE when it is not known. */
const struct value *mention_value(const struct reading *reading, uint32_t mention);

/* Whether two values differ; values that are not known do, as their words did. */
bool values_differ(const struct value *left, const struct value *right);

#endif
