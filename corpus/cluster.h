/* Groups of copies in a corpus, and who copied whom in each. */
#ifndef COPYDESK_CORPUS_CLUSTER_H
#define COPYDESK_CORPUS_CLUSTER_H

#include "corpus/generation.h"

/* Finds the clusters of a stock whose shingles are indexed, on up to `threads` threads (0: one for
 * each core), and sets stock->clusters. Two articles are one cluster's when at least three fifths
 * of the winnowed shingles of the longer stand in the other, or half of the shorter's, unless the
 * longer holds articles of several clusters and is not older than they: a round-up. So is what
 * hangs together by such pairs.
 * The result does not depend on the threads. Time O(shingles + postings read), each article bounded
 * as sharers_find is. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error clusters_build(struct stock *stock, unsigned threads);

#endif
