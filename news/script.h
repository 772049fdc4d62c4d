/* The operations that turn one text into another, byte for byte. */
#ifndef COPYDESK_NEWS_SCRIPT_H
#define COPYDESK_NEWS_SCRIPT_H

#include "news/diff.h"

/* Copies of the left text and insertions from the right one that yield the right text when put
 * together. The script is the shortest over words (between white space); white space is copied
 * where it is the same, else inserted. kept: words of the left that are copied.
 * Time as edit_find. Fails: ERROR_NO_MEMORY. */
struct word_script {
    struct operations operations;
    uint32_t left_words, right_words, kept; /* words between white space */
    uint64_t steps;
    bool truncated;
};

NODISCARD enum error script_find(struct arena *arena, struct slice left, struct slice right,
                                 uint64_t step_budget, struct word_script *out);

#endif
