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
