/* Quotes of a text whose names are given by hand, written one a line: for tests.
 *
 * names: "p Ana Ruiz f role;o City Council;" - type (p person, o organisation, l place, m other),
 * the full name, gender (m, f, -) and role (may be empty) divided by '|', entities divided by ';'.
 * A text's words that are the full name or its last word are its mentions. */
#ifndef COPYDESK_TESTS_UNIT_QUOTES_H
#define COPYDESK_TESTS_UNIT_QUOTES_H

#include <check.h>

#include "base/array.h"
#include "news/quote.h"

static inline void name_entity(struct arena *arena, struct slice line, struct entities *entities)
{
    struct slice column, columns[4] = {{0}};
    struct entity *entity = array_push(arena, entities);
    struct slice *role;

    for (size_t i = 0; i < 4 && slice_cut(&line, '|', &column); i++)
        columns[i] = column;
    ck_assert_ptr_nonnull(entity);
    entity->type = slice_is(columns[0], "p")   ? ENTITY_PERSON
                   : slice_is(columns[0], "o") ? ENTITY_ORGANIZATION
                   : slice_is(columns[0], "m") ? ENTITY_MISC
                                               : ENTITY_LOCATION;
    entity->name = columns[1];
    entity->gender = slice_is(columns[2], "f")   ? GENDER_FEMALE
                     : slice_is(columns[2], "m") ? GENDER_MALE
                                                 : GENDER_UNKNOWN;
    if (columns[3].len) {
        role = array_push(arena, &entity->roles);
        ck_assert_ptr_nonnull(role);
        *role = columns[3];
    }
}

/* Tokens of `name` that stand at token i; 0 when they do not. */
static inline uint32_t name_at(const struct document *document, uint32_t i, struct slice name)
{
    uint32_t begin = document->tokens.at[i].span.begin, k = i;

    ck_assert_ptr_nonnull(document->text.ptr);
    if (!slice_starts(slice_part(document->text, begin, document->text.len), name))
        return 0;
    while (k < document->tokens.count && document->tokens.at[k].span.end < begin + name.len)
        k++;
    return k < document->tokens.count && document->tokens.at[k].span.end == begin + name.len
               ? k + 1 - i
               : 0;
}

static inline struct slice last_word(struct slice name)
{
    size_t at = name.len;

    while (at > 0 && name.ptr[at - 1] != ' ')
        at--;
    return slice_part(name, at, name.len);
}

static inline void find_names(struct arena *arena, const struct document *document,
                              struct entities *entities, struct mentions *mentions)
{
    for (uint32_t i = 0; i < document->tokens.count; i++) {
        for (uint32_t e = 0; e < entities->count; e++) {
            struct entity *entity = &entities->at[e];
            uint32_t length = name_at(document, i, entity->name);
            struct mention *mention;
            uint32_t *index;
            if (length == 0)
                length = name_at(document, i, last_word(entity->name));
            if (length == 0)
                continue;
            mention = array_push(arena, mentions);
            index = array_push(arena, &entity->mentions);
            ck_assert(mention && index);
            *mention = (struct mention){
                .span = {document->tokens.at[i].span.begin,
                         document->tokens.at[i + length - 1].span.end},
                .first = i,
                .last = i + length,
                .sentence = document_sentence_at(document, document->tokens.at[i].span.begin),
                .type = entity->type,
                .entity = e,
                .score = 1};
            *index = (uint32_t)mentions->count - 1;
            i += length - 1;
            break;
        }
    }
}

struct article {
    struct document document;
    struct mentions mentions;
    struct entities entities;
};

static inline void read_article(struct arena *arena, const char *text, const char *names,
                                struct article *article)
{
    struct slice rest = slice_of(names), line;

    memset(article, 0, sizeof *article);
    ck_assert_int_eq(document_read(arena, slice_of(text), &article->document), ERROR_OK);
    while (slice_cut(&rest, ';', &line))
        name_entity(arena, line, &article->entities);
    find_names(arena, &article->document, &article->entities, &article->mentions);
}

/* "type|text|speaker|cue|group" with a line end for each quote; " -> addressee" and " NOT"
 * (negated) behind the cue where they apply. */
static inline void write_quotes(const struct document *document, const struct quotes *quotes,
                                char *out, size_t room)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < quotes->count && used < room; i++) {
        const struct quote *quote = &quotes->at[i];
        struct slice none = SLICE("-");
        used += (size_t)snprintf(
            out + used, room - used, "%.*s|%.*s|%.*s|%.*s%s%.*s%s|%u\n",
            SLICE_ARGS(quote_type_names[quote->type]),
            SLICE_ARGS(document_sent(document, quote->span)),
            SLICE_ARGS(quote->has_speaker ? quote->speaker.name : none),
            SLICE_ARGS(document_sent(document, quote->cue)), quote->has_addressee ? " -> " : "",
            SLICE_ARGS(quote->has_addressee ? quote->addressee.name : SLICE("")),
            quote->negated ? " NOT" : "", quote->group);
    }
}

#endif
