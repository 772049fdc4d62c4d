#include "news/mention.h"
#include "tests/unit/models.h"

/* Each case: a text, and the names it holds as "text/TYPE text/TYPE". */
static const struct {
    const char *text, *names;
} cases[] = {
    {"", ""},
    {"He left the room without a word.", ""},
    {"President Barack Obama met Angela Merkel in Berlin on Monday.",
     "Barack Obama/PERSON Angela Merkel/PERSON Berlin/LOCATION"},
    {"The United Nations said its staff had left Damascus, Syria.",
     "United Nations/ORGANIZATION Damascus/LOCATION Syria/LOCATION"},
    {"Forces of the U.S.-led coalition fought in Kandahar province.",
     "U.S./LOCATION Kandahar/LOCATION"},
    {"Russia's foreign minister, Sergei Lavrov, spoke to Reuters.",
     "Russia/LOCATION Sergei Lavrov/PERSON Reuters/ORGANIZATION"},
    {"The strike hit Wexcombe Metals hard. Shares of Wexcombe fell, analysts at Wexcombe Metals "
     "said.",
     "Wexcombe Metals/ORGANIZATION Wexcombe/ORGANIZATION Wexcombe Metals/ORGANIZATION"},
    {"Omar al-Tariki spoke first. Al-Tariki, a colonel, left for Tripoli.",
     "Omar al-Tariki/PERSON Al-Tariki/PERSON Tripoli/LOCATION"},
    {"He heads the United Nations Stabilization Mission in Haiti and lives in Haiti.",
     "United Nations Stabilization Mission in Haiti/ORGANIZATION Haiti/LOCATION"},
    {"LIMA, Peru (Altiplano) -- A union spokesman told The Washington Post that rain fell.",
     "LIMA/LOCATION Peru/LOCATION Altiplano/ORGANIZATION The Washington Post/ORGANIZATION"},
    {"The ferry is owned by Wexcombe Island Shipping of Hull.",
     "Wexcombe Island Shipping/ORGANIZATION Hull/LOCATION"},
    {"The leader, Sheikh Omar Tariki, left for Tripoli.", "Omar Tariki/PERSON Tripoli/LOCATION"},
    {"Workers at the Santa Perla mine struck. Without Santa Perla, prices rise.",
     "Santa Perla/LOCATION Santa Perla/LOCATION"},
    {"The pact was called U.N.-Libya", "U.N./ORGANIZATION Libya/LOCATION"}, /* no token follows */
    {"A Three-Day-Berlin Visit Ended.", "Berlin/LOCATION"}, /* a figure and a name in one token */
    {"BANGKOK, Thailand -- The Constitutional Court met on Monday.",
     "BANGKOK/LOCATION Thailand/LOCATION Constitutional Court/ORGANIZATION"},
    {"Analyst Kim Dong-won met Moon Jae-in in Seoul.",
     "Kim Dong-won/PERSON Moon Jae-in/PERSON Seoul/LOCATION"},
    {"Health Secretary Robert F. Kennedy Jr. said on Tuesday he would go.",
     "Robert F. Kennedy Jr./PERSON"},
    {"Moody's cut France on Monday. Shares of McDonald's fell.",
     "Moody's/ORGANIZATION France/LOCATION McDonald's/ORGANIZATION"},
    {"Analysts at Standard & Poor's said McDonald's shares and Sainsbury's profits rose.",
     "Standard & Poor's/ORGANIZATION McDonald's/ORGANIZATION Sainsbury's/ORGANIZATION"},
    {"Governor Chris Christie met voters in Trenton. Christie's aides left.",
     "Chris Christie/PERSON Trenton/LOCATION Christie/PERSON"},
    {"The painting was sold at Sotheby’s in London.", "Sotheby’s/ORGANIZATION London/LOCATION"},
    {"Sen. Chuck Schumer, D-N.Y., spoke. Sen. Patty Murray, D-Wash., did not.",
     "Chuck Schumer/PERSON N.Y./LOCATION Patty Murray/PERSON Wash./LOCATION"},
    {"Rep. Ron Paul, R-Texas, spoke.", "Ron Paul/PERSON Texas/LOCATION"},
    {"Ex-Chelsea striker Didier Drogba scored.", "Chelsea/ORGANIZATION Didier Drogba/PERSON"},
    {"She sued the Anti-Defamation League in Boston.",
     "Anti-Defamation League/ORGANIZATION Boston/LOCATION"},
    {"Obama's aides met Merkel's team.", "Obama/PERSON Merkel/PERSON"},
    {"Lawyers said Ms Pugh and Mr. Cole had left Leeds.", "Pugh/PERSON Cole/PERSON Leeds/LOCATION"},
};

START_TEST(finds_names)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct slice found = SLICE("");

    ck_assert_int_eq(document_read(arena, slice_of(cases[_i].text), &document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, models, &document, &mentions), ERROR_OK);
    for (size_t i = 0; i < mentions.count; i++) {
        const struct mention *mention = &mentions.at[i];
        if (!entity_type_is_name(mention->type))
            continue;
        ck_assert_int_eq(arena_print(arena, &found, "%.*s%s%.*s/%.*s", SLICE_ARGS(found),
                                     found.len ? " " : "",
                                     SLICE_ARGS(slice_at(document.text, mention->span)),
                                     SLICE_ARGS(entity_type_names[mention->type])),
                         ERROR_OK);
    }
    ck_assert_msg(slice_is(found, cases[_i].names), "%.*s", SLICE_ARGS(found));
    arena_close(arena);
}

END_TEST

START_TEST(names_the_missing_file)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *none;

    ck_assert_int_eq(models_open(arena, "/nowhere", &none, &problem), ERROR_BAD_MODEL);
    ck_assert_ptr_nonnull(
        memmem(problem.detail.ptr, problem.detail.len, "/nowhere/variants.tsv", 21));
    arena_close(arena);
}

END_TEST

/* What must hold for any text: mentions lie inside it, ascend, do not overlap, fit their tokens. */
static bool fits(const struct document *document, const struct mentions *mentions, size_t i)
{
    const struct mention *mention = &mentions->at[i];
    const struct token *tokens = document->tokens.at;
    const struct sentence *sentence = &document->sentences.at[mention->sentence];

    return mention->span.begin < mention->span.end &&
           mention->span.begin >= (i ? mentions->at[i - 1].span.end : 0) &&
           mention->span.end <= document->text.len && mention->first < mention->last &&
           mention->last <= document->tokens.count &&
           tokens[mention->first].span.begin <= mention->span.begin &&
           tokens[mention->last - 1].span.end >= mention->span.end &&
           mention->sentence < document->sentences.count && mention->first >= sentence->first &&
           mention->last <= sentence->last && mention->entity == NO_ENTITY && mention->score >= 0 &&
           mention->score <= 1 && mention_at(mentions, mention->span.begin) == i &&
           mention_at(mentions, mention->span.end - 1) == i;
}

/* One assertion for all: Check is slow at many. */
static void check_mentions(const struct document *document, const struct mentions *mentions)
{
    size_t i = 0;

    while (i < mentions->count && fits(document, mentions, i))
        i++;
    ck_assert_uint_eq(i, mentions->count);
    ck_assert_uint_eq(mention_at(mentions, (uint32_t)document->text.len), mentions->count);
}

/* Pieces that texts of chance are made of. */
static const char *const pieces[] = {
    "Karzai",  "the",   "U.S.-led", "Al-Qaida", "-",        "Mullah",  "Omar",    ",",    ".",
    "said",    "\"",    "'s",       "$",        "10",       "million", "per",     "cent", "2001",
    "Monday",  "next",  "year",     "\n\n",     "(",        ")",       "É",       "“",    "A-B-C-D",
    "seven",   "ago",   "Kabul",    "UN",       "of",       "The",     "Times",   "5:30", "p.m.",
    "Mr.",     "a",     "--",       "…",        "and",      "United",  "Nov.",    "17",   "US$",
    "twenty-", "-five", "X-",       "1990s",    "Canadian", "dollars", "hundred", "and",  "Ms"};

static uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static const uint32_t seeds[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

START_TEST(holds_for_any_text)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    uint32_t state = seeds[_i];
    char text[4096];
    size_t len = 0;

    for (int i = 0; i < 300; i++) {
        const char *piece = pieces[draw(&state) % (sizeof pieces / sizeof *pieces)];
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
        if (draw(&state) % 4)
            text[len++] = ' ';
    }
    struct document document;
    struct mentions mentions;
    ck_assert_int_eq(document_read(arena, (struct slice){text, len}, &document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, models, &document, &mentions), ERROR_OK);
    check_mentions(&document, &mentions);
    arena_close(arena);
}

END_TEST

/* Much of one thing takes about as long as any other text. */
static const char *const floods[] = {"A",        "A ", "\"",   "(",    ".",     "-A",
                                     "1",        "1 ", "a b ", "Mr. ", "U.S.-", "one hundred ",
                                     "Monday, ", "$"};

START_TEST(stays_linear)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    size_t len = strlen(floods[_i]), total = (1 << 18) / len * len;
    char *text = arena_array(arena, char, total);
    struct document document;
    struct mentions mentions;

    for (size_t at = 0; at < total; at += len)
        memcpy(text + at, floods[_i], len);
    ck_assert_int_eq(document_read(arena, (struct slice){text, total}, &document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, models, &document, &mentions), ERROR_OK);
    check_mentions(&document, &mentions);
    arena_close(arena);
}

END_TEST

START_TEST(tells_of_lacking_memory)
{
    static const char text[] = "President Barack Obama met 4 people in Berlin, Germany, on Monday.";
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    enum error error = ERROR_NO_MEMORY;

    ck_assert_int_eq(document_read(arena, slice_of(text), &document), ERROR_OK);
    for (size_t n = 1; n < 100 && error; n++) {
        arena_fail_at(arena, n);
        error = mention_find(arena, models, &document, &mentions);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
    ck_assert_int_eq(error, ERROR_OK);
    arena_close(arena);
}

END_TEST

SUITE("mention", WITH_MODELS, LOOP(finds_names, cases), TEST(names_the_missing_file),
      LOOP(holds_for_any_text, seeds), LOOP(stays_linear, floods), TEST(tells_of_lacking_memory))
