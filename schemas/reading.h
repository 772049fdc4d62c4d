/* What replies are built from: one article as read, and spans of it in the client's unit. */
#ifndef COPYDESK_SCHEMAS_READING_H
#define COPYDESK_SCHEMAS_READING_H

#include "corpus/corpus.h"
#include "news/coreference.h"
#include "schemas/shape.h"
#include "text/clean.h"

/* One source of a request, read; all borrowed. */
struct reading {
    struct slice id; /* echoed: the source's `id`, or the corpus id; no value: null */
    const struct document *document;
    const struct analysis *analysis;     /* not needed by related_reply_build */
    const struct generation *generation; /* NULL: corpus ids are null */
    struct slice model;                  /* models->version */
    enum offsets offsets;
    const struct references *references; /* NULL: not asked for */
    struct slice text;                   /* as sent, or no value: not asked for */
};

struct wire_span {
    uint32_t start, end;
};

struct wire_excerpt {
    uint32_t start, end; /* WIRE_NONE with a text of no value: no place of its own */
    struct slice text;
};

extern const struct shape wire_span_shape, wire_excerpt_shape;

/* A span of a cleaned text in the client's unit, without and with its text, both as sent. */
struct wire_span wire_span_of(const struct origin *origin, struct span span);
struct wire_excerpt wire_excerpt_of(const struct origin *origin, struct span span);

struct wire_value wire_value_of(const struct value *value);

/* The corpus_id of an entity of an article; no value when the corpus does not know it, for dates
 * and numbers, and without a generation. */
struct slice wire_corpus_id(const struct generation *generation, const struct entity *entity);

/* The id of the n-th (from 0) of its kind in a reply: 'e' 0 is "e1". Fails: ERROR_NO_MEMORY. */
NODISCARD enum error wire_local_id(struct arena *arena, char letter, size_t n, struct slice *out);

/* Origins of corpus articles, read once each while a reply is built: a small hash table by
 * article number. Start with generation and unit alone. */
struct article_origin {
    uint32_t article;
    bool is_used;
    struct origin origin;
};

struct article_origins {
    const struct generation *generation;
    enum offsets unit;
    struct article_origin *at;
    size_t count, capacity;
};

/* Origin of the spans of an article; it lives as long as the arena. O(1) expected, O(text)
 * the first time. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error article_origin_of(struct arena *arena, struct article_origins *known,
                                       uint32_t article, struct origin *out);

#endif
