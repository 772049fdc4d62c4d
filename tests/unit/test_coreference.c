#include "news/coreference.h"

#include "tests/unit/join.h"
#include "tests/unit/models.h"

/* Each case: a text, and its references as "name: word, word", apart by " | ". */
static const struct {
    const char *text, *references;
} cases[] = {
    {"", ""},
    {"Barack Obama spoke. He waved to his wife.", "Barack Obama: He, his"},
    {"Angela Merkel met Barack Obama in Berlin. She thanked him.",
     "Angela Merkel: She | Barack Obama: him"},
    {"Mayor Ana Ruiz left. The mayor smiled, her spokesman said.", "Ana Ruiz: The mayor, her"},
    {"Angela Merkel, the chancellor, spoke in Berlin.", ""},
    {"\"I know my town,\" Barack Obama said.", "Barack Obama: I, my"},
    {"\"He told me 'I will go',\" Barack Obama said.", "Barack Obama: me"},
    {"Barack Obama spoke. A bomber blew himself up in Berlin.", ""},
    {"Barack Obama offered security to Hamid Karzai if he came to Berlin.", ""},
    {"It rained in Berlin, and they left.", ""},
    {"Eleanor Whitcombe died. Queen Elizabeth II made her a dame in 1996. She married John "
     "Whitcombe in 1959.",
     "Eleanor Whitcombe: her"},
    {"Angela Merkel left. Hillary Clinton gave her the key. She smiled.", "Angela Merkel: her"},
    {"Barack Obama slept. He woke. Angela Merkel left. Hillary Clinton gave her the key. She "
     "smiled.",
     "Barack Obama: He | Angela Merkel: her"},
    {"Angela Merkel left. Hillary Clinton gave her key to him.", "Hillary Clinton: her"},
    {"Angela Merkel asked Hillary Clinton about it. She smiled.", "Angela Merkel: She"},
};

static void read_text(struct arena *arena, struct slice text, struct document *document,
                      struct analysis *analysis)
{
    ck_assert_int_eq(document_read(arena, text, document), ERROR_OK);
    ck_assert_int_eq(analysis_read(arena, models, document, SLICE(""), analysis), ERROR_OK);
}

START_TEST(finds_who_is_meant)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct analysis analysis;
    struct references references;
    struct slice found = SLICE("");

    read_text(arena, slice_of(cases[_i].text), &document, &analysis);
    ck_assert_int_eq(coreference_find(arena, models, &document, &analysis, &references), ERROR_OK);
    for (uint32_t e = 0; e < analysis.entities.count; e++) {
        struct slice words = SLICE("");
        for (size_t i = 0; i < references.count; i++)
            if (references.at[i].entity == e)
                words = join(arena, words, ", ", slice_at(document.text, references.at[i].span));
        if (words.len)
            found =
                join(arena, found, " | ", join(arena, analysis.entities.at[e].name, ": ", words));
    }
    ck_assert_msg(slice_is(found, cases[_i].references), "%.*s", SLICE_ARGS(found));
    arena_close(arena);
}

END_TEST

static const char article[] =
    "Mayor Ana Ruiz met Pablo Soto of the Harbor Commission. \"I know my town,\" she said, and her "
    "spokesman nodded.\n\nSoto thanked her. The commission would answer her, the mayor told him. "
    "\"They said 'I will',\" he added. His aide left.";

START_TEST(references_ascend_and_name_nobody)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct analysis analysis;
    struct references references;

    read_text(arena, slice_of(article), &document, &analysis);
    ck_assert_int_eq(coreference_find(arena, models, &document, &analysis, &references), ERROR_OK);
    ck_assert_uint_gt(references.count, 0);
    for (size_t i = 0; i < references.count; i++) {
        const struct reference *reference = &references.at[i];
        ck_assert_uint_lt(reference->span.begin, reference->span.end);
        ck_assert_uint_le(reference->span.end, document.text.len);
        ck_assert_uint_lt(reference->entity, analysis.entities.count);
        ck_assert_uint_lt(reference->sentence, document.sentences.count);
        ck_assert_uint_eq(mention_at(&analysis.mentions, reference->span.begin),
                          analysis.mentions.count);
        if (i > 0)
            ck_assert_uint_ge(reference->span.begin, references.at[i - 1].span.end);
    }
    arena_close(arena);
}

END_TEST

/* Each pronoun looks back over a few phrases, however long the sentence is. */
START_TEST(stays_linear)
{
    static const char flood[] = "a man told him ";

    enum { TIMES = 1 << 15, LEN = sizeof flood - 1 };

    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    char *text = arena_array(arena, char, (size_t)TIMES *LEN);
    struct document document;
    struct analysis analysis;
    struct references references;

    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * LEN, flood, LEN);
    read_text(arena, (struct slice){text, (size_t)TIMES * LEN}, &document, &analysis);
    ck_assert_int_eq(coreference_find(arena, models, &document, &analysis, &references), ERROR_OK);
    ck_assert_uint_eq(references.count, 0);
    arena_close(arena);
}

END_TEST

START_TEST(tells_of_lacking_memory)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct analysis analysis;
    struct references references;
    enum error error = ERROR_NO_MEMORY;

    read_text(arena, slice_of(article), &document, &analysis);
    for (size_t n = 1; n < 2000 && error; n++) {
        arena_fail_at(arena, n);
        error = coreference_find(arena, models, &document, &analysis, &references);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
    ck_assert_int_eq(error, ERROR_OK);
    arena_close(arena);
}

END_TEST

SUITE("coreference", WITH_MODELS, LOOP(finds_who_is_meant, cases),
      TEST(references_ascend_and_name_nobody), TEST(stays_linear), TEST(tells_of_lacking_memory))
