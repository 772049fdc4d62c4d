/* What one quotation is to another: the same, spelled otherwise, cut, reworded, reported. */
#ifndef COPYDESK_CORPUS_PAIR_H
#define COPYDESK_CORPUS_PAIR_H

#include "corpus/corpus.h"
#include "corpus/quoted.h"

enum { PIECE_WORDS_LEAST = 4 }; /* of a quote that is a part of another */

/* What a word script between two quotes keeps. */
struct pair_kept {
    uint32_t count;       /* words */
    bool only_insertions; /* all that changed stands in editorial brackets on one side at least */
    bool is_part;         /* one quote stands whole and in one run in the other */
};

/* Time O(words · changes), bounded. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pair_keep(struct arena *arena, const struct quoted *left,
                               const struct quoted *right, struct pair_kept *out);

/* The relation of two quotes; MATCH_RELATION_COUNT: no match. is_indirect: one of them is indirect,
 * the other is not. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pair_relate(struct arena *arena, const struct quoted *left,
                                 const struct quoted *right, bool is_indirect,
                                 enum match_relation *out);

#endif
