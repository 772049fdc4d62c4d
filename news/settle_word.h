/* Words that tell what the name beside them, or that they stand in, is. Own lists. */
#ifndef COPYDESK_NEWS_SETTLE_WORD_H
#define COPYDESK_NEWS_SETTLE_WORD_H

#include "base/slice.h"

enum settle_word {
    SETTLE_BUSINESS,     /* ends the name of a company: "Holdings" */
    SETTLE_PLACE_NOUN,   /* behind the name of a place: "province" */
    SETTLE_SIDE,         /* "the outskirts of" a place */
    SETTLE_BEFORE_PLACE, /* "near" a place */
    SETTLE_BODY,         /* a body named by what it is "of": "University" */
    SETTLE_MISSION,      /* a body named by where it is "in": "Mission" */
    SETTLE_WORD_COUNT
};

/* Is it one of the words of this kind, in capitals or not? O(words of the kind). */
bool settle_word_is(enum settle_word kind, struct slice word);

#endif
