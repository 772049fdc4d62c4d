#include "news/entity.h"

#include "base/array.h"
#include "base/map.h"
#include "text/chars.h"
#include "text/utf8.h"

enum error entity_key(struct arena *arena, struct slice name, struct slice *out)
{
    char *key = arena_array(arena, char, name.len * 4 + 1); /* a code point folds to four at most */
    size_t len = 0, at = 0;
    bool gap = false;

    if (!key)
        return ERROR_NO_MEMORY;
    while (at < name.len) {
        uint32_t folded[4], c = utf8_next(name, &at);
        size_t count = char_fold(c, folded);
        for (size_t i = 0; i < count; i++) {
            if (folded[i] == '.' || folded[i] == '\'')
                continue;
            if (!char_is_letter(folded[i]) && !char_is_digit(folded[i])) {
                gap = true;
                continue;
            }
            if (gap && len)
                key[len++] = '-';
            gap = false;
            len += utf8_encode(folded[i], key + len);
        }
    }
    *out = (struct slice){key, len};
    return ERROR_OK;
}

static enum error open_entity(struct arena *arena, const struct document *document,
                              const struct mention *mention, struct slice published,
                              struct entities *entities)
{
    struct entity *entity = array_push(arena, entities);
    enum error error;

    if (!entity)
        return ERROR_NO_MEMORY;
    entity->name = slice_at(document->text, mention->span);
    entity->type = mention->type;
    error = entity_key(arena, entity->name, &entity->key);
    if (error)
        return error;
    return value_read(arena, document, mention, published, &entity->value);
}

enum error entity_gather(struct arena *arena, const struct models *models,
                         const struct document *document, struct mentions *mentions,
                         struct slice published, struct entities *out)
{
    struct entities entities = {0};
    struct map seen = {0};

    (void)models;
    for (size_t i = 0; i < mentions->count; i++) {
        struct mention *mention = &mentions->at[i];
        uint32_t *slot = map_at(arena, &seen, slice_at(document->text, mention->span));
        uint32_t *index;
        if (!slot)
            return ERROR_NO_MEMORY;
        if (*slot == MAP_NONE) {
            enum error error = open_entity(arena, document, mention, published, &entities);
            if (error)
                return error;
            *slot = (uint32_t)entities.count - 1;
        }
        mention->entity = *slot;
        index = array_push(arena, &entities.at[*slot].mentions);
        if (!index)
            return ERROR_NO_MEMORY;
        *index = (uint32_t)i;
    }
    *out = entities;
    return ERROR_OK;
}
