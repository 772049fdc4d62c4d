#include "intake/html/wording.h"

#include <math.h>

#include "text/chars.h"
#include "text/utf8.h"

enum { SHINGLE_WORDS_MAX = 4, WHOLE_WORDS_MAX = 8, SHORT_WORD_BYTES = 6 };

/* -- what stands in another text --------------------------------------------------------------- */

/* Letters and digits of a text, word by word. */
static bool next_hash(struct slice *rest, uint32_t *hash)
{
    struct slice word;

    do
        if (!cue_next_word(rest, &word))
            return false;
    while (!word.len);
    *hash = cue_of(CUE_WORD, word);
    return true;
}

static void put(struct shingle_set *set, uint32_t hash)
{
    size_t i = hash & set->mask;

    while (set->hashes[i] && set->hashes[i] != hash)
        i = (i + 1) & set->mask;
    set->count += !set->hashes[i];
    set->hashes[i] = hash;
}

static bool has(const struct shingle_set *set, uint32_t hash)
{
    size_t i = hash & set->mask;

    while (set->hashes[i] && set->hashes[i] != hash)
        i = (i + 1) & set->mask;
    return set->hashes[i] != 0;
}

/* The last words of a text under way, and the hash of them all; false while they are too few. */
struct window {
    uint32_t last[SHINGLE_WORDS_MAX];
    size_t count;
};

static bool slide(struct window *window, unsigned words, uint32_t hash, uint32_t *out)
{
    uint32_t sum = 0;

    window->last[window->count++ % words] = hash;
    if (window->count < words)
        return false;
    for (size_t i = 0; i < words; i++)
        sum = sum * 0x9E3779B1U + window->last[(window->count + i) % words];
    *out = sum ? sum : 1;
    return true;
}

enum error shingle_set_read(struct arena *arena, struct slice text, unsigned words,
                            struct shingle_set *out)
{
    struct shingle_set set = {.mask = 15};
    struct window window = {.count = 0};
    uint32_t hash, shingle;

    while (set.mask < text.len / 2) /* a word and its blank are two bytes or more */
        set.mask = set.mask * 2 + 1;
    set.hashes = arena_array(arena, uint32_t, set.mask + 1);
    if (!set.hashes)
        return ERROR_NO_MEMORY;
    while (set.count < set.mask && next_hash(&text, &hash))
        if (slide(&window, words, hash, &shingle))
            put(&set, shingle);
    *out = set;
    return ERROR_OK;
}

float shingle_set_share(const struct shingle_set *set, struct slice text, unsigned words)
{
    struct window window = {.count = 0};
    uint32_t hash, shingle;
    unsigned all = 0, known = 0;

    while (set->count && next_hash(&text, &hash))
        if (slide(&window, words, hash, &shingle)) {
            all++;
            known += has(set, shingle);
        }
    return all ? (float)known / (float)all : 0;
}

/* -- words ------------------------------------------------------------------------------------- */

/* Sorted, at most SHORT_WORD_BYTES each. */
static const char *const function_words[] = {
    "a",    "after", "an",  "and", "are",  "as",   "at",    "be",   "been", "but",   "by",
    "for",  "from",  "had", "has", "have", "he",   "her",   "his",  "in",   "is",    "it",
    "its",  "not",   "of",  "on",  "or",   "said", "she",   "that", "the",  "their", "they",
    "this", "to",    "was", "we",  "were", "when", "which", "who",  "will", "with",  "would",
};

static bool is_function_word(struct slice word)
{
    size_t first = 0, last = sizeof function_words / sizeof *function_words;
    char lower[SHORT_WORD_BYTES];

    if (word.len > SHORT_WORD_BYTES)
        return false;
    for (size_t i = 0; i < word.len; i++)
        lower[i] = (char)(word.ptr[i] | 0x20);
    word.ptr = lower;
    while (first < last) {
        size_t middle = (first + last) / 2;
        int order = slice_compare(word, slice_of(function_words[middle]));
        if (order == 0)
            return true;
        if (order < 0)
            last = middle;
        else
            first = middle + 1;
    }
    return false;
}

struct tally {
    unsigned words, functional, capital, shouted;
    float vocabulary, prefix;
    uint32_t prefix_hash;
};

static float look_up(const struct html_view *view, uint32_t block, uint32_t hash)
{
    if (view->watcher)
        view->watcher->take(view->watcher->context, false, block, hash);
    return cue_score(view->cues, hash);
}

static bool is_shouted(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z'))
            return false;
    return word.len > 1;
}

static void count_word(const struct html_view *view, uint32_t block, struct slice word,
                       struct tally *tally)
{
    static const enum html_cue prefixes[] = {CUE_PREFIX_1, CUE_PREFIX_2, CUE_PREFIX_3};

    const size_t prefix_count = sizeof prefixes / sizeof *prefixes;
    uint32_t hash = cue_of(CUE_WORD, word);

    if (tally->words < prefix_count) {
        tally->prefix_hash = tally->prefix_hash * 31 + hash;
        tally->prefix +=
            look_up(view, block, cue_begin(prefixes[tally->words]) ^ tally->prefix_hash);
    }
    tally->words++;
    tally->functional += is_function_word(word);
    tally->capital += word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    tally->shouted += is_shouted(word);
    tally->vocabulary += look_up(view, block, hash);
}

/* -- characters -------------------------------------------------------------------------------- */

struct characters {
    unsigned commas, stops, digits, quotes, bars, lines;
};

/* Marks beyond ASCII by their code points. */
static void count_beyond(uint32_t code_point, struct characters *sum)
{
    static const uint32_t bars[] = {0x00A9, 0x00BB, 0x203A, 0x2022, 0x00B7};

    sum->quotes += code_point >= 0x201C && code_point <= 0x201E;
    sum->stops += code_point == 0x2026;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
        sum->bars += code_point == bars[i];
}

static struct characters count_characters(struct slice text)
{
    struct characters sum = {.lines = 1};

    for (size_t i = 0; i < text.len;) {
        char byte = text.ptr[i];
        if ((unsigned char)byte >= 0x80) {
            count_beyond(utf8_next(text, &i), &sum);
            continue;
        }
        i++;
        sum.commas += byte == ',';
        sum.digits += byte >= '0' && byte <= '9';
        sum.quotes += byte == '"';
        sum.bars += byte == '|';
        sum.lines += byte == '\n';
        sum.stops += (byte == '.' || byte == '!' || byte == '?') &&
                     (i == text.len || text.ptr[i] == ' ' || text.ptr[i] == '\n' ||
                      text.ptr[i] == '"' || text.ptr[i] == '\xE2');
    }
    return sum;
}

static bool is_quote_mark(uint32_t c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201E);
}

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static float end_of(struct slice text)
{
    size_t at = text.len;
    uint32_t last = utf8_before(text, &at);
    bool is_quoted = is_quote_mark(last) || last == ')';

    if (is_quoted && at)
        last = utf8_before(text, &at);
    if (is_stop(last) || (is_quoted && last == ','))
        return is_quoted ? 4 : 3;
    if (last == ':')
        return 2;
    return char_is_letter(last) || char_is_digit(last) ? 1 : 0;
}

static float start_of(struct slice text)
{
    size_t at = 0;
    uint32_t first = utf8_next(text, &at);

    if (char_is_lower(first))
        return 1;
    if (char_is_upper(first))
        return 2;
    if (char_is_digit(first))
        return 3;
    if (is_quote_mark(first))
        return 4;
    return char_is_dash(first) ? 5 : 0;
}

static float share(unsigned part, unsigned whole)
{
    return whole ? (float)part / (float)whole : 0;
}

void wording_measure(const struct html_view *view, uint32_t block, float *row)
{
    const struct html_block *at = &view->blocks->at[block];
    struct characters characters = count_characters(at->text);
    struct tally tally = {.words = 0};
    struct slice rest = at->text, word;

    while (cue_next_word(&rest, &word))
        if (word.len)
            count_word(view, block, word, &tally);
    row[FEATURE_words] = log1pf((float)at->words);
    row[FEATURE_word_length] = (float)at->text.len / (float)at->words;
    row[FEATURE_linked] = share(at->linked, at->words);
    row[FEATURE_strong] = share(at->strong, at->words);
    row[FEATURE_slanted] = share(at->slanted, at->words);
    row[FEATURE_commas] = share(characters.commas, at->words);
    row[FEATURE_stops] = share(characters.stops, at->words);
    row[FEATURE_end] = end_of(at->text);
    row[FEATURE_start] = start_of(at->text);
    row[FEATURE_function_words] = share(tally.functional, tally.words);
    row[FEATURE_capitals] = share(tally.capital, tally.words);
    row[FEATURE_shouting] = share(tally.shouted, tally.words);
    row[FEATURE_digits] = (float)characters.digits / (float)at->text.len;
    row[FEATURE_quotes] = share(characters.quotes, at->words);
    row[FEATURE_bars] = (float)characters.bars;
    row[FEATURE_lines] = logf((float)characters.lines);
    row[FEATURE_prefix] = tally.prefix;
    row[FEATURE_vocabulary] = tally.words ? tally.vocabulary / (float)tally.words : 0;
    row[FEATURE_whole] =
        at->words <= WHOLE_WORDS_MAX ? look_up(view, block, cue_of(CUE_WHOLE, at->text)) : 0;
}
