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

struct sieved sieve_read(const struct stored *stored)
{
    return (struct sieved){.has_source = stored->article.source.len > 0,
                           .is_dated = stored->is_dated,
                           .source_id = stored->source_id,
                           .published = stored->published};
}

bool sieve_admits(const struct sieve *sieve, const struct sieved *article)
{
    if (sieve->has_source && (!article->has_source || article->source_id != sieve->source_id))
        return false;
    if (!sieve->has_from && !sieve->has_to)
        return true;
    return article->is_dated &&
           date_within(&article->published, sieve->has_from ? &sieve->from : NULL,
                       sieve->has_to ? &sieve->to : NULL);
}

bool sieve_passes(const struct sieve *sieve, const struct stored *stored)
{
    struct sieved article = sieve_read(stored);

    return sieve_admits(sieve, &article);
}
