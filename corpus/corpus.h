/* The memory of the desk: articles by id, by word, by entity, by quote, by likeness.
 *
 * A generation is one corpus as loaded: read-only, counted by the requests that borrow it, freed
 * when the last returns it after a reload. Articles whose bytes did not change are carried over,
 * with their analysis. Article text, word index and likeness are complete when a generation is
 * current; names and quotes are read behind by background threads. The corpus locks itself; all
 * else here is read-only and shared freely. */
#ifndef COPYDESK_CORPUS_CORPUS_H
#define COPYDESK_CORPUS_CORPUS_H

#include "intake/article.h"
#include "news/analysis.h"
#include "text/shingle.h"

struct corpus;
struct generation;
struct intake_fetcher;

struct corpus_settings {
    const char *const *paths; /* files, folders and addresses; none: the embedded samples */
    size_t path_count;
    struct slice samples;   /* NDJSON served when there is no path */
    unsigned threads;       /* 0: one for each core */
    bool strict;            /* a refused article fails the load */
    bool wait_for_analysis; /* a generation is current only when its analysis is complete */
    /* Told of every refused line or file: "news.ndjson", 12, "not UTF-8 at byte 17". May be NULL.
     */
    void (*refused)(void *context, struct slice file, uint64_t line, struct slice why);
    /* Told now and then while loading. May be NULL. */
    void (*progress)(void *context, const char *phase, size_t done, size_t total);
    void *context;
    const struct intake_fetcher *fetcher; /* NULL: addresses are refused */
};

/* What /readyz and /metrics tell. */
struct corpus_state {
    bool ready;          /* a generation is current */
    uint32_t generation; /* 1 for the first; 0 before */
    uint64_t articles, analysed, refused;
    uint64_t bytes; /* of article text */
    double load_seconds;
    uint64_t reloads, failed_reloads;
};

/* The settings' strings must outlive the corpus. NULL when there is no memory. */
struct corpus *corpus_open(const struct models *models, const struct corpus_settings *settings);

/* Stops the background threads and frees the corpus; all borrowed generations must be returned. */
void corpus_close(struct corpus *corpus);

/* Reads the paths and makes a new generation current; on failure the old one stays. Blocks; one at
 * a time. Fails: ERROR_BAD_CORPUS (a path cannot be read; or strict and something was refused),
 * ERROR_NO_MEMORY. */
NODISCARD enum error corpus_load(struct corpus *corpus, struct problem *problem);

void corpus_tell_state(struct corpus *corpus, struct corpus_state *out);

/* Blocks until all articles of the current generation are analysed. */
void corpus_wait_for_analysis(struct corpus *corpus);

/* The current generation, given back when the arena closes.
 * Fails: ERROR_LOADING before the first; ERROR_NO_MEMORY. */
NODISCARD enum error corpus_borrow(struct corpus *corpus, struct arena *arena,
                                   const struct generation **out);

/* -- a generation ------------------------------------------------------------------------------ */

#define NO_ARTICLE UINT32_MAX

uint32_t generation_number(const struct generation *generation);
uint32_t generation_count(const struct generation *generation); /* articles */
bool generation_complete(const struct generation *generation);  /* all analysed and gathered */

/* Articles are numbered from 0 in the fixed order of the paths. */
const struct article *generation_article(const struct generation *generation, uint32_t article);
/* Its text as it is read: what all spans of its analysis are of. */
const struct cleaned *generation_text(const struct generation *generation, uint32_t article);
uint32_t generation_words(const struct generation *generation, uint32_t article);

/* The number of the article with this id, or NO_ARTICLE. O(1). */
uint32_t generation_find(const struct generation *generation, struct slice id);

/* Reads the stored text into a document on the arena. O(text). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error generation_document(const struct generation *generation, uint32_t article,
                                         struct arena *arena, struct document *out);

/* The stored analysis, borrowed; where it is not there yet, it is read onto the arena now.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error generation_analysis(const struct generation *generation, uint32_t article,
                                         struct arena *arena, const struct document *document,
                                         const struct analysis **out);

/* Counts for the list of articles; false (and zeros) when the article is not analysed yet. */
bool generation_counts(const struct generation *generation, uint32_t article, uint32_t *entities,
                       uint32_t *quotes);

/* -- lists; each filter is empty when not asked for ---------------------------------------------
 */

struct article_filter {
    struct slice q;  /* words, all of which stand in title or text (folded); "…" is a phrase */
    uint32_t entity; /* entity number, or NO_ENTITY */
    struct slice source; /* exact, folded */
    struct slice from,
        to; /* ISO 8601 dates, both inclusive; a date without a time is its whole day */
};

/* Numbers of the articles that pass, ascending. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error corpus_find_articles(const struct generation *generation, struct arena *arena,
                                          const struct article_filter *filter, struct indices *out);

/* A name over the whole corpus. The id is the entity's key; where several types have one key, the
 * entity in most articles (then the lower type) keeps it, others have their type behind it:
 * "mercury-organization". Aliases do not repeat the name. */
struct corpus_alias {
    struct slice name;
    uint32_t count; /* mentions under it */
};

struct corpus_posting {
    uint32_t article, mentions;
};

struct corpus_entity {
    struct slice id; /* the corpus_id, stable over reloads */
    struct slice name;
    enum entity_type type;
    const struct corpus_alias *aliases;
    uint32_t alias_count;
    const struct corpus_posting *in; /* ascending articles */
    uint32_t article_count;
    uint32_t mention_count;
    struct slice first_seen, last_seen; /* published dates, or no value */
};

/* Entities are numbered from 0 by falling article count, then by id. */
uint32_t corpus_entity_count(const struct generation *generation);
const struct corpus_entity *corpus_entity(const struct generation *generation, uint32_t entity);

/* By corpus_id; NO_ENTITY when there is none. O(1). */
uint32_t corpus_find_entity(const struct generation *generation, struct slice id);

/* The corpus entity that an entity of any article is: by type, key, variants and aliases; NO_ENTITY
 * when the corpus does not know it. O(1). */
uint32_t corpus_resolve(const struct generation *generation, const struct entity *entity);

struct entity_filter {
    struct slice q; /* folded words, each beginning a word of the name or of an alias */
    uint32_t types; /* bit set of entity_type; 0: all */
    struct slice source, from, to; /* seen in such an article */
};

NODISCARD enum error corpus_find_entities(const struct generation *generation, struct arena *arena,
                                          const struct entity_filter *filter, struct indices *out);

/* Entities that stand in the same articles, most articles first, at most `limit`. */
struct company {
    uint32_t entity, articles;
};

struct companies {
    struct company *at;
    size_t count, capacity;
};

NODISCARD enum error corpus_company(const struct generation *generation, struct arena *arena,
                                    uint32_t entity, uint32_t limit, struct companies *out);

/* A quote of the corpus: article number and index into its analysis' quotes. */
struct quote_ref {
    uint32_t article, quote;
};

struct quote_refs {
    struct quote_ref *at;
    size_t count, capacity;
};

struct quote_filter {
    struct slice speaker; /* a corpus_id or a name (folded, any alias) */
    struct slice q;       /* words that stand in the quote; "…" is a phrase */
    struct slice source, from, to;
    uint32_t types; /* bit set of quote_type; 0: direct, mixed, indirect */
    bool altered;   /* only those whose words stand elsewhere in another form: any relation but
                       identical and typography, or from another mouth */
};

/* In order of article, then text. Time O(quotes that hold the rarest of what is asked for), at
 * worst O(quotes). */
NODISCARD enum error corpus_find_quotes(const struct generation *generation, struct arena *arena,
                                        const struct quote_filter *filter, struct quote_refs *out);

/* -- likeness ---------------------------------------------------------------------------------- */

/* Whether it is known which quotes are altered: some time after generation_complete. */
bool corpus_knows_altered(const struct generation *generation);

enum match_relation {
    MATCH_IDENTICAL,
    MATCH_TYPOGRAPHY, /* the same words, other marks */
    MATCH_BRACKETS,   /* what differs is an editor's insertion */
    MATCH_TRUNCATED,  /* one stands whole in the other */
    MATCH_WORDS,      /* words replaced, added or left out */
    MATCH_SPLIT,      /* one utterance, cut into quotes at other places */
    MATCH_INDIRECT,   /* in marks on one side, reported on the other */
    MATCH_RELATION_COUNT
};

extern const struct slice match_relation_names[MATCH_RELATION_COUNT];

/* What stands here and what there instead; one of them may be empty. */
struct quote_change {
    struct span left, right; /* in the quote's text, in the other article's */
};

struct quote_changes {
    struct quote_change *at;
    size_t count, capacity;
};

struct quote_match {
    uint32_t article;
    struct span span; /* in that article */
    enum match_relation relation;
    bool same_speaker;            /* both are known, and one */
    bool alarm;                   /* both are known by name, and two */
    struct slice speaker;         /* there; no value when not known */
    struct quote_changes changes; /* in text order; of typography and brackets in marks too, else in
                                     words; none when identical */
};

struct quote_matches {
    struct quote_match *at;
    size_t count, capacity;
};

/* Where else the words of a quote stand, best first, `except` left out (NO_ARTICLE: none). Words
 * that anyone may say ("I don't know") match nothing. Time O(words + quotes that share three of
 * them, of at most 50 articles). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error corpus_match_quote(const struct generation *generation, struct arena *arena,
                                        const struct document *document, const struct quote *quote,
                                        uint32_t except, struct quote_matches *out);

/* Where else the words of a quote of the corpus stand; of one that is known to stand nowhere else
 * O(1). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error corpus_match_ref(const struct generation *generation, struct arena *arena,
                                      const struct document *document, struct quote_ref ref,
                                      struct quote_matches *out);

/* How the text asked about stands to the article. */
enum likeness {
    LIKENESS_DUPLICATE, /* the same words, or all but a few */
    LIKENESS_EDITED,
    LIKENESS_CONTAINS,  /* the text holds the whole article, and more */
    LIKENESS_CONTAINED, /* the article holds the whole text, and more */
    LIKENESS_PARTIAL,   /* a passage in common */
    LIKENESS_SAME_EVENT,
    LIKENESS_COUNT
};

extern const struct slice likeness_names[LIKENESS_COUNT];

struct passage {
    struct span left, right; /* the query's text, the article's text */
    uint32_t words;
};

struct related {
    uint32_t article;
    enum likeness relation;
    struct overlap overlap;
    uint32_t shared_words;
    double boilerplate_share; /* of the winnowed shingles in both: those in very many articles */
    const struct passage *passages; /* longest runs of shared words, in the query's order */
    size_t passage_count;
    double score;                   /* of SAME_EVENT, 0 to 1; 0 otherwise */
    struct indices shared_entities; /* corpus entities, of SAME_EVENT */
};

struct related_list {
    struct related *at;
    size_t count, capacity;
    bool is_truncated; /* a bound was hit: copies may be missing */
};

/* -- clusters: groups of copies ---------------------------------------------------------------- */

#define NO_CLUSTER UINT32_MAX
#define NO_MEMBER  UINT32_MAX

struct cluster_member {
    uint32_t article;
    uint32_t parent; /* the earlier member it was most likely made from; NO_MEMBER of the first */
};

/* Members by date, undated ones last; of one date the shorter first. The first is the likely
 * original. */
struct cluster {
    struct cluster_member *members;
    uint32_t count;
};

/* The cluster of an article, or NO_CLUSTER. O(1). */
uint32_t corpus_cluster_of(const struct generation *generation, uint32_t article);

const struct cluster *corpus_cluster(const struct generation *generation, uint32_t cluster);

/* Numbers of the clusters that have an article which passes the filter: the largest first. Time as
 * corpus_find_articles. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error corpus_find_clusters(const struct generation *generation, struct arena *arena,
                                          const struct article_filter *filter, struct indices *out);

/* What article `left` is to article `right`: shares, passages and relation (LIKENESS_COUNT: none).
 * Time O(both texts). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error corpus_compare(const struct generation *generation, struct arena *arena,
                                    uint32_t left, uint32_t right, struct related *out);

/* Copies of a text by falling containment, then reports of the same event by falling score;
 * `except` left out. analysis may be NULL: then no reports of the same event. published: ISO 8601
 * or empty. Time O(shingles + postings read). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error corpus_find_related(const struct generation *generation, struct arena *arena,
                                         const struct document *document,
                                         const struct analysis *analysis, struct slice published,
                                         uint32_t except, struct related_list *out);

#endif
