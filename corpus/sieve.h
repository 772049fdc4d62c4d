/* What the lists of articles, names and quotes are sifted by: source and dates of the article. */
#ifndef COPYDESK_CORPUS_SIEVE_H
#define COPYDESK_CORPUS_SIEVE_H

#include "corpus/stored.h"

struct sieve {
    bool has_source, has_from, has_to;
    uint64_t source_id;
    struct moment from, to;
};

/* What of an article is looked at: in one place where many are. */
struct sieved {
    bool has_source, is_dated;
    uint64_t source_id;
    struct moment published; /* when is_dated */
};

/* Empty slices ask for nothing, nor does a bound that is no date. */
struct sieve sieve_make(struct slice source, struct slice from, struct slice to);

/* True when everything passes. */
bool sieve_is_open(const struct sieve *sieve);

struct sieved sieve_read(const struct stored *stored);

/* An article without a date passes no bound. O(1). */
bool sieve_admits(const struct sieve *sieve, const struct sieved *article);
bool sieve_passes(const struct sieve *sieve, const struct stored *stored);

#endif
