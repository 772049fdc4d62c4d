/* What ends every list of the corpus: how many there are, and how to go on. */
#ifndef COPYDESK_SCHEMAS_PAGE_H
#define COPYDESK_SCHEMAS_PAGE_H

#include "schemas/reading.h"

/* One page: the numbers [at, at + count) of what a corpus_find_* gave. */
struct page {
    const uint32_t *at; /* articles or entities; of a list of quotes NULL */
    size_t count;
    uint64_t total;    /* of the whole list */
    struct slice next; /* cursor of the next page; no value on the last */
};

struct wire_list_end {
    uint64_t total;
    struct slice next;
    uint32_t generation;
    bool complete;
};

struct wire_list_end wire_list_end_of(const struct generation *generation, const struct page *page);

/* The end of a list, for FIELD_INLINE. */
extern const struct shape list_end_shape;

#endif
