#include "schemas/ninjs.h"

#include "base/sheet.h"

static const struct field standard_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct ninjs_standard, name), .doc = "ninjs"},
    {"version", FIELD_TEXT, offsetof(struct ninjs_standard, version), .doc = "3.1"},
    {"schema", FIELD_TEXT, offsetof(struct ninjs_standard, schema), .doc = "where its schema is"},
};

static const struct shape standard_shape = {
    SHAPE("ninjs_standard", "The standard it keeps to", struct ninjs_standard, standard_fields)};

static const struct field text_fields[] = {
    {"role", FIELD_TEXT, offsetof(struct ninjs_text, role), .doc = "main"},
    {"contentType", FIELD_TEXT, offsetof(struct ninjs_text, content_type), .doc = "text/plain"},
    {"value", FIELD_TEXT, offsetof(struct ninjs_text, value), .doc = "the text"},
};

static const struct shape text_shape = {
    SHAPE("ninjs_text", "A headline or a body", struct ninjs_text, text_fields)};

static const struct field named_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct ninjs_named, name), .doc = "canonical name"},
    {"rel", FIELD_TEXT, offsetof(struct ninjs_named, rel), .doc = "about or mentions"},
};

static const struct shape named_shape = {
    SHAPE("ninjs_named", "Who or what is named", struct ninjs_named, named_fields)};

static const struct field source_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct ninjs_source, name), .doc = "agency or paper"},
    {"role", FIELD_TEXT, offsetof(struct ninjs_source, role), .doc = "publisher"},
};

static const struct shape source_of_shape = {
    SHAPE("ninjs_source", "Where it comes from", struct ninjs_source, source_fields)};

#define AT(member) offsetof(struct ninjs_reply, member)

static const struct field ninjs_fields[] = {
    {"uri", FIELD_TEXT, AT(uri), .doc = "address of the article, else urn:copydesk: and its id"},
    {"type", FIELD_TEXT, AT(type), .doc = "text"},
    {"profile", FIELD_TEXT, AT(profile), .doc = "text-only"},
    {"standard", FIELD_OBJECT, AT(standard), .of = &standard_shape,
     .doc = "the standard it keeps to"},
    {"language", FIELD_TEXT, AT(language), .doc = "BCP 47"},
    {"firstCreated", FIELD_TEXT, AT(first_created), .rules = FIELD_OMIT_NULL,
     .doc = "when it was published, where the time is known"},
    {"versionCreated", FIELD_TEXT, AT(version_created), .rules = FIELD_OMIT_NULL,
     .doc = "its last change, else when it was published"},
    {"by", FIELD_TEXT, AT(by), .rules = FIELD_OMIT_NULL, .doc = "who wrote it"},
    {"infoSources", FIELD_LIST, AT(sources), .of = &source_of_shape, .rules = FIELD_OMIT_NULL,
     .doc = "agency or paper"},
    {"headlines", FIELD_LIST, AT(headlines), .of = &text_shape, .rules = FIELD_OMIT_NULL,
     .doc = "headline"},
    {"bodies", FIELD_LIST, AT(bodies), .of = &text_shape, .doc = "the text"},
    {"people", FIELD_LIST, AT(people), .of = &named_shape, .doc = "people named"},
    {"organisations", FIELD_LIST, AT(organisations), .of = &named_shape,
     .doc = "organisations named"},
    {"places", FIELD_LIST, AT(places), .of = &named_shape, .doc = "places named"},
};

#undef AT

const struct shape ninjs_reply_shape = {
    SHAPE("ninjs", "An article as ninjs 3.1", struct ninjs_reply, ninjs_fields)};

/* RFC 3339 asks for a time and a zone. */
static struct slice full_time(struct slice date)
{
    const size_t zone = sizeof "2026-03-02T19:05:00" - 1;
    bool is_full = date.len > zone && date.ptr[10] == 'T' && date.ptr[16] == ':' &&
                   (date.ptr[date.len - 1] == 'Z' || date.ptr[date.len - 3] == ':');

    return is_full ? date : (struct slice){NULL, 0};
}

static enum error write_uri(struct arena *arena, const struct article *article, struct slice *out)
{
    static const char marks[] = "-._~:";
    struct sheet sheet = {.arena = arena};

    if (slice_starts(article->url, SLICE("http"))) {
        *out = article->url;
        return ERROR_OK;
    }
    sheet_add(&sheet, SLICE("urn:copydesk:"));
    for (size_t i = 0; i < article->id.len; i++) {
        char c = article->id.ptr[i];
        bool is_plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                        (c && strchr(marks, c));
        if (is_plain)
            sheet_add(&sheet, slice_part(article->id, i, i + 1));
        else
            sheet_print(&sheet, "%%%02X", (unsigned char)c);
    }
    return sheet_finish(&sheet, out);
}

static bool is_about(const struct reading *reading, const struct entity *entity)
{
    const struct mention *first = &reading->analysis->mentions.at[entity->mentions.at[0]];
    const struct sentence *sentence = &reading->document->sentences.at[first->sentence];

    return sentence->paragraph == 0 && entity->mentions.count > 1;
}

static enum error list_named(struct arena *arena, const struct reading *reading,
                             enum entity_type type, struct wire_list *out)
{
    const struct entities *entities = &reading->analysis->entities;
    struct ninjs_named *at = arena_array(arena, struct ninjs_named, entities->count);
    size_t count = 0;

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < entities->count; i++)
        if (entities->at[i].type == type)
            at[count++] = (struct ninjs_named){
                entities->at[i].name,
                is_about(reading, &entities->at[i]) ? SLICE("about") : SLICE("mentions")};
    *out = (struct wire_list){at, count};
    return ERROR_OK;
}

/* A list of one text; none of one without a value. */
static enum error list_text(struct arena *arena, struct slice value, struct wire_list *out)
{
    struct ninjs_text *text = arena_new(arena, struct ninjs_text);

    if (!text)
        return ERROR_NO_MEMORY;
    *text = (struct ninjs_text){SLICE("main"), SLICE("text/plain"), value};
    *out = value.ptr ? (struct wire_list){text, 1} : (struct wire_list){NULL, 0};
    return ERROR_OK;
}

static enum error list_names(struct arena *arena, const struct reading *reading,
                             struct ninjs_reply *out)
{
    enum error error = list_named(arena, reading, ENTITY_PERSON, &out->people);

    if (!error)
        error = list_named(arena, reading, ENTITY_ORGANIZATION, &out->organisations);
    return error ? error : list_named(arena, reading, ENTITY_LOCATION, &out->places);
}

enum error ninjs_reply_build(struct arena *arena, const struct reading *reading, uint32_t article,
                             struct ninjs_reply *out)
{
    const struct article *stored = generation_article(reading->generation, article);
    struct ninjs_source *source = arena_new(arena, struct ninjs_source);
    struct ninjs_reply built = {
        .type = SLICE("text"),
        .profile = SLICE("text-only"),
        .language = stored->language.ptr ? stored->language : SLICE("en"),
        .standard = {SLICE("ninjs"), SLICE("3.1"),
                     SLICE("http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json")},
        .by = stored->byline,
        .first_created = full_time(stored->published),
        .version_created = full_time(stored->modified),
    };
    enum error error = source ? write_uri(arena, stored, &built.uri) : ERROR_NO_MEMORY;

    if (!error)
        error = list_text(arena, stored->title, &built.headlines);
    if (!error)
        error = list_text(arena, stored->text, &built.bodies);
    if (!error)
        error = list_names(arena, reading, &built);
    if (error)
        return error;
    if (!built.version_created.ptr)
        built.version_created = built.first_created;
    *source = (struct ninjs_source){stored->source, SLICE("publisher")};
    if (stored->source.ptr)
        built.sources = (struct wire_list){source, 1};
    *out = built;
    return ERROR_OK;
}
