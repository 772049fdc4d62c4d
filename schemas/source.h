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

/* Its check is source_check. */
extern const struct shape source_shape;

/* Adds a fault unless exactly one of text, article, url has a value. Called by the shapes after a
 * JSON body is read. */
void source_check(const struct wire_source *source, struct slice pointer, struct problem *problem);

#endif
