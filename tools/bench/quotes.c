/* Measures the search of quotes alone: makes articles with quotes as an analysis would leave them,
 * gathers them, looks up which stand elsewhere, and asks.
 *
 *     bench-quotes MODELS [QUOTES] [--threads N] [--write FILE]
 *
 * Words follow Zipf's law, the most frequent being those of English; one quote in eight is another
 * one's, as it is, with words changed or cut, some of these from another mouth. The same numbers on
 * every run. With --write also what another engine needs to answer the same: a line "quote SPEAKER
 * TEXT" for each quote, one "ask NAME SPEAKER Q" for each question, tabs between. */
#include <stdio.h>

#include "base/array.h"
#include "base/checked.h"
#include "corpus/echo.h"
#include "tools/bench/made.h"

enum {
    QUOTES_OF_ARTICLE = 5,
    LEAST_WORDS = 8,
    MORE_WORDS = 30, /* a quote has up to so many more */
    WORD_BYTES = 16,
    QUOTE_BYTES = (LEAST_WORDS + MORE_WORDS) * WORD_BYTES,
    VOCABULARY = 40000,
    SPEAKERS = 5000,
    COPIED_FROM = 20000, /* the last so many quotes are what is copied from */
    TIMES = 400,         /* each kind of question is asked */
    PAGE = 50
};

static const double word_exponent = 1.0001, speaker_exponent = 1.1;

static const char *const frequent[] = {
    "the",  "of",   "to",    "and",  "a",    "in",    "that", "is",   "for",   "it",
    "was",  "on",   "with",  "we",   "be",   "as",    "have", "not",  "are",   "this",
    "they", "will", "at",    "from", "but",  "by",    "he",   "has",  "an",    "our",
    "you",  "all",  "would", "who",  "been", "their", "one",  "when", "there", "can",
};

enum { FREQUENT = sizeof frequent / sizeof *frequent };

struct made {
    uint32_t words[LEAST_WORDS + MORE_WORDS];
    uint32_t count, speaker;
};

struct maker {
    struct arena *arena; /* of the article at hand */
    uint64_t state;      /* of the random numbers */
    struct made *quotes; /* all */
    uint32_t count;
    char *text;
    size_t len; /* of the text so far */
    struct analysis analysis;
    FILE *file; /* or NULL */
};

/* ---- quotes ---- */

static size_t write_word(uint32_t rank, char *out)
{
    size_t len;

    if (rank < FREQUENT) {
        len = strlen(frequent[rank]);
        memcpy(out, frequent[rank], len);
        return len;
    }
    len = word_of(rank, out);
    out[0] = (char)(out[0] - 'A' + 'a');
    return len;
}

static size_t write_words(const uint32_t *words, uint32_t count, char *out)
{
    size_t len = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (i)
            out[len++] = ' ';
        len += write_word(words[i], out + len);
    }
    return len;
}

static size_t write_name(uint32_t speaker, char *out)
{
    size_t len = word_of(100000 + mixed(speaker) % 600, out);

    out[len++] = ' ';
    return len + word_of(200000 + speaker, out + len);
}

static uint32_t some(struct maker *maker, uint32_t count)
{
    uint32_t number = (uint32_t)(share(&maker->state) * count);

    return number < count ? number : count - 1;
}

static uint32_t some_word(struct maker *maker)
{
    return (uint32_t)zipf(&maker->state, VOCABULARY, word_exponent);
}

/* A copy: as it is, with words changed, or cut; now and then from another mouth. */
static void copy_quote(struct maker *maker, struct made *out)
{
    uint32_t back = maker->count < COPIED_FROM ? maker->count : COPIED_FROM;
    double dice = share(&maker->state);

    *out = maker->quotes[maker->count - 1 - some(maker, back)];
    if (dice < 0.3)
        for (int i = 0; i < 2; i++)
            out->words[some(maker, out->count)] = some_word(maker);
    else if (dice < 0.5)
        out->count = out->count / 2 + 4 < out->count ? out->count / 2 + 4 : out->count;
    if (share(&maker->state) < 0.02)
        out->speaker = some(maker, SPEAKERS);
}

static void make_quote(struct maker *maker, struct made *out)
{
    if (maker->count > QUOTES_OF_ARTICLE && share(&maker->state) < 0.125) {
        copy_quote(maker, out);
        return;
    }
    out->count = LEAST_WORDS + some(maker, MORE_WORDS);
    for (uint32_t i = 0; i < out->count; i++)
        out->words[i] = some_word(maker);
    out->speaker = (uint32_t)zipf(&maker->state, SPEAKERS, speaker_exponent);
}

/* ---- articles ---- */

static bool add_entity(struct maker *maker, struct slice name, struct span span)
{
    struct entity *entity = array_push(maker->arena, &maker->analysis.entities);
    struct mention *mention = array_push(maker->arena, &maker->analysis.mentions);
    uint32_t *index = entity ? array_push(maker->arena, &entity->mentions) : NULL;

    if (!mention || !index || arena_copy(maker->arena, name, &entity->name) ||
        entity_key(maker->arena, name, &entity->key))
        return false;
    entity->type = ENTITY_PERSON;
    entity->bare = entity->key;
    *index = (uint32_t)maker->analysis.mentions.count - 1;
    *mention = (struct mention){.span = span,
                                .type = ENTITY_PERSON,
                                .entity = (uint32_t)maker->analysis.entities.count - 1};
    return true;
}

/* "WORDS," NAME said. */
static bool add_quote(struct maker *maker)
{
    struct made *made = &maker->quotes[maker->count];
    struct quote *quote = array_push(maker->arena, &maker->analysis.quotes);
    size_t begin = maker->len, at = begin;
    struct slice name;

    make_quote(maker, made);
    maker->count++;
    if (!quote)
        return false;
    maker->text[at++] = '"';
    at += write_words(made->words, made->count, maker->text + at);
    memcpy(maker->text + at, ",\" ", 3);
    quote->span = (struct span){(uint32_t)begin, (uint32_t)at + 2};
    at += 3;
    name = (struct slice){maker->text + at, write_name(made->speaker, maker->text + at)};
    if (maker->file)
        (void)fprintf(maker->file, "quote\t%.*s\t%.*s\n", SLICE_ARGS(name),
                      (int)(quote->span.end - begin), maker->text + begin);
    quote->has_speaker = true;
    quote->speaker.entity = (uint32_t)maker->analysis.entities.count;
    quote->words = made->count;
    quote->speaker.span = (struct span){(uint32_t)at, (uint32_t)(at + name.len)};
    at += name.len;
    memcpy(maker->text + at, " said.\n\n", 8);
    maker->len = at + 8;
    return !arena_copy(maker->arena, name, &quote->speaker.name) &&
           add_entity(maker, name, quote->speaker.span);
}

static bool make_article(struct maker *maker, uint32_t number, struct stored **out)
{
    struct article article = {0};
    bool done;

    maker->arena = arena_open(ARENA_NO_BUDGET);
    maker->analysis = (struct analysis){0};
    maker->len = 0;
    done = maker->arena != NULL;
    for (int i = 0; i < QUOTES_OF_ARTICLE && done; i++)
        done = add_quote(maker);
    article.text = (struct slice){maker->text, maker->len};
    article.source = number % 3 ? SLICE("Agency") : SLICE("Herald");
    done = done && !arena_print(maker->arena, &article.id, "a%u", number) &&
           !arena_print(maker->arena, &article.published, "20%02u-%02u-%02u", number % 26,
                        1 + number / 26 % 12, 1 + number / 312 % 28) &&
           !stored_make(&article, out) &&
           !stored_keep_analysis(*out, maker->arena, &maker->analysis);
    arena_close(maker->arena);
    return done;
}

/* ---- questions ---- */

/* What is asked for, of the words and the speaker of a quote. */
struct kind {
    const char *name;
    uint32_t words;     /* of a run in the quote */
    uint32_t from, end; /* ranks of its words; 0, 0: any */
    bool is_phrase, has_speaker, is_altered, has_source;
};

static const struct kind kinds[] = {
    {.name = "all"},
    {.name = "source", .has_source = true},
    {.name = "speaker", .has_speaker = true},
    {.name = "word", .words = 1, .from = FREQUENT, .end = VOCABULARY},
    {.name = "frequent word", .words = 1, .from = 0, .end = FREQUENT},
    {.name = "three words", .words = 3},
    {.name = "phrase of two", .words = 2, .is_phrase = true},
    {.name = "frequent phrase of two", .words = 2, .end = FREQUENT, .is_phrase = true},
    {.name = "phrase of five", .words = 5, .is_phrase = true},
    {.name = "speaker and word", .words = 1, .has_speaker = true},
    {.name = "altered", .is_altered = true},
    {.name = "altered, speaker", .has_speaker = true, .is_altered = true},
    {.name = "altered, word", .words = 1, .is_altered = true},
};

static bool within(const struct kind *kind, const struct made *made, uint32_t first)
{
    for (uint32_t i = first; kind->end && i < first + kind->words; i++)
        if (made->words[i] < kind->from || made->words[i] >= kind->end)
            return false;
    return true;
}

/* Draws a question of the kind; its strings stand in the buffers. */
static struct quote_filter draw(struct maker *maker, const struct kind *kind, char *name, char *q)
{
    const struct made *made;
    struct quote_filter filter = {.altered = kind->is_altered};
    uint32_t first;
    size_t len = 0;

    do {
        made = &maker->quotes[some(maker, maker->count)];
        first = some(maker, made->count);
    } while (first + kind->words > made->count || !within(kind, made, first));
    if (kind->has_speaker)
        filter.speaker = (struct slice){name, write_name(made->speaker, name)};
    if (kind->has_source)
        filter.source = SLICE("Agency");
    if (kind->is_phrase)
        q[len++] = '"';
    len += write_words(made->words + first, kind->words, q + len);
    if (kind->is_phrase)
        q[len++] = '"';
    filter.q = (struct slice){q, kind->words ? len : 0};
    return filter;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

static void tell(const char *name, double *seconds, size_t count, double found)
{
    qsort(seconds, count, sizeof *seconds, ascending);
    printf("%-24s %12.1f %12.1f %12.1f\n", name, seconds[count / 2] * 1e6,
           seconds[count * 99 / 100] * 1e6, found / (double)count);
}

static bool ask(struct maker *maker, const struct generation *generation, const struct kind *kind)
{
    static char name[4 * WORD_BYTES], q[QUOTE_BYTES];
    double seconds[TIMES], found = 0;

    for (size_t i = 0; i < TIMES; i++) {
        struct quote_filter filter = draw(maker, kind, name, q);
        struct quote_refs refs = {0};
        double begin = now(CLOCK_MONOTONIC);
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        bool done = arena && !corpus_find_quotes(generation, arena, &filter, &refs);
        found += (double)refs.count;
        arena_close(arena);
        seconds[i] = now(CLOCK_MONOTONIC) - begin;
        if (!done)
            return false;
        if (maker->file && !kind->is_altered && !kind->has_source)
            (void)fprintf(maker->file, "ask\t%s\t%.*s\t%.*s\n", kind->name,
                          SLICE_ARGS(filter.speaker), SLICE_ARGS(filter.q));
    }
    tell(kind->name, seconds, TIMES, found);
    return true;
}

/* All quotes of one article looked up, as POST /v1/quotes does behind the analysis. */
static bool match_articles(struct maker *maker, const struct generation *generation)
{
    double seconds[TIMES], found = 0;

    for (size_t i = 0; i < TIMES; i++) {
        uint32_t article = some(maker, generation_count(generation));
        const struct stored *stored = generation_stored(generation, article);
        const struct quotes *quotes = &stored_analysis(stored)->quotes;
        struct document document = {.text = stored->cleaned.text};
        double begin = now(CLOCK_MONOTONIC);
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        bool done = arena != NULL;
        for (size_t q = 0; done && q < quotes->count; q++) {
            struct quote_matches matches = {0};
            done = !corpus_match_quote(generation, arena, &document, &quotes->at[q], article,
                                       &matches);
            found += (double)matches.count;
        }
        arena_close(arena);
        seconds[i] = now(CLOCK_MONOTONIC) - begin;
        if (!done)
            return false;
    }
    tell("matches of an article", seconds, TIMES, found);
    return true;
}

/* ---- measuring ---- */

static void tell_corpus(const struct stock *stock, const struct gathered *gathered, double gather_s,
                        double echo_s)
{
    const struct said *said = &gathered->said;
    uint32_t there = 0, altered = 0;
    size_t kept = 0;

    for (uint32_t i = 0; i < stock->count; i++) {
        struct quote_words words = stored_quote_words(stock->articles[i]);
        if (!words.first)
            continue;
        kept += words.first[words.count] * (sizeof *words.words + sizeof *words.flags) +
                (words.count + 1) * sizeof *words.first;
    }
    for (uint32_t q = 0; q < said->count; q++) {
        there += said->echoes[q] & ECHO_THERE;
        altered += (said->echoes[q] & ECHO_ALTERED) != 0;
    }
    printf("quotes %u in %u articles, %u elsewhere too, %u altered\n", said->count, stock->count,
           there, altered);
    printf("gathering %.2f s, looking all quotes up %.2f s\n", gather_s, echo_s);
    printf("bytes a quote: index %.0f, words %.0f\n\n", (double)said_bytes(gathered) / said->count,
           (double)kept / said->count);
}

static bool measure(const struct models *models, uint32_t quotes, unsigned threads, FILE *file)
{
    static char text[QUOTES_OF_ARTICLE * (QUOTE_BYTES + 6 * WORD_BYTES)];
    static const atomic_bool stop;
    uint32_t articles = quotes / QUOTES_OF_ARTICLE;
    struct maker maker = {
        .text = text, .quotes = calloc(quotes, sizeof(struct made)), .file = file};
    struct stock stock = {
        .models = models, .count = articles, .articles = calloc(articles, sizeof(struct stored *))};
    struct gathered *gathered = NULL;
    double begin, gather_s, echo_s;
    bool done = stock.articles && maker.quotes;

    for (uint32_t i = 0; i < articles && done; i++)
        done = make_article(&maker, i, &stock.articles[i]);
    begin = now(CLOCK_MONOTONIC);
    done = done && !gather(&stock, articles, threads, &gathered);
    gather_s = now(CLOCK_MONOTONIC) - begin;
    atomic_store(&stock.gathered, gathered);
    begin = now(CLOCK_MONOTONIC);
    done = done && !echo_find(&stock, threads, &stop);
    echo_s = now(CLOCK_MONOTONIC) - begin;
    if (done) {
        struct generation generation = {
            .stock = &stock, .gathered = gathered, .echoes = atomic_load(&gathered->said.echoes)};
        tell_corpus(&stock, gathered, gather_s, echo_s);
        printf("%-24s %12s %12s %12s\n", "question", "median us", "p99 us", "found");
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds && done; i++)
            done = ask(&maker, &generation, &kinds[i]);
        done = done && match_articles(&maker, &generation);
    }
    gathered_free(gathered);
    for (uint32_t i = 0; i < articles && stock.articles; i++)
        stored_release(stock.articles[i]);
    free(stock.articles);
    free(maker.quotes);
    return done;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *models = NULL;
    int64_t quotes = 100000, threads = 2;
    FILE *file = NULL;
    bool done = arena && argc > 1 && !models_open(arena, argv[1], &models, &problem);

    if (!done)
        (void)fprintf(stderr, "bench-quotes: MODELS is needed %.*s\n", SLICE_ARGS(problem.detail));
    for (int i = 2; i < argc && done; i++) {
        struct slice word = slice_of(argv[i]);
        if (slice_is(word, "--write") && i + 1 < argc)
            done = !file && (file = fopen(argv[++i], "w"));
        else if (slice_is(word, "--threads") && i + 1 < argc)
            done = !checked_parse(slice_of(argv[++i]), 1, 64, &threads);
        else
            done = !checked_parse(word, 100, 10000000, &quotes);
        if (!done)
            (void)fputs("usage: bench-quotes MODELS [QUOTES] [--threads N] [--write FILE]\n",
                        stderr);
    }
    done = done && measure(models, (uint32_t)quotes, (unsigned)threads, file);
    if (file && fclose(file))
        done = false;
    arena_close(arena);
    return done ? 0 : 1;
}
