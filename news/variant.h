/* Whether two names are one name written in two ways: Hrytsenko and Gritsenko, Odesa and Odessa. */
#ifndef COPYDESK_NEWS_VARIANT_H
#define COPYDESK_NEWS_VARIANT_H

#include "base/slice.h"

/* A hash of how a name sounds in any transliteration: y is i, q is k, o is u, doubled letters are
 * single; a, u and i stay apart. 0 for a name of fewer than four sounds or more than 64 bytes.
 * O(bytes). Source: the usual differences between romanisations of Arabic, Persian and Slavic
 * names. */
uint64_t variant_key(struct slice name);

#endif
