/* The class of a change, and what it is said to be. */
#include "tests/unit/diffing.h"
#include "tests/unit/suite.h"

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
     "30-year", "30-day", CLASS_NUMBER},
    {"Police spoke to a 34-year-old nurse from the town.",
     "Police spoke to a 43-year-old nurse from the town.", "34-year-old", "43-year-old",
     CLASS_NUMBER},
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
    /* a number tells names apart */
    {"Traffic on Interstate 95 stood still for hours.",
     "Traffic on Interstate 64 stood still for hours.", "95", "64", CLASS_NAME},
    {"The museum shows works from World War I this year.",
     "The museum shows works from World War II this year.", "I", "II", CLASS_NAME},
    /* one name in a shorter form */
    {"Linda Marsh opposed the plan in the town hall.", "Marsh opposed the plan in the town hall.",
     "Linda ", "", CLASS_STYLE},
    {"Dan Keller opposed the plan in the town hall.",
     "Daniel Keller opposed the plan in the town hall.", "Dan", "Daniel", CLASS_STYLE},
    {"Paul R. Keller opposed the plan in the town hall.",
     "Paul Keller opposed the plan in the town hall.", "R. ", "", CLASS_STYLE},
    {"The National Transportation Safety Board opened an inquiry.", "The NTSB opened an inquiry.",
     "National Transportation Safety Board", "NTSB", CLASS_STYLE},
    {"Linda Marsh opposed the plan in the town hall.",
     "Peter Marsh opposed the plan in the town hall.", "Linda", "Peter", CLASS_NAME},
    /* numbers in words, and their signs */
    {"The crew came in third in the long race.", "The crew came in fourth in the long race.",
     "third", "fourth", CLASS_NUMBER},
    {"It was the first vote on the road in years.", "It was the second vote on the road in years.",
     "first", "second", CLASS_NUMBER},
    {"The twentieth meeting of the town was short.",
     "The twenty-first meeting of the town was short.", "twentieth", "twenty-first", CLASS_NUMBER},
    {"Two-thirds of the voters agreed with her.", "Three-quarters of the voters agreed with her.",
     "Two-thirds", "Three-quarters", CLASS_NUMBER},
    {"Dozens of boats left the bay at dawn.", "Hundreds of boats left the bay at dawn.", "Dozens",
     "Hundreds", CLASS_NUMBER},
    {"The water in the bay was at 5 degrees.", "The water in the bay was at -5 degrees.", "", "-",
     CLASS_NUMBER},
    {"Profit of the yard was 3.5 percent.", "Profit of the yard was \u22123.5 percent.", "",
     "\u2212", CLASS_NUMBER},
    {"The council voted 5 to 4 to widen the road.", "The council voted 5-4 to widen the road.",
     "5 to 4", "5-4", CLASS_STYLE},
    {"The council voted 5 to 4 to widen the road.", "The council voted 5-3 to widen the road.",
     "5 to 4", "5-3", CLASS_NUMBER},
    /* what comes or goes */
    {"The mayor spoke to reporters in the hall.",
     "The mayor spoke to reporters in the hall on Friday.", "", " on Friday", CLASS_DATE},
    {"The mayor spoke to 20 reporters in the hall.", "The mayor spoke to reporters in the hall.",
     "20 ", "", CLASS_NUMBER},
    {"The mayor spoke to reporters in the hall.",
     "The mayor spoke to reporters from Reuters in the hall.", "", "from Reuters ", CLASS_NAME},
    {"The mayor, Linda Marsh, went. The hall was full.",
     "The mayor, Linda Marsh, went. The hall was full for Linda Marsh.", "", " for Linda Marsh",
     CLASS_WORDING},
    {"The hard-line Islamist movement won the seat.", "The hard-line movement won the seat.",
     "Islamist ", "", CLASS_WORDING},
    {"Police counted 12 men and five women in the bay.",
     "Police counted five women and 12 men in the bay.", "12 men and ", "", CLASS_WORDING},
    {"The yard, the oldest in the bay, was sold.",
     "The yard, the oldest in the bay, which did not reply to letters, was sold.", "",
     "which did not reply to letters, ", CLASS_WORDING},
    {"The hall was full. People were glad.",
     "The hall was full. The mayor did not comment. People were glad.", "",
     "The mayor did not comment. ", CLASS_WORDING},
    /* an editor's words in a quote */
    {"\"They [the council] will build it,\" said Maria Olsen, the mayor.",
     "\"They [the voters] will build it,\" said Maria Olsen, the mayor.", "council", "voters",
     CLASS_WORDING},
    {"\"They [the council] will build it,\" said Maria Olsen, the mayor.",
     "\"They will build it,\" said Maria Olsen, the mayor.", "[the council] ", "",
     CLASS_TYPOGRAPHY},
};

START_TEST(classes_one_edit)
{
    struct diffing d =
        diffing_texts(edits[_i].left, edits[_i].right, (struct diff_options){.mode = MODE_EDIT});
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
    struct diffing d = diffing_texts(sentences[_i].left, sentences[_i].right,
                                     (struct diff_options){.mode = MODE_EDIT});
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

SUITE("change", LOOP(classes_one_edit, edits), LOOP(keeps_edits_apart, sentences))
