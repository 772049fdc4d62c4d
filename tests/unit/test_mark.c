#include "news/mark.h"
#include "tests/unit/suite.h"

static const char cue_lines[] = "said\tsay\tA\tpast\nsays\tsay\tA\tpresent\ntold\ttell\tA\tpast\n"
                                "wrote\twrite\tA\tpast\n";

static const struct lexicon *read_cues(struct arena *arena)
{
    const struct lexicon *cues;
    struct problem problem = {.arena = arena};

    ck_assert_int_eq(lexicon_read(arena, SLICE("cues"), slice_of(cue_lines), &cues, &problem),
                     ERROR_OK);
    return cues;
}

/* Each marked piece is written between ⟦ and ⟧ in `marked`; ¶ stands for a blank line. */
static const struct {
    const char *text;
    const char *pieces; /* one a line */
} cases[] = {
    {"", ""},
    {"No marks at all.", ""},
    {"\"We won,\" he said. \"We did.\"", "\"We won,\"\n\"We did.\"\n"},
    {"\u201CWe won,\u201D he said.", "\u201CWe won,\u201D\n"},
    {"\u201CWe won,\u201C he said.", "\u201CWe won,\u201C\n"},
    {"\u2018We don\u2019t know,\u2019 he said.", "\u2018We don\u2019t know,\u2019\n"},
    {"'We don't know the boys' names,' he said.", "'We don't know the boys' names,'\n"},
    {"'He said \"no\" to me,' she said.", "'He said \"no\" to me,'\n"},
    {"\"She said 'no' to me,\" he said.", "\"She said 'no' to me,\"\n"},
    {"``We won,'' he said.", "``We won,''\n"},
    {"\u201EWir gehen,\u201C he said.", "\u201EWir gehen,\u201C\n"},
    {"\u00ABWe won\u00BB, he said.", "\u00ABWe won\u00BB\n"},
    {"\u00AB\u00A0We won\u00A0\u00BB, he said.", "\u00AB\u00A0We won\u00A0\u00BB\n"},
    {"The dogs' owner and the cats' owner met in the '90s.", ""},
    {"He is 6'2\" tall and the pipe is 12\" wide.", ""},
    {"\"The pipe is 12\" wide,\" he said.", "\"The pipe is 12\"\n"},
    {"He paid the so-called \"gate fee\" (\"a scandal\").", "\"gate fee\"\n\"a scandal\"\n"},
    {"A man known as \"Shorty\" ran.", "\"Shorty\"\n"},
    {"\"I know \u2014\" he paused \u2014 \"nothing.\"", "\"I know \u2014\"\n\"nothing.\"\n"},
    {"\"\" \"\" \" \"", ""},
    /* a missing closing mark */
    {"\"We won, Smith said.\n\nThe end.", "\"We won,\n"},
    {"\"We won the last of all games.\n\nThe end.", "\"We won the last of all games.\n"},
    {"He stood by the \" gate and said nothing more of it.", ""},
    {"\"We won. \"They lost,\" he said.", "\"We won.\n\"They lost,\"\n"},
    {"He said \"no.\" Then it ended.\"", "\"no.\"\n"},
    /* a quotation inside of the same marks */
    {"\u201CHe told me \u201Cgo\u201D and left,\u201D she said.",
     "\u201CHe told me \u201Cgo\u201D and left,\u201D\n"},
    /* over paragraphs, the opening mark repeated */
    {"\u2018One is here.\n\n\u2018The dog\u2019s day is over.\n\n\u2018Two is here,\u2019 he said.",
     "\u2018One is here.\n\u2018The dog\u2019s day is over.\n\u2018Two is here,\u2019\n"},
    {"''Course it is,' he said. 'It isn't.'", "''Course it is,'\n'It isn't.'\n"},
    {"''Cause we won,'' he said.", "''Cause we won,''\n"},
    {"\"One told me. I told him no.\n\n\"Two is here,\" he said.",
     "\"One told me. I told him no.\n\"Two is here,\"\n"},
    {"\"One is here.\n\n\"Two is here,\" he said.", "\"One is here.\n\"Two is here,\"\n"},
};

START_TEST(pairs_marks)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct pieces pieces;
    char found[400] = "";
    size_t used = 0;

    ck_assert_int_eq(document_read(arena, slice_of(cases[_i].text), &document), ERROR_OK);
    ck_assert_int_eq(mark_find(arena, &document, read_cues(arena), &pieces), ERROR_OK);
    for (size_t i = 0; i < pieces.count; i++)
        used += (size_t)snprintf(found + used, sizeof found - used, "%.*s\n",
                                 SLICE_ARGS(document_sent(&document, pieces.at[i].span)));
    ck_assert_str_eq(found, cases[_i].pieces);
    arena_close(arena);
}

END_TEST

START_TEST(knows_what_goes_on)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct pieces pieces;

    ck_assert_int_eq(document_read(arena,
                                   SLICE("\u201CIt was late.\n\n\u201CIt was dark,\u201D he said.\n"
                                         "\n\u201CAnd cold.\u201D"),
                                   &document),
                     ERROR_OK);
    ck_assert_int_eq(mark_find(arena, &document, NULL, &pieces), ERROR_OK);
    ck_assert_uint_eq(pieces.count, 3);
    ck_assert(pieces.at[0].goes_on && !pieces.at[0].closed);
    ck_assert(!pieces.at[1].goes_on && pieces.at[1].closed);
    ck_assert(!pieces.at[2].goes_on && pieces.at[2].closed);
    arena_close(arena);
}

END_TEST

/* A megabyte of one mark is read in time that grows with its length alone. */
static const char *const floods[] = {
    "\"",  "\u201C", "\u201D",   "'",   "\u2018", "\u2019", "``",      "\u00AB",
    "\" ", " \"",    "\u201Ca ", " 'a", "\"a ",   "a's' ",  "\"a\n\n", "\u201Ca\n\n"};

START_TEST(stays_linear)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    size_t length = strlen(floods[_i]), size = 1 << 20;
    char *text = arena_alloc(arena, size, 1);
    struct document document;
    struct pieces pieces;

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i + length <= size; i += length)
        memcpy(text + i, floods[_i], length);
    ck_assert_int_eq(document_read(arena, (struct slice){text, size - size % length}, &document),
                     ERROR_OK);
    ck_assert_int_eq(mark_find(arena, &document, read_cues(arena), &pieces), ERROR_OK);
    for (size_t i = 1; i < pieces.count; i++)
        ck_assert_uint_le(pieces.at[i - 1].span.end, pieces.at[i].span.begin);
    arena_close(arena);
}

END_TEST

START_TEST(survives_lack_of_memory)
{
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct document document;
        struct pieces pieces;
        ck_assert_int_eq(document_read(arena, slice_of(cases[2].text), &document), ERROR_OK);
        arena_fail_at(arena, n);
        error = mark_find(arena, &document, NULL, &pieces);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(arena);
    }
}

END_TEST

SUITE("mark", LOOP(pairs_marks, cases), TEST(knows_what_goes_on), LOOP(stays_linear, floods),
      TEST(survives_lack_of_memory))
