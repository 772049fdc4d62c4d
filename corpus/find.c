/* The list of articles, sifted. */
#include "base/array.h"
#include "corpus/generation.h"
#include "corpus/sieve.h"
#include "corpus/words.h"

static struct posting_list *word_lists(const struct stock *stock, struct arena *arena,
                                       const struct question *question, size_t *count)
{
    struct posting_list *lists;
    size_t words = 0, rarest = 0;

    for (size_t p = 0; p < question->count; p++)
        words += question->at[p].count;
    lists = arena_array(arena, struct posting_list, words);
    *count = 0;
    for (size_t p = 0; lists && p < question->count; p++)
        for (uint32_t w = 0; w < question->at[p].count; w++)
            lists[(*count)++] = postings_find(&stock->words, question->at[p].at[w]);
    for (size_t i = 1; lists && i < words; i++)
        if (lists[i].count < lists[rarest].count)
            rarest = i;
    if (lists && words) {
        struct posting_list swap = lists[0];
        lists[0] = lists[rarest];
        lists[rarest] = swap;
    }
    return lists;
}

/* The articles that hold all words of the question; all articles when it asks for none. */
static enum error with_words(const struct stock *stock, struct arena *arena,
                             const struct question *question, struct indices *out)
{
    size_t lists_count;
    struct posting_list *lists = word_lists(stock, arena, question, &lists_count);
    uint32_t first = lists_count ? lists[0].count : stock->count;

    if (!lists)
        return ERROR_NO_MEMORY;
    out->at = arena_array(arena, uint32_t, first);
    if (!out->at)
        return ERROR_NO_MEMORY;
    out->count = out->capacity = first;
    for (uint32_t i = 0; i < first; i++)
        out->at[i] = lists_count ? lists[0].at[i] : i;
    for (size_t i = 1; i < lists_count; i++)
        out->count = posting_list_keep(&lists[i], out->at, out->count);
    return ERROR_OK;
}

static void with_entity(const struct gathered *gathered, uint32_t entity, struct indices *articles)
{
    const struct corpus_entity *of;
    size_t kept = 0;
    uint32_t at = 0;

    if (entity >= gathered->entities.count) {
        articles->count = 0;
        return;
    }
    of = &gathered->entities.at[entity];
    for (size_t i = 0; i < articles->count; i++) {
        while (at < of->article_count && of->in[at].article < articles->at[i])
            at++;
        if (at < of->article_count && of->in[at].article == articles->at[i])
            articles->at[kept++] = articles->at[i];
    }
    articles->count = kept;
}

static bool asks_for_phrase(const struct question *question)
{
    for (size_t p = 0; p < question->count; p++)
        if (question->at[p].count > 1)
            return true;
    return false;
}

/* True when each phrase stands in the title or in the text. */
static enum error has_phrases(struct arena *arena, const struct stored *stored,
                              const struct question *question, bool *has)
{
    struct arena *scratch = arena_open_within(arena);
    struct tokens title = {0}, text = {0};
    enum error error =
        scratch ? token_split(scratch, stored->article.title, &title) : ERROR_NO_MEMORY;

    if (!error)
        error = token_split(scratch, stored->cleaned.text, &text);
    *has = true;
    for (size_t p = 0; !error && *has && p < question->count; p++)
        *has = question->at[p].count == 1 || phrase_stands(&question->at[p], &title) ||
               phrase_stands(&question->at[p], &text);
    arena_close(scratch);
    return error;
}

enum error corpus_find_articles(const struct generation *generation, struct arena *arena,
                                const struct article_filter *filter, struct indices *out)
{
    struct sieve sieve = sieve_make(filter->source, filter->from, filter->to);
    struct question question = {0};
    struct indices found = {0};
    size_t kept = 0;
    enum error error = question_read(arena, filter->q, &question);

    if (!error)
        error = with_words(generation->stock, arena, &question, &found);
    if (error)
        return error;
    if (filter->entity != NO_ENTITY)
        with_entity(generation->gathered, filter->entity, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct stored *stored = generation_stored(generation, found.at[i]);
        bool passes = sieve_passes(&sieve, stored);
        if (passes && asks_for_phrase(&question))
            error = has_phrases(arena, stored, &question, &passes);
        if (error)
            return error;
        if (passes)
            found.at[kept++] = found.at[i];
    }
    found.count = kept;
    *out = found;
    return ERROR_OK;
}
