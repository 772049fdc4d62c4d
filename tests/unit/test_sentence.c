#include "tests/unit/suite.h"
#include "text/document.h"

/* Sentences as they should come: each followed by a bar, a paragraph's last one by two. */
static const struct {
    const char *text, *sentences;
} splits[] = {
    {"", ""},
    {"He left.", "He left.||"},
    {"Mr. Cole left. He waved.", "Mr. Cole left.|He waved.||"},
    {"Lt. Gen. A. B. Cole of St. Mary spoke.", "Lt. Gen. A. B. Cole of St. Mary spoke.||"},
    {"He lives in the U.S. He works.", "He lives in the U.S.|He works.||"},
    {"The U.S. Senate met.", "The U.S. Senate met.||"},
    {"It rose at 5 p.m. Smith left.", "It rose at 5 p.m.|Smith left.||"},
    {"It rose at 5 p.m. Monday.", "It rose at 5 p.m. Monday.||"},
    {"At 5 a.m. Mr. Cole left.", "At 5 a.m. Mr. Cole left.||"},
    {"Acme Inc. said so. Acme Inc. The end.", "Acme Inc. said so.|Acme Inc.|The end.||"},
    {"On Jan. 5 he left Augusta, Ga. They stayed.",
     "On Jan. 5 he left Augusta, Ga.|They stayed.||"},
    {"See No. 5 on p. 55. It says no. So do I.", "See No. 5 on p. 55.|It says no.|So do I.||"},
    {"It costs 3.5 million. 50 paid.", "It costs 3.5 million.|50 paid.||"},
    {"Winds hit 85 mph. Storms rose.", "Winds hit 85 mph.|Storms rose.||"},
    {"\"Go!\" he said.", "\"Go!\" he said.||"},
    {"\"Go!\" Cole said. \"Why?\" Ann Lee asked.", "\"Go!\" Cole said.|\"Why?\" Ann Lee asked.||"},
    {"\"Go.\" He left.", "\"Go.\"|He left.||"},
    {"\"Stay,\" he said. \"Please.\"", "\"Stay,\" he said.|\"Please.\"||"},
    {"\u201CGo. Now.\u201D He left.", "\u201CGo.|Now.\u201D|He left.||"},
    {"He said so (twice.) and left.", "He said so (twice.) and left.||"},
    {"It ended. (It had to.) He left.", "It ended.|(It had to.)|He left.||"},
    {"It ended.[1] He left.", "It ended.[1]|He left.||"},
    {"Well... maybe. Well... He left.", "Well... maybe.|Well...|He left.||"},
    {"What?! No!! Yes.", "What?!|No!!|Yes.||"},
    {"She works at Yahoo! in town.", "She works at Yahoo! in town.||"},
    {"KABUL (AP) - Rebels won. They left.", "KABUL (AP) - Rebels won.|They left.||"},
    {"A headline\n\nHe left.\nShe stayed.", "A headline||He left.|She stayed.||"},
    {"A headline\nHe left. She stayed.\nAll went.",
     "A headline||He left.|She stayed.||All went.||"},
    {"1. The first item 2. The second item", "1. The first item|2. The second item||"},
    {"\u2022 one \u2022 two", "\u2022 one|\u2022 two||"},
    {"The men who came to the\ntown left it in the morning and\nwent home. They slept.",
     "The men who came to the\ntown left it in the morning and\nwent home.|They slept.||"},
    {"One line\r\n\r\nAnother", "One line||Another||"},
    {"One line\u2029Another", "One line||Another||"},
    {"One.\n \t\nTwo.\n\n", "One.||Two.||"},
    {"\n\nOne.\nTwo.\n\n", "One.||Two.||"},
    {"He saw it.Then he left.", "He saw it.|Then he left.||"},
    {". . .", ". . .||"},
    {"al-Qaida rose. al-Qaida fell.", "al-Qaida rose.|al-Qaida fell.||"},
    {"Yahoo! Inc. said so. Guess? Corp. did.", "Yahoo! Inc. said so.|Guess? Corp. did.||"},
    {"It took approx. five days.", "It took approx. five days.||"},
    /* headlines, bylines and datelines */
    {"Storm hits coast\nBy Ann Lee\nMIAMI (AP) \u2014 A storm hit. It left.",
     "Storm hits coast||By Ann Lee||MIAMI (AP) \u2014 A storm hit.|It left.||"},
    {"Storm hits coast\n\nMIAMI, Nov. 25 (Reuters) - The U.S. Senate met. It left.",
     "Storm hits coast||MIAMI, Nov. 25 (Reuters) - The U.S. Senate met.|It left.||"},
    {"What we know\n\nIt hit.\n\nWhat we do not\n\nHow many died.",
     "What we know||It hit.||What we do not||How many died.||"},
    /* text without blank lines, and hard-wrapped lines */
    {"It hit the coast of the state.\nOfficials said more rain was coming.\nAll left.",
     "It hit the coast of the state.||Officials said more rain was coming.||All left.||"},
    {"The men who came to the town on Monday\nsaid they would stay. \"We will stay,\"\nthey "
     "said. Nobody had asked\nthem to.",
     "The men who came to the town on Monday\nsaid they would stay.|\"We will stay,\"\nthey "
     "said.|Nobody had asked\nthem to.||"},
    /* lists */
    {"Shopping:\n- one thing\n- two things\n\nThe end.",
     "Shopping:|- one thing|- two things||The end.||"},
    {"To do:\n1) Milk\n2) Eggs\n3) Bread", "To do:||1) Milk||2) Eggs||3) Bread||"},
    {"\u2022 One thing\n\u2022 Another thing\n\nEnd.",
     "\u2022 One thing|\u2022 Another thing||End.||"},
    /* marks and brackets that close behind the stop */
    {"\u201CIt is over.\u201D He left. \u2018It is.\u2019 (It was.) [Note.] End.",
     "\u201CIt is over.\u201D|He left.|\u2018It is.\u2019|(It was.)|[Note.]|End.||"},
    {"He asked, \"Why now?\" and left. \"No!\" \"Yes.\" Then,",
     "He asked, \"Why now?\" and left.|\"No!\"|\"Yes.\"|Then,||"},
    {"\"That is all. We are done,\" he said. \"Go.\"",
     "\"That is all.|We are done,\" he said.|\"Go.\"||"},
    /* numbers, initials, addresses */
    {"It fell to 1.2. No. 5 won. He lives at No. 10. She left.",
     "It fell to 1.2.|No. 5 won.|He lives at No. 10.|She left.||"},
    {"John F. Kennedy Jr. spoke. World War II. Then peace.",
     "John F. Kennedy Jr. spoke.|World War II.|Then peace.||"},
    {"Read www.bbc.co.uk/news. Mail me@x.org. Bye.",
     "Read www.bbc.co.uk/news.|Mail me@x.org.|Bye.||"},
    {"He left for Washington, D.C. She stayed.", "He left for Washington, D.C.|She stayed.||"},
    /* footers */
    {"The end.\n\n___\n\nAP writer Bob Ray contributed.\n\n\u00A9 2020 AP. All rights reserved.",
     "The end.||___||AP writer Bob Ray contributed.||\u00A9 2020 AP.|All rights reserved.||"},
    /* as sent from other systems */
    {"A headline\r\n\r\nHe\u00A0left.\r\nShe stayed.", "A headline||He left.|She stayed.||"},
};

START_TEST(splits_texts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    char found[512];
    size_t len = 0;

    ck_assert_int_eq(document_read(arena, slice_of(splits[_i].text), &document), ERROR_OK);
    for (uint32_t i = 0; i < document.sentences.count; i++) {
        const struct sentence *sentence = &document.sentences.at[i];
        struct slice text = slice_at(document.text, sentence->span);
        bool is_last = document.paragraphs.at[sentence->paragraph].last == i + 1;
        len += (size_t)snprintf(found + len, sizeof found - len, "%.*s%s", SLICE_ARGS(text),
                                is_last ? "||" : "|");
    }
    found[len] = '\0';
    ck_assert_str_eq(found, splits[_i].sentences);
    arena_close(arena);
}

END_TEST

SUITE("sentence", LOOP(splits_texts, splits))
