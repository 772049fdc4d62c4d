/* A web page becomes an article: its main text, and what it says of itself. */
#ifndef COPYDESK_INTAKE_HTML_PAGE_H
#define COPYDESK_INTAKE_HTML_PAGE_H

#include "base/error.h"
#include "intake/article.h"

/* A page as it came. */
struct web_page {
    struct slice bytes;   /* in any charset that a page may be in */
    struct slice charset; /* label of the HTTP head, or no value: the page tells, or its bytes do */
    struct slice url;     /* where it was, or no value */
};

/* The article of a page: text (paragraphs apart by a blank line, quoted blocks as lines that begin
 * with "> "), title, byline, published, modified, source, language, url; what the page does not
 * tell has no value, and `id` never has one. The text is empty when the page has no article. All
 * on the arena. Bytes that are no characters of the charset become U+FFFD. Time O(bytes) but for
 * the sorting of few values; memory about 2 x bytes. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error page_read(struct arena *arena, const struct web_page *page,
                               struct article *out);

/* All the visible text of a piece of HTML in UTF-8, in the same form: for feeds, whose items bring
 * nothing but the article. Time O(bytes). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error page_read_fragment(struct arena *arena, struct slice html, struct slice *text);

#endif
