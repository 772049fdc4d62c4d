#include "corpus/sieve.h"

struct sieve sieve_make(struct slice source, struct slice from, struct slice to)
{
    struct sieve sieve = {.has_source = source.len > 0, .source_id = token_folded_id(source)};

    sieve.has_from = date_read(from, &sieve.from);
    sieve.has_to = date_read(to, &sieve.to);
    return sieve;
}

bool sieve_is_open(const struct sieve *sieve)
{
    return !sieve->has_source && !sieve->has_from && !sieve->has_to;
}

bool sieve_passes(const struct sieve *sieve, const struct stored *stored)
{
    if (sieve->has_source && (!stored->article.source.len || stored->source_id != sieve->source_id))
        return false;
    if (!sieve->has_from && !sieve->has_to)
        return true;
    return stored->is_dated &&
           date_within(&stored->published, sieve->has_from ? &sieve->from : NULL,
                       sieve->has_to ? &sieve->to : NULL);
}
