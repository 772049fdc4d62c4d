/* A source: where the text of a request comes from. */
#ifndef COPYDESK_SCHEMAS_SOURCE_H
#define COPYDESK_SCHEMAS_SOURCE_H

#include "schemas/shape.h"

/* Exactly one of text, article, url has a value once it has passed source_check. */
struct wire_source {
    struct slice text;
    struct slice article; /* a corpus id */
    struct slice url;
    struct slice id; /* echoed by the reply */
    struct slice title, published, source, language;
};

extern const struct shape source_shape;

/* The members of a source as rows of a field table: SOURCE_FIELDS(struct diff_request, left). */
#define SOURCE_FIELDS(type, member)                                                                \
    {"text", FIELD_TEXT, offsetof(type, member.text), .rules = FIELD_NOT_EMPTY,                    \
     .doc = "the article itself; all offsets count from its start"},                               \
        {"article",                                                                                \
         FIELD_TEXT,                                                                               \
         offsetof(type, member.article),                                                           \
         .min = 1,                                                                                 \
         .max = 256,                                                                               \
         .rules = FIELD_NOT_EMPTY | FIELD_ID,                                                      \
         .doc = "id of an article of the corpus"},                                                 \
        {"url", FIELD_TEXT, offsetof(type, member.url), .rules = FIELD_NOT_EMPTY,                  \
         .doc = "address to fetch the article from (answered 403 fetch_off while fetching is "     \
                "off)"},                                                                           \
        {"id",                                                                                     \
         FIELD_TEXT,                                                                               \
         offsetof(type, member.id),                                                                \
         .min = 1,                                                                                 \
         .max = 256,                                                                               \
         .rules = FIELD_NOT_EMPTY | FIELD_ID | FIELD_NULLABLE,                                     \
         .doc = "your own id of the text; the reply echoes it"},                                   \
        {"title", FIELD_TEXT, offsetof(type, member.title), .rules = FIELD_NULLABLE,               \
         .doc = "headline"},                                                                       \
        {"published", FIELD_TEXT, offsetof(type, member.published),                                \
         .rules = FIELD_NULLABLE | FIELD_DATE,                                                     \
         .doc = "ISO 8601 date or date-time; relative dates (\"Monday\") are counted from it"},    \
        {"source", FIELD_TEXT, offsetof(type, member.source), .rules = FIELD_NULLABLE,             \
         .doc = "agency or paper"},                                                                \
    {                                                                                              \
        "language", FIELD_TEXT, offsetof(type, member.language),                                   \
            .rules = FIELD_NULLABLE, .doc = "language of the text, BCP 47; English is read"        \
    }

/* Adds a fault unless exactly one of text, article, url has a value. Called by the shapes after a
 * JSON body is read. */
void source_check(const struct wire_source *source, struct slice pointer, struct problem *problem);

#endif
