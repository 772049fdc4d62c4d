/* What is measured of a block's text alone. */
#ifndef COPYDESK_INTAKE_HTML_WORDING_H
#define COPYDESK_INTAKE_HTML_WORDING_H

#include "intake/html/feature.h"

/* Hashes of runs of words, to ask what of one text stands in another. Begins empty. */
struct shingle_set {
    uint32_t *hashes; /* 0: free */
    size_t mask, count;
};

/* All runs of `words` words of a text, which are at most its bytes. Time O(text). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error shingle_set_read(struct arena *arena, struct slice text, unsigned words,
                                      struct shingle_set *out);

/* The share of the text's runs that the set has; 0 when the text has none, or the set. */
float shingle_set_share(const struct shingle_set *set, struct slice text, unsigned words);

/* Fills the features of the text, FEATURE_words to FEATURE_whole. Time O(text). */
void wording_measure(const struct html_view *view, uint32_t block, float *row);

#endif
