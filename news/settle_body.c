#include "news/settle_body.h"

#include "base/array.h"
#include "news/settle_word.h"

static struct slice word_at(const struct document *document, uint32_t token)
{
    return token_text(document->text, &document->tokens.at[token]);
}

/* "Support Mission in Libya", "Bank of England": a body and the place it is of are one name. */
static bool is_body_of(const struct document *document, const struct mention *body,
                       const struct mention *place)
{
    struct slice between, head;

    if (body->type != ENTITY_ORGANIZATION || place->type != ENTITY_LOCATION ||
        place->first != body->last + 1) /* no token may follow the body: "the U.N.-Libya" */
        return false;
    between = word_at(document, body->last);
    head = word_at(document, body->last - 1);
    return document->tokens.at[place->first].flags & TOKEN_CAPITAL &&
           ((slice_is(between, "of") && settle_word_is(SETTLE_BODY, head)) ||
            (slice_is(between, "in") && settle_word_is(SETTLE_MISSION, head)));
}

static void join_bodies(const struct document *document, struct mentions *names)
{
    size_t kept = 0;

    for (size_t i = 0; i < names->count; i++) {
        struct mention *before = kept ? &names->at[kept - 1] : NULL;
        if (before && is_body_of(document, before, &names->at[i])) {
            before->last = names->at[i].last;
            before->span.end = names->at[i].span.end;
        } else {
            names->at[kept++] = names->at[i];
        }
    }
    names->count = kept;
}

/* Where a company's name ends before "of" and another name; 0 for one name. */
static uint32_t company_end(const struct document *document, const struct mention *name)
{
    if (name->type != ENTITY_ORGANIZATION)
        return 0;
    for (uint32_t t = name->first + 2; t + 1 < name->last; t++) {
        struct slice head = word_at(document, t - 1);
        if (slice_is(word_at(document, t), "of") && settle_word_is(SETTLE_BUSINESS, head) &&
            !settle_word_is(SETTLE_BODY, head))
            return t;
    }
    return 0;
}

static enum error split_companies(struct arena *arena, const struct document *document,
                                  struct mentions *names)
{
    const struct token *tokens = document->tokens.at;
    struct mentions all = {0};

    for (size_t i = 0; i < names->count; i++) {
        const struct mention *name = &names->at[i];
        uint32_t end = company_end(document, name);
        struct mention *place = array_push(arena, &all);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = *name;
        if (!end)
            continue;
        place->last = end;
        place->span.end = tokens[end - 1].span.end;
        place = array_push(arena, &all);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = *name;
        place->type = ENTITY_LOCATION;
        place->first = end + 1;
        place->span.begin = tokens[end + 1].span.begin;
    }
    *names = all;
    return ERROR_OK;
}

enum error settle_bodies(struct arena *arena, const struct document *document,
                         struct mentions *names)
{
    enum error error = split_companies(arena, document, names);

    if (!error)
        join_bodies(document, names);
    return error;
}
