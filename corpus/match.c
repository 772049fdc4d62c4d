/* Where else the words of a quote stand: candidates by rare shingles, then word by word. */
#include "base/array.h"
#include "corpus/generation.h"
#include "corpus/pair.h"

enum {
    CANDIDATES_MAX = 50,    /* articles whose quotes are read */
    POSTINGS_MAX = 1 << 18, /* read for one quote */
    COMMON_LEAST = 100,     /* a shingle in more articles, and in more than */
    COMMON_SHARE = 200,     /* one in so many, is a phrase of speech */
    QUOTES_READ = 400,      /* of one article */
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

/* -- speakers ---------------------------------------------------------------------------------- */

struct voice {
    uint32_t entity; /* of the corpus, or NO_ENTITY */
    uint64_t name;   /* folded id */
    bool is_known;
};

/* The voice of a name as printed, by the corpus' forms of names. */
static enum error voice_of_name(const struct gathered *gathered, struct arena *arena,
                                struct slice name, struct voice *out)
{
    struct slice key;
    enum error error = entity_key(arena, name, &key);

    if (error)
        return error;
    *out = (struct voice){NO_ENTITY, token_folded_id(name), name.len > 0};
    for (int type = 0; type < NAME_TYPES && out->entity == NO_ENTITY && key.len; type++) {
        uint32_t entity = map_find(&gathered->names[type], key);
        if (entity != MAP_NONE)
            out->entity = entity;
    }
    return ERROR_OK;
}

/* The voice of a quote that stands in an article of the corpus, or (NO_ARTICLE) does not. */
static enum error voice_of(const struct gathered *gathered, struct arena *arena,
                           const struct quote *quote, uint32_t article, struct voice *out)
{
    enum error error;

    *out = (struct voice){.entity = NO_ENTITY};
    if (!quote->has_speaker)
        return ERROR_OK;
    error = voice_of_name(gathered, arena, quote->speaker.name, out);
    if (!error && article != NO_ARTICLE && quote->speaker.entity != NO_ENTITY) {
        uint32_t entity = gathered_entity_of(gathered, article, quote->speaker.entity);
        if (entity != NO_ENTITY)
            out->entity = entity;
    }
    return error;
}

static bool same_voice(const struct voice *left, const struct voice *right)
{
    if (!left->is_known || !right->is_known)
        return false;
    return left->name == right->name ||
           (left->entity != NO_ENTITY && left->entity == right->entity);
}

/* -- candidates -------------------------------------------------------------------------------- */

struct candidate {
    uint32_t article, hits;
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

struct search {
    const struct generation *generation;
    struct arena *arena; /* of the matches */
    struct arena *scratch;
    const struct quote *quote;
    struct quoted quoted;
    struct key_set keys;
    struct voice voice;
    uint32_t except;
    struct quote_matches matches;
};

/* The articles that share keys with the quote, those that share most first. */
static enum error find_candidates(const struct search *search, struct candidate **out,
                                  size_t *count)
{
    const struct gathered *gathered = search->generation->gathered;
    struct posting_list *lists =
        arena_array(search->scratch, struct posting_list, search->keys.count);
    uint32_t *hits = arena_array(search->scratch, uint32_t, gathered->articles);
    uint32_t common = gathered->articles / COMMON_SHARE;
    struct indices touched = {0};
    size_t read = 0;

    if (!lists || !hits)
        return ERROR_NO_MEMORY;
    if (common < COMMON_LEAST)
        common = COMMON_LEAST;
    for (uint32_t i = 0; i < search->keys.count; i++)
        lists[i] = postings_find(&gathered->quotes, search->keys.at[i]);
    if (search->keys.count)
        qsort(lists, search->keys.count, sizeof *lists, rarest_first);
    for (uint32_t i = 0; i < search->keys.count && read < POSTINGS_MAX; i++) {
        uint32_t last = lists[i].count > common ? common : lists[i].count;
        for (uint32_t j = 0; j < last; j++) {
            uint32_t *added;
            if (lists[i].at[j] == search->except || hits[lists[i].at[j]]++)
                continue;
            added = array_push(search->scratch, &touched);
            if (!added)
                return ERROR_NO_MEMORY;
            *added = lists[i].at[j];
        }
        read += last;
    }
    *out = arena_array(search->scratch, struct candidate, touched.count);
    if (!*out)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < touched.count; i++)
        (*out)[i] = (struct candidate){touched.at[i], hits[touched.at[i]]};
    if (touched.count)
        qsort(*out, touched.count, sizeof **out, most_hits_first);
    *count = touched.count < CANDIDATES_MAX ? touched.count : CANDIDATES_MAX;
    return ERROR_OK;
}

/* -- the quotes of one article ----------------------------------------------------------------- */

static bool shares_key(const struct search *search, struct arena *arena,
                       const struct quoted *quoted, enum error *error)
{
    uint64_t *keys = arena_array(arena, uint64_t, quoted->words.count);
    uint32_t count, i = 0, j = 0;

    if (!keys) {
        *error = ERROR_NO_MEMORY;
        return false;
    }
    count = key_set_sort(keys, quoted_keys(quoted, keys));
    while (i < count && j < search->keys.count) {
        if (keys[i] == search->keys.at[j])
            return true;
        if (keys[i] < search->keys.at[j])
            i++;
        else
            j++;
    }
    return false;
}

static enum error add_match(struct search *search, struct arena *arena, uint32_t article,
                            const struct quote *quote, struct span span,
                            enum match_relation relation)
{
    struct voice voice;
    struct quote_match *match;
    enum error error = voice_of(search->generation->gathered, arena, quote, article, &voice);

    if (error)
        return error;
    match = array_push(search->arena, &search->matches);
    if (!match)
        return ERROR_NO_MEMORY;
    *match = (struct quote_match){
        .article = article,
        .span = span,
        .relation = relation,
        .same_speaker = same_voice(&search->voice, &voice),
        .speaker = quote->has_speaker ? quote->speaker.name : (struct slice){0},
    };
    return ERROR_OK;
}

/* An utterance in pieces: quotes [first, last), their words put together. */
struct utterance {
    size_t first, last;
    struct quoted joined;
    uint32_t best_alone; /* words of the quote that one piece alone has */
};

static enum error join_pieces(const struct search *search, struct arena *arena, struct slice text,
                              const struct quotes *quotes, struct utterance *utterance)
{
    uint32_t group = quotes->at[utterance->first].group;

    for (size_t i = utterance->first; i < quotes->count && quotes->at[i].group == group; i++) {
        struct pair_kept kept = {0};
        struct quoted piece;
        enum error error = quoted_read(arena, text, &quotes->at[i], &piece);
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
static enum error match_utterance(const struct search *search, struct arena *arena,
                                  struct slice text, const struct quotes *quotes,
                                  struct utterance *utterance, bool *found)
{
    struct pair_kept kept = {0};
    uint32_t one = search->quoted.words.count, two;
    enum error error = join_pieces(search, arena, text, quotes, utterance);

    *found = false;
    if (error || utterance->last == utterance->first + 1)
        return error;
    error = pair_keep(arena, &search->quoted, &utterance->joined, &kept);
    two = utterance->joined.words.count;
    *found = kept.count >= utterance->best_alone + PIECE_WORDS_LEAST &&
             kept.count >= part_share * (one < two ? one : two);
    return error;
}

static enum error match_quote(struct search *search, struct arena *arena, struct slice text,
                              uint32_t article, const struct quote *quote)
{
    bool is_indirect = (quote->type == QUOTE_INDIRECT) != (search->quote->type == QUOTE_INDIRECT);
    enum match_relation relation = MATCH_RELATION_COUNT;
    struct quoted quoted;
    enum error error = quoted_read(arena, text, quote, &quoted);

    if (error || !shares_key(search, arena, &quoted, &error))
        return error;
    error = pair_relate(arena, &search->quoted, &quoted, is_indirect, &relation);
    if (error || relation == MATCH_RELATION_COUNT)
        return error;
    /* a piece of a split utterance that stands whole in a longer quote */
    if (relation == MATCH_TRUNCATED && search->quote->group &&
        search->quoted.words.count < quoted.words.count)
        relation = MATCH_SPLIT;
    return add_match(search, arena, article, quote, quote->span, relation);
}

static enum error match_quotes(struct search *search, struct arena *arena, uint32_t article,
                               const struct quotes *quotes)
{
    struct slice text = generation_text(search->generation, article)->text;
    size_t most = search->matches.count + MATCHES_OF_ARTICLE;

    for (size_t i = 0; i < quotes->count && i < QUOTES_READ && search->matches.count < most;) {
        const struct quote *quote = &quotes->at[i];
        struct utterance utterance = {.first = i, .last = i + 1};
        bool is_split = false;
        enum error error = ERROR_OK;
        if (quote->group && quote->type == search->quote->type)
            error = match_utterance(search, arena, text, quotes, &utterance, &is_split);
        if (!error && is_split)
            error =
                add_match(search, arena, article, quote,
                          (struct span){quote->span.begin, quotes->at[utterance.last - 1].span.end},
                          MATCH_SPLIT);
        for (size_t p = i; !error && !is_split && p < utterance.last; p++)
            if (quotes->at[p].type != QUOTE_SCARE)
                error = match_quote(search, arena, text, article, &quotes->at[p]);
        if (error)
            return error;
        i = utterance.last;
    }
    return ERROR_OK;
}

static enum error match_article(struct search *search, uint32_t article)
{
    const struct analysis *analysis =
        stored_analysis(generation_stored(search->generation, article));
    struct arena *arena;
    enum error error;

    if (!analysis)
        return ERROR_OK;
    arena = arena_open(ARENA_NO_BUDGET);
    error = arena ? match_quotes(search, arena, article, &analysis->quotes) : ERROR_NO_MEMORY;
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

static enum error search_all(struct search *search, struct slice text)
{
    struct candidate *candidates = NULL;
    uint64_t *keys;
    size_t count = 0;
    enum error error = quoted_read(search->scratch, text, search->quote, &search->quoted);

    if (error)
        return error;
    keys = arena_array(search->scratch, uint64_t, search->quoted.words.count);
    if (!keys)
        return ERROR_NO_MEMORY;
    search->keys = (struct key_set){keys, key_set_sort(keys, quoted_keys(&search->quoted, keys))};
    if (search->keys.count == 0)
        return ERROR_OK;
    error = voice_of(search->generation->gathered, search->scratch, search->quote, search->except,
                     &search->voice);
    if (!error)
        error = find_candidates(search, &candidates, &count);
    for (size_t i = 0; !error && i < count && search->matches.count < MATCHES_MAX; i++)
        error = match_article(search, candidates[i].article);
    if (!error && search->matches.count)
        qsort(search->matches.at, search->matches.count, sizeof *search->matches.at, best_first);
    return error;
}

enum error corpus_match_quote(const struct generation *generation, struct arena *arena,
                              const struct document *document, const struct quote *quote,
                              uint32_t except, struct quote_matches *out)
{
    struct search search = {
        .generation = generation, .arena = arena, .quote = quote, .except = except};
    enum error error;

    search.scratch = arena_open(ARENA_NO_BUDGET);
    error = search.scratch ? search_all(&search, document->text) : ERROR_NO_MEMORY;
    arena_close(search.scratch);
    if (!error)
        *out = search.matches;
    return error;
}
