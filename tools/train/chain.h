/* A linear chain over hashed features while it is trained: float weights, AdaGrad, one sentence at
 * a time (Lafferty, McCallum, Pereira: Conditional Random Fields, ICML 2001; Duchi, Hazan, Singer:
 * Adaptive Subgradient Methods, JMLR 2011). */
#ifndef COPYDESK_TOOLS_TRAIN_CHAIN_H
#define COPYDESK_TOOLS_TRAIN_CHAIN_H

#include "news/tagger.h"

enum { UNIT_IDS_MAX = FEATURE_WORD_MAX + FEATURE_CONTEXT_MAX };

/* Features of one unit of the sentence being learnt. */
struct unit_ids {
    uint32_t count;
    uint32_t at[UNIT_IDS_MAX];
};

struct chain {
    float (*rows)[TAG_SCORED], (*squares)[TAG_SCORED];
    float (*sums)[TAG_SCORED]; /* of the rows at the ends of epochs: their mean is written */
    float moves[TAG_COUNT][TAG_COUNT], move_squares[TAG_COUNT][TAG_COUNT],
        move_sums[TAG_COUNT][TAG_COUNT];
    uint32_t sum_count;
    uint32_t row_bits;
    float decay; /* weight of the squared weights in the loss */
    float keep;  /* share of features that a learnt unit shows: rows are written times this */
};

/* False when there is no memory. */
bool chain_open(struct arena *arena, struct chain *chain, uint32_t row_bits);

/* One step on a sentence; returns its loss in nats. */
double chain_learn(struct arena *arena, struct chain *chain, const struct unit_ids *units,
                   const uint8_t *tags, uint32_t count, float rate);

/* Adds the weights as they are to those whose mean is written. Time O(rows). */
void chain_note(struct chain *chain);

/* The weights file as bytes (tagger.h), with a header that fits. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error chain_write(struct arena *arena, const struct chain *chain,
                                 const struct clusters *clusters, struct slice *out);

#endif
