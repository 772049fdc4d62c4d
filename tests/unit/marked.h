/* Texts with their names in brackets behind the letter of their type, so that what is made of names
 * is tested apart from finding them: "[P:Ana Ruiz] left [L:Lima] for the [O:Senate]; [M:Spanish]".
 */
#ifndef COPYDESK_TESTS_UNIT_MARKED_H
#define COPYDESK_TESTS_UNIT_MARKED_H

#include "base/array.h"
#include "news/entity.h"
#include "tests/unit/models.h"

struct marked {
    char text[1024];

    struct {
        uint32_t begin, end;
        enum entity_type type;
    } names[32];

    size_t len, count;
};

static inline void marked_read(const char *text, struct marked *out)
{
    *out = (struct marked){.len = 0};
    for (; *text; text++) {
        if (*text == '[') {
            out->names[out->count].type = text[1] == 'P'   ? ENTITY_PERSON
                                          : text[1] == 'O' ? ENTITY_ORGANIZATION
                                          : text[1] == 'L' ? ENTITY_LOCATION
                                                           : ENTITY_MISC;
            out->names[out->count].begin = (uint32_t)out->len;
            text += 2;
        } else if (*text == ']') {
            out->names[out->count++].end = (uint32_t)out->len;
        } else {
            out->text[out->len++] = *text;
        }
    }
}

/* The entities of a marked text. */
static inline struct entities marked_gather(struct arena *arena, const struct marked *marked,
                                            struct document *document, struct mentions *mentions)
{
    struct entities entities;

    ck_assert_int_eq(document_read(arena, (struct slice){marked->text, marked->len}, document),
                     ERROR_OK);
    *mentions = (struct mentions){0};
    for (size_t i = 0; i < marked->count; i++) {
        struct mention *mention = array_push(arena, mentions);
        uint32_t begin = marked->names[i].begin, end = marked->names[i].end;
        ck_assert_ptr_nonnull(mention);
        *mention = (struct mention){.span = {begin, end},
                                    .first = document_token_at(document, begin),
                                    .last = document_token_at(document, end - 1) + 1,
                                    .sentence = document_sentence_at(document, begin),
                                    .type = marked->names[i].type,
                                    .entity = NO_ENTITY,
                                    .score = 1};
    }
    ck_assert_int_eq(entity_gather(arena, models, document, mentions, SLICE(""), &entities),
                     ERROR_OK);
    return entities;
}

#endif
