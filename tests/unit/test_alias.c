#include "news/alias.h"

#include "news/body.h"
#include "tests/unit/suite.h"

static const struct {
    const char *text;
    bool is_acronym;
} acronyms[] = {
    {"WHO", true}, {"U.S.", true},  {"BoE", true}, {"MoD", true},  {"Who", false},
    {"W", false},  {"McDo", false}, {"", false},   {"BBc", false}, {"FCO-1", false},
};

START_TEST(knows_acronyms)
{
    ck_assert_int_eq(alias_is_acronym(slice_of(acronyms[_i].text)), acronyms[_i].is_acronym);
}

END_TEST

static const struct {
    const char *left, *right;
    size_t sounds;
} sounds[] = {
    {"gaddafi", "qadhafi", 3},
    {"sergei", "sergey", 3},
    {"oleksandr", "aleksandr", 6},
    {"mercer", "merkel", 0},
    {"", "", 0},
    {"lee", "li", 1},
};

START_TEST(hears_spellings)
{
    ck_assert_uint_eq(alias_same_sounds(slice_of(sounds[_i].left), slice_of(sounds[_i].right)),
                      sounds[_i].sounds);
}

END_TEST

static const struct {
    const char *name;
    bool with_small;
    const char *initials;
} initials[] = {
    {"World Health Organization", false, "WHO"},
    {"The Associated Dispatch", false, "AD"},
    {"Support Mission in Libya", true, "SMIL"},
    {"Organization for Security and Co-operation in Europe", false, "OSCE"},
    {"Reuters", false, ""},
};

START_TEST(takes_initials)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice out;

    ck_assert_int_eq(
        alias_initials(arena, slice_of(initials[_i].name), initials[_i].with_small, &out),
        ERROR_OK);
    ck_assert_msg(slice_is(out, initials[_i].initials), "%.*s", SLICE_ARGS(out));
    arena_close(arena);
}

END_TEST

static const struct {
    const char *key, *turned, *head;
} bodies[] = {
    {"department-of-justice", "justice-department", "department"},
    {"ministry-of-the-interior", "interior-ministry", "ministry"},
    {"bank-of-england", "bank-of-england", "bank"},
    {"city-council", "city-council", "city-council"},
    {"department-of", "department-of", "department"},
    {"", "", ""},
};

START_TEST(turns_bodies)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice key = slice_of(bodies[_i].key), turned;

    ck_assert_int_eq(body_turned(arena, key, &turned), ERROR_OK);
    ck_assert_msg(slice_is(turned, bodies[_i].turned), "%.*s", SLICE_ARGS(turned));
    ck_assert(slice_is(body_head(key), bodies[_i].head));
    arena_close(arena);
}

END_TEST

SUITE("alias", LOOP(knows_acronyms, acronyms), LOOP(hears_spellings, sounds),
      LOOP(takes_initials, initials), LOOP(turns_bodies, bodies))
