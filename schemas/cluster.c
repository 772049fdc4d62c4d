#include "schemas/cluster.h"

#include <math.h>

#include "base/map.h"
#include "schemas/names.h"

#define AT(member) offsetof(struct wire_cluster_member, member)

static const struct field member_fields[] = {
    {"article", FIELD_TEXT, AT(article), .doc = "its id"},
    {"title", FIELD_TEXT, AT(title), .rules = FIELD_NULLABLE, .doc = "headline"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_NULLABLE, .doc = "agency or paper"},
    {"published", FIELD_TEXT, AT(published), .rules = FIELD_NULLABLE,
     .doc = "ISO 8601 date or date-time"},
    {"parent", FIELD_TEXT, AT(parent), .rules = FIELD_NULLABLE,
     .doc = "the earlier article it was most likely made from; null of the original"},
    {"relation", FIELD_NAME, AT(relation), .names = &likeness_table, .rules = FIELD_NULLABLE,
     .doc = "what it is to its parent; contains: it contains the parent"},
    {"containment_left", FIELD_RATIO, AT(containment_left), .max = 1, .rules = FIELD_NULLABLE,
     .doc = "share of its 5-word shingles that stand in the parent"},
    {"containment_right", FIELD_RATIO, AT(containment_right), .max = 1, .rules = FIELD_NULLABLE,
     .doc = "share of the parent's 5-word shingles that stand in it"},
    {"jaccard", FIELD_RATIO, AT(jaccard), .max = 1, .rules = FIELD_NULLABLE,
     .doc = "shingles in both as a share of those in either"},
};

#undef AT

static const struct shape member_shape = {
    SHAPE("cluster_member", "One copy", struct wire_cluster_member, member_fields)};

#define AT(member) offsetof(struct wire_cluster, member)

static const struct field cluster_fields[] = {
    {"original", FIELD_TEXT, AT(original),
     .doc = "the likely original: the earliest; of one date, or undated, the one the others hold"},
    {"size", FIELD_COUNT, AT(size), .doc = "how many articles it has"},
    {"first_published", FIELD_TEXT, AT(first_published), .rules = FIELD_NULLABLE,
     .doc = "date of the earliest dated one"},
    {"last_published", FIELD_TEXT, AT(last_published), .rules = FIELD_NULLABLE,
     .doc = "date of the latest"},
    {"sources", FIELD_TEXTS, AT(sources),
     .doc = "agencies and papers, in the order of the members"},
    {"members", FIELD_LIST, AT(members), .of = &member_shape,
     .doc = "by date, the original first: at most 100, of a page of more than 50 clusters fewer"},
};

#undef AT

static const struct shape cluster_shape = {
    SHAPE("cluster", "A group of copies", struct wire_cluster, cluster_fields)};

static const struct field clusters_fields[] = {
    {"clusters", FIELD_LIST, offsetof(struct clusters_reply, clusters), .of = &cluster_shape,
     .doc = "the largest first"},
    {NULL, FIELD_INLINE, offsetof(struct clusters_reply, end), .of = &list_end_shape},
};

const struct shape clusters_reply_shape = {
    SHAPE("clusters", "Groups of copies in the corpus", struct clusters_reply, clusters_fields)};

/* What a member is to its parent, read from both texts. */
static enum error compare_member(struct arena *arena, const struct generation *generation,
                                 const struct cluster *cluster, const struct cluster_member *member,
                                 struct wire_cluster_member *out)
{
    struct arena *scratch = arena_open_within(arena);
    const struct cluster_member *parent = &cluster->members[member->parent];
    struct related related;
    enum error error =
        scratch ? corpus_compare(generation, scratch, member->article, parent->article, &related)
                : ERROR_NO_MEMORY;

    arena_close(scratch);
    if (error)
        return error;
    out->parent = generation_article(generation, parent->article)->id;
    if (related.relation != LIKENESS_COUNT)
        out->relation = related.relation;
    out->containment_left = related.overlap.containment_left;
    out->containment_right = related.overlap.containment_right;
    out->jaccard = related.overlap.jaccard;
    return ERROR_OK;
}

/* How many members are told of each cluster of a page. */
static uint32_t members_told(size_t clusters)
{
    size_t share = clusters ? MEMBERS_OF_PAGE / clusters : CLUSTER_MEMBERS_MOST;

    if (share > CLUSTER_MEMBERS_MOST)
        return CLUSTER_MEMBERS_MOST;
    return share < CLUSTER_MEMBERS_LEAST ? CLUSTER_MEMBERS_LEAST : (uint32_t)share;
}

static enum error build_members(struct arena *arena, const struct generation *generation,
                                const struct cluster *cluster, uint32_t most, struct wire_list *out)
{
    uint32_t count = cluster->count < most ? cluster->count : most;
    struct wire_cluster_member *at = arena_array(arena, struct wire_cluster_member, count);
    enum error error = at ? ERROR_OK : ERROR_NO_MEMORY;

    for (uint32_t i = 0; !error && i < count; i++) {
        const struct cluster_member *member = &cluster->members[i];
        const struct article *article = generation_article(generation, member->article);

        at[i] = (struct wire_cluster_member){.article = article->id,
                                             .title = article->title,
                                             .source = article->source,
                                             .published = article->published,
                                             .relation = WIRE_NONE,
                                             .containment_left = (double)NAN,
                                             .containment_right = (double)NAN,
                                             .jaccard = (double)NAN};
        if (member->parent != NO_MEMBER)
            error = compare_member(arena, generation, cluster, member, &at[i]);
    }
    *out = (struct wire_list){at, count};
    return error;
}

/* Sources and dates over all members. */
static enum error build_summary(struct arena *arena, const struct generation *generation,
                                const struct cluster *cluster, struct wire_cluster *out)
{
    struct slice *sources = arena_array(arena, struct slice, cluster->count);
    struct map known = {0};
    size_t count = 0;

    if (!sources)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < cluster->count; i++) {
        const struct article *article = generation_article(generation, cluster->members[i].article);
        uint32_t *place;

        if (article->published.len && !out->first_published.len)
            out->first_published = article->published;
        if (article->published.len)
            out->last_published = article->published;
        if (!article->source.len)
            continue;
        place = map_at(arena, &known, article->source);
        if (!place)
            return ERROR_NO_MEMORY;
        if (*place == MAP_NONE)
            sources[count++] = article->source;
        *place = 0;
    }
    out->sources = (struct wire_list){sources, count};
    return ERROR_OK;
}

enum error clusters_reply_build(struct arena *arena, const struct generation *generation,
                                const struct page *page, struct clusters_reply *out)
{
    struct wire_cluster *at = arena_array(arena, struct wire_cluster, page->count);
    uint32_t most = members_told(page->count);
    enum error error = at ? ERROR_OK : ERROR_NO_MEMORY;

    for (size_t i = 0; !error && i < page->count; i++) {
        const struct cluster *cluster = corpus_cluster(generation, page->at[i]);

        at[i].original = generation_article(generation, cluster->members[0].article)->id;
        at[i].size = cluster->count;
        error = build_summary(arena, generation, cluster, &at[i]);
        if (!error)
            error = build_members(arena, generation, cluster, most, &at[i].members);
    }
    if (!error)
        *out = (struct clusters_reply){{at, page->count}, wire_list_end_of(generation, page)};
    return error;
}
