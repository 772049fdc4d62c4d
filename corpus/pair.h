/* What one quotation is to another: the same, spelled otherwise, cut, reworded, reported. */
#ifndef COPYDESK_CORPUS_PAIR_H
#define COPYDESK_CORPUS_PAIR_H

#include "corpus/corpus.h"
#include "corpus/quoted.h"

enum { PIECE_WORDS_LEAST = 4 }; /* of a quote that is a part of another */

/* What a word script between two quotes keeps. */
struct pair_kept {
    uint32_t count;       /* words */
    uint32_t telling;     /* of them not plain */
    bool only_insertions; /* all that changed is an editor's insertion, or stands for one */
    bool is_part;         /* one quote stands whole in the other, in one run or cut at ellipses */
};

/* Who speaks, and how. */
struct pair_terms {
    bool is_indirect; /* one of the quotes is indirect, the other is not */
    bool same_voice;
};

/* Time O(words · changes), bounded. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pair_keep(struct arena *arena, const struct quoted *left,
                               const struct quoted *right, struct pair_kept *out);

/* The relation of two quotes; MATCH_RELATION_COUNT: no match, or only words that anyone may say.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error pair_relate(struct arena *arena, const struct quoted *left,
                                 const struct quoted *right, struct pair_terms terms,
                                 enum match_relation *out);

/* The text between the outer marks, without the stop or comma that goes with them. */
struct slice pair_inner_text(struct slice text);

#endif
