/* Whether two reports put one thing on two days. */
#ifndef COPYDESK_NEWS_DATED_H
#define COPYDESK_NEWS_DATED_H

#include "news/reading.h"

/* Whether two sentences that tell the same have one date each (or one time of day), of the same
 * form, that are not the same, and are led up to by the same words. out: the two mentions. O(tokens
 * of the one · of the other), bounded. */
bool dated_apart(const struct reading *left, const struct part *left_sentence,
                 const struct reading *right, const struct part *right_sentence,
                 struct number_pair *out);

#endif
