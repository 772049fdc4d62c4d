/* The list of quotes, sifted: lists of quotes are intersected, phrases looked for in what is left.
 */
#include <assert.h>

#include "base/array.h"
#include "corpus/generation.h"
#include "corpus/sieve.h"
#include "corpus/words.h"

enum {
    DENSE = 16, /* lists with one quote in so many are counted, not intersected */
    LISTS_COUNTED = 255
};

struct lists {
    struct posting_list *at;
    size_t count, capacity;
};

struct quote_search {
    const struct generation *generation;
    struct arena *arena;
    struct question question;
    struct lists lists; /* all of which a quote must stand in */
    bool reads_words;   /* a phrase is not settled by the lists */
    uint32_t types;
};

static bool add_list(struct quote_search *search, struct posting_list list)
{
    struct posting_list *added = array_push(search->arena, &search->lists);

    if (!added)
        return false;
    *added = list;
    return true;
}

/* The lists of a phrase: of its threes; of two words theirs, and of two common ones the pair's. */
static bool add_phrase(struct quote_search *search, const struct phrase *phrase)
{
    const struct said *said = &search->generation->gathered->said;
    uint32_t least = UINT32_MAX;
    bool added = true;

    for (uint32_t w = 0; w < phrase->count && added && phrase->count < QUOTED_SHINGLE; w++) {
        struct posting_list list = postings_find(&said->words, phrase->at[w]);
        least = list.count < least ? list.count : least;
        added = add_list(search, list);
    }
    for (uint32_t w = 0; w + QUOTED_SHINGLE <= phrase->count && added; w++)
        added = add_list(
            search, postings_find(&said->shingles, quoted_key(phrase->at + w, QUOTED_SHINGLE)));
    if (phrase->count == 2 && least > said->common)
        return added && add_list(search, postings_find(&said->pairs, quoted_key(phrase->at, 2)));
    search->reads_words |= phrase->count == 2 || phrase->count > QUOTED_SHINGLE;
    return added;
}

/* ---- speakers ---- */

static enum error unite(struct arena *arena, struct posting_list one, struct posting_list two,
                        struct posting_list *out)
{
    uint32_t *at, count = 0, i = 0, j = 0;

    if (!one.count || !two.count) {
        *out = one.count ? one : two;
        return ERROR_OK;
    }
    at = arena_array(arena, uint32_t, (size_t)one.count + two.count);
    if (!at)
        return ERROR_NO_MEMORY;
    while (i < one.count || j < two.count) {
        bool takes_one = j == two.count || (i < one.count && one.at[i] <= two.at[j]);
        uint32_t next = takes_one ? one.at[i] : two.at[j];
        i += i < one.count && one.at[i] == next;
        j += j < two.count && two.at[j] == next;
        at[count++] = next;
    }
    *out = (struct posting_list){at, count};
    return ERROR_OK;
}

/* The quotes of a corpus_id's speaker, or of a name's: as it is printed, and whom it means. */
static enum error add_speaker(struct quote_search *search, struct slice speaker)
{
    const struct gathered *gathered = search->generation->gathered;
    const struct postings *speakers = &gathered->said.speakers;
    struct posting_list by_entity = {0}, by_name = {0}, both;
    uint32_t entity = map_find(&gathered->entities.ids, speaker);
    struct slice key;
    enum error error = entity_key(search->arena, speaker, &key);

    if (error || !speaker.len)
        return error;
    for (int type = 0; type < NAME_TYPES && entity == MAP_NONE && key.len; type++)
        entity = map_find(&gathered->names[type], key);
    if (entity != MAP_NONE)
        by_entity = postings_find(speakers, said_entity_key(entity));
    by_name = postings_find(speakers, said_name_key(token_folded_id(speaker)));
    error = unite(search->arena, by_entity, by_name, &both);
    return error || add_list(search, both) ? error : ERROR_NO_MEMORY;
}

/* ---- quotes ---- */

/* True when the longer phrases stand among the words of a quote. `words` has room for them. */
static bool has_phrases(const struct quote_search *search, const struct quote_words *of, uint32_t i,
                        uint64_t *words)
{
    uint32_t first = of->first[i], count;

    count = quoted_searched(of->words + first, of->flags + first, of->first[i + 1] - first, words);
    for (size_t p = 0; p < search->question.count; p++)
        if (search->question.at[p].count > 1 &&
            !phrase_stands_among(&search->question.at[p], words, count))
            return false;
    return true;
}

static enum error keep_with_phrases(struct quote_search *search, struct indices *found)
{
    const struct said *said = &search->generation->gathered->said;
    struct keys words = {0};
    size_t kept = 0;

    for (size_t i = 0; i < found->count; i++) {
        uint32_t q = found->at[i], article = said->article_of[q];
        struct quote_words of = stored_quote_words(generation_stored(search->generation, article));
        uint32_t quote = q - said->first_of[article];
        assert(of.first); /* it has quotes */
        if (!array_reserve(search->arena, &words, of.first[quote + 1] - of.first[quote]))
            return ERROR_NO_MEMORY;
        if (has_phrases(search, &of, quote, words.at))
            found->at[kept++] = q;
    }
    found->count = kept;
    return ERROR_OK;
}

/* The quotes in all lists, where all lists are long: each quote's lists are counted. */
static enum error count_lists(struct quote_search *search, struct indices *out)
{
    const struct lists *lists = &search->lists;
    uint32_t count = search->generation->gathered->said.count;
    uint8_t *in = arena_array(search->arena, uint8_t, count);

    out->at = arena_alloc_unset(search->arena, count, sizeof *out->at, _Alignof(uint32_t));
    if (!in || !out->at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < lists->count; i++)
        for (uint32_t j = 0; j < lists->at[i].count; j++)
            in[lists->at[i].at[j]]++;
    for (uint32_t q = 0; q < count; q++) {
        out->at[out->count] = q;
        out->count += in[q] == lists->count;
    }
    out->capacity = count;
    return ERROR_OK;
}

/* The quotes in all lists; all quotes when there is none. */
static enum error intersect_lists(struct quote_search *search, struct indices *out)
{
    struct lists *lists = &search->lists;
    uint32_t count = search->generation->gathered->said.count;
    size_t rarest = 0;

    for (size_t i = 0; i < lists->count; i++)
        if (lists->at[i].count < lists->at[rarest].count)
            rarest = i;
    if (lists->count > 1 && lists->count <= LISTS_COUNTED &&
        lists->at[rarest].count > count / DENSE)
        return count_lists(search, out);
    if (lists->count)
        count = lists->at[rarest].count;
    out->at = arena_alloc_unset(search->arena, count, sizeof *out->at, _Alignof(uint32_t));
    if (!out->at)
        return ERROR_NO_MEMORY;
    out->count = out->capacity = count;
    for (uint32_t i = 0; i < count; i++)
        out->at[i] = lists->count ? lists->at[rarest].at[i] : i;
    for (size_t i = 0; i < lists->count; i++)
        if (i != rarest)
            out->count = posting_list_keep(&lists->at[i], out->at, out->count);
    return ERROR_OK;
}

/* Leaves those of other types, sources and dates out, and, where asked for, those not altered. */
static void sift(const struct quote_search *search, const struct sieve *sieve, bool altered,
                 struct indices *found)
{
    const struct said *said = &search->generation->gathered->said;
    const uint8_t *echoes = search->generation->echoes;
    uint32_t last = NO_ARTICLE;
    bool is_open = sieve_is_open(sieve), passes = true;
    size_t kept = 0;

    if (altered && !echoes)
        found->count = 0;
    for (size_t i = 0; i < found->count; i++) {
        uint32_t q = found->at[i];
        if (!(search->types >> said->types[q] & 1) || (altered && !(echoes[q] & ECHO_ALTERED)))
            continue;
        if (!is_open && said->article_of[q] != last) {
            last = said->article_of[q];
            passes = sieve_admits(sieve, &said->articles[last]);
        }
        if (passes)
            found->at[kept++] = q;
    }
    found->count = kept;
}

static enum error refer(struct quote_search *search, const struct indices *found,
                        struct quote_refs *out)
{
    const struct said *said = &search->generation->gathered->said;
    struct quote_ref *at =
        arena_alloc_unset(search->arena, found->count, sizeof *at, _Alignof(struct quote_ref));

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < found->count; i++) {
        uint32_t article = said->article_of[found->at[i]];
        at[i] = (struct quote_ref){article, found->at[i] - said->first_of[article]};
    }
    *out = (struct quote_refs){at, found->count, found->count};
    return ERROR_OK;
}

enum error corpus_find_quotes(const struct generation *generation, struct arena *arena,
                              const struct quote_filter *filter, struct quote_refs *out)
{
    struct sieve sieve = sieve_make(filter->source, filter->from, filter->to);
    struct quote_search search = {.generation = generation, .arena = arena};
    struct indices found = {0};
    enum error error = question_read(arena, filter->q, &search.question);

    search.types = filter->types ? filter->types
                                 : 1u << QUOTE_DIRECT | 1u << QUOTE_MIXED | 1u << QUOTE_INDIRECT;
    for (size_t p = 0; !error && p < search.question.count; p++)
        if (!add_phrase(&search, &search.question.at[p]))
            error = ERROR_NO_MEMORY;
    if (!error)
        error = add_speaker(&search, filter->speaker);
    if (!error)
        error = intersect_lists(&search, &found);
    if (error)
        return error;
    sift(&search, &sieve, filter->altered, &found);
    if (search.reads_words)
        error = keep_with_phrases(&search, &found);
    return error ? error : refer(&search, &found, out);
}
