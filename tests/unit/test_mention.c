#include "news/mention.h"
#include "tests/unit/suite.h"

/* Each case: a text, and the names it holds as "text/TYPE text/TYPE". */
static const struct {
    const char *text, *names;
} cases[] = {
    {"", ""},
    {"He left the room without a word.", ""},
    {"President Barack Obama met Angela Merkel in Berlin on Monday.",
     "Barack Obama/PERSON Angela Merkel/PERSON Berlin/LOCATION"},
    {"The United Nations said its staff had left Damascus, Syria.",
     "United Nations/ORGANIZATION Damascus/LOCATION Syria/LOCATION"},
    {"Forces of the U.S.-led coalition fought in Kandahar province.",
     "U.S./LOCATION Kandahar/LOCATION"},
    {"Russia's foreign minister, Sergei Lavrov, spoke to Reuters.",
     "Russia/LOCATION Sergei Lavrov/PERSON Reuters/ORGANIZATION"},
};

static const struct models *open_models(struct arena *arena)
{
    const struct models *models;
    struct problem problem = {.arena = arena};

    ck_assert_msg(models_open(arena, MODELS_FOLDER, &models, &problem) == ERROR_OK, "%.*s",
                  SLICE_ARGS(problem.detail));
    return models;
}

START_TEST(finds_names)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct slice found = SLICE("");

    ck_assert_int_eq(document_read(arena, slice_of(cases[_i].text), &document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, open_models(arena), &document, &mentions), ERROR_OK);
    for (size_t i = 0; i < mentions.count; i++) {
        const struct mention *mention = &mentions.at[i];
        if (!entity_type_is_name(mention->type))
            continue;
        ck_assert_int_eq(arena_print(arena, &found, "%.*s%s%.*s/%.*s", SLICE_ARGS(found),
                                     found.len ? " " : "",
                                     SLICE_ARGS(slice_at(document.text, mention->span)),
                                     SLICE_ARGS(entity_type_names[mention->type])),
                         ERROR_OK);
    }
    ck_assert_msg(slice_is(found, cases[_i].names), "%.*s", SLICE_ARGS(found));
    arena_close(arena);
}

END_TEST

START_TEST(names_the_missing_file)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *models;

    ck_assert_int_eq(models_open(arena, "/nowhere", &models, &problem), ERROR_BAD_MODEL);
    ck_assert_ptr_nonnull(
        memmem(problem.detail.ptr, problem.detail.len, "/nowhere/variants.tsv", 21));
    arena_close(arena);
}

END_TEST

SUITE("mention", LOOP(finds_names, cases), TEST(names_the_missing_file))
