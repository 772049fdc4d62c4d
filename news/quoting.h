/* quote_find from within: for training and study, with an ear at every decision. */
#ifndef COPYDESK_NEWS_QUOTING_H
#define COPYDESK_NEWS_QUOTING_H

#include "news/kind.h"

struct quote_listener {
    struct speaker_listener speaker; /* each candidate of each piece */
    /* each piece with its features and the kind chosen */
    void (*hear_piece)(void *context, const struct scene *scene, uint32_t piece, evidence features);
};

/* As quote_find, for a scene whose arena, models, document, mentions and entities are set.
 * listener may be NULL. Time O(tokens + mentions). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quote_study(const struct scene *scene, const struct quote_listener *listener,
                                 struct quotes *out);

#endif
