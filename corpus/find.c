/* The lists of articles and quotes, sifted. */
#include "base/array.h"
#include "corpus/generation.h"
#include "corpus/sieve.h"
#include "corpus/words.h"

/* -- articles ---------------------------------------------------------------------------------- */

/* The first place at or behind `from` whose value is not below `value`, by doubling steps. */
static uint32_t gallop(const struct posting_list *list, uint32_t from, uint32_t value)
{
    uint32_t low = from, step = 1, high;

    while (low < list->count && list->at[low] < value) {
        from = low + 1;
        low = step < list->count - low ? low + step : list->count;
        step *= 2;
    }
    high = low;
    low = from;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list->at[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Keeps the indices that stand in the list too; both ascend. */
static void intersect(struct indices *indices, const struct posting_list *list)
{
    size_t kept = 0;
    uint32_t at = 0;

    for (size_t i = 0; i < indices->count && at < list->count; i++) {
        at = gallop(list, at, indices->at[i]);
        if (at < list->count && list->at[at] == indices->at[i])
            indices->at[kept++] = indices->at[i];
    }
    indices->count = kept;
}

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
        intersect(out, &lists[i]);
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
static enum error has_phrases(const struct stored *stored, const struct question *question,
                              bool *has)
{
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
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
            error = has_phrases(stored, &question, &passes);
        if (error)
            return error;
        if (passes)
            found.at[kept++] = found.at[i];
    }
    found.count = kept;
    *out = found;
    return ERROR_OK;
}

/* -- quotes ------------------------------------------------------------------------------------ */

/* Whose quotes are asked for. */
struct wanted_speaker {
    bool is_asked;
    uint32_t entity; /* of the corpus; NO_ENTITY: by the name alone */
    uint64_t name;   /* folded id */
};

static enum error read_speaker(const struct gathered *gathered, struct arena *arena,
                               struct slice speaker, struct wanted_speaker *out)
{
    uint32_t entity = map_find(&gathered->entities.ids, speaker);
    struct slice key;
    enum error error = entity_key(arena, speaker, &key);

    if (error)
        return error;
    for (int type = 0; type < NAME_TYPES && entity == MAP_NONE; type++)
        entity = map_find(&gathered->names[type], key);
    *out = (struct wanted_speaker){
        .is_asked = speaker.len > 0,
        .entity = speaker.len && entity != MAP_NONE ? entity : NO_ENTITY,
        .name = token_folded_id(speaker),
    };
    return ERROR_OK;
}

static bool speaks(const struct gathered *gathered, uint32_t article, const struct quote *quote,
                   const struct wanted_speaker *wanted)
{
    if (!wanted->is_asked)
        return true;
    if (!quote->has_speaker)
        return false;
    if (wanted->entity != NO_ENTITY && quote->speaker.entity != NO_ENTITY &&
        gathered_entity_of(gathered, article, quote->speaker.entity) == wanted->entity)
        return true;
    return token_folded_id(quote->speaker.name) == wanted->name;
}

static enum error says(struct slice text, const struct quote *quote,
                       const struct question *question, bool *fits)
{
    struct arena *scratch;
    struct tokens tokens = {0};
    enum error error;

    *fits = true;
    if (!question->count)
        return ERROR_OK;
    scratch = arena_open(ARENA_NO_BUDGET);
    error = scratch ? token_split(scratch, slice_at(text, quote->span), &tokens) : ERROR_NO_MEMORY;
    if (!error)
        *fits = question_fits(question, slice_at(text, quote->span), &tokens);
    arena_close(scratch);
    return error;
}

struct quote_search {
    const struct generation *generation;
    struct arena *arena;
    struct question question;
    struct wanted_speaker speaker;
    uint32_t types;
};

static enum error find_in_article(const struct quote_search *search, uint32_t article,
                                  struct quote_refs *out)
{
    const struct stored *stored = generation_stored(search->generation, article);
    const struct analysis *analysis = stored_analysis(stored);

    for (uint32_t q = 0; analysis && q < analysis->quotes.count; q++) {
        const struct quote *quote = &analysis->quotes.at[q];
        struct quote_ref *ref;
        enum error error;
        bool fits;
        if (!(search->types & 1u << quote->type) ||
            !speaks(search->generation->gathered, article, quote, &search->speaker))
            continue;
        error = says(stored->cleaned.text, quote, &search->question, &fits);
        if (error)
            return error;
        if (!fits)
            continue;
        ref = array_push(search->arena, out);
        if (!ref)
            return ERROR_NO_MEMORY;
        *ref = (struct quote_ref){article, q};
    }
    return ERROR_OK;
}

enum error corpus_find_quotes(const struct generation *generation, struct arena *arena,
                              const struct quote_filter *filter, struct quote_refs *out)
{
    const struct gathered *gathered = generation->gathered;
    struct sieve sieve = sieve_make(filter->source, filter->from, filter->to);
    struct quote_search search = {.generation = generation, .arena = arena};
    struct indices articles = {0};
    struct quote_refs found = {0};
    enum error error = question_read(arena, filter->q, &search.question);

    if (!error)
        error = with_words(generation->stock, arena, &search.question, &articles);
    if (!error)
        error = read_speaker(gathered, arena, filter->speaker, &search.speaker);
    if (error)
        return error;
    search.types = filter->types ? filter->types
                                 : 1u << QUOTE_DIRECT | 1u << QUOTE_MIXED | 1u << QUOTE_INDIRECT;
    if (search.speaker.entity != NO_ENTITY)
        with_entity(gathered, search.speaker.entity, &articles);
    for (size_t i = 0; i < articles.count && articles.at[i] < gathered->articles; i++) {
        if (!sieve_passes(&sieve, generation_stored(generation, articles.at[i])))
            continue;
        error = find_in_article(&search, articles.at[i], &found);
        if (error)
            return error;
    }
    *out = found;
    return ERROR_OK;
}
