/* The replies with articles of the corpus: the list, and one with its text. */
#ifndef COPYDESK_SCHEMAS_ARTICLE_H
#define COPYDESK_SCHEMAS_ARTICLE_H

#include "schemas/page.h"

struct wire_article {
    struct slice id, title, source, byline, published, modified, url, language;
    uint32_t words;
    uint32_t quotes, entities; /* WIRE_NONE until the article is analysed */
    struct slice text;         /* only on the wire of one article */
};

/* GET /v1/articles */
struct articles_reply {
    struct wire_list articles; /* struct wire_article */
    struct wire_list_end end;
};

/* POST /v1/article: an article out of a source; slices without a value are not known. */
struct read_article {
    struct slice id, title, byline, source, published, modified, url, language;
    uint32_t words;
    struct slice text;
};

extern const struct shape read_article_shape;

/* article_reply_shape is GET /v1/articles/{id}: struct wire_article with its text. */
extern const struct shape article_reply_shape, articles_reply_shape;

void article_reply_build(const struct generation *generation, uint32_t article,
                         struct wire_article *out);

/* Time O(page). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error articles_reply_build(struct arena *arena, const struct generation *generation,
                                          const struct page *page, struct articles_reply *out);

#endif
