/* How much is quoted in an article, by speaker and by kind of source. */
#include <math.h>

#include "base/array.h"
#include "base/map.h"
#include "schemas/quotes.h"

const struct slice source_kind_names[SOURCE_KIND_COUNT] = {
    [SOURCE_PERSON] = SLICE_INIT("person"),
    [SOURCE_ORGANIZATION] = SLICE_INIT("organization"),
    [SOURCE_UNNAMED] = SLICE_INIT("unnamed"),
};

/* Speakers and sources with their counts, in order of first quote; the maps know their places. */
struct tally {
    const struct entities *entities;
    struct map names, sources;

    struct {
        struct wire_speaker_count *at;
        size_t count, capacity;
    } by_speaker;

    struct {
        struct wire_source_count *at;
        size_t count, capacity;
    } by_role;
};

static enum source_kind kind_of(const struct tally *tally, const struct speaker *speaker)
{
    if (speaker->entity == NO_ENTITY)
        return speaker->kind == MENTION_NOMINAL ? SOURCE_UNNAMED : SOURCE_PERSON;
    return tally->entities->at[speaker->entity].type == ENTITY_PERSON ? SOURCE_PERSON
                                                                      : SOURCE_ORGANIZATION;
}

/* The last word before "of", "for" or a comma, in small letters: "a spokesman for X" is a
 * spokesman. */
static enum error head_of(struct arena *arena, struct slice role, struct slice *out)
{
    static const char *const ends[] = {"of", "for", "at", "with", "in", "from", "to", "on"};
    struct slice word, head = {NULL, 0};
    char *small;

    while (slice_cut(&role, ' ', &word)) {
        bool is_last = word.len && word.ptr[word.len - 1] == ',';
        if (head.len && SLICE_IS_ONE_OF(word, ends))
            break;
        head = slice_part(word, 0, word.len - is_last);
        if (is_last)
            break;
    }
    small = arena_alloc(arena, head.len + 1, 1);
    if (!small)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < head.len; i++) {
        small[i] = head.ptr[i];
        if (small[i] >= 'A' && small[i] <= 'Z')
            small[i] = (char)(small[i] + ('a' - 'A'));
    }
    *out = (struct slice){small, head.len};
    return ERROR_OK;
}

/* The place of a name in a list that its map knows; *is_new when it is to be added there. */
static uint32_t *place_of(struct arena *arena, struct map *map, struct slice name, size_t count,
                          bool *is_new)
{
    uint32_t *place = map_at(arena, map, name);

    if (!place)
        return NULL;
    *is_new = *place == MAP_NONE;
    if (*is_new)
        *place = (uint32_t)count;
    return place;
}

static enum error count_speaker(struct arena *arena, struct tally *tally, const struct quote *quote,
                                bool *is_new)
{
    uint32_t *place =
        place_of(arena, &tally->names, quote->speaker.name, tally->by_speaker.count, is_new);
    struct wire_speaker_count *speaker;

    if (!place)
        return ERROR_NO_MEMORY;
    speaker = *is_new ? array_push(arena, &tally->by_speaker) : &tally->by_speaker.at[*place];
    if (!speaker)
        return ERROR_NO_MEMORY;
    speaker->name = quote->speaker.name;
    speaker->quotes++;
    speaker->words += quote->words;
    return ERROR_OK;
}

static enum error count_source(struct arena *arena, struct tally *tally, const struct quote *quote,
                               bool is_new_speaker)
{
    enum source_kind kind = kind_of(tally, &quote->speaker);
    struct slice role = {NULL, 0}, key;
    struct wire_source_count *source;
    uint32_t *place;
    bool is_new;
    enum error error = ERROR_OK;

    if (kind == SOURCE_UNNAMED)
        error = head_of(arena, quote->speaker.name, &role);
    else if (kind == SOURCE_PERSON && quote->speaker.role.len)
        error = head_of(arena, quote->speaker.role, &role);
    if (!error)
        error = arena_print(arena, &key, "%d %.*s", (int)kind, SLICE_ARGS(role));
    if (error)
        return error;
    place = place_of(arena, &tally->sources, key, tally->by_role.count, &is_new);
    if (!place)
        return ERROR_NO_MEMORY;
    source = is_new ? array_push(arena, &tally->by_role) : &tally->by_role.at[*place];
    if (!source)
        return ERROR_NO_MEMORY;
    source->kind = kind;
    source->role = role.len ? role : (struct slice){NULL, 0};
    source->speakers += is_new_speaker;
    source->quotes++;
    source->words += quote->words;
    return ERROR_OK;
}

/* Most quotes first, then most words, then by name. */
static int by_quotes(const void *left, const void *right)
{
    const struct wire_speaker_count *a = left, *b = right;

    if (a->quotes != b->quotes)
        return a->quotes < b->quotes ? 1 : -1;
    if (a->words != b->words)
        return a->words < b->words ? 1 : -1;
    return slice_compare(a->name, b->name);
}

static int by_source(const void *left, const void *right)
{
    const struct wire_source_count *a = left, *b = right;

    if (a->quotes != b->quotes)
        return a->quotes < b->quotes ? 1 : -1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return slice_compare(a->role, b->role);
}

enum error quote_counts_build(struct arena *arena, const struct analysis *analysis, uint32_t types,
                              struct wire_quote_counts *out)
{
    struct tally tally = {.entities = &analysis->entities};
    struct wire_quote_counts counts = {.share_without_speaker = NAN};
    uint32_t all = 0;

    for (size_t i = 0; i < analysis->quotes.count; i++) {
        const struct quote *quote = &analysis->quotes.at[i];
        bool is_new = false;
        enum error error;
        if (!(types >> quote->type & 1) || quote->type == QUOTE_SCARE ||
            quote->duplicate_of != NO_QUOTE)
            continue;
        all++;
        counts.words += quote->words;
        if (!quote->has_speaker) {
            counts.without_speaker++;
            continue;
        }
        error = count_speaker(arena, &tally, quote, &is_new);
        if (!error)
            error = count_source(arena, &tally, quote, is_new);
        if (error)
            return error;
    }
    if (tally.by_speaker.count) {
        qsort(tally.by_speaker.at, tally.by_speaker.count, sizeof *tally.by_speaker.at, by_quotes);
        qsort(tally.by_role.at, tally.by_role.count, sizeof *tally.by_role.at, by_source);
    }
    if (all)
        counts.share_without_speaker = (double)counts.without_speaker / all;
    counts.by_speaker = (struct wire_list){tally.by_speaker.at, tally.by_speaker.count};
    counts.by_role = (struct wire_list){tally.by_role.at, tally.by_role.count};
    *out = counts;
    return ERROR_OK;
}
