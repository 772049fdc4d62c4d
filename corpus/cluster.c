/* How: every article's sharers are found at once; pairs that are mostly one text are joined
 * (union-find, B. Galler and M. Fischer 1964), then, from short to long, articles with what they
 * hold, unless that is of several clusters: a round-up of unrelated stories is no copy of them. In
 * a cluster the earliest article is the original; each other one hangs below the earlier article
 * that it is most like. */
#include "corpus/cluster.h"

#include <stdatomic.h>

#include "base/array.h"
#include "base/workers.h"
#include "corpus/sharer.h"

enum {
    PIECE_ARTICLES = 256, /* that one thread takes at once */
    HITS_LEAST = 4,       /* shingles that two articles of a cluster share */
    PARENTS_TRIED = 64    /* earlier members that a copy is compared with: the latest of them */
};

static const double held_least = 0.5;  /* of the shorter one's shingles */
static const double edit_least = 0.55; /* of the shorter one's, of two about as long */
static const double edit_length = 0.8; /* which the shorter one is of the longer */
static const double copy_least = 0.6; /* of the longer one's: no two halves of a text are so much */

/* An article that holds much of another one, and is its copy or has more besides. */
struct kinship {
    uint32_t held, holder; /* the holder has more shingles */
    bool is_copy;
};

struct kinships {
    struct kinship *at;
    size_t count, capacity;
};

struct piece {
    struct arena *arena;
    struct kinships found;
};

struct clustering {
    struct stock *stock;
    struct piece *pieces;
    uint32_t *joined;     /* by article: one of its cluster with a lower number, or itself */
    bool *is_longer;      /* by article: it has a copy that is shorter */
    struct kinships held; /* those that are no copies, from the shortest holder on */
    atomic_bool failed;
};

static const struct key_set *keys_of(const struct stock *stock, uint32_t article)
{
    return &stock->articles[article]->shingle_keys;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Orders articles by their shingles, then by number. */
static int by_length(const struct stock *stock, uint32_t a, uint32_t b)
{
    uint32_t left = keys_of(stock, a)->count, right = keys_of(stock, b)->count;

    return left != right ? (left > right) - (left < right) : (a > b) - (a < b);
}

/* Shingles of an article that another one can have: a short text keeps more of its own than a long
 * one keeps of the same words. */
static double comparable_keys(const struct stock *stock, uint32_t article, uint32_t other)
{
    const struct stored *own = stock->articles[article], *held_by = stock->articles[other];
    double density = (SHINGLE_SHORT_WINDOW + 1.0) / (SHINGLE_WINDOW + 1.0);

    return own->shingle_keys.count *
           (own->words <= SHINGLE_SHORT && held_by->words > SHINGLE_SHORT ? density : 1);
}

static enum error find_kin(const struct stock *stock, struct arena *scratch, uint32_t article,
                           struct piece *piece)
{
    const struct key_set *keys = keys_of(stock, article);
    struct sharers sharers;
    enum error error = sharers_find(stock, scratch, *keys, article, &sharers);

    for (size_t i = 0; !error && i < sharers.count; i++) {
        uint32_t other = sharers.at[i].article, hits = sharers.at[i].hits;
        double own = comparable_keys(stock, article, other);
        double others = comparable_keys(stock, other, article);
        double least = own < others ? own : others, most = own < others ? others : own;
        bool is_shorter = by_length(stock, article, other) < 0;
        struct kinship *kinship;

        if (hits < held_least * least || hits < (least < HITS_LEAST ? least : HITS_LEAST))
            continue;
        kinship = array_push(piece->arena, &piece->found);
        if (!kinship)
            return ERROR_NO_MEMORY;
        *kinship = (struct kinship){is_shorter ? article : other, is_shorter ? other : article,
                                    hits >= copy_least * most || (hits >= edit_least * least &&
                                                                  least >= edit_length * most)};
    }
    return error;
}

static void read_piece(void *context, size_t number)
{
    struct clustering *clustering = context;
    const struct stock *stock = clustering->stock;
    struct piece *piece = &clustering->pieces[number];
    uint32_t first = (uint32_t)number * PIECE_ARTICLES;
    enum error error = ERROR_OK;

    piece->arena = arena_open(ARENA_NO_BUDGET);
    for (uint32_t i = first; !error && i < stock->count && i < first + PIECE_ARTICLES; i++) {
        struct arena *scratch = arena_open(ARENA_NO_BUDGET);

        error = scratch && piece->arena ? find_kin(stock, scratch, i, piece) : ERROR_NO_MEMORY;
        arena_close(scratch);
    }
    if (error)
        atomic_store_explicit(&clustering->failed, true, memory_order_relaxed);
}

static uint32_t root_of(uint32_t *joined, uint32_t article)
{
    while (joined[article] != article) {
        joined[article] = joined[joined[article]];
        article = joined[article];
    }
    return article;
}

/* The lowest number of a cluster becomes its root, in whatever order pairs come. */
static void join(uint32_t *joined, uint32_t one, uint32_t other)
{
    uint32_t first = root_of(joined, one), second = root_of(joined, other);

    joined[first > second ? first : second] = smaller(first, second);
}

static int shortest_holder_first(const void *a, const void *b, void *context)
{
    const struct kinship *left = a, *right = b;
    int order = by_length(context, left->holder, right->holder);

    return order ? order : (left->held > right->held) - (left->held < right->held);
}

/* Joins copies; the other pairs are gathered. */
static enum error join_copies(struct clustering *clustering, struct arena *arena, size_t pieces)
{
    for (size_t p = 0; p < pieces; p++)
        for (size_t i = 0; i < clustering->pieces[p].found.count; i++) {
            struct kinship pair = clustering->pieces[p].found.at[i];
            struct kinship *place;

            if (pair.is_copy) {
                join(clustering->joined, pair.held, pair.holder);
                clustering->is_longer[pair.holder] = true;
                continue;
            }
            place = array_push(arena, &clustering->held);
            if (!place)
                return ERROR_NO_MEMORY;
            *place = pair;
        }
    return ERROR_OK;
}

/* Whether an article was published before all that it holds: they are cut from it. */
static bool is_first(const struct stock *stock, const struct kinship *pairs, size_t count)
{
    const struct stored *holder = stock->articles[pairs->holder];

    for (size_t i = 0; i < count; i++) {
        const struct stored *held = stock->articles[pairs[i].held];

        if (!holder->is_dated || !held->is_dated ||
            holder->published.begin >= held->published.begin)
            return false;
    }
    return true;
}

/* Joins an article with what it holds, if that is one story: one cluster, its shorter copies' too
 * where it has any. */
static void join_holder(const struct clustering *clustering, const struct kinship *pairs,
                        size_t count)
{
    uint32_t *joined = clustering->joined, holder = pairs->holder;
    uint32_t story = root_of(joined, clustering->is_longer[holder] ? holder : pairs->held);
    bool is_one = true;

    for (size_t i = 0; i < count; i++)
        is_one &= root_of(joined, pairs[i].held) == story;
    if (!is_one && !is_first(clustering->stock, pairs, count))
        return;
    for (size_t i = 0; i < count; i++)
        join(joined, pairs[i].held, holder);
}

static enum error join_pairs(struct clustering *clustering, struct arena *arena, size_t pieces)
{
    struct kinships *held = &clustering->held;
    enum error error = join_copies(clustering, arena, pieces);

    if (error || held->count == 0)
        return error;
    qsort_r(held->at, held->count, sizeof *held->at, shortest_holder_first, clustering->stock);
    for (size_t first = 0, last; first < held->count; first = last) {
        for (last = first; last < held->count && held->at[last].holder == held->at[first].holder;)
            last++;
        join_holder(clustering, &held->at[first], last - first);
    }
    return ERROR_OK;
}

/* ---- the tree of a cluster ---- */

/* Shingles in both of two ascending sets. */
static uint32_t count_shared(const struct key_set *left, const struct key_set *right)
{
    uint32_t i = 0, j = 0, shared = 0;

    while (i < left->count && j < right->count) {
        uint64_t one = left->at[i], other = right->at[j];

        shared += one == other;
        i += one <= other;
        j += other <= one;
    }
    return shared;
}

static double likeness_of(const struct stock *stock, uint32_t left, uint32_t right)
{
    const struct key_set *lefts = keys_of(stock, left), *rights = keys_of(stock, right);
    uint32_t shared = count_shared(lefts, rights), all = lefts->count + rights->count - shared;

    return all ? (double)shared / all : 1;
}

/* How an article stands in time; undated ones come last, as they may be of any. */
struct dated {
    const struct stored *stored;
    uint32_t article;
};

static int earliest_first(const void *a, const void *b)
{
    const struct dated *left = a, *right = b;
    int order;

    if (left->stored->is_dated != right->stored->is_dated)
        return left->stored->is_dated ? -1 : 1;
    order = left->stored->is_dated
                ? (left->stored->published.begin > right->stored->published.begin) -
                      (left->stored->published.begin < right->stored->published.begin)
                : 0;
    if (order == 0) /* what others hold more of is what they were made from */
        order = (left->stored->words > right->stored->words) -
                (left->stored->words < right->stored->words);
    if (order == 0)
        order = (left->article > right->article) - (left->article < right->article);
    return order;
}

/* The earlier member that this one is most like: of the first and of the latest ones. */
static uint32_t parent_of(const struct stock *stock, const struct cluster_member *members,
                          uint32_t member)
{
    uint32_t first = member > PARENTS_TRIED ? member - PARENTS_TRIED : 1, best = 0;
    double most = likeness_of(stock, members[member].article, members[0].article);

    for (uint32_t i = first; i < member; i++) {
        double likeness = likeness_of(stock, members[member].article, members[i].article);

        if (likeness > most) {
            most = likeness;
            best = i;
        }
    }
    return best;
}

static enum error grow_tree(struct stock *stock, struct cluster *cluster)
{
    struct dated *order = calloc(cluster->count, sizeof *order);

    if (!order)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < cluster->count; i++)
        order[i] = (struct dated){stock->articles[cluster->members[i].article],
                                  cluster->members[i].article};
    qsort(order, cluster->count, sizeof *order, earliest_first);
    for (uint32_t i = 0; i < cluster->count; i++)
        cluster->members[i] = (struct cluster_member){order[i].article, NO_MEMBER};
    for (uint32_t i = 1; i < cluster->count; i++)
        cluster->members[i].parent = parent_of(stock, cluster->members, i);
    free(order);
    return ERROR_OK;
}

static int largest_first(const void *a, const void *b)
{
    const struct cluster *left = a, *right = b;

    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return (left->members->article > right->members->article) -
           (left->members->article < right->members->article);
}

/* The clusters of two and more, with room for their members. */
static enum error open_clusters(const struct clustering *clustering, uint32_t *numbers)
{
    struct stock *stock = clustering->stock;
    struct clusters *clusters = &stock->clusters;

    for (uint32_t i = 0; i < stock->count; i++)
        numbers[root_of(clustering->joined, i)]++;
    for (uint32_t i = 0; i < stock->count; i++) {
        struct cluster *cluster;

        if (numbers[i] < 2) {
            numbers[i] = NO_CLUSTER;
            continue;
        }
        cluster = array_push(stock->arena, clusters);
        if (!cluster)
            return ERROR_NO_MEMORY;
        cluster->members = arena_array(stock->arena, struct cluster_member, numbers[i]);
        if (!cluster->members)
            return ERROR_NO_MEMORY;
        numbers[i] = (uint32_t)clusters->count - 1;
    }
    return ERROR_OK;
}

/* Numbers by article: of roots, the number of their cluster. */
static enum error fill_clusters(const struct clustering *clustering, uint32_t *numbers)
{
    struct stock *stock = clustering->stock;
    struct clusters *clusters = &stock->clusters;
    enum error error = open_clusters(clustering, numbers);

    clusters->of = arena_array(stock->arena, uint32_t, stock->count);
    if (error || !clusters->of)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < stock->count; i++) {
        uint32_t number = numbers[root_of(clustering->joined, i)];

        clusters->of[i] = NO_CLUSTER;
        if (number != NO_CLUSTER) {
            struct cluster *cluster = &clusters->at[number];
            cluster->members[cluster->count++].article = i;
        }
    }
    for (size_t i = 0; !error && i < clusters->count; i++)
        error = grow_tree(stock, &clusters->at[i]);
    if (error)
        return error;
    if (clusters->count)
        qsort(clusters->at, clusters->count, sizeof *clusters->at, largest_first);
    for (uint32_t i = 0; i < clusters->count; i++)
        for (uint32_t m = 0; m < clusters->at[i].count; m++)
            clusters->of[clusters->at[i].members[m].article] = i;
    return ERROR_OK;
}

enum error clusters_build(struct stock *stock, unsigned threads)
{
    size_t pieces = (stock->count + PIECE_ARTICLES - 1) / PIECE_ARTICLES;
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
    struct clustering clustering = {.stock = stock};
    uint32_t *numbers = scratch ? arena_array(scratch, uint32_t, stock->count) : NULL;
    enum error error = ERROR_NO_MEMORY;

    if (!numbers)
        goto done;
    clustering.pieces = arena_array(scratch, struct piece, pieces);
    clustering.joined = arena_array(scratch, uint32_t, stock->count);
    clustering.is_longer = arena_array(scratch, bool, stock->count);
    if (!clustering.pieces || !clustering.joined || !clustering.is_longer)
        goto done;
    for (uint32_t i = 0; i < stock->count; i++)
        clustering.joined[i] = i;
    workers_each(threads, pieces, read_piece, &clustering);
    if (!atomic_load(&clustering.failed)) {
        error = join_pairs(&clustering, scratch, pieces);
        if (!error)
            error = fill_clusters(&clustering, numbers);
    }
    for (size_t p = 0; p < pieces; p++)
        arena_close(clustering.pieces[p].arena);
done:
    arena_close(scratch);
    return error;
}

uint32_t corpus_cluster_of(const struct generation *generation, uint32_t article)
{
    return generation->stock->clusters.of[article];
}

const struct cluster *corpus_cluster(const struct generation *generation, uint32_t cluster)
{
    return &generation->stock->clusters.at[cluster];
}

enum error corpus_find_clusters(const struct generation *generation, struct arena *arena,
                                const struct article_filter *filter, struct indices *out)
{
    size_t count = generation->stock->clusters.count;
    bool *has = arena_array(arena, bool, count);
    struct indices articles, found = {.at = arena_array(arena, uint32_t, count), .capacity = count};
    enum error error = corpus_find_articles(generation, arena, filter, &articles);

    if (error || !has || !found.at)
        return error ? error : ERROR_NO_MEMORY;
    for (size_t i = 0; i < articles.count; i++) {
        uint32_t cluster = corpus_cluster_of(generation, articles.at[i]);
        if (cluster != NO_CLUSTER)
            has[cluster] = true;
    }
    for (uint32_t i = 0; i < count; i++)
        if (has[i])
            found.at[found.count++] = i;
    *out = found;
    return ERROR_OK;
}
