/* A source: where the text of a request comes from. */
#ifndef COPYDESK_SCHEMAS_SOURCE_H
#define COPYDESK_SCHEMAS_SOURCE_H

#include "schemas/shape.h"

/* Exactly one of text, article, html, url has a value once it has passed source_check. */
struct wire_source {
    struct slice text;
    struct slice article; /* a corpus id */
    struct slice html;    /* a page: UTF-8, or bytes when it `is_raw` */
    struct slice url;
    struct slice id; /* echoed by the reply */
    struct slice title, published, source, language;
    struct slice byline, modified; /* of what came in a newsroom's format */
    bool has_title;                /* of a page: its headline is read before its text */
    bool is_raw;                   /* the page came as bytes, not as a string of JSON */
    struct slice charset;          /* label of a raw page, or no value */
};

/* Its check is source_check. */
extern const struct shape source_shape;

/* What tells a source that passed source_check from others: its text, id, page or address. */
struct slice source_subject(const struct wire_source *source);

/* Adds a fault unless exactly one of text, article, html, url has a value. Called by the shapes
 * after a JSON body is read. */
void source_check(const struct wire_source *source, struct slice pointer, struct problem *problem);

#endif
