/* Where else the words of a quote stand: candidates by rare shingles, then word by word. */
#include "corpus/match.h"

#include <assert.h>

#include "base/array.h"
#include "corpus/changes.h"
#include "corpus/pair.h"
#include "corpus/voice.h"

enum {
    CANDIDATES_MAX = 50,    /* articles whose quotes are compared */
    POSTINGS_MAX = 1 << 14, /* read for one quote */
    COMMON_LEAST = 100,     /* of a shingle in more quotes, and in more than */
    COMMON_SHARE = 500,     /* one in so many, only the first are read */
    WORDS_OF_SHINGLE = 10,  /* so many words of the shorter quote must share one shingle more */
    MATCHES_MAX = 100,
    MATCHES_OF_ARTICLE = 10,
};

/* The share of the shorter one's words that a quote and an utterance in pieces have in common. */
static const double part_share = 0.8;

const struct slice match_relation_names[MATCH_RELATION_COUNT] = {
    [MATCH_IDENTICAL] = SLICE_INIT("identical"), [MATCH_TYPOGRAPHY] = SLICE_INIT("typography"),
    [MATCH_BRACKETS] = SLICE_INIT("brackets"),   [MATCH_TRUNCATED] = SLICE_INIT("truncated"),
    [MATCH_WORDS] = SLICE_INIT("words"),         [MATCH_SPLIT] = SLICE_INIT("split"),
    [MATCH_INDIRECT] = SLICE_INIT("indirect"),
};

/* -- candidates -------------------------------------------------------------------------------- */

struct candidate {
    uint32_t article, hits;
    const uint32_t *quotes; /* numbers, ascending */
    uint32_t count;
};

static int most_hits_first(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;

    if (left->hits != right->hits)
        return left->hits < right->hits ? 1 : -1;
    return (left->article > right->article) - (left->article < right->article);
}

static int rarest_first(const void *a, const void *b)
{
    const struct posting_list *left = a, *right = b;

    if (left->count != right->count)
        return left->count < right->count ? -1 : 1;
    return (left->at > right->at) - (left->at < right->at);
}

static int ascending(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

struct search {
    const struct generation *generation;
    struct arena *arena; /* of the matches */
    struct arena *scratch;
    const struct quote *quote;
    struct quoted quoted;
    uint32_t searched; /* words it is searched by */
    struct voice voice;
    uint32_t except;
    bool until_altered; /* one match that is altered is enough */
    bool is_altered;    /* one was found */
    struct quote_matches matches;
};

/* The numbers of the quotes that share shingles with the quote, ascending, once for each. */
static enum error touch(struct search *search, struct indices *out)
{
    const struct said *said = &search->generation->gathered->said;
    size_t words = search->quoted.words.count, room = 0;
    uint64_t *keys = arena_array(search->scratch, uint64_t, words);
    struct posting_list *lists = arena_array(search->scratch, struct posting_list, words);
    uint32_t common = said->count / COMMON_SHARE, count;

    if (!keys || !lists)
        return ERROR_NO_MEMORY;
    if (common < COMMON_LEAST)
        common = COMMON_LEAST;
    search->searched =
        quoted_searched(search->quoted.words.at, search->quoted.flags, (uint32_t)words, keys);
    count = key_set_sort(keys, quoted_keys(keys, search->searched, keys));
    for (uint32_t i = 0; i < count; i++) {
        lists[i] = postings_find(&said->shingles, keys[i]);
        lists[i].count = lists[i].count < common ? lists[i].count : common;
    }
    if (count)
        qsort(lists, count, sizeof *lists, rarest_first);
    for (uint32_t i = 0; i < count && room < POSTINGS_MAX; i++)
        room += lists[i].count;
    out->at = arena_alloc_unset(search->scratch, room, sizeof *out->at, _Alignof(uint32_t));
    if (!out->at)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < count && out->count < room; i++)
        for (uint32_t j = 0; j < lists[i].count; j++)
            out->at[out->count++] = lists[i].at[j];
    if (out->count)
        qsort(out->at, out->count, sizeof *out->at, ascending);
    return ERROR_OK;
}

/* True when a quote shares enough shingles to be worth a comparison; a piece of an utterance is
 * always. */
static bool is_worth(const struct search *search, uint32_t q, uint32_t hits)
{
    const struct generation *generation = search->generation;
    const struct said *said = &generation->gathered->said;
    uint32_t article = said->article_of[q], shorter = said->sizes[q];
    const struct analysis *analysis;

    if (said->types[q] == QUOTE_SCARE || article == search->except)
        return false;
    if (search->searched < shorter)
        shorter = search->searched;
    if (hits > shorter / WORDS_OF_SHINGLE)
        return true;
    analysis = stored_analysis(generation_stored(generation, article));
    return analysis->quotes.at[q - said->first_of[article]].group != 0;
}

/* The articles whose quotes share shingles with the quote, those that share most first. */
static enum error find_candidates(struct search *search, struct candidate **out, size_t *count)
{
    const struct said *said = &search->generation->gathered->said;
    struct indices touched = {0};

    struct {
        struct candidate *at;
        size_t count, capacity;
    } found = {0};
    struct candidate *last = NULL;
    uint32_t kept = 0, hits;
    enum error error = touch(search, &touched);

    for (size_t i = 0; !error && i < touched.count; i += hits) {
        uint32_t q = touched.at[i];
        for (hits = 1; i + hits < touched.count && touched.at[i + hits] == q;)
            hits++;
        if (!is_worth(search, q, hits))
            continue;
        if (!last || last->article != said->article_of[q]) {
            last = array_push(search->scratch, &found);
            if (!last)
                return ERROR_NO_MEMORY;
            *last = (struct candidate){said->article_of[q], 0, touched.at + kept, 0};
        }
        touched.at[kept++] = q;
        last->hits += hits;
        last->count++;
    }
    if (error)
        return error;
    if (found.count)
        qsort(found.at, found.count, sizeof *found.at, most_hits_first);
    *out = found.at;
    *count = found.count < CANDIDATES_MAX ? found.count : CANDIDATES_MAX;
    return ERROR_OK;
}

/* -- the quotes of one article ----------------------------------------------------------------- */

bool match_is_altered(const struct quote_match *match)
{
    return match->alarm || match->relation > MATCH_TYPOGRAPHY;
}

static enum error add_match(struct search *search, uint32_t article, const struct quote *quote,
                            struct span span, const struct voice *voice,
                            enum match_relation relation)
{
    const struct gathered *gathered = search->generation->gathered;
    struct quote_match *match = array_push(search->arena, &search->matches);

    if (!match)
        return ERROR_NO_MEMORY;
    *match = (struct quote_match){
        .article = article,
        .span = span,
        .relation = relation,
        .same_speaker = voice_same(&search->voice, voice),
        .alarm = voice_differs(gathered, &search->voice, voice),
        .speaker = quote->has_speaker ? quote->speaker.name : (struct slice){0},
    };
    search->is_altered |= match_is_altered(match);
    return ERROR_OK;
}

/* An article whose quotes are compared. */
struct other {
    uint32_t article;
    struct slice text;
    const struct quotes *quotes;
    struct quote_words words;
};

static enum error take(struct arena *arena, const struct other *other, size_t i, struct quoted *out)
{
    return quoted_take(arena, &other->words, (uint32_t)i,
                       slice_at(other->text, other->quotes->at[i].span), out);
}

/* An utterance in pieces: quotes [first, last), their words put together. */
struct utterance {
    size_t first, last;
    struct quoted joined;
    uint32_t best_alone; /* words of the quote that one piece alone has */
};

static enum error join_pieces(const struct search *search, struct arena *arena,
                              const struct other *other, struct utterance *utterance)
{
    const struct quotes *quotes = other->quotes;
    uint32_t group = quotes->at[utterance->first].group;

    for (size_t i = utterance->first; i < quotes->count && quotes->at[i].group == group; i++) {
        struct pair_kept kept = {0};
        struct quoted piece;
        enum error error = take(arena, other, i, &piece);
        if (!error)
            error = pair_keep(arena, &search->quoted, &piece, &kept);
        if (!error && i > utterance->first)
            error = quoted_join(arena, &utterance->joined, &piece, &utterance->joined);
        if (error)
            return error;
        if (i == utterance->first)
            utterance->joined = piece;
        if (kept.count > utterance->best_alone)
            utterance->best_alone = kept.count;
        utterance->last = i + 1;
    }
    return ERROR_OK;
}

/* True when several pieces of an utterance hold more of the quote than any of them alone. */
static enum error match_utterance(struct search *search, struct arena *arena,
                                  const struct other *other, struct utterance *utterance,
                                  bool *found)
{
    const struct quotes *quotes = other->quotes;
    const struct quote *first = &quotes->at[utterance->first];
    struct pair_kept kept = {0};
    struct voice voice;
    uint32_t one = search->quoted.words.count, two;
    enum error error = join_pieces(search, arena, other, utterance);

    *found = false;
    if (error || utterance->last == utterance->first + 1)
        return error;
    error = pair_keep(arena, &search->quoted, &utterance->joined, &kept);
    two = utterance->joined.words.count;
    *found = kept.count >= utterance->best_alone + PIECE_WORDS_LEAST &&
             kept.count >= part_share * (one < two ? one : two);
    if (error || !*found)
        return error;
    error = voice_of(search->generation->gathered, arena, first, other->article, &voice);
    if (error)
        return error;
    return add_match(search, other->article, first,
                     (struct span){first->span.begin, quotes->at[utterance->last - 1].span.end},
                     &voice, MATCH_SPLIT);
}

static enum error match_quote(struct search *search, struct arena *arena, const struct other *other,
                              size_t i)
{
    const struct quote *quote = &other->quotes->at[i];
    struct pair_terms terms = {.is_indirect = (quote->type == QUOTE_INDIRECT) !=
                                              (search->quote->type == QUOTE_INDIRECT)};
    enum match_relation relation = MATCH_RELATION_COUNT;
    struct quoted quoted;
    struct voice voice;
    enum error error = take(arena, other, i, &quoted);

    if (!error)
        error = voice_of(search->generation->gathered, arena, quote, other->article, &voice);
    if (error)
        return error;
    terms.same_voice = voice_same(&search->voice, &voice);
    error = pair_relate(arena, &search->quoted, &quoted, terms, &relation);
    if (error || relation == MATCH_RELATION_COUNT)
        return error;
    /* a piece of a split utterance that stands whole in a longer quote */
    if (relation == MATCH_TRUNCATED && search->quote->group &&
        search->quoted.words.count < quoted.words.count)
        relation = MATCH_SPLIT;
    return add_match(search, other->article, quote, quote->span, &voice, relation);
}

/* The first piece of the utterance that quote i is of. */
static size_t first_piece(const struct quotes *quotes, size_t i)
{
    while (i > 0 && quotes->at[i].group && quotes->at[i - 1].group == quotes->at[i].group)
        i--;
    return i;
}

static enum error match_quotes(struct search *search, struct arena *arena,
                               const struct candidate *candidate, const struct other *other)
{
    uint32_t first_quote = search->generation->gathered->said.first_of[candidate->article];
    size_t most = search->matches.count + MATCHES_OF_ARTICLE, joined = 0;
    bool is_split = false;

    for (uint32_t c = 0; c < candidate->count && search->matches.count < most; c++) {
        size_t i = candidate->quotes[c] - first_quote;
        const struct quote *quote = &other->quotes->at[i];
        enum error error = ERROR_OK;
        if (i >= joined) {
            struct utterance utterance = {.first = first_piece(other->quotes, i)};
            is_split = false;
            if (quote->group && quote->type == search->quote->type)
                error = match_utterance(search, arena, other, &utterance, &is_split);
            joined = utterance.last;
        }
        if (!error && (i >= joined || !is_split))
            error = match_quote(search, arena, other, i);
        if (error)
            return error;
    }
    return ERROR_OK;
}

static enum error match_article(struct search *search, const struct candidate *candidate)
{
    const struct stored *stored = generation_stored(search->generation, candidate->article);
    const struct analysis *analysis = stored_analysis(stored);
    struct other other = {candidate->article, stored->cleaned.text, NULL,
                          stored_quote_words(stored)};
    struct arena *arena = arena_open_within(search->arena);
    enum error error;

    assert(analysis); /* it has quotes */
    other.quotes = &analysis->quotes;
    error = arena ? match_quotes(search, arena, candidate, &other) : ERROR_NO_MEMORY;

    arena_close(arena);
    return error;
}

static int best_first(const void *a, const void *b)
{
    const struct quote_match *left = a, *right = b;

    if (left->relation != right->relation)
        return left->relation < right->relation ? -1 : 1;
    if (left->article != right->article)
        return left->article < right->article ? -1 : 1;
    return (left->span.begin > right->span.begin) - (left->span.begin < right->span.begin);
}

/* The matches of the quote whose words are in `quoted`. */
static enum error search_all(struct search *search)
{
    struct candidate *candidates = NULL;
    size_t count = 0;
    enum error error = find_candidates(search, &candidates, &count);

    if (!error && count)
        error = voice_of(search->generation->gathered, search->scratch, search->quote,
                         search->except, &search->voice);
    for (size_t i = 0; !error && i < count && search->matches.count < MATCHES_MAX; i++) {
        if (search->until_altered && search->is_altered)
            break;
        error = match_article(search, &candidates[i]);
    }
    if (!error && search->matches.count)
        qsort(search->matches.at, search->matches.count, sizeof *search->matches.at, best_first);
    return error;
}

static enum error add_changes(struct search *search, struct slice text)
{
    struct change_side left = {text, search->quote->span};

    for (size_t i = 0; i < search->matches.count; i++) {
        struct quote_match *match = &search->matches.at[i];
        struct change_side right = {generation_text(search->generation, match->article)->text,
                                    match->span};
        enum error error;
        if (match->relation == MATCH_IDENTICAL)
            continue;
        error = changes_find(search->arena, &left, &right, match->relation <= MATCH_BRACKETS,
                             &match->changes);
        if (error)
            return error;
    }
    return ERROR_OK;
}

enum error corpus_match_quote(const struct generation *generation, struct arena *arena,
                              const struct document *document, const struct quote *quote,
                              uint32_t except, struct quote_matches *out)
{
    struct search search = {
        .generation = generation, .arena = arena, .quote = quote, .except = except};
    enum error error = ERROR_NO_MEMORY;

    search.scratch = arena_open_within(arena);
    if (search.scratch)
        error = quoted_read(search.scratch, document->text, quote, &search.quoted);
    if (!error)
        error = search_all(&search);
    if (!error)
        error = add_changes(&search, document->text);
    arena_close(search.scratch);
    if (!error)
        *out = search.matches;
    return error;
}

enum error corpus_match_ref(const struct generation *generation, struct arena *arena,
                            const struct document *document, struct quote_ref ref,
                            struct quote_matches *out)
{
    const struct said *said = &generation->gathered->said;
    const struct analysis *analysis = stored_analysis(generation_stored(generation, ref.article));

    *out = (struct quote_matches){0};
    if (!analysis || ref.article >= generation->gathered->articles)
        return ERROR_OK;
    if (generation->echoes && !generation->echoes[said->first_of[ref.article] + ref.quote])
        return ERROR_OK;
    return corpus_match_quote(generation, arena, document, &analysis->quotes.at[ref.quote],
                              ref.article, out);
}

enum error match_echo(const struct generation *generation, struct quote_ref ref, uint8_t *out)
{
    const struct stored *stored = generation_stored(generation, ref.article);
    struct quote_words words = stored_quote_words(stored);
    struct search search = {.generation = generation,
                            .quote = &stored_analysis(stored)->quotes.at[ref.quote],
                            .except = ref.article,
                            .until_altered = true};
    enum error error = ERROR_NO_MEMORY;

    search.arena = search.scratch = arena_open(ARENA_NO_BUDGET);
    if (search.scratch)
        error = quoted_take(search.scratch, &words, ref.quote,
                            slice_at(stored->cleaned.text, search.quote->span), &search.quoted);
    if (!error)
        error = search_all(&search);
    *out =
        (uint8_t)((search.matches.count ? ECHO_THERE : 0) | (search.is_altered ? ECHO_ALTERED : 0));
    arena_close(search.scratch);
    return error;
}
