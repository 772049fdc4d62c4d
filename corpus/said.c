#include "corpus/said.h"

#include <assert.h>
#include <stdlib.h>

#include "base/workers.h"
#include "corpus/generation.h"
#include "corpus/voice.h"
#include "text/ids.h"

enum {
    COMMON_LEAST = 64, /* a word in more quotes, and in more than */
    COMMON_SHARE = 64, /* one in so many, is common */
    ARTICLES_AT_ONCE = 64,
    INDICES = 4 /* postings of a piece */
};

uint64_t said_name_key(uint64_t folded_id)
{
    return id_mix(1, folded_id);
}

uint64_t said_entity_key(uint32_t entity)
{
    return id_mix(2, entity);
}

/* ---- the keys of each quote, a few articles at a time ---- */

struct collecting;

/* Writes the keys of quote i of an article and returns how many; `keys` has room for its words, and
 * for two. */
typedef uint32_t write_keys(const struct collecting *collecting, uint32_t article, uint32_t i,
                            uint64_t *keys);

struct collecting {
    const struct gathered *gathered;
    const struct stock *stock;
    struct id_table common; /* words that are common */
    write_keys *write;
    struct key_set *sets;
    struct arena **arenas; /* of each run of articles */
    atomic_bool failed;
};

static bool collect_article(struct collecting *collecting, struct arena *arena, uint32_t article)
{
    struct quote_words words = stored_quote_words(collecting->stock->articles[article]);

    for (uint32_t i = 0; i < words.count; i++) {
        size_t room = (size_t)words.first[i + 1] - words.first[i] + 2;
        uint64_t *keys = arena_alloc_unset(arena, room, sizeof *keys, _Alignof(uint64_t));
        uint32_t count;
        if (!keys)
            return false;
        count = collecting->write(collecting, article, i, keys);
        if (count == UINT32_MAX)
            return false;
        count = key_set_sort(keys, count);
        arena_trim(arena, keys, room * sizeof *keys, count * sizeof *keys);
        collecting->sets[collecting->gathered->said.first_of[article] + i] =
            (struct key_set){keys, count};
    }
    return true;
}

static void collect_run(void *context, size_t run)
{
    struct collecting *collecting = context;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    uint32_t first = (uint32_t)run * ARTICLES_AT_ONCE, last = first + ARTICLES_AT_ONCE;
    bool done = arena != NULL;

    collecting->arenas[run] = arena;
    if (last > collecting->gathered->articles)
        last = collecting->gathered->articles;
    for (uint32_t article = first; article < last && done; article++)
        done = collect_article(collecting, arena, article);
    if (!done)
        atomic_store_explicit(&collecting->failed, true, memory_order_relaxed);
}

/* Indexes all quotes by the keys that `write` gives. */
static enum error index_by(struct collecting *collecting, write_keys *write, unsigned threads,
                           struct postings *out)
{
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
    uint32_t count = collecting->gathered->said.count;
    size_t runs =
        ((size_t)collecting->gathered->articles + ARTICLES_AT_ONCE - 1) / ARTICLES_AT_ONCE;
    enum error error = ERROR_NO_MEMORY;

    if (!scratch)
        return ERROR_NO_MEMORY;
    collecting->write = write;
    collecting->sets = arena_array(scratch, struct key_set, count);
    collecting->arenas = arena_array(scratch, struct arena *, runs);
    if (collecting->sets && collecting->arenas) {
        workers_each(threads, runs, collect_run, collecting);
        if (!atomic_load(&collecting->failed))
            error = postings_build(collecting->sets, count, threads, out);
        for (size_t i = 0; i < runs; i++)
            arena_close(collecting->arenas[i]);
    }
    arena_close(scratch);
    return error;
}

static uint32_t write_words(const struct collecting *collecting, uint32_t article, uint32_t i,
                            uint64_t *keys)
{
    struct quote_words words = stored_quote_words(collecting->stock->articles[article]);
    uint32_t count = 0;

    assert(words.first); /* it has quotes */
    for (uint32_t w = words.first[i]; w < words.first[i + 1]; w++)
        if (!(words.flags[w] & QUOTED_CLITIC))
            keys[count++] = words.words[w];
    return count;
}

/* The words that a quote is searched by, at `at`. */
static uint32_t searched(const struct collecting *collecting, uint32_t article, uint32_t i,
                         uint64_t *at)
{
    struct quote_words words = stored_quote_words(collecting->stock->articles[article]);
    uint32_t first;

    assert(words.first); /* it has quotes */
    first = words.first[i];
    return quoted_searched(words.words + first, words.flags + first, words.first[i + 1] - first,
                           at);
}

/* Each key takes the place of its first word, so that no more memory is needed. */
static uint32_t write_shingles(const struct collecting *collecting, uint32_t article, uint32_t i,
                               uint64_t *keys)
{
    const struct said *said = &collecting->gathered->said;
    uint32_t count = searched(collecting, article, i, keys);

    said->sizes[said->first_of[article] + i] = (uint8_t)(count < UINT8_MAX ? count : UINT8_MAX);
    return quoted_keys(keys, count, keys);
}

static uint32_t write_pairs(const struct collecting *collecting, uint32_t article, uint32_t i,
                            uint64_t *keys)
{
    uint32_t count = searched(collecting, article, i, keys), filled = 0;

    for (uint32_t w = 0; w + 1 < count; w++)
        if (id_table_find(&collecting->common, keys[w]) &&
            id_table_find(&collecting->common, keys[w + 1]))
            keys[filled++] = quoted_key(keys + w, 2);
    return filled;
}

static uint32_t write_speakers(const struct collecting *collecting, uint32_t article, uint32_t i,
                               uint64_t *keys)
{
    const struct analysis *analysis = stored_analysis(collecting->stock->articles[article]);
    const struct quote *quote = &analysis->quotes.at[i];
    struct arena *scratch;
    struct voice voice;
    uint32_t count = 0;
    enum error error;

    if (!quote->has_speaker)
        return 0;
    scratch = arena_open(ARENA_NO_BUDGET);
    error =
        scratch ? voice_of(collecting->gathered, scratch, quote, article, &voice) : ERROR_NO_MEMORY;
    arena_close(scratch);
    if (error)
        return UINT32_MAX;
    keys[count++] = said_name_key(voice.name);
    if (voice.entity != NO_ENTITY)
        keys[count++] = said_entity_key(voice.entity);
    return count;
}

/* ---- the whole ---- */

static enum error number_quotes(struct gathered *gathered, const struct stock *stock)
{
    struct said *said = &gathered->said;
    uint32_t articles = gathered->articles;

    said->first_of = arena_array(gathered->arena, uint32_t, (size_t)articles + 1);
    if (!said->first_of)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < articles; i++)
        said->first_of[i + 1] = said->first_of[i] + stored_quote_words(stock->articles[i]).count;
    said->count = said->first_of[articles];
    said->article_of = arena_array(gathered->arena, uint32_t, said->count);
    said->types = arena_array(gathered->arena, uint8_t, said->count);
    said->sizes = arena_array(gathered->arena, uint8_t, said->count);
    said->articles = arena_array(gathered->arena, struct sieved, articles);
    if (!said->article_of || !said->types || !said->sizes || !said->articles)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < articles; i++) {
        const struct analysis *analysis = stored_analysis(stock->articles[i]);
        said->articles[i] = sieve_read(stock->articles[i]);
        for (uint32_t q = said->first_of[i]; q < said->first_of[i + 1]; q++) {
            said->article_of[q] = i;
            said->types[q] = (uint8_t)analysis->quotes.at[q - said->first_of[i]].type;
        }
    }
    return ERROR_OK;
}

static enum error note_common(struct arena *arena, struct said *said, struct id_table *out)
{
    size_t parts = (size_t)1 << said->words.part_bits, count = 0;
    enum error error;

    said->common = said->count / COMMON_SHARE;
    if (said->common < COMMON_LEAST)
        said->common = COMMON_LEAST;
    for (int pass = 0; pass < 2; pass++) {
        if (pass) {
            error = id_table_open(arena, count, out);
            if (error)
                return error;
        }
        for (size_t p = 0; p < parts; p++) {
            const struct posting_part *part = &said->words.parts[p];
            for (uint32_t k = 0; k < part->count; k++) {
                if (part->first[k + 1] - part->first[k] <= said->common)
                    continue;
                count++;
                if (pass)
                    *id_table_at(out, part->keys[k]) = 1;
            }
        }
    }
    return ERROR_OK;
}

enum error said_gather(struct gathered *gathered, const struct stock *stock, unsigned threads)
{
    struct collecting collecting = {.gathered = gathered, .stock = stock};
    struct said *said = &gathered->said;
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
    enum error error = scratch ? number_quotes(gathered, stock) : ERROR_NO_MEMORY;

    if (!error)
        error = index_by(&collecting, write_words, threads, &said->words);
    if (!error)
        error = note_common(scratch, said, &collecting.common);
    if (!error)
        error = index_by(&collecting, write_pairs, threads, &said->pairs);
    if (!error)
        error = index_by(&collecting, write_shingles, threads, &said->shingles);
    if (!error)
        error = index_by(&collecting, write_speakers, threads, &said->speakers);
    arena_close(scratch);
    return error;
}

void said_done(struct said *said)
{
    postings_done(&said->words);
    postings_done(&said->pairs);
    postings_done(&said->shingles);
    postings_done(&said->speakers);
    free(atomic_load(&said->echoes));
}

size_t said_bytes(const struct gathered *gathered)
{
    const struct said *said = &gathered->said;
    const struct postings *all[INDICES] = {&said->words, &said->pairs, &said->shingles,
                                           &said->speakers};
    size_t bytes = said->count * (sizeof *said->article_of + 3); /* types, sizes, echoes */

    bytes += gathered->articles * (sizeof(struct sieved) + sizeof *said->first_of);
    for (size_t i = 0; i < INDICES; i++)
        for (size_t p = 0; all[i]->parts && p < (size_t)1 << all[i]->part_bits; p++)
            bytes += arena_used(all[i]->parts[p].arena);
    return bytes;
}
