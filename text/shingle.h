/* Shingles: w folded words in a row, as 64-bit hashes; and the winnowed few that stand for a text
 * (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003). Only token_is_word() tokens count. */
#ifndef COPYDESK_TEXT_SHINGLE_H
#define COPYDESK_TEXT_SHINGLE_H

#include "text/document.h"

enum {
    SHINGLE_WORDS = 5,
    SHINGLE_WINDOW = 8,       /* of a long text */
    SHINGLE_SHORT_WINDOW = 4, /* of one with up to SHINGLE_SHORT shingles: its minima hold all
                                 those of the longer windows, and more that edits leave alone */
    SHINGLE_SHORT = 200
};

/* The same words give the same hash in every document of this process. */
struct shingles {
    uint64_t *at;
    size_t count, capacity;
};

/* All shingles of a document in text order; a text of fewer than `words` words has one of all it
 * has (none when it has no word). Time O(tokens). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error shingle_read(struct arena *arena, const struct document *document,
                                  uint32_t words, struct shingles *out);

/* The minimal shingle of each window; texts of less than 13 words keep all.
 * Time O(shingles). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error shingle_winnow(struct arena *arena, const struct shingles *shingles,
                                    struct shingles *out);

/* Shares over the sets of distinct shingles; all 0 when a side is empty. */
struct overlap {
    double containment_left, containment_right, jaccard; /* 0 to 1 */
};

/* Time O(left + right). Of more than 200,000 shingles one in eight is compared, chosen by its hash
 * (Broder 1997), where these are many: shares are then within about one in a hundred. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error shingle_overlap(struct arena *arena, const struct shingles *left,
                                     const struct shingles *right, struct overlap *out);

#endif
