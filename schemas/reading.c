#include "schemas/reading.h"

#include "base/checked.h"

static const struct field span_fields[] = {
    {"start", FIELD_COUNT, offsetof(struct wire_span, start), .doc = "first position"},
    {"end", FIELD_COUNT, offsetof(struct wire_span, end), .doc = "position behind the last"},
};

const struct shape wire_span_shape = {
    SHAPE("span", "A piece of a text, half-open", struct wire_span, span_fields)};

#define AT(member) offsetof(struct wire_excerpt, member)

static const struct field excerpt_fields[] = {
    {"start", FIELD_COUNT, AT(start), .doc = "first position"},
    {"end", FIELD_COUNT, AT(end), .doc = "position behind the last"},
    {"text", FIELD_TEXT, AT(text), .doc = "what stands there"},
};

#undef AT

const struct shape wire_excerpt_shape = {
    SHAPE("excerpt", "A piece of a text with its words", struct wire_excerpt, excerpt_fields)};

struct wire_span wire_span_of(const struct origin *origin, struct span span)
{
    struct span at = origin_of(origin, span);

    return (struct wire_span){at.begin, at.end};
}

struct wire_excerpt wire_excerpt_of(const struct origin *origin, struct span span)
{
    struct span at = origin_of(origin, span);

    return (struct wire_excerpt){at.begin, at.end, origin_text(origin, span)};
}

struct wire_value wire_value_of(const struct value *value)
{
    static const enum wire_kind kinds[] = {
        [VALUE_NONE] = WIRE_NULL,
        [VALUE_TEXT] = WIRE_TEXT,
        [VALUE_NUMBER] = WIRE_NUMBER,
        [VALUE_MONEY] = WIRE_MONEY,
    };

    return (struct wire_value){kinds[value->kind], value->text, value->number};
}

struct slice wire_corpus_id(const struct generation *generation, const struct entity *entity)
{
    uint32_t number;

    if (!generation || !entity_type_is_name(entity->type))
        return (struct slice){NULL, 0};
    number = corpus_resolve(generation, entity);
    if (number == NO_ENTITY)
        return (struct slice){NULL, 0};
    return corpus_entity(generation, number)->id;
}

enum error wire_local_id(struct arena *arena, char letter, size_t n, struct slice *out)
{
    return arena_print(arena, out, "%c%zu", letter, n + 1);
}

/* The slot of an article: its own, or the free one where it would stand. */
static size_t find_slot(const struct article_origins *known, uint32_t article)
{
    size_t mask = known->capacity - 1;
    size_t slot = (size_t)(article * UINT32_C(2654435761)) & mask;

    while (known->at[slot].is_used && known->at[slot].article != article)
        slot = (slot + 1) & mask;
    return slot;
}

/* Twice the slots, at most half of them in use. */
static enum error grow(struct arena *arena, struct article_origins *known)
{
    struct article_origins grown = *known;

    if (known->capacity && known->count < known->capacity / 2)
        return ERROR_OK;
    if (checked_mul(known->capacity ? known->capacity : 8, 2, &grown.capacity))
        return ERROR_NO_MEMORY;
    grown.at = arena_array(arena, struct article_origin, grown.capacity);
    if (!grown.at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < known->capacity; i++)
        if (known->at[i].is_used)
            grown.at[find_slot(&grown, known->at[i].article)] = known->at[i];
    *known = grown;
    return ERROR_OK;
}

enum error article_origin_of(struct arena *arena, struct article_origins *known, uint32_t article,
                             struct origin *out)
{
    struct article_origin *slot;
    enum error error = grow(arena, known);

    if (error)
        return error;
    slot = &known->at[find_slot(known, article)];
    if (!slot->is_used) {
        error = origin_read(arena, generation_text(known->generation, article), known->unit,
                            &slot->origin);
        if (error)
            return error;
        slot->article = article;
        slot->is_used = true;
        known->count++;
    }
    *out = slot->origin;
    return ERROR_OK;
}
