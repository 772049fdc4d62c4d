/* Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and CDF. */
#ifndef COPYDESK_INTAKE_FEED_H
#define COPYDESK_INTAKE_FEED_H

#include "intake/delivery.h"
#include "intake/xml.h"

/* Whether the root element is that of a feed. */
bool feed_is(const struct xml_tree *tree);

/* Who receives the articles of a feed, fit or not; they live until the call returns. */
struct feed_taker {
    enum error (*take)(void *context, struct arena *arena, const struct article *article);
    void *context;
};

/* Each item of a feed as an article. Its text is the fullest that the item has (content before
 * summary), plain; its title one line; its byline the item's, else the feed's; dates as ISO 8601,
 * no value where they are none; `published` is the last change where nothing else is told; `url` is
 * absolute where it can be; `source` the feed's title, `language` the nearest xml:lang or the
 * feed's. url: where the feed was, or no value. Time O(tree). Fails: ERROR_NO_MEMORY, and what
 * `take` does.
 * Source: RSS 2.0; RSS 1.0 and its modules content and dc; RFC 4287; Atom 0.3; the cases of
 * feedparser. */
NODISCARD enum error feed_each(struct arena *arena, const struct xml_tree *tree, struct slice url,
                               const struct feed_taker *taker);

/* Hands them to a sink. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error feed_read(struct arena *arena, const struct xml_tree *tree, struct slice url,
                               struct delivery *delivery);

#endif
