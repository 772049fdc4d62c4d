/* Whether two names are one name written in two ways: Hrytsenko and Gritsenko, Odesa and Odessa. */
#ifndef COPYDESK_NEWS_VARIANT_H
#define COPYDESK_NEWS_VARIANT_H

#include "base/slice.h"

/* A hash of how a name sounds in any transliteration: y is i, q is k, o is u, doubled letters are
 * single; a, u and i stay apart. 0 for a name of fewer than four sounds or more than 64 bytes.
 * O(bytes). Source: the usual differences between romanisations of Arabic, Persian and Slavic
 * names. */
uint64_t variant_key(struct slice name);

/* Whether two names have the same words but for one of four letters and more, of which one letter,
 * or two of a longer word, were changed, put in or left out. *same: words in common. O(bytes),
 * names of more than 64 bytes are not looked at. */
bool variant_is_respelt(struct slice left, struct slice right, uint32_t *same);

#endif
