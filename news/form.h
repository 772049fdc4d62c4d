/* Whether two phrases differ in form alone: marks, case, spelling, house style, tense. */
#ifndef COPYDESK_NEWS_FORM_H
#define COPYDESK_NEWS_FORM_H

#include "news/change.h"

/* Sets a cosmetic class when the two sides of a change differ in form alone; false when they do
 * not. O(bytes of the change). */
bool form_class(const struct comparison *comparison, struct change *change);

/* Whether two runs of tokens have the same letters and digits, case, marks and what stands between
 * words set aside. O(bytes). */
bool form_same_letters(const struct comparison *comparison, const struct change *change);

/* Whether a change is one of tense alone: other auxiliaries, or other forms of the same verb. */
bool form_is_tense(const struct comparison *comparison, const struct change *change);

#endif
