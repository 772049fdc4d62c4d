/* What the suites of figures share: the figures of a sentence in words. */
#ifndef COPYDESK_TESTS_UNIT_FIGURES_H
#define COPYDESK_TESTS_UNIT_FIGURES_H

#include "news/mention.h"
#include "news/value.h"
#include "tests/unit/models.h"

/* A sentence of an article of Monday 2008-11-17, and its figures as "text/TYPE=value", apart by
 * " | ". */
struct figure_case {
    const char *text, *figures;
};

static struct slice value_words(struct arena *arena, const struct value *value)
{
    struct slice out = SLICE("");

    if (value->kind == VALUE_TEXT)
        return value->text;
    if (value->kind == VALUE_NUMBER)
        ck_assert_int_eq(arena_print(arena, &out, "%g", value->number), ERROR_OK);
    if (value->kind == VALUE_MONEY)
        ck_assert_int_eq(
            arena_print(arena, &out, "%g %.*s", value->number, SLICE_ARGS(value->text)), ERROR_OK);
    return out;
}

static void claim_figures(const struct figure_case *row)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct slice found = SLICE("");

    ck_assert_int_eq(document_read(arena, slice_of(row->text), &document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, models, &document, &mentions), ERROR_OK);
    for (size_t i = 0; i < mentions.count; i++) {
        const struct mention *mention = &mentions.at[i];
        struct value value;
        if (entity_type_is_name(mention->type))
            continue;
        ck_assert_int_eq(
            value_read(arena, &document, mention, SLICE("2008-11-17T10:00:00Z"), &value), ERROR_OK);
        ck_assert_int_eq(arena_print(arena, &found, "%.*s%s%.*s/%.*s=%.*s", SLICE_ARGS(found),
                                     found.len ? " | " : "",
                                     SLICE_ARGS(slice_at(document.text, mention->span)),
                                     SLICE_ARGS(entity_type_names[mention->type]),
                                     SLICE_ARGS(value_words(arena, &value))),
                         ERROR_OK);
    }
    ck_assert_msg(slice_is(found, row->figures), "%.*s", SLICE_ARGS(found));
    arena_close(arena);
}

#endif
