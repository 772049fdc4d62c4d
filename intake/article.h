/* An article as it came: what every source of articles is turned into. */
#ifndef COPYDESK_INTAKE_ARTICLE_H
#define COPYDESK_INTAKE_ARTICLE_H

#include "base/slice.h"

/* Slices without a value (ptr NULL) are not known. All borrowed from whoever read the article. */
struct article {
    struct slice id; /* UTF-8, 1 to 256 bytes, no control characters */
    struct slice title, text;
    struct slice source;    /* agency or paper */
    struct slice byline;    /* who wrote it: names, ", " between them */
    struct slice published; /* ISO 8601 date or date-time */
    struct slice modified;  /* the same, of the last change */
    struct slice url, language;
};

enum { ARTICLE_ID_BYTES_MAX = 256 };

/* What is wrong with an article's id, text or date, in words that go on behind its place ("the id
 * has a control character"); NULL when all are fit. A text of white space alone counts as empty.
 * The slices are valid UTF-8. Time O(id + leading white space). */
const char *article_fault(const struct article *article);

#endif
