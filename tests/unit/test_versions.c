/* Versions of a text: what each passage of the last one goes back to. */
#include "news/versions.h"
#include "tests/unit/suite.h"

enum { MOST = 6 };

struct chain {
    struct arena *arena;
    struct document documents[MOST];
    struct versions versions;
};

static const struct analysis nothing;

static void chain_run(struct chain *chain, const char *const *texts, uint32_t count,
                      struct diff_options options)
{
    struct diff_side sides[MOST];

    for (uint32_t i = 0; i < count; i++) {
        ck_assert_int_eq(document_read(chain->arena, slice_of(texts[i]), &chain->documents[i]),
                         ERROR_OK);
        sides[i] = (struct diff_side){&chain->documents[i], &nothing};
    }
    ck_assert_int_eq(versions_compare(chain->arena, NULL, sides, count, &options, &chain->versions),
                     ERROR_OK);
}

/* "0:The council 1:met": the passages, trimmed. */
static struct slice told(const struct chain *chain)
{
    const struct document *last = &chain->documents[chain->versions.count - 1];
    struct slice out = SLICE("");
    uint32_t at = 0;

    for (size_t i = 0; i < chain->versions.passages.count; i++) {
        const struct provenance *passage = &chain->versions.passages.at[i];

        ck_assert_uint_eq(passage->span.begin, at);
        at = passage->span.end;
        ck_assert_int_eq(arena_print(chain->arena, &out, "%.*s%s%u:%.*s", SLICE_ARGS(out),
                                     i ? " " : "", passage->version,
                                     SLICE_ARGS(slice_trim(slice_at(last->text, passage->span)))),
                         ERROR_OK);
    }
    if (chain->versions.passages.count)
        ck_assert_uint_eq(at, last->text.len);
    return out;
}

#define A "The council met on Monday in the old hall."
#define B "It closed the bridge to all heavy traffic."
#define C "Nobody was hurt in the fire on the pier."

static const struct {
    const char *texts[MOST];
    const char *told;
} cases[] = {
    {{A, A}, "0:" A},
    {{A, A "\n\n" B}, "0:" A " 1:" B},
    {{A "\n\n" B, A, A "\n\n" B}, "0:" A " 2:" B},
    {{A "\n\n" B "\n\n" C, C "\n\n" A "\n\n" B}, "0:" C "\n\n" A "\n\n" B},
    {{"The council met on Monday.", "The council met on Tuesday.",
      "The city council met on Tuesday."},
     "0:The 2:city 0:council met on 1:Tuesday 0:."},
    {{A " " B, A "\n\n" B}, "0:" A "\n\n" B},
    {{A " " B, A "\n\n" C "\n\n" B}, "0:" A " 1:" C " 0:" B},
    {{A, "", A}, "2:" A},
    {{A, ""}, ""},
};

START_TEST(tells_where_passages_come_from)
{
    struct chain chain = {.arena = arena_open(ARENA_NO_BUDGET)};
    uint32_t count = 0, words = 0;

    while (count < MOST && cases[_i].texts[count])
        count++;
    chain_run(&chain, cases[_i].texts, count, (struct diff_options){.mode = MODE_EDIT});
    ck_assert_str_eq(told(&chain).ptr, cases[_i].told);
    for (uint32_t i = 0; i < count; i++)
        words += chain.versions.words[i];
    ck_assert_uint_eq(words, chain.documents[count - 1].word_count);
    ck_assert_uint_gt(chain.versions.verdict.len, 0);
    arena_close(chain.arena);
}

END_TEST

START_TEST(does_not_depend_on_what_is_ignored)
{
    static const char *const texts[] = {"The centre was open. It closed.",
                                        "The center was open. It shut."};
    struct chain chain = {.arena = arena_open(ARENA_NO_BUDGET)};

    chain_run(
        &chain, texts, 2,
        (struct diff_options){.mode = MODE_EDIT, .ignore = UINT32_MAX, .level = LEVEL_SENTENCE});
    ck_assert_str_eq(told(&chain).ptr, "0:The 1:center 0:was open. It 1:shut 0:.");
    ck_assert_uint_eq(chain.versions.steps[0].counts.class[CLASS_WORDING], 0);
    arena_close(chain.arena);
}

END_TEST

START_TEST(says_when_memory_ends)
{
    static const char *const texts[] = {A "\n\n" B, B "\n\n" C};
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct chain chain = {.arena = arena_open(ARENA_NO_BUDGET)};
        struct diff_options options = {.mode = MODE_EDIT};
        struct diff_side sides[2];

        for (uint32_t i = 0; i < 2; i++) {
            ck_assert_int_eq(document_read(chain.arena, slice_of(texts[i]), &chain.documents[i]),
                             ERROR_OK);
            sides[i] = (struct diff_side){&chain.documents[i], &nothing};
        }
        arena_fail_at(chain.arena, n);
        error = versions_compare(chain.arena, NULL, sides, 2, &options, &chain.versions);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(chain.arena);
    }
}

END_TEST

SUITE("versions", LOOP(tells_where_passages_come_from, cases),
      TEST(does_not_depend_on_what_is_ignored), TEST(says_when_memory_ends))
