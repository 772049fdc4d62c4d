/* A document read for who speaks and who is meant: word classes, marked pieces, cues, phrases. */
#ifndef COPYDESK_NEWS_SCENE_H
#define COPYDESK_NEWS_SCENE_H

#include "news/phrase.h"

/* Reads a scene whose arena, models, document, mentions and entities are set. Time O(tokens).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error scene_read(struct scene *scene);

#endif
