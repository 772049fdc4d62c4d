/* The edge cases of quotations, one text each. */
#include "tests/unit/models.h"
#include "tests/unit/quotes.h"
#include "tests/unit/suite.h"

#define ANA     "p|Ana Ruiz|f|the mayor;"
#define BEN     "p|Ben Okafor|m|a council spokesman;"
#define COUNCIL "o|Harbour Council;o|Reuters;"

static const struct {
    const char *text, *names, *quotes;
} edges[] = {
    /* two speakers in a row */
    {"\"We won,\" Ana Ruiz said. \"We lost,\" Ben Okafor said.", ANA BEN,
     "direct|\"We won,\"|Ana Ruiz|said|0\ndirect|\"We lost,\"|Ben Okafor|said|0\n"},
    /* X and Y said */
    {"\"We won,\" Ana Ruiz and Ben Okafor said.", ANA BEN,
     "direct|\"We won,\"|Ana Ruiz and Ben Okafor|said|0\n"},
    /* a spokesman of X */
    {"\"We won,\" a spokesman of Ana Ruiz said.", ANA,
     "direct|\"We won,\"|a spokesman of Ana Ruiz|said|0\n"},
    /* X told Y */
    {"\"We won,\" Ana Ruiz told Ben Okafor.", ANA BEN,
     "direct|\"We won,\"|Ana Ruiz|told -> Ben Okafor|0\n"},
    /* said X of Z */
    {"\"He is brave,\" said Ana Ruiz of Ben Okafor.", ANA BEN,
     "direct|\"He is brave,\"|Ana Ruiz|said|0\n"},
    /* a quotation inside a quotation */
    {"Ana Ruiz said: \"He told me, 'Go home,' and I went.\"", ANA,
     "direct|\"He told me, 'Go home,' and I went.\"|Ana Ruiz|said|0\n"},
    /* and in the same marks */
    {"Ana Ruiz said: \u201CHe told me \u201Cgo home\u201D and I went.\u201D", ANA,
     "direct|\u201CHe told me \u201Cgo home\u201D and I went.\u201D|Ana Ruiz|said|0\n"},
    /* a headline in single marks */
    {"Ruiz calls plan 'a disaster' after vote\n\nAna Ruiz criticised the plan. \"It will not "
     "work,\" she said.",
     ANA, "mixed|'a disaster'|Ana Ruiz|calls|0\ndirect|\"It will not work,\"|Ana Ruiz|said|0\n"},
    /* British marks, apostrophes */
    {"'We won't meet the workers' demands,' said Ana Ruiz. ''Tis not the '90s,' she added.", ANA,
     "direct|'We won't meet the workers' demands,'|Ana Ruiz|said|0\ndirect|''Tis not the "
     "'90s,'|Ana Ruiz|added|0\n"},
    /* apostrophes in curly marks */
    {"Ana Ruiz said, \u201CRock \u2019n\u2019 roll is dead. \u2019Tis the \u201990s.\u201D", ANA,
     "direct|\u201CRock \u2019n\u2019 roll is dead. \u2019Tis the \u201990s.\u201D|Ana "
     "Ruiz|said|0\n"},
    /* a mark that never closes */
    {"Ana Ruiz said: \"We will build the bridge next year.\n\nThe council met on Monday. Ben "
     "Okafor was there.",
     ANA BEN, "direct|\"We will build the bridge next year.|Ana Ruiz|said|0\n"},
    /* one that never closes before its attribution */
    {"\"We will build it, Ana Ruiz said.\n\nThe council met.", ANA,
     "direct|\"We will build it,|Ana Ruiz|said|0\n"},
    /* a stray closing mark */
    {"Ana Ruiz met the council on Monday.\" It was late.", ANA, ""},
    /* a mark opened twice */
    {"\"We will build it. \"It is time,\" Ana Ruiz said.", ANA,
     "direct|\"We will build it.|Ana Ruiz|said|1\ndirect|\"It is time,\"|Ana Ruiz|said|1\n"},
    /* a nickname */
    {"Ben \"Shorty\" Okafor was there. \"We won,\" Ana Ruiz said.", ANA,
     "scare|\"Shorty\"|-||0\ndirect|\"We won,\"|Ana Ruiz|said|0\n"},
    /* the title of a work */
    {"Ana Ruiz read \"War and Peace\" in prison. \"It was long,\" she said.", ANA,
     "scare|\"War and Peace\"|-||0\ndirect|\"It was long,\"|Ana Ruiz|said|0\n"},
    /* inches and feet */
    {"The 6'2\" player threw a 12\" disc. \"We won,\" Ana Ruiz said.", ANA,
     "direct|\"We won,\"|Ana Ruiz|said|0\n"},
    /* primes */
    {"The 5\u2032 10\u2033 runner won. \u201CWe won,\u201D Ana Ruiz said.", ANA,
     "direct|\u201CWe won,\u201D|Ana Ruiz|said|0\n"},
    /* several paragraphs */
    {"Ana Ruiz wrote: \"We came in May.\n\n\"We left in June.\n\n\"We will be back in "
     "July.\"\n\nThe town was glad.",
     ANA,
     "direct|\"We came in May.\n\n\"We left in June.\n\n\"We will be back in July.\"|Ana "
     "Ruiz|wrote|0\n"},
    /* a footnote behind the mark */
    {"\"We will build it.\"[1] Ana Ruiz said on Monday. \"It is late,\"[2] she said.", ANA,
     "direct|\"We will build it.\"|Ana Ruiz|said|0\ndirect|\"It is late,\"|Ana Ruiz|said|0\n"},
    /* a template between mark and stop */
    {"Ana Ruiz said \"we will build it\"((it)). It was Monday.", ANA,
     "direct|\"we will build it\"|Ana Ruiz|said|0\n"},
    /* an ellipsis */
    {"\"We will ... build it,\" Ana Ruiz said. \"But ... not now.\"", ANA,
     "direct|\"We will ... build it,\"|Ana Ruiz|said|1\ndirect|\"But ... not now.\"|Ana "
     "Ruiz|said|1\n"},
    /* brackets at the start */
    {"\"[We] will build it,\" Ana Ruiz said. \"[I]t is late,\" she added.", ANA,
     "direct|\"[We] will build it,\"|Ana Ruiz|said|0\ndirect|\"[I]t is late,\"|Ana Ruiz|added|0\n"},
    /* attributed twice */
    {"Ana Ruiz told Reuters, \"We will build it,\" she said.", ANA COUNCIL,
     "direct|\"We will build it,\"|Ana Ruiz|told -> Reuters|0\n"},
    /* a tweet */
    {"Ana Ruiz tweeted: \"We will build it! #bridge @town\".", ANA,
     "direct|\"We will build it! #bridge @town\"|Ana Ruiz|tweeted|0\n"},
    /* a transcript */
    {"ANA RUIZ: Will you build it?\nBEN OKAFOR: No. We will not.", "p|ANA RUIZ|f;p|BEN OKAFOR|m;",
     "direct|Will you build it?|ANA RUIZ||0\ndirect|No. We will not.|BEN OKAFOR||0\n"},
    /* sic */
    {"Ana Ruiz wrote: \"Their [sic] going to build it.\"", ANA,
     "direct|\"Their [sic] going to build it.\"|Ana Ruiz|wrote|0\n"},
    /* a document */
    {"The letter reads: \"We regret the delay.\"", "",
     "direct|\"We regret the delay.\"|The letter|reads|0\n"},
    /* a report behind the marks */
    {"\"We regret the delay,\" read the report.", "",
     "direct|\"We regret the delay,\"|the report|read|0\n"},
    /* police */
    {"\"We found nothing,\" police said.", "", "direct|\"We found nothing,\"|police|said|0\n"},
    /* a question mark before the cue */
    {"\"Will you build it?\" asked Ana Ruiz. \"No!\" said Ben Okafor.", ANA BEN,
     "direct|\"Will you build it?\"|Ana Ruiz|asked|0\ndirect|\"No!\"|Ben Okafor|said|0\n"},
    /* a dash before the name */
    {"\"We will build it\" -- Ana Ruiz\n\n\u201CWe will pay\u201D \u2014 Ben Okafor", ANA BEN,
     "direct|\"We will build it\"|Ana Ruiz||0\ndirect|\u201CWe will pay\u201D|Ben Okafor||0\n"},
    /* a block quote */
    {"Ana Ruiz said in a statement:\n\n> We will build the bridge.\n> It is late.\n\nThe town was "
     "glad.",
     ANA, "direct|We will build the bridge.\n> It is late.|Ana Ruiz|said|0\n"},
    {"Ana Ruiz met the council.\n\n> We will build the bridge.", ANA, ""},
    /* an interruption */
    {"Ben Okafor spoke on Monday. \"I -- \" he paused -- \"know,\" he said.", BEN,
     "direct|\"I -- \"|Ben Okafor|paused|1\ndirect|\"know,\"|Ben Okafor|paused|1\n"},
    /* a colon */
    {"Ana Ruiz: \"We will build it.\"", ANA, "direct|\"We will build it.\"|Ana Ruiz||0\n"},
    /* a single word */
    {"Ana Ruiz said the bridge was \"late\". \"No,\" Ben Okafor said.", ANA BEN,
     "mixed|\"late\"|Ana Ruiz|said|0\ndirect|\"No,\"|Ben Okafor|said|0\n"},
    /* French marks, thin blanks */
    {"\u00AB\u202FNous partons\u202F\u00BB, said Ana Ruiz. \u00AB C\u2019est fini \u00BB, she "
     "added.",
     ANA,
     "direct|\u00AB\u202FNous partons\u202F\u00BB|Ana Ruiz|said|0\ndirect|\u00AB C\u2019est fini "
     "\u00BB|Ana Ruiz|added|0\n"},
    /* German marks */
    {"\u201EWir gehen jetzt\u201C, said Ben Okafor.", BEN,
     "direct|\u201EWir gehen jetzt\u201C|Ben Okafor|said|0\n"},
    /* German guillemets */
    {"\u00BBWe go now\u00AB, said Ben Okafor.", BEN,
     "direct|\u00BBWe go now\u00AB|Ben Okafor|said|0\n"},
    /* LaTeX */
    {"``We will build it,'' Ana Ruiz said.", ANA, "direct|``We will build it,''|Ana Ruiz|said|0\n"},
    /* references of HTML */
    {"&quot;We will build it,&quot; Ana Ruiz said. &ldquo;It is late,&rdquo; she added.", ANA,
     "direct|&quot;We will build it,&quot;|Ana Ruiz|said|0\ndirect|&ldquo;It is late,&rdquo;|Ana "
     "Ruiz|added|0\n"},
    /* no paragraphs */
    {"Ana Ruiz said: \"We will build it.\" \"It is late,\" said Ben Okafor. \"No,\" said Ana Ruiz.",
     ANA BEN,
     "direct|\"We will build it.\"|Ana Ruiz|said|0\ndirect|\"It is late,\"|Ben "
     "Okafor|said|0\ndirect|\"No,\"|Ana Ruiz|said|0\n"},
    /* lines wrapped by hand */
    {"Ana Ruiz came to the town hall on Monday to speak of it. \"We will\nbuild the bridge next "
     "year, and it will be the best bridge in all of\nthe land,\" she said to the people of the "
     "town who had come to hear.",
     ANA,
     "direct|\"We will\nbuild the bridge next year, and it will be the best bridge in all of\nthe "
     "land,\"|Ana Ruiz|said|0\n"},
    /* opened curly, closed straight */
    {"\u201CWe will build it,\" Ana Ruiz said. \"It is late,\u201D she added.", ANA,
     "direct|\u201CWe will build it,\"|Ana Ruiz|said|0\ndirect|\"It is late,\u201D|Ana "
     "Ruiz|added|0\n"},
    /* an opening mark that closes */
    {"\u201CWe will build it,\u201C Ana Ruiz said. \u201CIt is late,\u201C she added.", ANA,
     "direct|\u201CWe will build it,\u201C|Ana Ruiz|said|0\ndirect|\u201CIt is late,\u201C|Ana "
     "Ruiz|added|0\n"},
    /* a mark glued to a comma */
    {"Ana Ruiz said,\" We will build it\". It was late.", ANA,
     "direct|\" We will build it\"|Ana Ruiz|said|0\n"},
    /* no quotation swallows what is told */
    {"Ana Ruiz said: \"We came in May.\n\nThe council did not agree. Ben Okafor was there.\n\n\"It "
     "is late,\" Ben Okafor said.",
     ANA BEN,
     "direct|\"We came in May.|Ana Ruiz|said|0\ndirect|\"It is late,\"|Ben Okafor|said|0\n"},
    /* negated */
    {"Ana Ruiz never said \"we will build the bridge\".", ANA,
     "direct|\"we will build the bridge\"|Ana Ruiz|said NOT|0\n"},
    /* a slogan */
    {"The crowd carried a banner with the words \"Bridge Now\". \"We won,\" Ana Ruiz said.", ANA,
     "scare|\"Bridge Now\"|-||0\ndirect|\"We won,\"|Ana Ruiz|said|0\n"},
    /* what they call */
    {"What dockers call the \"cold berth\" was closed. \"We won,\" Ana Ruiz said.", ANA,
     "scare|\"cold berth\"|-||0\ndirect|\"We won,\"|Ana Ruiz|said|0\n"},
};

START_TEST(reads_edges)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct article article;
    struct quotes quotes;
    char found[2000];

    read_article(arena, edges[_i].text, edges[_i].names, &article);
    ck_assert_int_eq(
        quote_find(arena, models, &article.document, &article.mentions, &article.entities, &quotes),
        ERROR_OK);
    write_quotes(&article.document, &quotes, found, sizeof found);
    ck_assert_str_eq(found, edges[_i].quotes);
    arena_close(arena);
}

END_TEST

/* Which quote says a quote's words too, or -1 for none. */
static const struct {
    const char *text;
    int of[3];
} repeats[] = {
    /* a pull quote, before and behind */
    {"\"We will build the bridge next year,\" Ana Ruiz said.\n\nBen Okafor was there.\n\n"
     "\u201CWe will build the bridge next year\u201D",
     {-1, 0, -1}},
    {"\u201CBuild the bridge next year\u201D\n\nBen Okafor was there.\n\n"
     "\"We will build the bridge next year, and then we rest,\" Ana Ruiz said.",
     {1, -1, -1}},
    {"\"It is late, and we go home now,\" Ana Ruiz said. \"It is late, and we stay here,\" "
     "Ben Okafor said.",
     {-1, -1, -1}},
    /* another spoke last before the pull quote */
    {"\"We will build the bridge next year,\" Ana Ruiz said.\n\n\"No,\" said Ben Okafor.\n\n"
     "\u201CWe will build the bridge next year\u201D",
     {-1, -1, 0}},
    /* too short to tell */
    {"\"We will build,\" Ana Ruiz said. \"We will build,\" Ben Okafor said.", {-1, -1, -1}},
    /* three times */
    {"\"We will build the bridge next year,\" Ana Ruiz said. \"We will build the bridge next "
     "year.\" \"We will build the bridge next year!\"",
     {-1, 0, 0}},
};

START_TEST(finds_repeats)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct article article;
    struct quotes quotes;

    read_article(arena, repeats[_i].text, ANA BEN, &article);
    ck_assert_int_eq(
        quote_find(arena, models, &article.document, &article.mentions, &article.entities, &quotes),
        ERROR_OK);
    ck_assert_uint_le(quotes.count, 3);
    for (size_t i = 0; i < quotes.count; i++) {
        int of = repeats[_i].of[i];
        ck_assert_uint_eq(quotes.at[i].duplicate_of, of < 0 ? NO_QUOTE : (uint32_t)of);
        ck_assert(of < 0 || slice_equal(quotes.at[i].speaker.name, quotes.at[of].speaker.name));
    }
    arena_close(arena);
}

END_TEST

SUITE("quote edges", WITH_MODELS, LOOP(reads_edges, edges), LOOP(finds_repeats, repeats))
