#include "schemas/analysis.h"

#include "schemas/names.h"
#include "schemas/requests.h"

#define AT(member) offsetof(struct analysis_reply, member)

static const struct field analysis_fields[] = {
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE, .doc = "id of the source"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_OMIT_NULL,
     .doc = "the text that all offsets count from; with the parameter text=true"},
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .doc = "unit of all positions"},
    {"model", FIELD_TEXT, AT(model), .doc = "name of the weights and lists that read the text"},
    {"entities", FIELD_LIST, AT(entities), .of = &wire_entity_shape,
     .doc = "in order of first mention"},
    {"quotes", FIELD_LIST, AT(quotes), .of = &wire_quote_with_entity_shape,
     .doc = "in order of the text"},
    {"counts", FIELD_OBJECT, AT(counts), .of = &wire_quote_counts_shape, .doc = "of the quotes"},
    {"related", FIELD_LIST, AT(related), .of = &wire_related_shape,
     .doc = "copies first, by containment, then other reports of the event, by score"},
};

#undef AT

const struct shape analysis_reply_shape = {SHAPE("analysis",
                                                 "Names, quotes and related articles of a text",
                                                 struct analysis_reply, analysis_fields)};

enum error analysis_reply_build(struct arena *arena, const struct reading *reading,
                                const struct quote_matches *matches,
                                const struct related_list *related, struct analysis_reply *out)
{
    struct entities_reply entities;
    struct quotes_reply quotes;
    struct related_reply likes;
    enum error error;

    error = entities_reply_build(arena, reading, ENTITY_TYPES_ALL, &entities);
    if (error)
        return error;
    error = quotes_reply_build(arena, reading, QUOTE_TYPES_DEFAULT, matches, &quotes);
    if (error)
        return error;
    error = related_reply_build(arena, reading, related, (struct slice){NULL, 0}, &likes);
    if (error)
        return error;
    *out = (struct analysis_reply){
        .id = reading->id,
        .text = reading->text,
        .offsets = reading->offsets,
        .model = reading->model,
        .entities = entities.entities,
        .quotes = quotes.quotes,
        .counts = quotes.counts,
        .related = likes.related,
    };
    return ERROR_OK;
}
