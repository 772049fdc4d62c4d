#include "corpus/generation.h"

uint32_t generation_number(const struct generation *generation)
{
    return generation->stock->number;
}

uint32_t generation_count(const struct generation *generation)
{
    return generation->stock->count;
}

bool generation_complete(const struct generation *generation)
{
    return generation->gathered->is_complete;
}

bool corpus_knows_altered(const struct generation *generation)
{
    return generation->gathered->is_complete && generation->echoes;
}

const struct article *generation_article(const struct generation *generation, uint32_t article)
{
    return &generation_stored(generation, article)->article;
}

const struct cleaned *generation_text(const struct generation *generation, uint32_t article)
{
    return &generation_stored(generation, article)->cleaned;
}

uint32_t generation_words(const struct generation *generation, uint32_t article)
{
    return generation_stored(generation, article)->words;
}

uint32_t generation_find(const struct generation *generation, struct slice id)
{
    uint32_t article = map_find(&generation->stock->ids, id);

    return article == MAP_NONE ? NO_ARTICLE : article;
}

enum error generation_document(const struct generation *generation, uint32_t article,
                               struct arena *arena, struct document *out)
{
    return document_read_cleaned(arena, generation_text(generation, article), out);
}

enum error generation_analysis(const struct generation *generation, uint32_t article,
                               struct arena *arena, const struct document *document,
                               const struct analysis **out)
{
    const struct stored *stored = generation_stored(generation, article);
    const struct analysis *kept = stored_analysis(stored);
    struct analysis *fresh;
    enum error error;

    if (kept) {
        *out = kept;
        return ERROR_OK;
    }
    fresh = arena_new(arena, struct analysis);
    if (!fresh)
        return ERROR_NO_MEMORY;
    error =
        analysis_read(arena, generation->stock->models, document, stored->article.published, fresh);
    if (!error)
        *out = fresh;
    return error;
}

bool generation_counts(const struct generation *generation, uint32_t article, uint32_t *entities,
                       uint32_t *quotes)
{
    const struct analysis *analysis = stored_analysis(generation_stored(generation, article));

    *entities = *quotes = 0;
    if (!analysis)
        return false;
    *entities = (uint32_t)analysis->entities.count;
    for (size_t i = 0; i < analysis->quotes.count; i++)
        *quotes += analysis->quotes.at[i].type != QUOTE_SCARE;
    return true;
}
