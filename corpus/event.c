#include "corpus/event.h"

#include <math.h>

#include "base/array.h"
#include "corpus/words.h"

enum {
    CANDIDATES_MAX = 200, /* compared by names and words */
    REPORTS_MAX = 50,
    POSTINGS_MAX = 1 << 18, /* read for one text, the rarest names first */
    NAMES_MAX = 1000,       /* of one text */
    BACKGROUND = 1000       /* articles that a small corpus is thought to stand among */
};

/* How much a name in common tells of the event, by its type: people most, places least. */
static const double type_weight[NAME_TYPES] = {
    [ENTITY_PERSON] = 1.0,
    [ENTITY_ORGANIZATION] = 0.8,
    [ENTITY_LOCATION] = 0.4,
    [ENTITY_MISC] = 0.4,
};

static const double names_share = 0.6; /* of the score; the rest is the words' */
static const double score_least = 0.2;
static const double names_least = 1.2;    /* weights of the names in common together */
static const double date_scale_days = 20; /* apart, the score falls to a third */
static const double undated = 0.9;

/* A corpus entity in a text. */
struct named {
    uint32_t entity;
    uint32_t mentions;
    double weight;
};

struct nameds {
    struct named *at;
    size_t count, capacity;
};

/* What the text is about: its corpus entities by number, its words with their weights. */
struct topic {
    struct nameds names;
    double names_norm;
    struct key_set words;
    double *weights; /* of the words, squared; 0 for stop words */
    double words_norm;
};

struct search {
    const struct event_query *query;
    const struct generation *generation;
    struct arena *arena;
    struct topic topic;
    bool is_dated;
    struct moment published;
};

/* 1 for what stands nowhere else, 0 for what stands everywhere. */
static double rarity(const struct stock *stock, uint32_t articles)
{
    return 1 - log((double)articles + 1) / log((double)stock->count + BACKGROUND + 1);
}

/* Rarity counts twice over, so that what is everywhere weighs next to nothing. */
static double name_weight(const struct generation *generation, const struct named *named)
{
    const struct corpus_entity *of = corpus_entity(generation, named->entity);
    double rare = rarity(generation->stock, of->article_count);

    return type_weight[of->type] * rare * rare * (1 + log((double)named->mentions));
}

/* -- what a text is about ---------------------------------------------------------------------- */

static int by_entity(const void *a, const void *b)
{
    uint32_t left = ((const struct named *)a)->entity, right = ((const struct named *)b)->entity;

    return (left > right) - (left < right);
}

/* Sorts by entity, adds up those that come twice, weighs them. Returns the norm. */
static double settle_names(const struct generation *generation, struct nameds *names)
{
    size_t kept = 0;
    double norm = 0;

    if (names->count)
        qsort(names->at, names->count, sizeof *names->at, by_entity);
    for (size_t i = 0; i < names->count; i++) {
        if (kept && names->at[kept - 1].entity == names->at[i].entity)
            names->at[kept - 1].mentions += names->at[i].mentions;
        else
            names->at[kept++] = names->at[i];
    }
    names->count = kept;
    for (size_t i = 0; i < kept; i++) {
        names->at[i].weight = name_weight(generation, &names->at[i]);
        norm += names->at[i].weight * names->at[i].weight;
    }
    return sqrt(norm);
}

/* The corpus entities of an analysis; `article` where it is of the corpus, else NO_ARTICLE. */
static enum error read_names(const struct generation *generation, struct arena *arena,
                             const struct analysis *analysis, uint32_t article,
                             struct nameds *names)
{
    for (uint32_t i = 0; i < analysis->entities.count && names->count < NAMES_MAX; i++) {
        const struct entity *entity = &analysis->entities.at[i];
        uint32_t known = article != NO_ARTICLE && article < generation->gathered->articles
                             ? gathered_entity_of(generation->gathered, article, i)
                             : corpus_resolve(generation, entity);
        struct named *named;
        if (known == NO_ENTITY || !entity->mentions.count)
            continue;
        named = array_push(arena, names);
        if (!named)
            return ERROR_NO_MEMORY;
        *named = (struct named){.entity = known, .mentions = (uint32_t)entity->mentions.count};
    }
    return ERROR_OK;
}

static enum error read_words(struct search *search)
{
    const struct likeness_query *likeness = search->query->likeness;
    const struct document *document = likeness->document;
    struct topic *topic = &search->topic;
    struct keys keys = {0};
    enum error error;

    if (likeness->except != NO_ARTICLE) {
        topic->words = generation_stored(search->generation, likeness->except)->word_keys;
        return ERROR_OK;
    }
    error = words_add(search->arena, document->text, &document->tokens, &keys);
    if (!error)
        topic->words = (struct key_set){keys.at, key_set_sort(keys.at, (uint32_t)keys.count)};
    return error;
}

static enum error weigh_words(struct search *search)
{
    const struct stock *stock = search->generation->stock;
    const struct lexicon *stopwords = stock->models ? stock->models->lists[LIST_STOPWORDS] : NULL;
    struct topic *topic = &search->topic;
    double sum = 0;

    topic->weights = arena_array(search->arena, double, topic->words.count);
    if (!topic->weights)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < topic->words.count; i++) {
        double rare;
        if (stopwords && lexicon_find_id(stopwords, topic->words.at[i]) != LEXICON_NONE)
            continue;
        rare = rarity(stock, postings_find(&stock->words, topic->words.at[i]).count);
        topic->weights[i] = rare * rare;
        sum += topic->weights[i];
    }
    topic->words_norm = sqrt(sum);
    return ERROR_OK;
}

/* -- candidates -------------------------------------------------------------------------------- */

static int rarest_first(const void *a, const void *b, void *context)
{
    const struct generation *generation = context;
    const struct named *left = a, *right = b;
    uint32_t one = corpus_entity(generation, left->entity)->article_count;
    uint32_t two = corpus_entity(generation, right->entity)->article_count;

    if (one != two)
        return one < two ? -1 : 1;
    return by_entity(a, b);
}

struct candidate {
    uint32_t article;
    double weight; /* of the names in common */
};

static int heaviest_first(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;

    if (left->weight < right->weight || left->weight > right->weight)
        return left->weight < right->weight ? 1 : -1;
    return (left->article > right->article) - (left->article < right->article);
}

/* Adds up, by article, the weights of the names in common. */
static enum error weigh_articles(const struct search *search, double *weights)
{
    const struct nameds *names = &search->topic.names;
    struct named *order = arena_array(search->arena, struct named, names->count);
    size_t read = 0;

    if (!order)
        return ERROR_NO_MEMORY;
    if (names->count) {
        struct generation generation = *search->generation;
        memcpy(order, names->at, names->count * sizeof *order);
        qsort_r(order, names->count, sizeof *order, rarest_first, &generation);
    }
    for (size_t i = 0; i < names->count && read < POSTINGS_MAX; i++) {
        const struct corpus_entity *entity = corpus_entity(search->generation, order[i].entity);
        for (uint32_t p = 0; p < entity->article_count; p++)
            weights[entity->in[p].article] += order[i].weight;
        read += entity->article_count;
    }
    return ERROR_OK;
}

static enum error find_candidates(const struct search *search, struct candidate **out,
                                  size_t *count)
{
    const struct event_query *query = search->query;
    uint32_t articles = search->generation->stock->count;
    double *weights = arena_array(search->arena, double, articles);
    size_t found = 0;
    enum error error = weights ? weigh_articles(search, weights) : ERROR_NO_MEMORY;

    if (error)
        return error;
    if (query->likeness->except != NO_ARTICLE)
        weights[query->likeness->except] = 0;
    for (size_t i = 0; i < query->copies->count; i++)
        weights[query->copies->at[i].article] = 0;
    for (uint32_t i = 0; i < articles; i++)
        found += weights[i] >= names_least;
    *out = arena_array(search->arena, struct candidate, found);
    if (!*out)
        return ERROR_NO_MEMORY;
    *count = 0;
    for (uint32_t i = 0; i < articles; i++)
        if (weights[i] >= names_least)
            (*out)[(*count)++] = (struct candidate){i, weights[i]};
    if (found)
        qsort(*out, found, sizeof **out, heaviest_first);
    if (*count > CANDIDATES_MAX)
        *count = CANDIDATES_MAX;
    return ERROR_OK;
}

/* -- one article ------------------------------------------------------------------------------- */

/* The cosine of the names; those in common go to `shared`. */
static enum error compare_names(const struct search *search, uint32_t article, double *cosine,
                                struct indices *shared)
{
    const struct analysis *analysis =
        stored_analysis(generation_stored(search->generation, article));
    const struct topic *topic = &search->topic;
    struct nameds names = {0};
    double norm, dot = 0;
    size_t i = 0, j = 0;
    enum error error = ERROR_OK;

    *cosine = 0;
    if (analysis)
        error = read_names(search->generation, search->arena, analysis, article, &names);
    if (error)
        return error;
    norm = settle_names(search->generation, &names);
    while (i < topic->names.count && j < names.count) {
        uint32_t left = topic->names.at[i].entity, right = names.at[j].entity;
        uint32_t *added;
        if (left != right) {
            i += left < right;
            j += right < left;
            continue;
        }
        dot += topic->names.at[i++].weight * names.at[j++].weight;
        added = array_push(search->arena, shared);
        if (!added)
            return ERROR_NO_MEMORY;
        *added = left;
    }
    if (norm > 0 && topic->names_norm > 0)
        *cosine = dot / (norm * topic->names_norm);
    return ERROR_OK;
}

/* The cosine of the words; the article's norm is taken from its number of words, as its rare words
 * are like the text's in kind. */
static double compare_words(const struct topic *topic, const struct key_set *words)
{
    uint32_t i = 0, j = 0;
    double dot = 0, norm;

    while (i < topic->words.count && j < words->count) {
        if (topic->words.at[i] == words->at[j]) {
            dot += topic->weights[i++];
            j++;
        } else if (topic->words.at[i] < words->at[j]) {
            i++;
        } else {
            j++;
        }
    }
    if (!topic->words.count || !words->count)
        return 0;
    norm = topic->words_norm * topic->words_norm *
           sqrt((double)words->count / (double)topic->words.count);
    return norm > 0 ? fmin(dot / norm, 1) : 0;
}

static double closeness(const struct search *search, const struct stored *stored)
{
    if (!search->is_dated || !stored->is_dated)
        return undated;
    return exp(-date_distance(&search->published, &stored->published) / date_scale_days);
}

/* A place and a nationality in common make no event. */
static bool tells(const struct search *search, const struct indices *shared)
{
    bool has_actor = false;

    for (size_t i = 0; i < shared->count; i++)
        has_actor |= corpus_entity(search->generation, shared->at[i])->type <= ENTITY_ORGANIZATION;
    return shared->count >= 2 && has_actor;
}

static enum error score_article(const struct search *search, uint32_t article, double *score,
                                struct indices *shared)
{
    const struct stored *stored = generation_stored(search->generation, article);
    double names, words;
    enum error error = compare_names(search, article, &names, shared);

    if (error)
        return error;
    words = compare_words(&search->topic, &stored->word_keys);
    *score = (names_share * names + (1 - names_share) * words) * closeness(search, stored);
    if (!tells(search, shared))
        *score = 0;
    return ERROR_OK;
}

static int best_first(const void *a, const void *b)
{
    const struct related *left = a, *right = b;

    if (left->score < right->score || left->score > right->score)
        return left->score < right->score ? 1 : -1;
    return (left->article > right->article) - (left->article < right->article);
}

static enum error open_search(struct search *search)
{
    const struct event_query *query = search->query;
    enum error error = read_names(search->generation, search->arena, query->analysis,
                                  query->likeness->except, &search->topic.names);

    if (error)
        return error;
    search->topic.names_norm = settle_names(search->generation, &search->topic.names);
    search->is_dated = date_read(query->published, &search->published);
    error = read_words(search);
    return error ? error : weigh_words(search);
}

static enum error score_all(const struct search *search, struct related_list *out)
{
    struct candidate *candidates = NULL;
    size_t count = 0;
    enum error error = find_candidates(search, &candidates, &count);

    for (size_t i = 0; !error && i < count; i++) {
        struct related related = {.article = candidates[i].article}, *added;
        error = score_article(search, related.article, &related.score, &related.shared_entities);
        if (error || related.score < score_least)
            continue;
        added = array_push(search->arena, out);
        if (!added)
            return ERROR_NO_MEMORY;
        *added = related;
    }
    if (out->count)
        qsort(out->at, out->count, sizeof *out->at, best_first);
    if (out->count > REPORTS_MAX)
        out->count = REPORTS_MAX;
    return error;
}

enum error event_find(const struct event_query *query, struct related_list *out)
{
    struct search search = {
        .query = query, .generation = query->likeness->generation, .arena = query->likeness->arena};
    struct related_list found = {0};
    enum error error = open_search(&search);

    if (!error)
        error = score_all(&search, &found);
    for (size_t i = 0; !error && i < found.count; i++) {
        struct related compared;
        error = likeness_compare(query->likeness, found.at[i].article, &compared);
        if (error)
            break;
        compared.relation = LIKENESS_SAME_EVENT;
        compared.score = found.at[i].score;
        compared.shared_entities = found.at[i].shared_entities;
        found.at[i] = compared;
    }
    if (!error)
        *out = found;
    return error;
}
