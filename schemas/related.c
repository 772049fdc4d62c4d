#include "schemas/related.h"

#include <math.h>

#include "schemas/names.h"

#define AT(member) offsetof(struct wire_passage, member)

static const struct field passage_fields[] = {
    {"left", FIELD_OBJECT, AT(left), .of = &wire_span_shape, .doc = "in the text asked about"},
    {"right", FIELD_OBJECT, AT(right), .of = &wire_span_shape, .doc = "in the related article"},
    {"words", FIELD_COUNT, AT(words), .doc = "length of the passage"},
};

#undef AT

static const struct shape passage_shape = {
    SHAPE("passage", "A passage that both texts have", struct wire_passage, passage_fields)};

#define AT(member) offsetof(struct wire_related, member)

static const struct field related_fields[] = {
    {"article", FIELD_TEXT, AT(article), .doc = "id of the related article"},
    {"title", FIELD_TEXT, AT(title), .rules = FIELD_NULLABLE, .doc = "its headline"},
    {"relation", FIELD_NAME, AT(relation), .names = &likeness_table,
     .doc = "what it is to the text asked about; contains: that text contains the article"},
    {"containment_left", FIELD_RATIO, AT(containment_left), .max = 1,
     .doc = "share of the text's 5-word shingles that stand in the article"},
    {"containment_right", FIELD_RATIO, AT(containment_right), .max = 1,
     .doc = "share of the article's 5-word shingles that stand in the text"},
    {"jaccard", FIELD_RATIO, AT(jaccard), .max = 1,
     .doc = "shingles in both as a share of those in either"},
    {"shared_words", FIELD_COUNT, AT(shared_words), .doc = "words in passages that both have"},
    {"boilerplate_share", FIELD_RATIO, AT(boilerplate_share), .max = 1,
     .doc = "share of the passages that very many articles of the corpus have; 0 of a report"},
    {"passages", FIELD_LIST, AT(passages), .of = &passage_shape,
     .doc = "longest passages that both have, in order of the text"},
    {"score", FIELD_RATIO, AT(score), .max = 1, .rules = FIELD_NULLABLE,
     .doc = "how surely it reports the same event; null of a copy"},
    {"shared_entities", FIELD_TEXTS, AT(shared_entities),
     .doc = "corpus ids of the names in both, of a report of the same event"},
};

#undef AT

const struct shape wire_related_shape = {
    SHAPE("related_article", "An article like the text", struct wire_related, related_fields)};

#define AT(member) offsetof(struct related_reply, member)

static const struct field related_reply_fields[] = {
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE, .doc = "id of the source"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_OMIT_NULL,
     .doc = "the text that all offsets count from; with the parameter text=true"},
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .doc = "unit of all positions"},
    {"related", FIELD_LIST, AT(related), .of = &wire_related_shape,
     .doc = "copies first, by containment, then other reports of the event, by score"},
    {"truncated", FIELD_FLAG, AT(truncated),
     .doc = "true when a limit was hit: the text shares passages with more articles than are told"},
    {"next", FIELD_TEXT, AT(next), .rules = FIELD_NULLABLE,
     .doc = "cursor of the next page; null on the last"},
};

#undef AT

const struct shape related_reply_shape = {SHAPE("related", "What the corpus has like a text",
                                                struct related_reply, related_reply_fields)};

static enum error build_passages(struct arena *arena, const struct origin *left,
                                 const struct origin *right, const struct related *related,
                                 struct wire_list *out)
{
    struct wire_passage *at = arena_array(arena, struct wire_passage, related->passage_count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < related->passage_count; i++) {
        const struct passage *passage = &related->passages[i];
        at[i] = (struct wire_passage){wire_span_of(left, passage->left),
                                      wire_span_of(right, passage->right), passage->words};
    }
    *out = (struct wire_list){at, related->passage_count};
    return ERROR_OK;
}

static enum error build_shared(struct arena *arena, const struct generation *generation,
                               const struct indices *entities, struct wire_list *out)
{
    struct slice *at = arena_array(arena, struct slice, entities->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < entities->count; i++)
        at[i] = corpus_entity(generation, entities->at[i])->id;
    *out = (struct wire_list){at, entities->count};
    return ERROR_OK;
}

static enum error build_related(struct arena *arena, const struct origin *left,
                                const struct generation *generation, const struct related *related,
                                struct wire_related *out)
{
    const struct article *article = generation_article(generation, related->article);
    struct origin right = {0};
    enum error error = ERROR_OK;

    /* An article without a shared passage need not be walked. */
    if (related->passage_count)
        error = origin_read(arena, generation_text(generation, related->article),
                            left->positions.unit, &right);
    if (!error)
        error = build_passages(arena, left, &right, related, &out->passages);
    if (!error)
        error = build_shared(arena, generation, &related->shared_entities, &out->shared_entities);
    if (error)
        return error;
    out->article = article->id;
    out->title = article->title;
    out->relation = related->relation;
    out->containment_left = related->overlap.containment_left;
    out->containment_right = related->overlap.containment_right;
    out->jaccard = related->overlap.jaccard;
    out->shared_words = related->shared_words;
    out->boilerplate_share = related->boilerplate_share;
    out->score = related->relation == LIKENESS_SAME_EVENT ? related->score : (double)NAN;
    return ERROR_OK;
}

enum error related_reply_build(struct arena *arena, const struct reading *reading,
                               const struct related_list *list, struct slice next,
                               struct related_reply *out)
{
    struct wire_related *related = arena_array(arena, struct wire_related, list->count);
    struct origin left;
    enum error error;

    if (!related)
        return ERROR_NO_MEMORY;
    error = origin_read(arena, &reading->document->cleaned, reading->offsets, &left);
    if (error)
        return error;
    for (size_t i = 0; i < list->count; i++) {
        error = build_related(arena, &left, reading->generation, &list->at[i], &related[i]);
        if (error)
            return error;
    }
    *out = (struct related_reply){
        .id = reading->id,
        .text = reading->text,
        .offsets = reading->offsets,
        .related = {related, list->count},
        .truncated = list->is_truncated,
        .next = next,
    };
    return ERROR_OK;
}
