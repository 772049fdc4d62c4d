#include "schemas/requests.h"

#include "news/versions.h"
#include "schemas/names.h"

/* -- what many requests share -- */

#define AT(member) offsetof(struct wire_options, member)

static const struct field options_fields[] = {
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .rules = FIELD_IN_QUERY,
     .doc = "unit of all offsets: code points, UTF-16 code units or bytes"},
    {"pretty", FIELD_FLAG, AT(pretty), .rules = FIELD_IN_QUERY,
     .doc = "indent the reply for a reader"},
};

#undef AT
#define AT(member) offsetof(struct wire_echo, member)

static const struct field echo_fields[] = {
    {"text", FIELD_FLAG, AT(text), .rules = FIELD_IN_QUERY | FIELD_QUERY_ONLY,
     .doc = "give the text that all offsets count from, which is the one read of a page"},
};

#undef AT
#define AT(member) offsetof(struct wire_page, member)

static const struct field page_fields[] = {
    {"limit", FIELD_COUNT, AT(limit), .min = 1, .max = LIST_LIMIT_MAX, .rules = FIELD_IN_QUERY,
     .doc = "most entries of one page"},
    {"cursor", FIELD_TEXT, AT(cursor), .rules = FIELD_IN_QUERY,
     .doc = "where to go on: `next` of the page before; good for one generation of the corpus"},
};

#undef AT

static const struct shape options_shape = {
    SHAPE("options", "Options of every route", struct wire_options, options_fields),
    .is_request = true,
};

static const struct shape echo_shape = {
    SHAPE("echo", "Options of routes with a source", struct wire_echo, echo_fields),
    .is_request = true,
};

static const struct shape page_shape = {
    SHAPE("page", "A page of a list", struct wire_page, page_fields),
    .is_request = true,
};

#define INLINE(member, shape)                                                                      \
    {                                                                                              \
        NULL, FIELD_INLINE, AT(member), .of = &(shape)                                             \
    }

/* -- defaults -- */

static const struct article_request article_request_defaults = {.options = {OFFSETS_UTF32, false}};
static const struct entities_request entities_request_defaults = ENTITIES_REQUEST_DEFAULT;
static const struct quotes_request quotes_request_defaults = QUOTES_REQUEST_DEFAULT;
static const struct related_request related_request_defaults = RELATED_REQUEST_DEFAULT;
static const struct analysis_request analysis_request_defaults = ANALYSIS_REQUEST_DEFAULT;
static const struct diff_request diff_request_defaults = DIFF_REQUEST_DEFAULT;
static const struct articles_query articles_query_defaults = ARTICLES_QUERY_DEFAULT;
static const struct clusters_query clusters_query_defaults = CLUSTERS_QUERY_DEFAULT;
static const struct entities_query entities_query_defaults = ENTITIES_QUERY_DEFAULT;
static const struct quotes_query quotes_query_defaults = QUOTES_QUERY_DEFAULT;
static const struct plain_query plain_query_defaults = {{OFFSETS_UTF32, false}};

/* -- with a source -- */

#define AT(member) offsetof(struct article_request, member)

static const struct field article_request_fields[] = {
    INLINE(source, source_shape),
    INLINE(options, options_shape),
};

#undef AT
#define AT(member) offsetof(struct entities_request, member)

static const struct field entities_request_fields[] = {
    INLINE(source, source_shape),
    INLINE(options, options_shape),
    INLINE(echo, echo_shape),
    {"types", FIELD_NAMES, AT(types), .names = &entity_types_table,
     .rules = FIELD_IN_QUERY | FIELD_NOT_EMPTY, .doc = "only entities of these types"},
    {"coreference", FIELD_FLAG, AT(coreference), .rules = FIELD_IN_QUERY,
     .doc = "give each entity the pronouns and nouns that mean it"},
};

#undef AT
#define AT(member) offsetof(struct quotes_request, member)

static const struct field quotes_request_fields[] = {
    INLINE(source, source_shape),
    INLINE(options, options_shape),
    INLINE(echo, echo_shape),
    {"types", FIELD_NAMES, AT(types), .names = &quote_types_table,
     .rules = FIELD_IN_QUERY | FIELD_NOT_EMPTY, .doc = "only quotes of these types"},
    {"matches", FIELD_FLAG, AT(matches), .rules = FIELD_IN_QUERY,
     .doc = "look each quote up in the corpus"},
};

#undef AT
#define AT(member) offsetof(struct related_request, member)

static const struct field related_request_fields[] = {
    INLINE(source, source_shape),
    INLINE(options, options_shape),
    INLINE(echo, echo_shape),
    INLINE(page, page_shape),
};

#undef AT
#define AT(member) offsetof(struct analysis_request, member)

static const struct field analysis_request_fields[] = {
    INLINE(source, source_shape),
    INLINE(options, options_shape),
    INLINE(echo, echo_shape),
    {"matches", FIELD_FLAG, AT(matches), .rules = FIELD_IN_QUERY,
     .doc = "look each quote up in the corpus"},
    {"coreference", FIELD_FLAG, AT(coreference), .rules = FIELD_IN_QUERY,
     .doc = "give each entity the pronouns and nouns that mean it"},
};

#undef AT
#define AT(member) offsetof(struct diff_request, member)

static const struct field diff_choice_fields[] = {
    {"level", FIELD_NAME, AT(level), .names = &diff_levels_table, .rules = FIELD_IN_QUERY,
     .doc = "what is aligned"},
    {"mode", FIELD_NAME, AT(mode), .names = &diff_mode_choice_table, .rules = FIELD_IN_QUERY,
     .doc = "compare as edits of one text or as reports of one event; auto: as the texts are"},
    {"ignore", FIELD_NAMES, AT(ignore), .names = &edit_classes_table, .rules = FIELD_IN_QUERY,
     .doc = "classes of edits to leave out"},
    {"operations", FIELD_FLAG, AT(operations), .rules = FIELD_IN_QUERY,
     .doc = "give the operations that rebuild the right text"},
    {"context", FIELD_COUNT, AT(context), .max = 1000, .rules = FIELD_IN_QUERY,
     .doc = "unchanged lines of a patch, or paragraphs of a text or page, shown around changes; "
            "without effect on JSON"},
    {"layout", FIELD_NAME, AT(layout), .names = &diff_layouts_table, .rules = FIELD_IN_QUERY,
     .doc = "a page with both texts woven together, or side by side; of text/html alone"},
    {"color", FIELD_FLAG, AT(color), .rules = FIELD_IN_QUERY,
     .doc = "colour for a terminal; of text/plain alone"},
};

/* Its offsets are those of the whole request, so it stands inline at 0. */
static const struct shape diff_choice_shape = {
    SHAPE("diff_options", "Options of a diff", struct diff_request, diff_choice_fields),
    .is_request = true,
};

static const struct field diff_request_fields[] = {
    {"left", FIELD_OBJECT, AT(left), .of = &source_shape,
     .doc = "the text that is compared, usually the earlier one"},
    {"right", FIELD_OBJECT, AT(right), .of = &source_shape,
     .doc = "the text it is compared with, usually the later one"},
    {"versions", FIELD_LIST, AT(versions), .of = &source_shape, .min = VERSIONS_LEAST,
     .max = VERSIONS_MOST, .rules = FIELD_OMIT_NULL,
     .doc = "instead of left and right: 2 to 50 versions of a text in their order; the reply is "
            "then of the schema versions"},
    INLINE(options, options_shape),
    INLINE(echo, echo_shape),
    {NULL, FIELD_INLINE, 0, .of = &diff_choice_shape},
};

static const struct field diff_query_fields[] = {
    {"left", FIELD_TEXT, AT(left.article), .max = 256,
     .rules = FIELD_REQUIRED | FIELD_IN_QUERY | FIELD_NOT_EMPTY | FIELD_ID,
     .doc = "id of the left article"},
    {"right", FIELD_TEXT, AT(right.article), .max = 256,
     .rules = FIELD_REQUIRED | FIELD_IN_QUERY | FIELD_NOT_EMPTY | FIELD_ID,
     .doc = "id of the right article"},
    INLINE(options, options_shape),
    {NULL, FIELD_INLINE, 0, .of = &diff_choice_shape},
};

#undef AT

static bool is_given(const struct wire_source *source)
{
    return source_subject(source).ptr != NULL;
}

static bool has_fault(const struct problem *problem, struct slice pointer)
{
    for (size_t i = 0; i < problem->faults.count; i++)
        if (slice_starts(problem->faults.at[i].pointer, pointer))
            return true;
    return false;
}

/* A side that is there but faulty has its fault already. */
static void check_side(const struct wire_source *source, struct slice pointer,
                       struct problem *problem)
{
    if (!is_given(source) && !has_fault(problem, pointer))
        problem_fault(problem, pointer, SLICE("missing"), "%.*s is missing",
                      SLICE_ARGS(slice_part(pointer, 1, pointer.len)));
}

/* Two sides, or a list of versions. */
static void check_diff(const void *object, struct slice pointer, struct problem *problem)
{
    const struct diff_request *in = object;

    (void)pointer; /* the request's own */
    if (!in->versions.at && has_fault(problem, SLICE("/versions")))
        return;
    if (!in->versions.at) {
        check_side(&in->left, SLICE("/left"), problem);
        check_side(&in->right, SLICE("/right"), problem);
        return;
    }
    if (is_given(&in->left) || is_given(&in->right))
        problem_fault(problem, SLICE("/versions"), SLICE("exclusive"),
                      "give either left and right, or versions");
    if (in->versions.count < VERSIONS_LEAST || in->versions.count > VERSIONS_MOST)
        problem_fault(problem, SLICE("/versions"), SLICE("out_of_range"),
                      "give %d to %d versions; got %zu", VERSIONS_LEAST, VERSIONS_MOST,
                      in->versions.count);
}

#define REQUEST(variable, shape_name, shape_title, type, fields, preset)                           \
    const struct shape variable = {SHAPE(shape_name, shape_title, type, fields),                   \
                                   .is_request = true, .defaults = &(preset)}

REQUEST(article_request_shape, "article_request", "A question for the article of a source",
        struct article_request, article_request_fields, article_request_defaults);
REQUEST(entities_request_shape, "entities_request", "A question for the names of a text",
        struct entities_request, entities_request_fields, entities_request_defaults);
REQUEST(quotes_request_shape, "quotes_request", "A question for the quotes of a text",
        struct quotes_request, quotes_request_fields, quotes_request_defaults);
REQUEST(related_request_shape, "related_request", "A question for what the corpus has like a text",
        struct related_request, related_request_fields, related_request_defaults);
REQUEST(analysis_request_shape, "analysis_request",
        "A question for names, quotes and related articles of a text", struct analysis_request,
        analysis_request_fields, analysis_request_defaults);
const struct shape diff_request_shape = {
    SHAPE("diff_request", "A question for what differs between texts", struct diff_request,
          diff_request_fields),
    .is_request = true,
    .defaults = &diff_request_defaults,
    .check = check_diff,
};
REQUEST(diff_query_shape, "diff_query", "Parameters of GET /v1/diff", struct diff_request,
        diff_query_fields, diff_request_defaults);

/* -- lists -- */

#define AT(member) offsetof(struct articles_query, member)

static const struct field articles_query_fields[] = {
    {"q", FIELD_TEXT, AT(q), .rules = FIELD_IN_QUERY,
     .doc = "words that all stand in title or text; \"in marks\" they stand side by side"},
    {"entity", FIELD_TEXT, AT(entity), .rules = FIELD_IN_QUERY,
     .doc = "corpus_id of an entity that the article names"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_IN_QUERY, .doc = "agency or paper"},
    {"from", FIELD_TEXT, AT(from), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "published on this date or later"},
    {"to", FIELD_TEXT, AT(to), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "published on this date or earlier"},
    INLINE(page, page_shape),
    INLINE(options, options_shape),
};

#undef AT
#define AT(member) offsetof(struct clusters_query, member)

static const struct field clusters_query_fields[] = {
    {"article", FIELD_TEXT, AT(article), .max = 256, .rules = FIELD_IN_QUERY | FIELD_ID,
     .doc = "only the cluster of this article; none where it has no copy"},
    {"q", FIELD_TEXT, AT(q), .rules = FIELD_IN_QUERY,
     .doc = "words that all stand in title or text of a member"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_IN_QUERY,
     .doc = "with a member of this agency or paper"},
    {"from", FIELD_TEXT, AT(from), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "with a member published on this date or later"},
    {"to", FIELD_TEXT, AT(to), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "with a member published on this date or earlier"},
    INLINE(page, page_shape),
    INLINE(options, options_shape),
};

#undef AT
#define AT(member) offsetof(struct entities_query, member)

static const struct field entities_query_fields[] = {
    {"q", FIELD_TEXT, AT(q), .rules = FIELD_IN_QUERY,
     .doc = "words that each begin a word of the name or of an alias"},
    {"types", FIELD_NAMES, AT(types), .names = &entity_types_table,
     .rules = FIELD_IN_QUERY | FIELD_NOT_EMPTY, .doc = "only entities of these types"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_IN_QUERY,
     .doc = "named in an article of this agency or paper"},
    {"from", FIELD_TEXT, AT(from), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "named in an article published on this date or later"},
    {"to", FIELD_TEXT, AT(to), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "named in an article published on this date or earlier"},
    INLINE(page, page_shape),
    INLINE(options, options_shape),
};

#undef AT
#define AT(member) offsetof(struct quotes_query, member)

static const struct field quotes_query_fields[] = {
    {"q", FIELD_TEXT, AT(q), .rules = FIELD_IN_QUERY,
     .doc = "words that all stand in the quote; \"in marks\" they stand side by side"},
    {"speaker", FIELD_TEXT, AT(speaker), .rules = FIELD_IN_QUERY,
     .doc = "name or corpus_id of who spoke"},
    {"types", FIELD_NAMES, AT(types), .names = &quote_types_table,
     .rules = FIELD_IN_QUERY | FIELD_NOT_EMPTY, .doc = "only quotes of these types"},
    {"altered", FIELD_FLAG, AT(altered), .rules = FIELD_IN_QUERY,
     .doc = "only quotes with a match that is neither identical nor of relation typography, or "
            "that is an alarm; none, and `complete` false, until all quotes are looked up"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_IN_QUERY, .doc = "agency or paper"},
    {"from", FIELD_TEXT, AT(from), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "published on this date or later"},
    {"to", FIELD_TEXT, AT(to), .rules = FIELD_IN_QUERY | FIELD_DATE,
     .doc = "published on this date or earlier"},
    INLINE(page, page_shape),
    INLINE(options, options_shape),
};

#undef AT
#define AT(member) offsetof(struct plain_query, member)

static const struct field plain_query_fields[] = {
    INLINE(options, options_shape),
};

#undef AT

REQUEST(articles_query_shape, "articles_query", "Parameters of GET /v1/articles",
        struct articles_query, articles_query_fields, articles_query_defaults);
REQUEST(clusters_query_shape, "clusters_query", "Parameters of GET /v1/clusters",
        struct clusters_query, clusters_query_fields, clusters_query_defaults);
REQUEST(entities_query_shape, "entities_query", "Parameters of GET /v1/entities",
        struct entities_query, entities_query_fields, entities_query_defaults);
REQUEST(quotes_query_shape, "quotes_query", "Parameters of GET /v1/quotes", struct quotes_query,
        quotes_query_fields, quotes_query_defaults);
REQUEST(plain_query_shape, "plain_query", "Parameters of the other routes", struct plain_query,
        plain_query_fields, plain_query_defaults);
