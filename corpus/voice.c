#include "corpus/voice.h"

#include "corpus/corpus.h"
#include "text/token.h"

static enum error read_name(const struct gathered *gathered, struct arena *arena, struct slice name,
                            struct voice *out)
{
    struct token_reader reader = {.text = name};
    struct token token;
    struct slice key;
    enum error error = entity_key(arena, name, &key);

    if (error)
        return error;
    *out = (struct voice){
        .is_known = name.len > 0, .entity = NO_ENTITY, .name = token_folded_id(name)};
    while (token_next(&reader, &token)) {
        if (!token_is_word(&token))
            continue;
        out->last = token.folded;
        if (!out->first)
            out->first = token.folded;
    }
    for (int type = 0; type < NAME_TYPES && out->entity == NO_ENTITY && key.len; type++) {
        uint32_t entity = map_find(&gathered->names[type], key);
        if (entity != MAP_NONE)
            out->entity = entity;
    }
    return ERROR_OK;
}

enum error voice_of(const struct gathered *gathered, struct arena *arena, const struct quote *quote,
                    uint32_t article, struct voice *out)
{
    uint32_t local = quote->speaker.entity, entity = NO_ENTITY;
    enum error error;

    *out = (struct voice){.entity = NO_ENTITY};
    if (!quote->has_speaker)
        return ERROR_OK;
    error = read_name(gathered, arena, quote->speaker.name, out);
    if (error)
        return error;
    if (article != NO_ARTICLE && local != NO_ENTITY)
        entity = gathered_entity_of(gathered, article, local);
    if (entity != NO_ENTITY)
        out->entity = entity;
    out->is_named = local != NO_ENTITY;
    return ERROR_OK;
}

bool voice_same(const struct voice *left, const struct voice *right)
{
    if (!left->is_known || !right->is_known)
        return false;
    return left->name == right->name ||
           (left->entity != NO_ENTITY && left->entity == right->entity);
}

/* One name may be the other cut short: the same last word, and one has no other or begins alike. */
static bool may_be_one(const struct voice *left, const struct voice *right)
{
    return left->last == right->last && (left->first == left->last || right->first == right->last ||
                                         left->first == right->first);
}

bool voice_differs(const struct gathered *gathered, const struct voice *left,
                   const struct voice *right)
{
    if (!left->is_named || !right->is_named || voice_same(left, right) || may_be_one(left, right))
        return false;
    if (left->entity == NO_ENTITY || right->entity == NO_ENTITY)
        return true;
    return gathered->entities.at[left->entity].type == gathered->entities.at[right->entity].type;
}
