#include "corpus/stored.h"

#include <stdlib.h>

#include "corpus/block.h"
#include "corpus/words.h"
#include "text/shingle.h"

/* The members of an article, for what is done with each of them alike. */
static const size_t members[] = {
    offsetof(struct article, id),        offsetof(struct article, title),
    offsetof(struct article, text),      offsetof(struct article, source),
    offsetof(struct article, published), offsetof(struct article, url),
    offsetof(struct article, language),  offsetof(struct article, byline),
    offsetof(struct article, modified),
};

enum { MEMBERS = sizeof members / sizeof *members };

static struct slice member(const struct article *article, size_t i)
{
    struct slice value;

    memcpy(&value, (const char *)article + members[i], sizeof value);
    return value;
}

struct reading {
    struct document document;
    struct keys words, shingles;
};

static enum error read_article(struct arena *arena, const struct article *article,
                               struct reading *out)
{
    struct tokens title = {0};
    struct shingles all, few;
    enum error error;

    error = document_read(arena, article->text, &out->document);
    if (error)
        return error;
    error = words_add(arena, out->document.text, &out->document.tokens, &out->words);
    if (error)
        return error;
    error = token_split(arena, article->title, &title);
    if (error)
        return error;
    error = words_add(arena, article->title, &title, &out->words);
    if (error)
        return error;
    error = shingle_read(arena, &out->document, SHINGLE_WORDS, &all);
    if (error)
        return error;
    error = shingle_winnow(arena, &all, &few);
    if (error)
        return error;
    out->shingles = (struct keys){few.at, few.count, few.count};
    return ERROR_OK;
}

static struct key_set copy_keys(struct block *block, const struct keys *keys)
{
    return (struct key_set){
        block_copy(block, keys->at, keys->count, sizeof *keys->at, _Alignof(uint64_t)),
        (uint32_t)keys->count};
}

/* The text as it is read: the one as loaded where nothing was to be cleaned. */
static void lay_out_cleaned(struct block *block, const struct cleaned *cleaned,
                            struct stored *stored)
{
    bool is_same = cleaned->edit_count == 0;
    struct slice text = is_same ? (struct slice){NULL, 0} : block_copy_slice(block, cleaned->text);
    struct clean_edit *edits = block_copy(block, cleaned->edits, cleaned->edit_count,
                                          sizeof *cleaned->edits, _Alignof(struct clean_edit));

    if (stored)
        stored->cleaned = (struct cleaned){
            .text = is_same ? stored->article.text : text,
            .sent = stored->article.text,
            .edits = edits,
            .edit_count = cleaned->edit_count,
        };
}

/* Lays a stored article out in a block, its own struct first. */
static void lay_out(struct block *block, const struct article *article,
                    const struct reading *reading)
{
    struct stored *stored = block_take(block, sizeof *stored, _Alignof(struct stored));
    struct key_set words = copy_keys(block, &reading->words);
    struct key_set shingles = copy_keys(block, &reading->shingles);

    if (stored) {
        atomic_init(&stored->holders, 1);
        atomic_init(&stored->kept, NULL);
        stored->words = reading->document.word_count;
        stored->word_keys = words;
        stored->shingle_keys = shingles;
        stored->source_id = token_folded_id(article->source);
        stored->is_dated = date_read(article->published, &stored->published);
    }
    for (size_t i = 0; i < MEMBERS; i++) {
        struct slice value = block_copy_slice(block, member(article, i));
        if (stored)
            memcpy((char *)&stored->article + members[i], &value, sizeof value);
    }
    lay_out_cleaned(block, &reading->document.cleaned, stored);
}

enum error stored_make(const struct article *article, struct stored **out)
{
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
    struct reading reading = {0};
    struct block block = {0};
    enum error error;

    if (!scratch)
        return ERROR_NO_MEMORY;
    error = read_article(scratch, article, &reading);
    if (error)
        goto done;
    reading.words.count = key_set_sort(reading.words.at, (uint32_t)reading.words.count);
    reading.shingles.count = key_set_sort(reading.shingles.at, (uint32_t)reading.shingles.count);
    lay_out(&block, article, &reading);
    block.at = calloc(1, block.used);
    if (!block.at) {
        error = ERROR_NO_MEMORY;
        goto done;
    }
    block.used = 0;
    lay_out(&block, article, &reading);
    *out = (struct stored *)(void *)block.at;
done:
    arena_close(scratch);
    return error;
}

bool stored_equals(const struct stored *stored, const struct article *article)
{
    for (size_t i = 0; i < MEMBERS; i++) {
        struct slice left = member(&stored->article, i), right = member(article, i);
        if (!left.ptr != !right.ptr || (left.ptr && !slice_equal(left, right)))
            return false;
    }
    return true;
}

struct stored *stored_hold(struct stored *stored)
{
    atomic_fetch_add_explicit(&stored->holders, 1, memory_order_relaxed);
    return stored;
}

void stored_release(struct stored *stored)
{
    if (!stored || atomic_fetch_sub_explicit(&stored->holders, 1, memory_order_acq_rel) > 1)
        return;
    free(atomic_load_explicit(&stored->kept, memory_order_acquire));
    free(stored);
}

/* A string of the analysis: those in the text stay there, others are copied. */
static struct slice keep(struct block *block, struct slice text, struct slice string)
{
    if (string.ptr >= text.ptr && string.ptr + string.len <= text.ptr + text.len)
        return string;
    return block_copy_slice(block, string);
}

static struct slices keep_slices(struct block *block, struct slice text, struct slices strings)
{
    struct slice *at =
        block_copy(block, strings.at, strings.count, sizeof *strings.at, _Alignof(struct slice));

    for (size_t i = 0; i < strings.count; i++) {
        struct slice kept = keep(block, text, strings.at[i]);
        if (at)
            at[i] = kept;
    }
    return (struct slices){at, strings.count, strings.count};
}

static struct spans keep_spans(struct block *block, struct spans spans)
{
    struct span *at =
        block_copy(block, spans.at, spans.count, sizeof *spans.at, _Alignof(struct span));

    return (struct spans){at, spans.count, spans.count};
}

static void keep_entities(struct block *block, struct slice text, const struct entities *from,
                          struct entities *to)
{
    struct entity *at =
        block_copy(block, from->at, from->count, sizeof *from->at, _Alignof(struct entity));

    for (size_t i = 0; i < from->count; i++) {
        struct entity kept = from->at[i];
        kept.name = keep(block, text, kept.name);
        kept.key = keep(block, text, kept.key);
        kept.bare = keep(block, text, kept.bare);
        kept.aliases = keep_slices(block, text, kept.aliases);
        kept.roles = keep_slices(block, text, kept.roles);
        kept.mentions.at = block_copy(block, kept.mentions.at, kept.mentions.count,
                                      sizeof *kept.mentions.at, _Alignof(uint32_t));
        kept.mentions.capacity = kept.mentions.count;
        kept.value.text = keep(block, text, kept.value.text);
        if (at)
            at[i] = kept;
    }
    *to = (struct entities){at, from->count, from->count};
}

static void keep_quotes(struct block *block, struct slice text, const struct quotes *from,
                        struct quotes *to)
{
    struct quote *at =
        block_copy(block, from->at, from->count, sizeof *from->at, _Alignof(struct quote));

    for (size_t i = 0; i < from->count; i++) {
        struct quote kept = from->at[i];
        kept.parts = keep_spans(block, kept.parts);
        kept.segments = keep_spans(block, kept.segments);
        kept.brackets = keep_spans(block, kept.brackets);
        kept.speaker.name = keep(block, text, kept.speaker.name);
        kept.speaker.role = keep(block, text, kept.speaker.role);
        kept.addressee.name = keep(block, text, kept.addressee.name);
        kept.addressee.role = keep(block, text, kept.addressee.role);
        kept.reason = keep(block, text, kept.reason);
        if (at)
            at[i] = kept;
    }
    *to = (struct quotes){at, from->count, from->count};
}

static void keep_all(struct block *block, struct slice text, const struct analysis *from,
                     const struct quote_words *words)
{
    uint32_t all = words->first[words->count];
    struct kept *to = block_take(block, sizeof *to, _Alignof(struct kept));
    struct kept kept;

    kept.analysis.mentions =
        (struct mentions){block_copy(block, from->mentions.at, from->mentions.count,
                                     sizeof *from->mentions.at, _Alignof(struct mention)),
                          from->mentions.count, from->mentions.count};
    keep_entities(block, text, &from->entities, &kept.analysis.entities);
    keep_quotes(block, text, &from->quotes, &kept.analysis.quotes);
    kept.words = (struct quote_words){
        block_copy(block, words->first, (size_t)words->count + 1, sizeof *words->first,
                   _Alignof(uint32_t)),
        block_copy(block, words->words, all, sizeof *words->words, _Alignof(uint64_t)),
        block_copy(block, words->flags, all, 1, 1), words->count};
    if (to)
        *to = kept;
}

enum error stored_keep_analysis(struct stored *stored, struct arena *scratch,
                                const struct analysis *analysis)
{
    struct slice text = stored->cleaned.text;
    struct block block = {0};
    struct quote_words words;
    enum error error = quote_words_read(scratch, text, &analysis->quotes, &words);

    if (error)
        return error;
    keep_all(&block, text, analysis, &words);
    block.at = calloc(1, block.used);
    if (!block.at)
        return ERROR_NO_MEMORY;
    block.used = 0;
    keep_all(&block, text, analysis, &words);
    atomic_store_explicit(&stored->kept, (struct kept *)(void *)block.at, memory_order_release);
    return ERROR_OK;
}
