/* The chain of changes through an ordered list of versions of one text, and which version
 * introduced each passage that stands in the last one. */
#ifndef COPYDESK_NEWS_VERSIONS_H
#define COPYDESK_NEWS_VERSIONS_H

#include "news/diff.h"

enum { VERSIONS_LEAST = 2, VERSIONS_MOST = 50 };

/* A run of the last version's text that came with one version. */
struct provenance {
    struct span span; /* bytes; one passage begins where the one before ends */
    uint32_t version; /* from 0 */
};

struct provenances {
    struct provenance *at;
    size_t count, capacity;
};

struct versions {
    struct diff *steps;          /* count - 1 of them: version i against i + 1 */
    struct provenances passages; /* tile the last version's text, in its order */
    uint32_t *words;             /* by version: words of the last version that it introduced */
    struct slice verdict;        /* one sentence of plain English */
    uint32_t count;              /* of versions */
};

/* Compares each version with the next; options as of diff_compute. A token comes from the version
 * that first had it at its place: what moved keeps its origin, what was taken out and put in again
 * is new. A step between two independent reports brings in all of the later one.
 * Time: that of the comparisons. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error versions_compare(struct arena *arena, const struct models *models,
                                      const struct diff_side *sides, uint32_t count,
                                      const struct diff_options *options, struct versions *out);

/* Whether the names of a version are needed: it is short enough with the one before or behind. */
bool versions_read_names(const struct diff_side *sides, uint32_t count, uint32_t version);

#endif
