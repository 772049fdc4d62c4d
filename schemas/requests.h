/* Requests: the sources and options of each route. Start each from its _DEFAULT, read the query
 * with shape_read_query, then the body with shape_read: where both give an option the body's
 * counts. A body that is the text itself goes into `source.text`. */
#ifndef COPYDESK_SCHEMAS_REQUESTS_H
#define COPYDESK_SCHEMAS_REQUESTS_H

#include "news/diff.h"
#include "schemas/source.h"
#include "text/utf8.h"

enum { LIST_LIMIT_DEFAULT = 50, LIST_LIMIT_MAX = 1000, DIFF_CONTEXT_DEFAULT = 3 };

/* Options of every route. Names are stored as uint32_t values of their enumeration. */
struct wire_options {
    uint32_t offsets; /* enum offsets */
    bool pretty;
};

/* An option of routes with a source. */
struct wire_echo {
    bool text; /* give the text that offsets count from */
};

/* A page of a list. */
struct wire_page {
    uint32_t limit;
    struct slice cursor; /* no value: from the start */
};

enum {
    ENTITY_TYPES_ALL = (1 << ENTITY_TYPE_COUNT) - 1,
    QUOTE_TYPES_DEFAULT = 1 << QUOTE_DIRECT | 1 << QUOTE_MIXED | 1 << QUOTE_INDIRECT
};

/* -- with a source: POST routes; of GET /v1/articles/{id}/… only the query is read -- */

struct entities_request {
    struct wire_source source;
    struct wire_options options;
    struct wire_echo echo;
    uint32_t types; /* bit set of enum entity_type */
    bool coreference;
};

struct article_request {
    struct wire_source source;
    struct wire_options options;
};

struct quotes_request {
    struct wire_source source;
    struct wire_options options;
    struct wire_echo echo;
    uint32_t types; /* bit set of enum quote_type */
    bool matches;
};

struct related_request {
    struct wire_source source;
    struct wire_options options;
    struct wire_echo echo;
    struct wire_page page;
};

struct analysis_request {
    struct wire_source source;
    struct wire_options options;
    struct wire_echo echo;
    bool matches;
    bool coreference;
};

struct diff_request {
    struct wire_source left, right;
    struct wire_list versions; /* struct wire_source; at NULL: two sides */
    struct wire_options options;
    struct wire_echo echo;
    uint32_t level;  /* enum diff_level */
    uint32_t mode;   /* enum diff_mode, not MODE_UNRELATED */
    uint32_t ignore; /* bit set of enum edit_class */
    bool operations;
    uint32_t context;
    uint32_t layout; /* enum page_layout */
    bool color;
};

#define ENTITIES_REQUEST_DEFAULT                                                                   \
    {                                                                                              \
        .types = ENTITY_TYPES_ALL                                                                  \
    }
#define QUOTES_REQUEST_DEFAULT                                                                     \
    {                                                                                              \
        .types = QUOTE_TYPES_DEFAULT, .matches = true                                              \
    }
#define RELATED_REQUEST_DEFAULT                                                                    \
    {                                                                                              \
        .page = {.limit = LIST_LIMIT_DEFAULT }                                                     \
    }
#define ANALYSIS_REQUEST_DEFAULT                                                                   \
    {                                                                                              \
        .matches = true                                                                            \
    }
#define DIFF_REQUEST_DEFAULT                                                                       \
    {                                                                                              \
        .level = LEVEL_PARAGRAPH, .mode = MODE_AUTO, .context = DIFF_CONTEXT_DEFAULT               \
    }

extern const struct shape article_request_shape, entities_request_shape, quotes_request_shape,
    related_request_shape, analysis_request_shape, diff_request_shape;

/* GET /v1/diff?left=ID&right=ID: fills a diff_request whose sides have `article`. Both are
 * required. */
extern const struct shape diff_query_shape;

/* The plain options of a diff sent as multipart/form-data: diff_request_shape reads them from the
 * query; the files go into left.text and right.text. */

/* -- lists: the query alone -- */

/* Filters without a value are not asked for. */
struct articles_query {
    struct wire_options options;
    struct wire_page page;
    struct slice q, entity, source, from, to;
};

struct clusters_query {
    struct wire_options options;
    struct wire_page page;
    struct slice q, article, source, from, to;
};

struct entities_query {
    struct wire_options options;
    struct wire_page page;
    struct slice q, source, from, to;
    uint32_t types; /* bit set of enum entity_type; 0: PERSON to MISC */
};

struct quotes_query {
    struct wire_options options;
    struct wire_page page;
    struct slice q, speaker, source, from, to;
    uint32_t types; /* bit set of enum quote_type */
    bool altered;
};

/* Every other GET of /v1: the options of every route. */
struct plain_query {
    struct wire_options options;
};

#define ARTICLES_QUERY_DEFAULT                                                                     \
    {                                                                                              \
        .page = {.limit = LIST_LIMIT_DEFAULT }                                                     \
    }
#define CLUSTERS_QUERY_DEFAULT                                                                     \
    {                                                                                              \
        .page = {.limit = LIST_LIMIT_DEFAULT }                                                     \
    }
#define ENTITIES_QUERY_DEFAULT                                                                     \
    {                                                                                              \
        .page = {.limit = LIST_LIMIT_DEFAULT }                                                     \
    }
#define QUOTES_QUERY_DEFAULT                                                                       \
    {                                                                                              \
        .page = {.limit = LIST_LIMIT_DEFAULT}, .types = QUOTE_TYPES_DEFAULT                        \
    }

extern const struct shape articles_query_shape, clusters_query_shape, entities_query_shape,
    quotes_query_shape, plain_query_shape;

#endif
