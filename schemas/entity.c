#include "schemas/entity.h"

#include "schemas/names.h"

#define AT(member) offsetof(struct wire_alias, member)

static const struct field alias_fields[] = {
    {"name", FIELD_TEXT, AT(name), .doc = "a form of the name"},
    {"count", FIELD_COUNT, AT(count), .doc = "how often it is used"},
};

static const struct shape alias_shape = {
    SHAPE("alias", "A form of a name", struct wire_alias, alias_fields)};

#undef AT
#define AT(member) offsetof(struct wire_place, member)

static const struct field place_fields[] = {
    {"article", FIELD_TEXT, AT(article), .doc = "id of the article"},
    {"mentions", FIELD_COUNT, AT(mentions), .doc = "how often it is named there"},
};

static const struct shape place_shape = {
    SHAPE("place", "An article that names an entity", struct wire_place, place_fields)};

#undef AT
#define AT(member) offsetof(struct wire_companion, member)

static const struct field companion_fields[] = {
    {"id", FIELD_TEXT, AT(id), .doc = "corpus_id of the other entity"},
    {"name", FIELD_TEXT, AT(name), .doc = "its name"},
    {"articles", FIELD_COUNT, AT(articles), .doc = "how many articles name both"},
};

static const struct shape companion_shape = {SHAPE(
    "companion", "An entity named in the same articles", struct wire_companion, companion_fields)};

#undef AT
#define AT(member) offsetof(struct wire_corpus_entity, member)

static const struct field corpus_entity_fields[] = {
    {"id", FIELD_TEXT, AT(id), .doc = "the corpus_id, stable over reloads"},
    {"name", FIELD_TEXT, AT(name), .doc = "its name over the corpus"},
    {"type", FIELD_NAME, AT(type), .names = &entity_types_table, .doc = "what it is"},
    {"aliases", FIELD_LIST, AT(aliases), .of = &alias_shape, .doc = "the forms in use"},
    {"articles", FIELD_COUNT, AT(articles), .doc = "how many articles name it"},
    {"mentions", FIELD_COUNT, AT(mentions), .doc = "how often it is named in all"},
    {"first_seen", FIELD_TEXT, AT(first_seen), .rules = FIELD_NULLABLE,
     .doc = "earliest date of an article that names it"},
    {"last_seen", FIELD_TEXT, AT(last_seen), .rules = FIELD_NULLABLE,
     .doc = "latest date of an article that names it"},
};

static const struct shape corpus_entity_shape = {
    SHAPE("corpus_entity", "A name over the whole corpus", struct wire_corpus_entity,
          corpus_entity_fields)};

static const struct field entity_reply_fields[] = {
    {NULL, FIELD_INLINE, 0, .of = &corpus_entity_shape},
    {"in", FIELD_LIST, AT(in), .of = &place_shape, .doc = "the articles that name it"},
    {"with", FIELD_LIST, AT(with), .of = &companion_shape,
     .doc = "who and what is named in the same articles, most articles first"},
};

#undef AT

const struct shape entity_reply_shape = {
    SHAPE("entity", "A name over the whole corpus, with where and with whom it stands",
          struct wire_corpus_entity, entity_reply_fields)};

static const struct field entity_list_fields[] = {
    {"entities", FIELD_LIST, offsetof(struct entity_list_reply, entities),
     .of = &corpus_entity_shape, .doc = "most articles first"},
    {NULL, FIELD_INLINE, offsetof(struct entity_list_reply, end), .of = &list_end_shape},
};

const struct shape entity_list_reply_shape = {
    SHAPE("entity_list", "Names of the corpus", struct entity_list_reply, entity_list_fields)};

static enum error build_entity(struct arena *arena, const struct generation *generation,
                               uint32_t number, struct wire_corpus_entity *out)
{
    const struct corpus_entity *entity = corpus_entity(generation, number);
    struct wire_alias *aliases = arena_array(arena, struct wire_alias, entity->alias_count);

    if (!aliases)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < entity->alias_count; i++)
        aliases[i] = (struct wire_alias){entity->aliases[i].name, entity->aliases[i].count};
    *out = (struct wire_corpus_entity){
        .id = entity->id,
        .name = entity->name,
        .type = entity->type,
        .aliases = {aliases, entity->alias_count},
        .articles = entity->article_count,
        .mentions = entity->mention_count,
        .first_seen = entity->first_seen,
        .last_seen = entity->last_seen,
    };
    return ERROR_OK;
}

enum error entity_list_reply_build(struct arena *arena, const struct generation *generation,
                                   const struct page *page, struct entity_list_reply *out)
{
    struct wire_corpus_entity *at = arena_array(arena, struct wire_corpus_entity, page->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < page->count; i++) {
        enum error error = build_entity(arena, generation, page->at[i], &at[i]);
        if (error)
            return error;
    }
    *out = (struct entity_list_reply){{at, page->count}, wire_list_end_of(generation, page)};
    return ERROR_OK;
}

enum error entity_reply_build(struct arena *arena, const struct generation *generation,
                              uint32_t entity, const struct companies *with,
                              struct wire_corpus_entity *out)
{
    const struct corpus_entity *known = corpus_entity(generation, entity);
    struct wire_place *places = arena_array(arena, struct wire_place, known->article_count);
    struct wire_companion *companions = arena_array(arena, struct wire_companion, with->count);
    struct wire_corpus_entity built;
    enum error error;

    if (!places || !companions)
        return ERROR_NO_MEMORY;
    error = build_entity(arena, generation, entity, &built);
    if (error)
        return error;
    for (uint32_t i = 0; i < known->article_count; i++)
        places[i] = (struct wire_place){generation_article(generation, known->in[i].article)->id,
                                        known->in[i].mentions};
    for (size_t i = 0; i < with->count; i++) {
        const struct corpus_entity *other = corpus_entity(generation, with->at[i].entity);
        companions[i] = (struct wire_companion){other->id, other->name, with->at[i].articles};
    }
    built.in = (struct wire_list){places, known->article_count};
    built.with = (struct wire_list){companions, with->count};
    *out = built;
    return ERROR_OK;
}
