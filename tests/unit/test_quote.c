#include "news/quote.h"
#include "tests/unit/quotes.h"
#include "tests/unit/suite.h"

#define ANA     "p|Ana Ruiz|f|the mayor;"
#define BEN     "p|Ben Okafor|m|a council spokesman;"
#define COUNCIL "o|Harbour Council;o|Reuters;"

static const struct {
    const char *text, *names, *quotes;
} cases[] = {
    {"", "", ""},
    {"Nothing was said.", "", ""},
    /* order of cue and name */
    {"\"We will build the bridge,\" Ana Ruiz said.", ANA,
     "direct|\"We will build the bridge,\"|Ana Ruiz|said|0\n"},
    {"\"We will build the bridge,\" said Ana Ruiz.", ANA,
     "direct|\"We will build the bridge,\"|Ana Ruiz|said|0\n"},
    {"Ana Ruiz said: \"We will build the bridge.\"", ANA,
     "direct|\"We will build the bridge.\"|Ana Ruiz|said|0\n"},
    {"According to Ana Ruiz, \"we will build the bridge next year.\"", ANA,
     "direct|\"we will build the bridge next year.\"|Ana Ruiz|According to|0\n"},
    {"\"Will the bridge be built?\" asked Ana Ruiz.", ANA,
     "direct|\"Will the bridge be built?\"|Ana Ruiz|asked|0\n"},
    /* what stands between name and cue */
    {"Ana Ruiz, a doctor, said: \"We will build the bridge.\"", ANA,
     "direct|\"We will build the bridge.\"|Ana Ruiz|said|0\n"},
    {"\"We will build it,\" Ana Ruiz, who has led the town for years, said.", ANA,
     "direct|\"We will build it,\"|Ana Ruiz|said|0\n"},
    {"\"We will build it,\" Ben Okafor of the Harbour Council said.", BEN COUNCIL,
     "direct|\"We will build it,\"|Ben Okafor|said|0\n"},
    {"\"We will build it,\" Ana Ruiz later told Reuters.", ANA COUNCIL,
     "direct|\"We will build it,\"|Ana Ruiz|told -> Reuters|0\n"},
    {"Ana Ruiz told Ben Okafor, \"We will build the bridge.\"", ANA BEN,
     "direct|\"We will build the bridge.\"|Ana Ruiz|told -> Ben Okafor|0\n"},
    /* not the speaker */
    {"\"We will build it,\" Ruiz's spokesman said.", ANA,
     "direct|\"We will build it,\"|Ruiz's spokesman|said|0\n"},
    {"\"We will build it,\" a spokesman for Ana Ruiz said.", ANA,
     "direct|\"We will build it,\"|a spokesman for Ana Ruiz|said|0\n"},
    {"\"She is the best mayor we ever had,\" Ben Okafor said of Ana Ruiz.", ANA BEN,
     "direct|\"She is the best mayor we ever had,\"|Ben Okafor|said|0\n"},
    {"\"You must leave the house now,\" Ben Okafor was told by Ana Ruiz.", ANA BEN,
     "direct|\"You must leave the house now,\"|Ana Ruiz|told|0\n"},
    /* pronouns and nominals */
    {"Ana Ruiz met Ben Okafor on Monday.\n\n\"We will build it,\" she said.\n\n\"It is too dear,\" "
     "he "
     "said.",
     ANA BEN,
     "direct|\"We will build it,\"|Ana Ruiz|said|0\ndirect|\"It is too dear,\"|Ben Okafor|"
     "said|0\n"},
    {"Ana Ruiz spoke on Monday. \"We will build it,\" the mayor said.", ANA,
     "direct|\"We will build it,\"|Ana Ruiz|said|0\n"},
    {"Harbour Council met Reuters on Monday. \"We will build it,\" the council said.", COUNCIL,
     "direct|\"We will build it,\"|Harbour Council|said|0\n"},
    {"Cobre Alto, a mining company owned by Halden Ross, met Reuters.\n\n\"The offer is fair,\" "
     "the company said.",
     "o|Cobre Alto;o|Halden Ross;o|Reuters;", "direct|\"The offer is fair,\"|Cobre Alto|said|0\n"},
    {"\"The offer is fair,\" the union said.", COUNCIL,
     "direct|\"The offer is fair,\"|the union|said|0\n"},
    {"Kim Adu met Lou Berg. Kim Adu, once a colonel, praised her men.\n\n\"The offer is fair,\" he "
     "said.",
     "p|Kim Adu|;p|Lou Berg|;", "direct|\"The offer is fair,\"|Lou Berg|said|0\n"},
    {"Halden beat Marsh, and Jo Brandt scored.\n\n\"It was loud,\" he said.",
     "p|Halden|;p|Jo Brandt|;", "direct|\"It was loud,\"|Jo Brandt|said|0\n"},
    {"Lou Berg thanked Kim Adu on Monday.\n\n\"The offer is fair,\" the president said.",
     "p|Lou Berg||the president;p|Kim Adu||former president;",
     "direct|\"The offer is fair,\"|Lou Berg|said|0\n"},
    {"\"The offer is fair,\" Minister of Education Ana Ruiz said.", "p|Ana Ruiz|f;",
     "direct|\"The offer is fair,\"|Ana Ruiz|said|0\n"},
    {"\"The offer is fair,\" an official said.", ANA,
     "direct|\"The offer is fair,\"|an official|said|0\n"},
    {"\"We will build it,\" an official said.", ANA,
     "direct|\"We will build it,\"|an official|said|0\n"},
    {"\"The road is closed until Monday,\" police said.", "",
     "direct|\"The road is closed until Monday,\"|police|said|0\n"},
    {"\"The bridge is in a bad state,\" the report reads.", "",
     "direct|\"The bridge is in a bad state,\"|the report|reads|0\n"},
    {"\"We will build the bridge,\" the Harbour Council said.", COUNCIL,
     "direct|\"We will build the bridge,\"|Harbour Council|said|0\n"},
    /* two speakers */
    {"\"We will build it,\" Ana Ruiz and Ben Okafor said.", ANA BEN,
     "direct|\"We will build it,\"|Ana Ruiz and Ben Okafor|said|0\n"},
    {"\"We will build it,\" Ana Ruiz said. \"It is too dear,\" Ben Okafor said.", ANA BEN,
     "direct|\"We will build it,\"|Ana Ruiz|said|0\ndirect|\"It is too dear,\"|Ben "
     "Okafor|said|0\n"},
    /* split quotes */
    {"\"We will build it,\" Ana Ruiz said. \"It is high time.\"", ANA,
     "direct|\"We will build it,\"|Ana Ruiz|said|1\ndirect|\"It is high time.\"|Ana Ruiz|said|1\n"},
    {"\"We will build it,\" Ana Ruiz said, \"if the town can pay for it.\"", ANA,
     "direct|\"We will build it,\"|Ana Ruiz|said|1\ndirect|\"if the town can pay for it.\"|Ana "
     "Ruiz|said|1\n"},
    {"\"I know \u2014\" Ana Ruiz said \u2014 \"that it is late.\"", ANA,
     "direct|\"I know \u2014\"|Ana Ruiz|said|1\ndirect|\"that it is late.\"|Ana Ruiz|said|1\n"},
    /* over paragraphs */
    {"\"We will build the bridge,\" Ana Ruiz said. \"It will be long.\n\n\"It will be high.\"", ANA,
     "direct|\"We will build the bridge,\"|Ana Ruiz|said|1\ndirect|\"It will be long.\n\n\"It will "
     "be high.\"|Ana Ruiz|said|1\n"},
    {"\"We will build the bridge,\" Ana Ruiz said.\n\n\"It will be the longest bridge of the "
     "coast.\"",
     ANA,
     "direct|\"We will build the bridge,\"|Ana Ruiz|said|0\ndirect|\"It will be the longest "
     "bridge of the coast.\"|Ana Ruiz|said|0\n"},
    /* a text whose only marks are single ones */
    {"Ben Okafor accused the council of 'playing with fire' at the harbour.", BEN COUNCIL,
     "mixed|'playing with fire'|Ben Okafor|accused|0\n"},
    {"Ben Okafor called the figures 'a shame for the town'.", BEN,
     "mixed|'a shame for the town'|Ben Okafor|called|0\n"},
    /* where reported speech begins and ends */
    {"Ben Okafor said early elections were likely.", BEN,
     "indirect|early elections were likely|Ben Okafor|said|0\n"},
    {"Ben Okafor said early Monday the bridge was closed; the mayor left the room.", BEN,
     "indirect|the bridge was closed|Ben Okafor|said|0\n"},
    {"Ben Okafor said the bridge had cost 4 million, a figure that surprised the town.", BEN,
     "indirect|the bridge had cost 4 million|Ben Okafor|said|0\n"},
    {"Ben Okafor said the town spent 4 million.", BEN,
     "indirect|the town spent 4 million|Ben Okafor|said|0\n"},
    {"Ben Okafor answered the door in a gown and was asked about it.", BEN, ""},
    {"Ben Okafor advised the company that was sold on Monday.", BEN, ""},
    {"Asked whether he was tired, Ben Okafor said: \"I will carry on.\"", BEN,
     "direct|\"I will carry on.\"|Ben Okafor|said|0\n"},
    {"Ana Ruiz, Ben Okafor, Harbour Council said the list was closed.", ANA BEN COUNCIL, ""},
    /* lines of a transcript */
    {"The court met.\n\nBOB RAY: Did you see him there?\n\nANA LUND: No, never.", "p|ANA LUND|f;",
     "direct|Did you see him there?|BOB RAY||0\ndirect|No, never.|ANA LUND||0\n"},
    {"The court met.\nBOB RAY: No, never.\nANA LUND: I was sure you did.",
     "p|BOB RAY|m;p|ANA LUND|f;",
     "direct|No, never.|BOB RAY||0\ndirect|I was sure you did.|ANA LUND||0\n"},
    {"KEY POINTS: The court met again.\n\nIt rose at noon.", "", ""},
    {"He read \"War and Peace\" in prison, Ana Ruiz said.", ANA,
     "indirect|He read \"War and Peace\" in prison|Ana Ruiz|said|0\n"
     "scare|\"War and Peace\"|-||0\n"},
    /* a pronoun that nobody is */
    {"\"We will build the bridge,\" he said.", "",
     "direct|\"We will build the bridge,\"|-|said|0\n"},
    {"The mayor of Riverton, Ana Ruiz, said the bridge was closed.", "l|Riverton|-;" ANA,
     "indirect|the bridge was closed|Ana Ruiz|said|0\n"},
    {"A spokesman for the ministry, Ben Okafor, said the talks had ended.", BEN,
     "indirect|the talks had ended|Ben Okafor|said|0\n"},
    {"Ben Okafor, 45, said nobody was hurt.", BEN, "indirect|nobody was hurt|Ben Okafor|said|0\n"},
    {"I said that the bridge was closed.", "", "indirect|the bridge was closed|-|said|0\n"},
    /* over paragraphs: the words behind the last or before the first tell who spoke */
    {"Ana Ruiz came late.\n\n\u201CI was in the harbour. It rained.\n\n\u201CI went back. It "
     "rained "
     "again.\n\n\u201CSo I left the boat there,\u201D she said.",
     ANA,
     "direct|\u201CI was in the harbour. It rained.\n\n\u201CI went back. It rained "
     "again.\n\n\u201CSo I "
     "left the boat there,\u201D|Ana Ruiz|said|0\n"},
    {"Ben Okafor said:\n\n\u201CI was in the harbour. It rained.\n\n\u201CThen I went home.\u201D",
     BEN,
     "direct|\u201CI was in the harbour. It rained.\n\n\u201CThen I went home.\u201D|Ben "
     "Okafor|said|0\n"},
    {"\u201CHe asked me what the plan meant. I told him I had no idea. It rained.\n\n\u201CI was "
     "glad to "
     "leave,\u201D Ana Ruiz said.",
     ANA,
     "direct|\u201CHe asked me what the plan meant. I told him I had no idea. It "
     "rained.\n\n\u201CI was glad to leave,\u201D|Ana Ruiz|said|0\n"},
    {"Ana Ruiz came late.\n\n'I was in the harbour.\n\n'It was the dogs' day. It rained again,' "
     "she "
     "said.",
     ANA,
     "direct|'I was in the harbour.\n\n'It was the dogs' day. It rained again,'|Ana Ruiz|said|0\n"},
    {"Ana Ruiz was asked about the bridge and gave this answer:\n\n\"We will build it next year.\"",
     ANA, "direct|\"We will build it next year.\"|Ana Ruiz||0\n"},
    /* who is a noun */
    {"\"We will build it,\" one of the officials said.", ANA,
     "direct|\"We will build it,\"|one of the officials|said|0\n"},
    {"\"We will build it,\" a person close to the mayor said.", ANA,
     "direct|\"We will build it,\"|a person|said|0\n"},
    {"\"We will build it,\" the two men said.", "",
     "direct|\"We will build it,\"|the two men|said|0\n"},
    {"\"We will build it,\" read the notice.", "",
     "direct|\"We will build it,\"|the notice|read|0\n"},
    {"The family's statement on the death read: \"He loved the sea.\"", "",
     "direct|\"He loved the sea.\"|The family's statement|read|0\n"},
    {"Ana Ruiz's statement read: \"We will build the bridge.\"", ANA,
     "direct|\"We will build the bridge.\"|Ana Ruiz|read|0\n"},
    {"\"We will build it,\" one lawmaker who asked not to be named said.", "",
     "direct|\"We will build it,\"|one lawmaker|said|0\n"},
    {"\"We will win it,\" the Spaniard said.", "m|Spaniard;",
     "direct|\"We will win it,\"|the Spaniard|said|0\n"},
    /* the paragraph behind, where nothing else tells */
    {"\"I cannot go on like this.\"\n\nAna Ruiz said so on Monday.", ANA,
     "direct|\"I cannot go on like this.\"|Ana Ruiz|said|0\n"},
    {"\"I cannot go on like this.\"\n\nThe road was wet for a week.", ANA,
     "direct|\"I cannot go on like this.\"|-||0\n"},
    /* marks in the wrong place */
    {"Ana Ruiz said,\" We will build the bridge\". It was late.", ANA,
     "direct|\" We will build the bridge\"|Ana Ruiz|said|0\n"},
    {"Ana Ruiz said: \"We will build.\n\nThe council met on Monday.", ANA,
     "direct|\"We will build.|Ana Ruiz|said|0\n"},
    /* several persons */
    {"Ana Ruiz and Ben Okafor met on Monday.\n\n\"We will build it,\" they said.", ANA BEN,
     "direct|\"We will build it,\"|Ana Ruiz and Ben Okafor|said|0\n"},
    {"\"We will build it,\" Mayor Ana Ruiz and council spokesman Ben Okafor said.", ANA BEN,
     "direct|\"We will build it,\"|Ana Ruiz and Ben Okafor|said|0\n"},
    {"Ben Okafor met Ana Ruiz, and Ana Ruiz said: \"We will build it.\"", ANA BEN,
     "direct|\"We will build it.\"|Ana Ruiz|said|0\n"},
    /* transcript and signature */
    {"ANA RUIZ: \"Will you build it?\"\n\nBEN OKAFOR: \"We will, next year.\"",
     "p|ANA RUIZ|f;p|BEN OKAFOR|m;",
     "direct|\"Will you build it?\"|ANA RUIZ||0\ndirect|\"We will, next year.\"|BEN OKAFOR||0\n"},
    {"\"The bridge will be built next year.\" -- Ana Ruiz", ANA,
     "direct|\"The bridge will be built next year.\"|Ana Ruiz||0\n"},
    /* mixed */
    {"Ana Ruiz said the bridge was \"a dream come true\" for the town.", ANA,
     "mixed|\"a dream come true\"|Ana Ruiz|said|0\n"},
    {"Ana Ruiz said that \"the bridge will stand for a hundred years\".", ANA,
     "mixed|\"the bridge will stand for a hundred years\"|Ana Ruiz|said|0\n"},
    /* scare: nobody speaks */
    {"The boat, named \"Blue Heron\", lay in the harbour.", "", "scare|\"Blue Heron\"|-||0\n"},
    {"A man known as \"Shorty\" ran away, Ben Okafor said.", BEN,
     "indirect|A man known as \"Shorty\" ran away|Ben Okafor|said|0\nscare|\"Shorty\"|-||0\n"},
    {"The so-called \"gate fee\" ended in May.", "", "scare|\"gate fee\"|-||0\n"},
    {"Traders fear what they call Okafor's \"ghost tax.\"\n\nOkafor said nothing more.", BEN,
     "scare|\"ghost tax.\"|-||0\n"},
    {"The state imposed what dockers still call the \"cold berth\" rules.", "",
     "scare|\"cold berth\"|-||0\n"},
    {"Ana Ruiz called the loss \"a punch in the stomach\".", ANA,
     "mixed|\"a punch in the stomach\"|Ana Ruiz|called|0\n"},
    {"Ana Ruiz said that while \"we're hopeful that they will come\", nobody came.", ANA,
     "mixed|\"we're hopeful that they will come\"|Ana Ruiz|said|0\n"},
    {"She sang \"Rivers of Light\" and \"Stone Song\" at the fair.", "",
     "scare|\"Rivers of Light\"|-||0\nscare|\"Stone Song\"|-||0\n"},
    /* negation */
    {"Ana Ruiz did not say the bridge was \"a dream come true\" for the town.", ANA,
     "mixed|\"a dream come true\"|Ana Ruiz|say NOT|0\n"},
    /* indirect */
    {"Ben Okafor said on Monday the bridge would be closed.", BEN,
     "indirect|the bridge would be closed|Ben Okafor|said|0\n"},
    {"Ben Okafor said in a statement on Tuesday that the bridge would be closed.", BEN,
     "indirect|the bridge would be closed|Ben Okafor|said|0\n"},
    {"Ben Okafor said at a news conference the bridge needs many repairs now.", BEN,
     "indirect|the bridge needs many repairs now|Ben Okafor|said|0\n"},
    {"According to Ben Okafor the bridge was closed by the police.", BEN,
     "indirect|the bridge was closed by the police|Ben Okafor|According to|0\n"},
    {"Ana Ruiz also claims that her passport was taken away.", ANA,
     "indirect|her passport was taken away|Ana Ruiz|claims|0\n"},
    {"The authors say the results confirm the plan of the town.", "",
     "indirect|the results confirm the plan of the town|The authors|say|0\n"},
    {"Ben Okafor stated the company left the town in May.", BEN,
     "indirect|the company left the town in May|Ben Okafor|stated|0\n"},
    {"Ben Okafor said the plan was good.\" It was late.", BEN,
     "indirect|the plan was good|Ben Okafor|said|0\n"},
    {"Ben Okafor said a prayer. Ana Ruiz told her story to Reuters.", ANA BEN COUNCIL, ""},
    {"Ben Okafor added 37 runs before the rain came down.", BEN, ""},
    {"Ana Ruiz said that the bridge would be built in May.", ANA,
     "indirect|the bridge would be built in May|Ana Ruiz|said|0\n"},
    {"The bridge would be built in May, Ana Ruiz said.", ANA,
     "indirect|The bridge would be built in May|Ana Ruiz|said|0\n"},
    {"The bridge would be built in May, said Ana Ruiz, the mayor.", ANA,
     "indirect|The bridge would be built in May|Ana Ruiz|said|0\n"},
    {"According to Ana Ruiz, the bridge would be built in May.", ANA,
     "indirect|the bridge would be built in May|Ana Ruiz|According to|0\n"},
    {"The bridge will be built in May, according to the Harbour Council.", COUNCIL,
     "indirect|The bridge will be built in May|Harbour Council|according to|0\n"},
    {"Ana Ruiz told Reuters that the bridge would be built in May.", ANA COUNCIL,
     "indirect|the bridge would be built in May|Ana Ruiz|told -> Reuters|0\n"},
    {"Ana Ruiz said the bridge is late, while Ben Okafor said the money is gone.", ANA BEN,
     "indirect|the bridge is late|Ana Ruiz|said|0\nindirect|the money is gone|Ben Okafor|said|0\n"},
    {"Ana Ruiz did not say that the bridge would be late.", ANA, ""},
    /* marks of other kinds */
    {"\u2018We don\u2019t know,\u2019 said Ana Ruiz.", ANA,
     "direct|\u2018We don\u2019t know,\u2019|Ana Ruiz|said|0\n"},
    {"\u00AB\u202FWe will build it\u202F\u00BB, said Ana Ruiz.", ANA,
     "direct|\u00AB\u202FWe will build it\u202F\u00BB|Ana Ruiz|said|0\n"},
    {"\"He told me 'never' and left,\" Ana Ruiz said.", ANA,
     "direct|\"He told me 'never' and left,\"|Ana Ruiz|said|0\n"},
    {"\"We will build it, Ana Ruiz said.\n\nThe town was glad.", ANA,
     "direct|\"We will build it,|Ana Ruiz|said|0\n"},
    {"Ben Okafor is 6'2\" and the plank is 12\" wide.", BEN, ""},
    {"\"[The bridge] will be built \u2026 in May,\" Ana Ruiz said.", ANA,
     "direct|\"[The bridge] will be built \u2026 in May,\"|Ana Ruiz|said|0\n"},
    {"\"Yes,\" Ana Ruiz said.", ANA, "direct|\"Yes,\"|Ana Ruiz|said|0\n"},
    /* no evidence, no speaker */
    {"\"The bridge will be built in May and nobody can stop it.\"", "",
     "direct|\"The bridge will be built in May and nobody can stop it.\"|-||0\n"},
};

static const struct models *open_models(struct arena *arena)
{
    const struct models *models;
    struct problem problem = {.arena = arena};

    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, &problem), ERROR_OK);
    return models;
}

static struct arena *models_arena;
static const struct models *models;

static void find(struct arena *arena, const struct article *article, struct quotes *quotes)
{
    if (!models) {
        models_arena = arena_open(ARENA_NO_BUDGET);
        models = open_models(models_arena);
    }
    ck_assert_int_eq(quote_find(arena, models, &article->document, &article->mentions,
                                &article->entities, quotes),
                     ERROR_OK);
}

START_TEST(finds_quotes)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct article article;
    struct quotes quotes;
    char found[2000];

    read_article(arena, cases[_i].text, cases[_i].names, &article);
    find(arena, &article, &quotes);
    write_quotes(&article.document, &quotes, found, sizeof found);
    ck_assert_str_eq(found, cases[_i].quotes);
    arena_close(arena);
}

END_TEST

START_TEST(closes_the_models)
{
    arena_close(models_arena);
    models_arena = NULL;
    models = NULL;
}

END_TEST

SUITE("quote", LOOP(finds_quotes, cases), TEST(closes_the_models))
