/* The operations that turn one text into another, byte for byte. */
#ifndef COPYDESK_NEWS_SCRIPT_H
#define COPYDESK_NEWS_SCRIPT_H

#include "news/reading.h"

/* Copies of the left text and insertions from the right one that yield the right text when put
 * together. The script is the shortest over words (between white space); white space is copied
 * where it is the same, else inserted. */
struct word_script {
    struct operations operations; /* of the texts as they were sent */
    uint32_t left_words, right_words;
    uint32_t kept; /* words of the left that are copied */
    bool truncated;
};

/* Time as editor_find, at most `step_budget` steps. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error script_find(const struct comparison *c, uint64_t step_budget,
                                 struct word_script *out);

#endif
