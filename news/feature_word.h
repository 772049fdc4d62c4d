/* What the tagger sees of one word by itself. */
#ifndef COPYDESK_NEWS_FEATURE_WORD_H
#define COPYDESK_NEWS_FEATURE_WORD_H

#include "news/feature.h"

/* Fills all of a word from its text; `folded_id` is its token's. O(length), at most 64 bytes of it.
 */
void feature_read_word(struct word *word, const struct lexicon *const *lists,
                       const struct vocabulary *vocabulary, uint64_t folded_id);

#endif
