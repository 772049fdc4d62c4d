#include "schemas/newsentity.h"

#define AT(member) offsetof(struct newsentity_request, member)

static const struct field request_fields[] = {
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_IN_QUERY, .doc = "the text, of from-content"},
    {"html", FIELD_TEXT, AT(html), .rules = FIELD_IN_QUERY, .doc = "the page, of from-html"},
    {"url", FIELD_TEXT, AT(url), .rules = FIELD_IN_QUERY,
     .doc = "where it is: fetched by from-url, else echoed"},
    {"language", FIELD_TEXT, AT(language), .rules = FIELD_IN_QUERY,
     .doc = "English is read, whatever this says"},
    {"title", FIELD_COUNT, AT(title), .max = 1, .rules = FIELD_IN_QUERY,
     .doc = "1: the headline is read before the text, of from-url"},
};

const struct shape newsentity_request_shape = {
    SHAPE("newsentity_request", "A form of news-entity-server", struct newsentity_request,
          request_fields),
    .is_request = true,
    .is_lenient = true,
};

#undef AT
#define AT(member) offsetof(struct newsentity_entity, member)

static const struct field entity_fields[] = {
    {"text", FIELD_TEXT, AT(text), .doc = "the mention"},
    {"type", FIELD_TEXT, AT(type),
     .doc = "PERSON, ORG, GPE, MISC, DATE, TIME, MONEY, PERCENT, CARDINAL"},
    {"start_char", FIELD_COUNT, AT(start), .doc = "in code points"},
    {"end_char", FIELD_COUNT, AT(end), .doc = "behind it"},
};

static const struct shape entity_shape = {
    SHAPE("newsentity_entity", "A mention", struct newsentity_entity, entity_fields)};

#undef AT
#define AT(member) offsetof(struct newsentity_results, member)

static const struct field results_fields[] = {
    {"entities", FIELD_LIST, AT(entities), .of = &entity_shape, .rules = FIELD_OMIT_NULL,
     .doc = "in the order of the text"},
    {"domain_name", FIELD_TEXT, AT(domain_name), .rules = FIELD_NULLABLE, .doc = "of the url"},
    {"canonical_domain", FIELD_TEXT, AT(domain_name), .rules = FIELD_OMIT_NULL, .doc = "the same"},
    {"url", FIELD_TEXT, AT(url), .rules = FIELD_NULLABLE, .doc = "as sent, or where it led"},
    {"original_url", FIELD_TEXT, AT(original_url), .rules = FIELD_OMIT_NULL, .doc = "as sent"},
    {"article_title", FIELD_TEXT, AT(title), .rules = FIELD_OMIT_NULL, .doc = "headline"},
    {"publication_date", FIELD_TEXT, AT(published), .rules = FIELD_OMIT_NULL, .doc = "ISO 8601"},
    {"language", FIELD_TEXT, AT(language), .rules = FIELD_OMIT_NULL, .doc = "as the page says"},
    {"text_content", FIELD_TEXT, AT(content), .rules = FIELD_OMIT_NULL,
     .doc = "what was read of the page"},
};

static const struct shape results_shape = {
    SHAPE("newsentity_results", "What was found", struct newsentity_results, results_fields)};

#undef AT
#define AT(member) offsetof(struct newsentity_reply, member)

static const struct field reply_fields[] = {
    {"version", FIELD_TEXT, AT(version), .doc = "of copydesk"},
    {"status", FIELD_TEXT, AT(status), .doc = "ok"},
    {"duration", FIELD_COUNT, AT(duration_ms), .doc = "milliseconds"},
    {"results", FIELD_OBJECT, AT(results), .of = &results_shape, .doc = "what was found"},
    {"modelMode", FIELD_TEXT, AT(model), .doc = "name of the weights"},
};

const struct shape newsentity_reply_shape = {SHAPE(
    "newsentity", "Names as news-entity-server gives them", struct newsentity_reply, reply_fields)};

#undef AT
#define AT(member) offsetof(struct newsentity_error, member)

static const struct field error_fields[] = {
    {"version", FIELD_TEXT, AT(version), .doc = "of copydesk"},
    {"status", FIELD_TEXT, AT(status), .doc = "error"},
    {"statusCode", FIELD_COUNT, AT(code), .doc = "as the reply's own"},
    {"duration", FIELD_COUNT, AT(duration_ms), .doc = "milliseconds"},
    {"message", FIELD_TEXT, AT(message), .doc = "what was wrong"},
};

#undef AT

const struct shape newsentity_error_shape = {
    SHAPE("newsentity_error", "A failure", struct newsentity_error, error_fields)};

/* spaCy's labels. */
static const struct slice labels[ENTITY_TYPE_COUNT] = {
    [ENTITY_PERSON] = SLICE_INIT("PERSON"),   [ENTITY_ORGANIZATION] = SLICE_INIT("ORG"),
    [ENTITY_LOCATION] = SLICE_INIT("GPE"),    [ENTITY_MISC] = SLICE_INIT("MISC"),
    [ENTITY_DATE] = SLICE_INIT("DATE"),       [ENTITY_TIME] = SLICE_INIT("TIME"),
    [ENTITY_MONEY] = SLICE_INIT("MONEY"),     [ENTITY_PERCENT] = SLICE_INIT("PERCENT"),
    [ENTITY_NUMBER] = SLICE_INIT("CARDINAL"),
};

enum error newsentity_entities_build(struct arena *arena, const struct reading *reading,
                                     struct wire_list *out)
{
    const struct mentions *mentions = &reading->analysis->mentions;
    struct newsentity_entity *at = arena_array(arena, struct newsentity_entity, mentions->count);
    struct origin origin;
    enum error error = at ? origin_read(arena, &reading->document->cleaned, OFFSETS_UTF32, &origin)
                          : ERROR_NO_MEMORY;

    if (error)
        return error;
    for (size_t i = 0; i < mentions->count; i++) {
        struct wire_excerpt excerpt = wire_excerpt_of(&origin, mentions->at[i].span);
        at[i] = (struct newsentity_entity){excerpt.text, labels[mentions->at[i].type],
                                           excerpt.start, excerpt.end};
    }
    *out = (struct wire_list){at, mentions->count};
    return ERROR_OK;
}

struct slice newsentity_domain(struct slice url)
{
    size_t scheme = slice_find(url, ':', 0);
    struct slice rest = slice_part(url, scheme, url.len);

    if (!slice_starts(rest, SLICE("://")))
        return (struct slice){NULL, 0};
    rest = slice_part(rest, 3, rest.len);
    for (size_t i = 0; i < rest.len; i++)
        if (memchr("/?#:", rest.ptr[i], 4))
            rest.len = i;
    if (slice_starts(rest, SLICE("www.")))
        rest = slice_part(rest, 4, rest.len);
    return rest.len ? rest : (struct slice){NULL, 0};
}
