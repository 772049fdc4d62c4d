#include <unistd.h>

#include "tests/unit/diffing.h"
#include "tests/unit/suite.h"

static struct arena *shared_arena; /* of the models, which all tests use */
static const struct models *shared_models;

static void close_models(void)
{
    arena_close(shared_arena);
}

static struct diffing run(const char *left, const char *right, struct diff_options options)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};

    if (!shared_models) {
        struct problem problem = {0};

        shared_arena = problem.arena = arena_open(ARENA_NO_BUDGET);
        ck_assert_int_eq(models_open(shared_arena, MODELS_FOLDER, &shared_models, &problem),
                         ERROR_OK);
        (void)atexit(close_models);
    }
    d.models = shared_models;
    diffing_run(&d, slice_of(left), slice_of(right), options);
    check_diff(&d, options.level);
    return d;
}

/* One edit inside a sentence: its bytes on both sides and its class. */
static const struct {
    const char *left, *right, *old, *new;
    enum edit_class class;
} edits[] = {
    {"The [harbour] wall held.", "The (harbour) wall held.", "[harbour]", "(harbour)",
     CLASS_TYPOGRAPHY},
    {"\"We will stay,\" she said.", "\u201cWe will stay,\u201d she said.", "\"", "\u201c",
     CLASS_TYPOGRAPHY},
    {"The plan - a bold one - failed in the vote.",
     "The plan \u2014 a bold one - failed in the vote.", "-", "\u2014", CLASS_TYPOGRAPHY},
    {"They met before next years planned vote in the town hall.",
     "They met before next year's planned vote in the town hall.", "years", "year's",
     CLASS_TYPOGRAPHY},
    {"The wall fell , and nobody was hurt.", "The wall fell, and nobody was hurt.", " ", "",
     CLASS_TYPOGRAPHY},
    {"Other Western nations agreed to it.", "Other western nations agreed to it.", "Western",
     "western", CLASS_CASE},
    {"The town centre was closed on the day.", "The town center was closed on the day.", "centre",
     "center", CLASS_SPELLING},
    {"They recognised the signature at once.", "They recognized the signature at once.",
     "recognised", "recognized", CLASS_SPELLING},
    {"He spoke of a na\u00efve plan for the port.", "He spoke of a naive plan for the port.",
     "na\u00efve", "naive", CLASS_SPELLING},
    {"Prices rose by half a per cent in spring.", "Prices rose by half a percent in spring.",
     "per cent", "percent", CLASS_STYLE},
    {"The hard-line movement won the seat.", "The hardline movement won the seat.", "hard-line",
     "hardline", CLASS_STYLE},
    {"Police counted eight boats in the bay.", "Police counted 8 boats in the bay.", "eight", "8",
     CLASS_STYLE},
    {"They do not know what sank the boat.", "They don't know what sank the boat.", "do not",
     "don't", CLASS_STYLE},
    {"The quick vote surprised the whole town.", "The sudden vote surprised the whole town.",
     "quick", "sudden", CLASS_WORDING},
    {"The small old boat sank in the bay.", "The old boat sank in the bay.", "small ", "",
     CLASS_WORDING},
    {"The boat sank in the bay.", "The boat sank in the bay on a calm day.", "", " on a calm day",
     CLASS_WORDING},
    {"The men rejected an offer of help from the local council.",
     "The men have rejected a helping hand of the local council.", "rejected an offer of help from",
     "have rejected a helping hand of", CLASS_WORDING},
    {"The pilot caused the crash on the coast.",
     "The pilot allegedly caused the crash on the coast.", "", "allegedly ", CLASS_HEDGE},
    {"The council says the road is closed to lorries.",
     "The council said the road is closed to lorries.", "says", "said", CLASS_TENSE},
    {"The town is closing the old bridge.", "The town was closing the old bridge.", "is", "was",
     CLASS_TENSE},
    {"The boats left the bay in the early hours.",
     "PORT ELM, June 4 \u2014 The boats left the bay in the early hours.", "",
     "PORT ELM, June 4 \u2014 ", CLASS_DATELINE},
    {"Police counted 31 boats in the bay.", "Police counted 34 boats in the bay.", "31", "34",
     CLASS_NUMBER},
    {"Police counted four boats in the bay.", "Police counted five boats in the bay.", "four",
     "five", CLASS_NUMBER},
    {"A magnitude-6.8 quake shook the coast on the day.",
     "A magnitude-6.9 quake shook the coast on the day.", "magnitude-6.8", "magnitude-6.9",
     CLASS_NUMBER},
    {"A magnitude-6.8 quake shook the coast on the day.",
     "A magnitude-68 quake shook the coast on the day.", "magnitude-6.8", "magnitude-68",
     CLASS_NUMBER},
    {"The crew left the Boeing-737 on the wet runway.",
     "The crew left the Boeing-747 on the wet runway.", "Boeing-737", "Boeing-747", CLASS_NUMBER},
    {"The panel voted 6-2 to widen the road.", "The panel voted 6-3 to widen the road.", "6-2",
     "6-3", CLASS_NUMBER},
    {"They signed a 30-year lease for the quay.", "They signed a 30-day lease for the quay.",
     "30-year", "30-day", CLASS_DATE},
    {"The minister ruled out a visit to the coast.",
     "The minister has not ruled out a visit to the coast.", "", "has not ", CLASS_NEGATION},
    {"The order came from General Raymond Oduya on the coast.",
     "The order came from General Patrick Lindqvist on the coast.", "Raymond Oduya",
     "Patrick Lindqvist", CLASS_NAME},
    {"\"We will never leave the valley,\" said Maria Olsen, the mayor.",
     "\"We will soon leave the valley,\" said Maria Olsen, the mayor.", "never", "soon",
     CLASS_NEGATION},
    {"\"We will leave the valley,\" said Maria Olsen, the mayor.",
     "\"We will not leave the valley,\" said Maria Olsen, the mayor.", "", "not ", CLASS_QUOTE},
    {"\"We will perhaps leave the valley,\" said Maria Olsen, the mayor.",
     "\"We will leave the valley,\" said Maria Olsen, the mayor.", "perhaps ", "", CLASS_QUOTE},
    {"\"We will leave the valley,\" said Mehmet Arslan, the mayor.",
     "\"We will leave the valley,\" said Mehmet Aslan, the mayor.", "Arslan", "Aslan", CLASS_NAME},
    {"ISTANBUL, March 12 - The vote was close in the hall.",
     "ISTANBUL - The vote was close in the hall.", ", March 12", "", CLASS_DATELINE},
    {"Ankara, March 12 - The vote was close in the hall.",
     "Ankara, March 13 - The vote was close in the hall.", "12", "13", CLASS_DATELINE},
    {"\"We will gladly leave the valley,\" said Maria Olsen, the mayor.",
     "\"We will soon leave the valley,\" said Maria Olsen, the mayor.", "gladly", "soon",
     CLASS_QUOTE},
};

START_TEST(classes_one_edit)
{
    struct diffing d =
        run(edits[_i].left, edits[_i].right, (struct diff_options){.mode = MODE_EDIT});
    const struct edit *edit;

    ck_assert_uint_eq(d.diff.units.count, 1);
    ck_assert_int_eq(d.diff.units.at[0].relation, RELATION_EDITED);
    ck_assert_uint_ge(d.diff.units.at[0].edits.count, 1);
    edit = &d.diff.units.at[0].edits.at[0];
    ck_assert_msg(slice_is(slice_at(d.left.text, edit->left), edits[_i].old) &&
                      slice_is(slice_at(d.right.text, edit->right), edits[_i].new),
                  "'%.*s' -> '%.*s'", SLICE_ARGS(slice_at(d.left.text, edit->left)),
                  SLICE_ARGS(slice_at(d.right.text, edit->right)));
    ck_assert_msg(edit->class == edits[_i].class, "%s -> %s is %.*s", edits[_i].old, edits[_i].new,
                  SLICE_ARGS(edit_class_names[edit->class]));
    arena_close(d.arena);
}

END_TEST

/* Several edits of one sentence stay apart: "old>new|old>new". */
static const struct {
    const char *left, *right, *edits;
} sentences[] = {
    {"The blast killed four men and wounded six women.",
     "The blast killed five men and wounded eight women.", "four>five|six>eight"},
    {"The firm hired 30 people in the north.", "The firm fired 20 people in the north.",
     "hired>fired|30>20"},
    {"Top line.\n\nTwo came.\nThree left.", "Top line.\n\nTwo came. Three left.", ""},
    {"He ran. He sat down. She waved to us.", "He ran. She waved to us.", "He sat down. >"},
    {"The red, white and blue flag flew.", "The red, green, white and blue flag flew.", ">green, "},
    {"the Al Qaeda cell and the colour of the flag", "the al-Qaida cell and the color of the flag",
     "Al Qaeda>al-Qaida|colour>color"},
};

START_TEST(keeps_edits_apart)
{
    struct diffing d =
        run(sentences[_i].left, sentences[_i].right, (struct diff_options){.mode = MODE_EDIT});
    struct slice told = {0};

    for (size_t i = 0; i < d.diff.units.count; i++)
        for (size_t e = 0; e < d.diff.units.at[i].edits.count; e++) {
            const struct edit *edit = &d.diff.units.at[i].edits.at[e];

            ck_assert_int_eq(arena_print(d.arena, &told, "%.*s%s%.*s>%.*s", SLICE_ARGS(told),
                                         told.len ? "|" : "",
                                         SLICE_ARGS(slice_at(d.left.text, edit->left)),
                                         SLICE_ARGS(slice_at(d.right.text, edit->right))),
                             ERROR_OK);
        }
    ck_assert_msg(slice_is(told, sentences[_i].edits), "%.*s", SLICE_ARGS(told));
    arena_close(d.arena);
}

END_TEST

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
                           "repeats itself, removes 998 paragraphs, and changes no number, date or "
                           "name."),
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
    {"* * *\n\n" A "\n\n* * *\n\n" B, "* * *\n\n" A "\n\n* * *\n\n" B "\n\n* * *", "ssssa"},
};

START_TEST(relates_paragraphs)
{
    static const char letters[] = "semgpar", moved[] = "SEMGPAR";
    struct diffing d =
        run(texts[_i].left, texts[_i].right, (struct diff_options){.mode = MODE_EDIT});
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
     "number, date or name."},
    {A "\n\n" B "\n\n" C, C,
     "Two edits of one text: the right keeps a part of the left, removes two paragraphs, and "
     "changes no number, date or name."},
    {"We saw 31 boats in the wide bay.", "We saw 34 boats in the wide bay.",
     "Two edits of one text: the right keeps nearly all of the left, edits one paragraph, and "
     "changes one number."},
    {"The mayor met the dockers.\n\"We will keep [the] crane,\" said Maria Olsen.",
     "The mayor met the dockers. \"We will keep\n[the] crane,\" said  Maria Olsen.",
     "Two edits of one text that differ only in white space: the right keeps all of the left."},
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
     "Two edits of one text that differ only in white space: the right keeps all of the left, "
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
    struct diffing d =
        run(verdicts[_i].left, verdicts[_i].right, (struct diff_options){.mode = MODE_AUTO});

    ck_assert_msg(slice_is(d.diff.verdict, verdicts[_i].verdict), "%.*s",
                  SLICE_ARGS(d.diff.verdict));
    arena_close(d.arena);
}

END_TEST

START_TEST(ignores_classes)
{
    struct diff_options options = {.mode = MODE_EDIT,
                                   .ignore = 1u << CLASS_TYPOGRAPHY | 1u << CLASS_CASE};
    struct diffing d = run("The [old] Wall held out.", "The (old) wall held out.", options);

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
    {"The valley is quiet, said Maria Olsen.",
     "\"We will not leave the valley,\" said Maria Olsen.", QUOTES_ADDED},
    {"\"We will not leave the valley,\" said Maria Olsen.",
     "The valley is quiet, said Maria Olsen.", QUOTES_REMOVED},
};

START_TEST(relates_quotes)
{
    struct diffing d =
        run(quotes[_i].left, quotes[_i].right, (struct diff_options){.mode = MODE_EDIT});

    ck_assert_uint_eq(d.diff.quotes.count, 1);
    ck_assert_msg(d.diff.quotes.at[0].relation == quotes[_i].relation, "%.*s",
                  SLICE_ARGS(quote_relation_names[d.diff.quotes.at[0].relation]));
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
    struct diffing d = run(WIRE, LOCAL, (struct diff_options){.mode = MODE_AUTO});

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
    struct diffing d =
        run(toll_cases[_i].left, toll_cases[_i].right, (struct diff_options){.mode = MODE_REPORT});
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
    struct diffing d = run(shared_things[_i].left, shared_things[_i].right,
                           (struct diff_options){.mode = MODE_REPORT});

    ck_assert_uint_eq(d.diff.facts.shared.count, shared_things[_i].shared);
    arena_close(d.arena);
}

END_TEST

START_TEST(tells_shuffled_words)
{
    static const char begin[] = "Two texts of nearly the same words in another order: ";

    struct diffing d =
        run("The bridge in Lisbon will cost a fortune, the transport minister Ana Duarte said. "
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
    struct diffing d =
        run(WIRE,
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
    edited = run(read_seed(arena, "000_23c5ed71b3c03dd4"), read_seed(arena, "001_3368f866a42a04e7"),
                 (struct diff_options){.mode = MODE_AUTO});
    ck_assert_int_eq(edited.diff.mode, MODE_EDIT);
    ck_assert_uint_eq(relation[RELATION_SPLIT], 2);
    ck_assert_uint_eq(relation[RELATION_ADDED], 9);
    ck_assert_uint_eq(relation[RELATION_REMOVED], 0);
    ck_assert_uint_eq(edited.diff.counts.severity[SEVERITY_FACTUAL], 0);
    ck_assert_uint_eq(edited.diff.counts.class[CLASS_DATELINE], 1);
    ck_assert_uint_eq(edited.diff.numbers.count, 0);
    reports =
        run(read_seed(arena, "000_23c5ed71b3c03dd4"), read_seed(arena, "002_10c22c9042de5c79"),
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
    struct diffing d = run(_i ? WIRE : A "\n\n" B " 31 boats.\n\n" C " " D,
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

SUITE("diff", LOOP(classes_one_edit, edits), LOOP(keeps_edits_apart, sentences),
      LOOP(relates_paragraphs, texts), TEST(pairs_repeated_paragraphs),
      TEST(says_that_a_text_repeats_itself), LOOP(says_it_in_a_sentence, verdicts),
      TEST(ignores_classes), LOOP(relates_quotes, quotes), TEST(compares_reports),
      LOOP(tells_tolls_that_conflict, toll_cases), LOOP(asks_more_than_a_place, shared_things),
      TEST(tells_shuffled_words), TEST(tells_unrelated_texts), TEST(compares_the_seeds),
      LOOP(says_when_memory_ends, both))
