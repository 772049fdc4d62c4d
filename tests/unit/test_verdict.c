/* The sentence that a comparison begins with: what it says must be so. */
#include "tests/unit/diffing.h"
#include "tests/unit/suite.h"

#define A "The council met on Monday to vote on the new harbour wall."
#define B "Fishermen had asked for it since the storm of last winter."
#define C "The mayor promised that work would begin before the summer."
#define Q "\"We will not leave the valley,\" said Maria Olsen."
#define R "\"Nobody asked us before,\" said Peter Novak on Tuesday."

static const struct {
    const char *left, *right;
    enum diff_mode mode;
    const char *verdict;
} verdicts[] = {
    /* what does not show */
    {A "\n\n" B, A "\r\n\r\n" B, MODE_AUTO, "The two texts differ only in white space."},
    {"A calm sea.", "A\u00a0calm sea.", MODE_AUTO, "The two texts differ only in white space."},
    {"A calm sea.", "A ca\u200blm sea.", MODE_AUTO,
     "The two texts differ only in invisible characters."},
    {"A calm sea.", "A\u00a0ca\u200blm sea.", MODE_AUTO,
     "The two texts differ only in white space and invisible characters."},
    {"A fine sea.", "A \ufb01ne sea.", MODE_AUTO,
     "The two texts differ only in white space, invisible characters or how characters are "
     "encoded."},
    {"A calm\n\nsea.", "A calm\n\n\u200b sea.", MODE_AUTO,
     "Two edits of one text that differ only in white space and invisible characters."},
    {A, " \n", MODE_AUTO, "The right text has no words."},
    {" ", "\n", MODE_AUTO, "Two texts without words that differ in white space."},
    {"", "\u200b", MODE_AUTO, "Two texts without words that differ in invisible characters."},
    /* what is put in or left out */
    {A, A " Peter Novak, 34, came on June 4.", MODE_AUTO,
     "Two edits of one text: the right keeps all of the left, edits one paragraph, and changes no "
     "number, date or name in what it keeps."},
    {A "\n\n" B, A "\n\n" B "\n\n" Q, MODE_AUTO,
     "Two edits of one text: the right keeps all of the left, adds one paragraph, and changes no "
     "number, date or name in what it keeps; one quote is added."},
    {A "\n\n" Q "\n\n" R, A, MODE_AUTO,
     "Two edits of one text: the right keeps about half of the left, removes two paragraphs, and "
     "changes no number, date or name in what it keeps; two quotes are removed."},
    {A "\n\n" Q, A "\n\n" R, MODE_AUTO,
     "Two edits of one text: the right keeps most of the left, adds one paragraph, removes one, "
     "and changes no number, date or name in what it keeps; one quote is added and one is "
     "removed."},
    {"\"We will keep [the] crane,\" said Maria Olsen on the quay.",
     "\"We will keep (the) crane,\" said Maria Olsen on the quay.\n\n" R, MODE_AUTO,
     "Two edits of one text: the right keeps nearly all of the left, edits one paragraph, adds "
     "one, and changes no number, date or name in what it keeps; the one altered quote differs "
     "only in brackets, and one quote is added."},
    {A "\n\n* * *", A, MODE_AUTO,
     "Two edits of one text: the right keeps nearly all of the left, removes one paragraph, and "
     "changes no number, date or name in what it keeps."},
    /* paragraphs that are merged */
    {A "\n\n" B "\n\n" C, A " " B "\n\n" C, MODE_AUTO,
     "Two edits of one text that differ only in white space: the right keeps all of the left and "
     "merges two paragraphs into one."},
    {A "\n\n" B "\n\n" C "\n\n" Q, A " " B "\n\n" C " " Q, MODE_AUTO,
     "Two edits of one text that differ only in white space: the right keeps all of the left and "
     "merges four paragraphs into two."},
    {A "\n\n" B "\n\n" C, A " " B "\n\n" C "\n\n" Q, MODE_AUTO,
     "Two edits of one text: the right keeps all of the left, merges two paragraphs into one, adds "
     "one, and changes no number, date or name in what it keeps; one quote is added."},
    /* modes that were asked for */
    {A, Q, MODE_EDIT,
     "Two texts compared as edits of one: the right keeps little of the left, adds one paragraph, "
     "removes one, and changes no number, date or name in what it keeps; one quote is added."},
    {A, Q, MODE_REPORT,
     "Two texts compared as reports: they tell nothing in common, and no figures conflict."},
    {"Maria Olsen came to Lisbon on a boat.", "A dog ate what the cook Maria Olsen had left.",
     MODE_REPORT,
     "Two texts compared as reports: they share one name but tell nothing in common, and no "
     "figures conflict."},
    {A, A " " B, MODE_REPORT,
     "Two texts compared as reports: they tell one thing in common, and no figures conflict."},
};

START_TEST(says_what_is_so)
{
    struct diffing d = diffing_texts(verdicts[_i].left, verdicts[_i].right,
                                     (struct diff_options){.mode = verdicts[_i].mode});

    ck_assert_msg(slice_is(d.diff.verdict, verdicts[_i].verdict), "%.*s",
                  SLICE_ARGS(d.diff.verdict));
    arena_close(d.arena);
}

END_TEST

/* Pictures of several characters, of which one changed: the edit is of the whole. */
static const struct {
    const char *left, *right;
} pictures[] = {
    {"\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F468\u200D\U0001F469\u200D\U0001F466"},
    {"\U0001F44D\U0001F3FB", "\U0001F44D\U0001F3FF"},
    {"\U0001F1E9\U0001F1EA", "\U0001F1E9\U0001F1F0"},
};

START_TEST(splits_no_picture)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct slice left, right;
    const struct edits *edits;

    ck_assert_int_eq(arena_print(d.arena, &left, "The post had %s on it.", pictures[_i].left),
                     ERROR_OK);
    ck_assert_int_eq(arena_print(d.arena, &right, "The post had %s on it.", pictures[_i].right),
                     ERROR_OK);
    diffing_run(&d, left, right, (struct diff_options){.mode = MODE_EDIT});
    edits = &d.diff.units.at[0].edits;
    ck_assert_uint_eq(edits->count, 1);
    ck_assert(slice_is(slice_at(d.left.text, edits->at[0].left), pictures[_i].left));
    ck_assert(slice_is(slice_at(d.right.text, edits->at[0].right), pictures[_i].right));
    arena_close(d.arena);
}

END_TEST

#define MOVED_IN B " " C " " A

/* A sentence that moved inside its paragraph, which stays or moves itself. */
static const struct {
    const char *left, *right;
    size_t unit;
} moves[] = {
    {A " " B " " C "\n\n" Q "\n\n" R, MOVED_IN "\n\n" Q "\n\n" R, 0},
    {A " " B " " C "\n\n" Q "\n\n" R, Q "\n\n" R "\n\n" MOVED_IN, 2},
};

START_TEST(notes_what_moved_inside)
{
    struct diffing d =
        diffing_texts(moves[_i].left, moves[_i].right, (struct diff_options){.mode = MODE_EDIT});
    const struct unit *unit = &d.diff.units.at[moves[_i].unit];

    ck_assert_uint_eq(unit->edits.count, 2);
    ck_assert(slice_is(unit->edits.at[0].note, "moved"));
    ck_assert(slice_is(unit->edits.at[1].note, "moved"));
    ck_assert(slice_ends(d.diff.verdict, SLICE("changes no number, date or name.")));
    arena_close(d.arena);
}

END_TEST

/* The verdict tells what was found, also what the reader does not want listed. */
START_TEST(tells_what_is_ignored)
{
    struct diff_options options = {.mode = MODE_EDIT,
                                   .ignore = 1u << CLASS_NUMBER | 1u << CLASS_TYPOGRAPHY};
    struct diffing d = diffing_texts("We saw 31 boats in the [wide] bay.",
                                     "We saw 34 boats in the (wide) bay.", options);

    ck_assert_uint_eq(d.diff.units.at[0].edits.count, 0);
    ck_assert_uint_eq(d.diff.counts.severity[SEVERITY_FACTUAL], 0);
    ck_assert_uint_eq(d.diff.counts.relation[RELATION_EDITED], 1);
    ck_assert_uint_eq(d.diff.factual, 1);
    ck_assert_msg(slice_is(d.diff.verdict,
                           "Two edits of one text: the right keeps most of the left, edits one "
                           "paragraph, and changes one number."),
                  "%.*s", SLICE_ARGS(d.diff.verdict));
    arena_close(d.arena);
}

END_TEST

/* Texts that are too long for their names to be read, with the same change. */
START_TEST(tells_that_names_are_not_compared)
{
    static const char lead[] = "Maria Olsen saw the boats.\n\n",
                      end[] = "\"Go,\" said Peter Novak.";

    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET), .models = diffing_read_models()};
    size_t half = (_i ? DIFF_NAMES_BYTES + 2048U : DIFF_NAMES_BYTES - 8192U) / 2, len = 0;
    char *text = arena_alloc(d.arena, half + 1024, 1);
    struct slice left, right;

    while (len < half)
        len += (size_t)snprintf(text + len, half + 1024 - len, A " %zu.\n\n", len);
    ck_assert_int_eq(arena_print(d.arena, &left, "%s%s", lead, text), ERROR_OK);
    ck_assert_int_eq(arena_print(d.arena, &right, "%s%s", text, end), ERROR_OK);
    if (!d.models) {
        arena_close(diffing_texts("", "", (struct diff_options){.mode = MODE_AUTO}).arena);
        d.models = diffing_read_models();
    }
    diffing_run(&d, left, right, (struct diff_options){.mode = MODE_AUTO});
    check_diff(&d, LEVEL_PARAGRAPH);
    ck_assert_int_eq(d.diff.truncated, _i);
    ck_assert_uint_eq(d.diff.limits_hit.count, _i ? 2 : 0);
    ck_assert_uint_eq(d.diff.quotes.count, !_i);
    ck_assert_int_eq(d.diff.left_only.count > 0, !_i);
    ck_assert_msg(
        slice_is(d.diff.verdict,
                 _i ? "Two edits of one text: the right keeps nearly all of the left, adds one "
                      "paragraph, and removes one; names, dates and quotes were not compared, as "
                      "the texts are too long."
                    : "Two edits of one text: the right keeps nearly all of the left, adds one "
                      "paragraph, removes one, and changes no number, date or name in what it "
                      "keeps; one quote is added."),
        "%.*s", SLICE_ARGS(d.diff.verdict));
    arena_close(d.arena);
}

END_TEST

static const int short_and_long[2];

SUITE("verdict", LOOP(says_what_is_so, verdicts), TEST(tells_what_is_ignored),
      LOOP(splits_no_picture, pictures), LOOP(notes_what_moved_inside, moves),
      LOOP(tells_that_names_are_not_compared, short_and_long))
