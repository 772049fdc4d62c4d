#include <unistd.h>

#include "tests/unit/diffing.h"
#include "tests/unit/suite.h"

#define A "The council met on Monday to vote on the new harbour wall."
#define B "Fishermen had asked for it since the storm of last winter."
#define C "The mayor promised that work would begin before the summer."
#define D "Nobody spoke against the plan, which costs nine million."

#define E "Two dredgers will clear the channel while the tide is low."
#define F "An older quay, unused for a decade, is to be pulled down first."
#define G "Residents of the lower streets fear the noise of the pile drivers."
#define H "A school nearby asked that no lorry pass at the end of lessons."
#define I "The builder, a family firm from the hills, has done such work before."
#define J "Its crews are to sleep on a barge moored behind the lighthouse."

/* A notice that a text repeats far too often for a word of it to be rare. */
static struct slice repeat(struct arena *arena, const char *notice, size_t times)
{
    size_t len = strlen(notice);
    char *text = arena_alloc(arena, times * len, 1);

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * len, notice, len);
    return (struct slice){text, times * len};
}

START_TEST(pairs_repeated_paragraphs)
{
    enum { TIMES = 200 };

    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};

    diffing_run(&d, repeat(d.arena, A " Hail.\n\n", TIMES), repeat(d.arena, A " Rain.\n\n", TIMES),
                (struct diff_options){.mode = MODE_EDIT});
    check_diff(&d, LEVEL_PARAGRAPH);
    ck_assert_uint_eq(d.diff.counts.relation[RELATION_EDITED], TIMES);
    ck_assert_uint_eq(d.diff.units.count, TIMES);
    arena_close(d.arena);
}

END_TEST

START_TEST(says_that_a_text_repeats_itself)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};

    diffing_run(&d, repeat(d.arena, A "\n\n" B "\n\n", 500), slice_of(A "\n\n" B),
                (struct diff_options){.mode = MODE_EDIT});
    check_diff(&d, LEVEL_PARAGRAPH);
    ck_assert_uint_eq(d.diff.counts.relation[RELATION_SAME], 2);
    ck_assert_msg(slice_is(d.diff.verdict,
                           "Two edits of one text: the right keeps little of the left, which "
                           "repeats itself, and removes 998 paragraphs; names, dates and quotes "
                           "were not compared."),
                  "%.*s", SLICE_ARGS(d.diff.verdict));
    arena_close(d.arena);
}

END_TEST

/* Relations in order, one letter each: s(ame) e(dited) m(oved) g (merged) p (split) a(dded)
 * r(emoved), capital when moved beside. */
static const struct {
    const char *left, *right, *relations;
} texts[] = {
    {A "\n\n" B "\n\n" C, A "\n\n" B "\n\n" C, "sss"},
    {A "\n\n" B "\n\n" C, A "\n\n" C, "srs"},
    {A "\n\n" C, A "\n\n" B "\n\n" C, "sas"},
    {A "\n\n" B "\n\n" C " " D, C " " D "\n\n" A "\n\n" B, "Mss"},
    {A " " B "\n\n" C, A "\n\n" B "\n\n" C, "ps"},
    {A "\n\n" B "\n\n" C, A " " B "\n\n" C, "gs"},
    {A "\n\n" B " Hard.\n\n" C " " D, C " Surely. " D "\n\n" A "\n\n" B " Hard.", "Ess"},
    {A " " B " " C " " D " " E " " F " " G " " H " " I " " J,
     A "\n\n" B "\n\n" C "\n\n" D "\n\n" E "\n\n" F "\n\n" G "\n\n" H "\n\n" I "\n\n" J, "p"},
    {A "\n\n" B "\n\n" C "\n\n" D "\n\n" E "\n\n" F "\n\n" G "\n\n" H "\n\n" I "\n\n" J,
     A " " B " " C " " D " " E " " F " " G " " H " " I " " J, "g"},
    {"Harbour " A " " B " Costs " C " " D " " E " " F " " G " " H " " I " Notes",
     "Harbour\n\n" A "\n\n" B "\n\nCosts\n\n" C "\n\n" D "\n\n" E "\n\n" F "\n\n" G "\n\n" H
     "\n\n" I "\n\nNotes",
     "p"},
    {A, D, "ra"},
    {"", A, "a"},
    {A, "", "r"},
    {"", "", ""},
    {A "\n\n" A "\n\n" B, A " " A "\n\n" B, "gs"},
    {A " " A "\n\n" B, A "\n\n" A "\n\n" B, "ps"},
    {A "\n\n" B "\n\n"
       "Nobody was hurt.",
     "Nobody was hurt.\n\n" A "\n\n" B, "Mss"},
    {A "\n\n" B "\n\n* * *", "* * *\n\n" A "\n\n" B, "assr"},
    /* a part that came between the two pieces of another */
    {A " " B "\n\n" C, A "\n\n" D "\n\n" B "\n\n" C, "pas"},
    {A "\n\n" D "\n\n" B "\n\n" C, A " " B "\n\n" C, "grs"},
    {A " " B "\n\n" C "\n\n" E "\n\n" F, A "\n\n" F "\n\n" B "\n\n" C "\n\n" E, "pMss"},
    /* a sentence that goes on in one of its own: what one part no longer says the next one does */
    {"The painter Ana Cole, born in the port of Tarn in 1950, won the medal of the academy.",
     "The painter Ana Cole won the academy's medal.\n\nShe was born in 1950 in the port of Tarn.",
     "p"},
    {"The painter Ana Cole won the academy's medal.\n\nShe was born in 1950 in the port of Tarn.",
     "The painter Ana Cole, born in the port of Tarn in 1950, won the medal of the academy.", "g"},
    /* small words in common make no edit of another paragraph */
    {A "\n\nThe safety board said it had sent a team of six inspectors to the site. Services to "
       "Port Hallam were suspended until Friday.",
     A "\n\nSecretary Quist said the government would pay millions to the families of the victims.",
     "sra"},
    {"* * *\n\n" A "\n\n* * *\n\n" B, "* * *\n\n" A "\n\n* * *\n\n" B "\n\n* * *", "ssssa"},
};

START_TEST(relates_paragraphs)
{
    static const char letters[] = "semgpar", moved[] = "SEMGPAR";
    struct diffing d =
        diffing_texts(texts[_i].left, texts[_i].right, (struct diff_options){.mode = MODE_EDIT});
    char told[32] = "";

    for (size_t i = 0; i < d.diff.units.count; i++) {
        const struct unit *unit = &d.diff.units.at[i];
        const char *row = unit->moved ? moved : letters;

        told[i] = row[unit->relation];
        told[i + 1] = 0;
    }
    ck_assert_str_eq(told, texts[_i].relations);
    arena_close(d.arena);
}

END_TEST

#define SIX_OF(text) text "\n\n" text "\n\n" text "\n\n" text "\n\n" text "\n\n" text

static const struct {
    const char *left, *right, *verdict;
} verdicts[] = {
    {"", "", "Both texts are empty."},
    {A, A, "The two texts are identical."},
    {C "\n\n" D "\n\n" A "\n\n" B "\n\n" E "\n\n" F, A "\n\n" B "\n\n" E "\n\n" F "\n\n" C "\n\n" D,
     "Two edits of one text: the right keeps all of the left, moves two paragraphs as one block, "
     "and "
     "changes no number, date or name."},
    {A, "", "The right text is empty."},
    {"", A, "The left text is empty."},
    {A, A "\n\n" B,
     "Two edits of one text: the right keeps all of the left, adds one paragraph, and changes no "
     "number, date or name in what it keeps."},
    {A "\n\n" B "\n\n" C, C,
     "Two edits of one text: the right keeps a part of the left, removes two paragraphs, and "
     "changes no number, date or name in what it keeps."},
    {"We saw 31 boats in the wide bay.", "We saw 34 boats in the wide bay.",
     "Two edits of one text: the right keeps nearly all of the left, edits one paragraph, and "
     "changes one number."},
    {"The mayor met the dockers.\n\"We will keep [the] crane,\" said Maria Olsen.",
     "The mayor met the dockers. \"We will keep\n[the] crane,\" said  Maria Olsen.",
     "Two edits of one text that differ only in white space."},
    {SIX_OF(A " Hail."), SIX_OF(A " Rain."),
     "Two edits of one text: the right keeps nearly all of the left, edits six paragraphs, and "
     "changes no number, date or name."},
    {A " \"We will not leave the quiet valley,\" said Maria Olsen.\n\n" C
       " \"Nobody asked us before,\" said Peter Novak.",
     A " \"We will not leave the valley,\" said Maria Olsen.\n\n" C
       " \"Nobody ever asked us before,\" said Peter Novak.",
     "Two edits of one text: the right keeps nearly all of the left, edits two paragraphs, and "
     "changes two quoted passages; one quote is cut and one is altered in wording."},
    {A " " B, A "\n\n" B,
     "Two edits of one text that differ only in white space: the right keeps all of the left and "
     "splits one paragraph."},
    {"\"We will keep - surely - the crane,\" said Maria Olsen on the quay.",
     "\"We will keep \u2014 surely \u2014 the crane,\" said Maria Olsen on the quay.",
     "Two edits of one text: the right keeps nearly all of the left, edits one paragraph, and "
     "changes no "
     "number, date or name; the one altered quote differs only in typography."},
    {"\"We will keep [the] crane,\" said Maria Olsen on the quay.",
     "\"We will keep (the) crane,\" said Maria Olsen on the quay.",
     "Two edits of one text: the right keeps nearly all of the left, edits one paragraph, and "
     "changes no "
     "number, date or name; the one altered quote differs only in brackets."},
};

START_TEST(says_it_in_a_sentence)
{
    struct diffing d = diffing_texts(verdicts[_i].left, verdicts[_i].right,
                                     (struct diff_options){.mode = MODE_AUTO});

    ck_assert_msg(slice_is(d.diff.verdict, verdicts[_i].verdict), "%.*s",
                  SLICE_ARGS(d.diff.verdict));
    arena_close(d.arena);
}

END_TEST

START_TEST(ignores_classes)
{
    struct diff_options options = {.mode = MODE_EDIT,
                                   .ignore = 1u << CLASS_TYPOGRAPHY | 1u << CLASS_CASE};
    struct diffing d =
        diffing_texts("The [old] Wall held out.", "The (old) wall held out.", options);

    ck_assert_int_eq(d.diff.units.at[0].relation, RELATION_EDITED);
    ck_assert_uint_eq(d.diff.units.at[0].edits.count, 0);
    ck_assert_uint_eq(d.diff.counts.severity[SEVERITY_COSMETIC], 0);
    arena_close(d.arena);
}

END_TEST

static const struct {
    const char *left, *right;
    enum quote_relation relation;
} quotes[] = {
    {"\"We will not leave the valley,\" said Maria Olsen.",
     "\"We will not leave the valley,\" said Maria Olsen.", QUOTES_SAME},
    {"\"We will not leave the [Arden] valley,\" said Maria Olsen.",
     "\"We will not leave the (Arden) valley,\" said Maria Olsen.", QUOTES_TYPOGRAPHY},
    {"\"We will not leave the [Arden] valley,\" said Maria Olsen.",
     "\"We will not leave the valley,\" said Maria Olsen.", QUOTES_TYPOGRAPHY},
    {"\"We will not leave the valley this year,\" said Maria Olsen.",
     "\"We will not leave the valley,\" said Maria Olsen.", QUOTES_CUT},
    {"\"We will not leave the valley,\" said Maria Olsen.",
     "\"We will not leave the valley this year,\" said Maria Olsen.", QUOTES_WORDING},
    {"\"We will not, as some hope, leave the valley,\" said Maria Olsen.",
     "\"We will not leave the valley,\" said Maria Olsen.", QUOTES_CUT},
    {"\"We will not leave the valley,\" said Maria Olsen.",
     "\"We will leave the valley,\" said Maria Olsen.", QUOTES_WORDING},
    {"\"We will not leave the valley,\" said Mehmet Arslan.",
     "\"We will not leave the valley,\" said Mehmet Aslan.", QUOTES_SAME},
    {"\"We will not leave the valley this year,\" said Maria Olsen.",
     "\"We will never leave the valley this year,\" said Maria Olsen.", QUOTES_WORDING},
    {"\"We will not leave the valley,\" said Maria Olsen.",
     "\"We will not leave the valley,\" said Peter Novak.", QUOTES_SPEAKER},
    {"\"The valley is ours to keep,\" said Maria Olsen.",
     "Maria Olsen said that \"[t]he valley is ours to keep.\"", QUOTES_TYPOGRAPHY},
    {"The valley is quiet, said Maria Olsen.",
     "\"We will not leave the valley,\" said Maria Olsen.", QUOTES_ADDED},
    {"\"We will not leave the valley,\" said Maria Olsen.",
     "The valley is quiet, said Maria Olsen.", QUOTES_REMOVED},
};

START_TEST(relates_quotes)
{
    struct diffing d =
        diffing_texts(quotes[_i].left, quotes[_i].right, (struct diff_options){.mode = MODE_EDIT});

    ck_assert_uint_eq(d.diff.quotes.count, 1);
    ck_assert_msg(d.diff.quotes.at[0].relation == quotes[_i].relation, "%.*s",
                  SLICE_ARGS(quote_relation_names[d.diff.quotes.at[0].relation]));
    arena_close(d.arena);
}

END_TEST

#define WHOLE  "\"We will not leave the valley. It is ours to keep,\" said Maria Olsen."
#define PIECES "\"We will not leave the valley,\" said Maria Olsen. \"It is ours to keep.\""

static const struct {
    const char *left, *right;
} pieces[] = {{WHOLE, PIECES}, {PIECES, WHOLE}};

START_TEST(joins_quotes_in_pieces)
{
    struct diffing d =
        diffing_texts(pieces[_i].left, pieces[_i].right, (struct diff_options){.mode = MODE_EDIT});
    const struct quote_pairs *pairs = &d.diff.quotes;

    ck_assert_uint_eq(pairs->count, 2);
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(pairs->at[i].relation, QUOTES_TYPOGRAPHY);
    ck_assert_int_eq(pairs->at[0].left == pairs->at[1].left, _i == 0);
    ck_assert_int_eq(pairs->at[0].right == pairs->at[1].right, _i == 1);
    arena_close(d.arena);
}

END_TEST

/* A name of either side, and whether they are one. */
static const struct {
    const char *left, *right;
    bool are_one;
} names[] = {
    {"Linda Marsh", "Marsh", true},          {"Marsh", "Linda Marsh", true},
    {"Linda Marsh", "Linda J. Marsh", true}, {"Bill Harper", "William Harper", true},
    {"Linda Marsh", "Peter Marsh", false},   {"Elizabeth II", "Elizabeth III", false},
};

START_TEST(pairs_short_forms_of_names)
{
    char left[128], right[128];
    struct diffing d;

    (void)snprintf(left, sizeof left, "The mayor met %s in the town hall on Monday.",
                   names[_i].left);
    (void)snprintf(right, sizeof right, "The mayor met %s in the town hall on Monday.",
                   names[_i].right);
    d = diffing_texts(left, right, (struct diff_options){.mode = MODE_EDIT});
    ck_assert_uint_eq(d.diff.both.count, names[_i].are_one);
    ck_assert_uint_eq(d.diff.left_only.count, !names[_i].are_one);
    ck_assert_uint_eq(d.diff.right_only.count, !names[_i].are_one);
    arena_close(d.arena);
}

END_TEST

/* "Marsh" may be either of two: nobody is told to be the same. */
START_TEST(leaves_short_forms_of_two)
{
    struct diffing d = diffing_texts("Linda Marsh met Peter Marsh in the town hall on Monday.",
                                     "They met Marsh in the town hall on Monday, it was said.",
                                     (struct diff_options){.mode = MODE_EDIT});

    ck_assert_uint_eq(d.diff.both.count, 0);
    arena_close(d.arena);
}

END_TEST

#define WIRE                                                                                       \
    "A freighter struck the pier at Port Elm on Monday, injuring four dock workers, the coast "    \
    "guard said.\n\nThe ship Aurora Bay spilled 8,400 gallons of fuel into the harbour at Port "   \
    "Elm, said Captain Dana Reyes of the coast guard."
#define LOCAL                                                                                      \
    "Dock workers at Port Elm ran for their lives when the Aurora Bay hit the pier. Five dock "    \
    "workers were taken to hospital after the freighter struck.\n\nCaptain Dana Reyes told a "     \
    "crowd that 9,100 gallons of fuel had spilled from the Aurora Bay into the harbour."

START_TEST(compares_reports)
{
    struct diffing d = diffing_texts(WIRE, LOCAL, (struct diff_options){.mode = MODE_AUTO});

    ck_assert_int_eq(d.diff.mode, MODE_REPORT);
    ck_assert(d.diff.has_facts);
    ck_assert_uint_ge(d.diff.facts.shared.count, 2);
    ck_assert_uint_eq(d.diff.facts.shared.count + d.diff.facts.left.count, d.left.sentences.count);
    ck_assert_uint_eq(d.diff.facts.shared.count + d.diff.facts.right.count,
                      d.right.sentences.count);
    arena_close(d.arena);
}

END_TEST

/* Tolls that two reports tell in words of their own; "" where none conflicts. */
static const struct {
    const char *left, *right, *what;
} toll_cases[] = {
    {"The clashes at Um Zeitun killed at least 118 people, the Red Crescent said.",
     "By its tally 131 are dead and 9,500 displaced at Um Zeitun, the Red Crescent said.",
     "number killed"},
    {"The blast at Port Elm injured four dockers, the coast guard said.",
     "Five people were hurt when the pier at Port Elm blew up, the coast guard said.",
     "number hurt"},
    {"The blast at Port Elm injured four dockers, the coast guard said.",
     "Four people were hurt when the pier at Port Elm blew up, the coast guard said.", ""},
    {"The blast at Port Elm injured four dockers, the coast guard said.",
     "Two of the injured at Port Elm went home, the coast guard said.", ""},
    {"The blast at Port Elm injured four dockers and killed two, the coast guard said.",
     "Three died and four were hurt at Port Elm, the coast guard said.", "number killed"},
    {"The blast at Port Elm killed three in the hall and two on the pier, the coast guard said.",
     "Police said six people died at Port Elm. The coast guard counted five dead.", ""},
    {"Police arrested 40 marchers in Lisbon.", "In Lisbon 60 marchers were detained by police.",
     "number of marchers"},
};

START_TEST(tells_tolls_that_conflict)
{
    struct diffing d = diffing_texts(toll_cases[_i].left, toll_cases[_i].right,
                                     (struct diff_options){.mode = MODE_REPORT});
    const struct conflicts *conflicts = &d.diff.facts.conflicts;

    ck_assert_uint_eq(conflicts->count, *toll_cases[_i].what ? 1 : 0);
    if (conflicts->count)
        ck_assert_msg(slice_is(conflicts->at[0].what, toll_cases[_i].what), "%.*s",
                      SLICE_ARGS(conflicts->at[0].what));
    arena_close(d.arena);
}

END_TEST

/* What two reports tell in common, by their first words. */
static const struct {
    const char *left, *right;
    uint32_t shared;
} shared_things[] = {
    {"Bakers in Lisbon went on strike on Friday.", "Tourists in Lisbon saw rain on Friday.", 0},
    {"By Joanna Whitcombe in Lisbon.", "By Joanna Whitcombe in Lisbon.", 0},
    {"Harbour crane falls in Lisbon", "Harbour crane falls in Lisbon", 0},
    {"The bridge in Lisbon will cost \u20ac340m, a minister said.",
     "Lisbon is to pay 340 million euros for the span.", 1},
    {"Bakers in Lisbon went on strike on Friday.", "A strike of bakers went on to empty the shops.",
     1},
};

START_TEST(asks_more_than_a_place)
{
    struct diffing d = diffing_texts(shared_things[_i].left, shared_things[_i].right,
                                     (struct diff_options){.mode = MODE_REPORT});

    ck_assert_uint_eq(d.diff.facts.shared.count, shared_things[_i].shared);
    arena_close(d.arena);
}

END_TEST

START_TEST(tells_shuffled_words)
{
    static const char begin[] = "Two texts of nearly the same words in another order: ";

    struct diffing d = diffing_texts(
        "The bridge in Lisbon will cost a fortune, the transport minister Ana Duarte said. "
        "Bakers of the old town went on strike for a week of wages.",
        "Strike week a of for wages town on old bakers went the of. Said Duarte Ana minister "
        "transport the fortune, a cost will Lisbon in bridge the.",
        (struct diff_options){.mode = MODE_AUTO});

    ck_assert_int_eq(d.diff.mode, MODE_EDIT);
    ck_assert_msg(slice_starts(d.diff.verdict, slice_of(begin)), "%.*s",
                  SLICE_ARGS(d.diff.verdict));
    arena_close(d.arena);
}

END_TEST

START_TEST(tells_unrelated_texts)
{
    struct diffing d = diffing_texts(
        WIRE,
        "The painting hung for ninety years in a farmhouse kitchen before a dealer saw it.\n\n"
        "Experts in Vienna now say that it is by a pupil of the master.",
        (struct diff_options){.mode = MODE_AUTO});

    ck_assert_int_eq(d.diff.mode, MODE_UNRELATED);
    ck_assert(!d.diff.has_facts);
    arena_close(d.arena);
}

END_TEST

/* A seed article by the begin of its name. */
static const char *read_seed(struct arena *arena, const char *name)
{
    enum { MOST_BYTES = 1 << 16 };

    char path[512];
    char *text = arena_alloc(arena, MOST_BYTES, 1);
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/seeds/%s.txt", DATA_FOLDER, name);
    file = fopen(path, "rb");
    ck_assert_msg(file && text, "cannot read %s", path);
    ck_assert_uint_gt(fread(text, 1, MOST_BYTES - 1, file), 0);
    (void)fclose(file);
    return text;
}

START_TEST(compares_the_seeds)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct diffing edited, reports;
    const uint32_t *relation = edited.diff.counts.relation;

    if (access(DATA_FOLDER "/seeds", R_OK)) {
        printf("# compares_the_seeds skipped: no " DATA_FOLDER "/seeds\n");
        arena_close(arena);
        return;
    }
    edited = diffing_texts(read_seed(arena, "000_23c5ed71b3c03dd4"),
                           read_seed(arena, "001_3368f866a42a04e7"),
                           (struct diff_options){.mode = MODE_AUTO});
    ck_assert_int_eq(edited.diff.mode, MODE_EDIT);
    ck_assert_uint_eq(relation[RELATION_SPLIT], 2);
    ck_assert_uint_eq(relation[RELATION_ADDED], 9);
    ck_assert_uint_eq(relation[RELATION_REMOVED], 0);
    ck_assert_uint_eq(edited.diff.counts.severity[SEVERITY_FACTUAL], 0);
    ck_assert_uint_eq(edited.diff.counts.class[CLASS_DATELINE], 1);
    ck_assert_uint_eq(edited.diff.numbers.count, 0);
    reports = diffing_texts(read_seed(arena, "000_23c5ed71b3c03dd4"),
                            read_seed(arena, "002_10c22c9042de5c79"),
                            (struct diff_options){.mode = MODE_AUTO});
    ck_assert_int_eq(reports.diff.mode, MODE_REPORT);
    arena_close(edited.arena);
    arena_close(reports.arena);
    arena_close(arena);
}

END_TEST

/* Compares under an arena whose n-th allocation fails, until none does. */
START_TEST(says_when_memory_ends)
{
    struct diffing d =
        diffing_texts(_i ? WIRE : A "\n\n" B " 31 boats.\n\n" C " " D,
                      _i ? LOCAL : C "\n\n" D "\n\n" A " And more.\n\n" B " 32 boats!",
                      (struct diff_options){.mode = MODE_AUTO});
    struct diff_side left = {&d.left, &d.left_analysis}, right = {&d.right, &d.right_analysis};
    struct diff_options options = {.mode = MODE_AUTO};
    struct diff diff;
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);

        arena_fail_at(arena, n);
        error = diff_compute(arena, d.models, &left, &right, &options, &diff);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        ck_assert_uint_lt(n, 5000);
        arena_close(arena);
    }
    arena_close(d.arena);
}

END_TEST

static const int both[2];

SUITE("diff", LOOP(relates_paragraphs, texts), TEST(pairs_repeated_paragraphs),
      TEST(says_that_a_text_repeats_itself), LOOP(says_it_in_a_sentence, verdicts),
      TEST(ignores_classes), LOOP(relates_quotes, quotes), LOOP(joins_quotes_in_pieces, pieces),
      LOOP(pairs_short_forms_of_names, names), TEST(leaves_short_forms_of_two),
      TEST(compares_reports), LOOP(tells_tolls_that_conflict, toll_cases),
      LOOP(asks_more_than_a_place, shared_things), TEST(tells_shuffled_words),
      TEST(tells_unrelated_texts), TEST(compares_the_seeds), LOOP(says_when_memory_ends, both))
