#include "schemas/entities.h"

#include "schemas/names.h"

#define AT(member) offsetof(struct wire_mention, member)

static const struct field mention_fields[] = {
    {"start", FIELD_COUNT, AT(start), .doc = "first position"},
    {"end", FIELD_COUNT, AT(end), .doc = "position behind the last"},
    {"text", FIELD_TEXT, AT(text), .doc = "what stands there"},
    {"sentence", FIELD_COUNT, AT(sentence), .doc = "number of the sentence, from 0"},
};

static const struct shape mention_shape = {SHAPE(
    "mention", "A place where an entity is named or meant", struct wire_mention, mention_fields)};

#undef AT
#define AT(member) offsetof(struct wire_entity, member)

static const struct field entity_fields[] = {
    {"id", FIELD_TEXT, AT(id), .doc = "local to the reply: e1, e2, in order of first mention"},
    {"corpus_id", FIELD_TEXT, AT(corpus_id), .rules = FIELD_NULLABLE,
     .doc = "id over the whole corpus, stable over reloads; null when the corpus has no such "
            "entity"},
    {"name", FIELD_TEXT, AT(name), .doc = "fullest form in the article, or the house spelling"},
    {"type", FIELD_NAME, AT(type), .names = &entity_types_table, .doc = "what it is"},
    {"aliases", FIELD_TEXTS, AT(aliases), .doc = "other forms in the article"},
    {"roles", FIELD_TEXTS, AT(roles), .doc = "what the article says it is: a Taliban spokesman"},
    {"mentions", FIELD_LIST, AT(mentions), .of = &mention_shape, .doc = "in order of the text"},
    {"value", FIELD_VALUE, AT(value), .rules = FIELD_NULLABLE,
     .doc = "ISO 8601 of a date or time, number of a number or per cent, amount and currency of "
            "money; null of a name"},
    {"coreference", FIELD_LIST, AT(coreference), .of = &mention_shape, .rules = FIELD_OMIT_NULL,
     .doc = "pronouns and nouns that mean it: she, his, the president, I in what it said; on "
            "request, and precise rather than complete"},
};

#undef AT

const struct shape wire_entity_shape = {SHAPE("article_entity",
                                              "A name in an article, and where it stands",
                                              struct wire_entity, entity_fields)};

#define AT(member) offsetof(struct entities_reply, member)

static const struct field entities_reply_fields[] = {
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE, .doc = "id of the source"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_OMIT_NULL,
     .doc = "the text that all offsets count from; with the parameter text=true"},
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .doc = "unit of all positions"},
    {"model", FIELD_TEXT, AT(model), .doc = "name of the weights and lists that read the text"},
    {"entities", FIELD_LIST, AT(entities), .of = &wire_entity_shape,
     .doc = "in order of first mention"},
};

#undef AT

const struct shape entities_reply_shape = {
    SHAPE("entities", "The names in a text", struct entities_reply, entities_reply_fields)};

static enum error build_mentions(struct arena *arena, const struct reading *reading,
                                 const struct origin *origin, const struct entity *entity,
                                 struct wire_list *out)
{
    struct wire_mention *at = arena_array(arena, struct wire_mention, entity->mentions.count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < entity->mentions.count; i++) {
        const struct mention *mention = &reading->analysis->mentions.at[entity->mentions.at[i]];
        struct wire_excerpt excerpt = wire_excerpt_of(origin, mention->span);
        at[i] = (struct wire_mention){excerpt.start, excerpt.end, excerpt.text, mention->sentence};
    }
    *out = (struct wire_list){at, entity->mentions.count};
    return ERROR_OK;
}

static enum error build_entity(struct arena *arena, const struct reading *reading,
                               const struct origin *origin, uint32_t index, struct wire_entity *out)
{
    const struct entity *entity = &reading->analysis->entities.at[index];
    enum error error;

    error = wire_local_id(arena, 'e', index, &out->id);
    if (error)
        return error;
    out->corpus_id = wire_corpus_id(reading->generation, entity);
    out->name = entity->name;
    out->type = entity->type;
    out->aliases = (struct wire_list){entity->aliases.at, entity->aliases.count};
    out->roles = (struct wire_list){entity->roles.at, entity->roles.count};
    out->value = wire_value_of(&entity->value);
    return build_mentions(arena, reading, origin, entity, &out->mentions);
}

/* The references of each entity, in text order; none when they were not asked for. */
static enum error build_references(struct arena *arena, const struct reading *reading,
                                   const struct origin *origin, struct wire_list *lists)
{
    const struct references *references = reading->references;
    size_t entities = reading->analysis->entities.count;
    struct wire_mention *all;

    if (!references)
        return ERROR_OK;
    all = arena_array(arena, struct wire_mention, references->count + 1);
    if (!all)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < references->count; i++)
        lists[references->at[i].entity].count++;
    for (size_t e = 0; e < entities; e++) {
        lists[e].at = all;
        all += lists[e].count;
        lists[e].count = 0;
    }
    for (size_t i = 0; i < references->count; i++) {
        const struct reference *reference = &references->at[i];
        struct wire_list *list = &lists[reference->entity];
        struct wire_mention *at = list->at;
        struct wire_excerpt excerpt = wire_excerpt_of(origin, reference->span);
        at[list->count++] =
            (struct wire_mention){excerpt.start, excerpt.end, excerpt.text, reference->sentence};
    }
    return ERROR_OK;
}

enum error entities_reply_build(struct arena *arena, const struct reading *reading, uint32_t types,
                                struct entities_reply *out)
{
    const struct entities *entities = &reading->analysis->entities;
    struct wire_entity *at = arena_array(arena, struct wire_entity, entities->count);
    struct wire_list *references = arena_array(arena, struct wire_list, entities->count);
    struct origin origin;
    size_t count = 0;
    enum error error;

    if (!at || !references)
        return ERROR_NO_MEMORY;
    error = origin_read(arena, &reading->document->cleaned, reading->offsets, &origin);
    if (!error)
        error = build_references(arena, reading, &origin, references);
    if (error)
        return error;
    for (uint32_t i = 0; i < entities->count; i++) {
        if (!(types >> entities->at[i].type & 1))
            continue;
        at[count].coreference = references[i];
        error = build_entity(arena, reading, &origin, i, &at[count++]);
        if (error)
            return error;
    }
    *out = (struct entities_reply){
        .id = reading->id,
        .text = reading->text,
        .offsets = reading->offsets,
        .model = reading->model,
        .entities = {at, count},
    };
    return ERROR_OK;
}
