#include "schemas/superdesk.h"

#include <stdlib.h>

#define AT(member) offsetof(struct superdesk_item, member)

static const struct field item_fields[] = {
    {"guid", FIELD_TEXT, AT(guid), .rules = FIELD_NULLABLE, .doc = "id of the item"},
    {"language", FIELD_TEXT, AT(language), .rules = FIELD_NULLABLE,
     .doc = "English is read, whatever this says"},
    {"headline", FIELD_TEXT, AT(headline), .rules = FIELD_NULLABLE, .doc = "headline"},
    {"abstract", FIELD_TEXT, AT(abstract), .rules = FIELD_NULLABLE, .doc = "summary, HTML"},
    {"body_html", FIELD_TEXT, AT(body_html), .rules = FIELD_NULLABLE, .doc = "the text, HTML"},
};

static const struct shape item_shape = {
    SHAPE("superdesk_item", "An item of Superdesk", struct superdesk_item, item_fields),
    .is_request = true,
    .is_lenient = true,
};

#undef AT
#define AT(member) offsetof(struct superdesk_request, member)

static const struct field request_fields[] = {
    {"service", FIELD_TEXT, AT(service), .rules = FIELD_NULLABLE, .doc = "whatever it is called"},
    {"item", FIELD_OBJECT, AT(item), .of = &item_shape, .rules = FIELD_REQUIRED,
     .doc = "what is to be tagged"},
};

const struct shape superdesk_request_shape = {
    SHAPE("superdesk_request", "A question for tags", struct superdesk_request, request_fields),
    .is_request = true,
    .is_lenient = true,
};

#undef AT

static const struct field ids_fields[] = {
    {"copydesk", FIELD_TEXT, offsetof(struct superdesk_ids, copydesk),
     .doc = "corpus_id of the name, or what it would be"},
};

static const struct shape ids_shape = {
    SHAPE("superdesk_ids", "Ids of a tag", struct superdesk_ids, ids_fields)};

#define AT(member) offsetof(struct superdesk_tag, member)

static const struct field tag_fields[] = {
    {"name", FIELD_TEXT, AT(name), .doc = "canonical name"},
    {"qcode", FIELD_TEXT, AT(qcode), .doc = "the same id"},
    {"source", FIELD_TEXT, AT(source), .doc = "copydesk"},
    {"original_source", FIELD_TEXT, AT(original_source), .doc = "copydesk"},
    {"aliases", FIELD_TEXTS, AT(aliases), .doc = "other forms in the item"},
    {"altids", FIELD_OBJECT, AT(altids), .of = &ids_shape, .doc = "ids by who gave them"},
};

static const struct shape tag_shape = {
    SHAPE("superdesk_tag", "A tag", struct superdesk_tag, tag_fields)};

#undef AT
#define AT(member) offsetof(struct superdesk_analysis, member)

static const struct field analysis_fields[] = {
    {"subject", FIELD_LIST, AT(subject), .of = &tag_shape, .doc = "none: topics are not told"},
    {"organisation", FIELD_LIST, AT(organisation), .of = &tag_shape, .doc = "organisations"},
    {"person", FIELD_LIST, AT(person), .of = &tag_shape, .doc = "people"},
    {"place", FIELD_LIST, AT(place), .of = &tag_shape, .doc = "places"},
    {"event", FIELD_LIST, AT(event), .of = &tag_shape, .doc = "none: events are among object"},
    {"object", FIELD_LIST, AT(object), .of = &tag_shape, .doc = "events, works, products, …"},
};

#undef AT

static const struct shape analysis_shape = {
    SHAPE("superdesk_analysis", "Tags of an item", struct superdesk_analysis, analysis_fields)};

static const struct field reply_fields[] = {
    {"analysis", FIELD_OBJECT, offsetof(struct superdesk_reply, analysis), .of = &analysis_shape,
     .doc = "the tags"},
};

const struct shape superdesk_reply_shape = {
    SHAPE("superdesk", "Tags as Superdesk wants them", struct superdesk_reply, reply_fields)};

static int by_mentions(const void *a, const void *b)
{
    const struct entity *left = *(const struct entity *const *)a;
    const struct entity *right = *(const struct entity *const *)b;

    if (left->mentions.count != right->mentions.count)
        return left->mentions.count < right->mentions.count ? 1 : -1;
    return left < right ? -1 : left > right; /* as they come in the text */
}

static struct superdesk_tag tag_of(const struct reading *reading, const struct entity *entity)
{
    struct slice id = wire_corpus_id(reading->generation, entity);

    if (!id.ptr)
        id = entity->key;
    return (struct superdesk_tag){
        .name = entity->name,
        .qcode = id,
        .source = SLICE("copydesk"),
        .original_source = SLICE("copydesk"),
        .aliases = {entity->aliases.at, entity->aliases.count},
        .altids = {id},
    };
}

/* The tags of one type, in the order of the entities. */
static enum error list_tags(struct arena *arena, const struct reading *reading,
                            const struct entity *const *entities, enum entity_type type,
                            struct wire_list *out)
{
    size_t all = reading->analysis->entities.count, count = 0;
    struct superdesk_tag *tags = arena_array(arena, struct superdesk_tag, all);

    if (!tags)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < all; i++)
        if (entities[i]->type == type)
            tags[count++] = tag_of(reading, entities[i]);
    *out = (struct wire_list){tags, count};
    return ERROR_OK;
}

enum error superdesk_reply_build(struct arena *arena, const struct reading *reading,
                                 struct superdesk_reply *out)
{
    const struct entities *entities = &reading->analysis->entities;
    const struct entity **order = arena_array(arena, const struct entity *, entities->count);
    struct superdesk_analysis built = {.subject = {NULL, 0}};
    enum error error;

    if (!order)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < entities->count; i++)
        order[i] = &entities->at[i];
    if (entities->count)
        qsort(order, entities->count, sizeof(const struct entity *), by_mentions);
    error = list_tags(arena, reading, order, ENTITY_ORGANIZATION, &built.organisation);
    if (!error)
        error = list_tags(arena, reading, order, ENTITY_PERSON, &built.person);
    if (!error)
        error = list_tags(arena, reading, order, ENTITY_LOCATION, &built.place);
    if (!error)
        error = list_tags(arena, reading, order, ENTITY_MISC, &built.object);
    if (!error)
        out->analysis = built;
    return error;
}
