/* What a figure may mean by how it is told: "about 100" and "103" are no two figures. */
#ifndef COPYDESK_NEWS_ROUGH_H
#define COPYDESK_NEWS_ROUGH_H

#include "news/reading.h"

/* From the least to the most that is meant. */
struct rough {
    double least, most;
};

/* Reads what stands right before a figure: "about", "nearly", "more than", "up to". A bare figure
 * means itself; from 1,000 on, figures are rounded as they have zeros at their end, within a
 * twentieth. O(1). */
struct rough rough_read(const struct reading *reading, const struct part *sentence,
                        const struct mention *mention, double number);

/* Whether both may mean the same. */
static inline bool rough_agree(struct rough a, struct rough b)
{
    return a.least <= b.most && b.least <= a.most;
}

#endif
