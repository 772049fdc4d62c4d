/* Words that keep a full stop without ending a sentence (Gen., Inc., p.m.). */
#ifndef COPYDESK_TEXT_ABBREVIATION_H
#define COPYDESK_TEXT_ABBREVIATION_H

#include "base/slice.h"

enum abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION_TITLE,    /* a name follows: never the end of a sentence (Mr., Gen., St.) */
    ABBREVIATION_NUMBERED, /* one only before a number (No. 5, p. 55) */
    ABBREVIATION_INNER,    /* never the end of a sentence (e.g., vs.) */
    ABBREVIATION_MEASURE,  /* ends one if a capital follows (mph, etc.) */
    ABBREVIATION_PLAIN     /* may end one, if what follows looks like a begin (Inc., p.m., Ala.) */
};

/* Class of a word, given without its last stop ("Gen", "a.m"); ABBREVIATION_NONE when the list
 * (abbreviation.def) has none. Time O(log list). */
enum abbreviation abbreviation_find(struct slice word);

#endif
