#include "tests/quote_claims.h"
#include "tests/unit/quotes.h"
#include "tests/unit/suite.h"

static const char names[] = "p|Ana Ruiz|f|the mayor;p|Ben Okafor|m|a council spokesman;"
                            "o|Harbour Council;o|Reuters;l|Porto Novo";

/* Texts are put together from these. */
static const char *const pieces[] = {
    "Ana Ruiz",   " said",      " told",   " Reuters",  " he",    " She",     " wrote",
    " that",      ",",          ".",       "?",         ":",      " --",      "\n\n",
    "\n",         "\"",         " \"",     "\u201C",    "\u201D", "\u2018",   "\u2019",
    "'",          " '",         "``",      "''",        "\u00AB", "\u00BB",   "\u201E",
    " [",         "]",          " (",      ")",         " the",   " bridge",  " will",
    " be built",  " and",       " Ruiz",   " Okafor",   "'s",     " mayor",   " spokesman",
    " according", " to",        " not",    " was",      " by",    " No",      " police",
    " while",     " so-called", " 12\"",   " a report", " who",   " Council", " in Porto Novo",
    " \u2014",    " saying",    " \u2026", " for",      " of",    " The",     " It"};

static const struct models *open_models(struct arena *arena)
{
    const struct models *models;
    struct problem problem = {.arena = arena};

    ck_assert_int_eq(models_open(arena, MODELS_FOLDER, &models, &problem), ERROR_OK);
    return models;
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Without its quotation marks a text has no direct quote. */
static void claim_without_marks(struct arena *arena, const struct models *models,
                                const struct document *document)
{
    char *plain = arena_alloc(arena, document->text.len + 1, 1);
    struct article article;
    struct quotes quotes;

    ck_assert_ptr_nonnull(plain);
    memcpy(plain, document->text.ptr, document->text.len);
    for (size_t i = 0; i < document->tokens.count; i++) {
        const struct token *token = &document->tokens.at[i];
        if (token->kind == TOKEN_QUOTE)
            memset(plain + token->span.begin, ' ', token->span.end - token->span.begin);
    }
    read_article(arena, plain, names, &article);
    for (size_t i = 0; i < article.document.tokens.count; i++)
        if (article.document.tokens.at[i].kind == TOKEN_QUOTE)
            return; /* two marks apart have become another one */
    ck_assert_int_eq(
        quote_find(arena, models, &article.document, &article.mentions, &article.entities, &quotes),
        ERROR_OK);
    for (size_t i = 0; i < quotes.count; i++)
        ck_assert_int_eq(quotes.at[i].type, QUOTE_INDIRECT);
}

START_TEST(claims_hold_for_any_text)
{
    struct arena *shelf = arena_open(ARENA_NO_BUDGET);
    const struct models *models = open_models(shelf);
    uint32_t seed = 20231123;

    for (size_t round = 0; round < 3000; round++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        uint32_t count = next_random(&seed) % 80;
        char text[2000] = "";
        struct article article;
        struct quotes quotes;
        for (size_t i = 0, used = 0; i < count; i++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s",
                                     pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        read_article(arena, text, names, &article);
        ck_assert_int_eq(quote_find(arena, models, &article.document, &article.mentions,
                                    &article.entities, &quotes),
                         ERROR_OK);
        claim_quotes(&article.document, &article.entities, &quotes);
        claim_without_marks(arena, models, &article.document);
        arena_close(arena);
    }
    arena_close(shelf);
}

END_TEST

static bool is_same_quote(const struct quote *a, const struct quote *b)
{
    return a->type == b->type && a->span.begin == b->span.begin && a->span.end == b->span.end &&
           a->cue.begin == b->cue.begin && a->group == b->group &&
           a->has_speaker == b->has_speaker &&
           (!a->has_speaker || (slice_equal(a->speaker.name, b->speaker.name) &&
                                a->speaker.span.begin == b->speaker.span.begin));
}

/* One more paragraph at the end, without names and marks, changes no quote before it. */
START_TEST(a_paragraph_more_changes_nothing)
{
    struct arena *shelf = arena_open(ARENA_NO_BUDGET);
    const struct models *models = open_models(shelf);
    uint32_t seed = 7;

    for (size_t round = 0; round < 600; round++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        uint32_t count = next_random(&seed) % 80;
        char text[2200] = "It rained on the town.\n\n";
        size_t used = strlen(text);
        struct article article;
        struct quotes before, after;
        for (size_t i = 0; i < count; i++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s",
                                     pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        read_article(arena, text, names, &article);
        ck_assert_int_eq(quote_find(arena, models, &article.document, &article.mentions,
                                    &article.entities, &before),
                         ERROR_OK);
        (void)snprintf(text + used, sizeof text - used, "\n\nThe road was wet for a week.");
        read_article(arena, text, names, &article);
        ck_assert_int_eq(quote_find(arena, models, &article.document, &article.mentions,
                                    &article.entities, &after),
                         ERROR_OK);
        ck_assert_uint_ge(after.count, before.count);
        for (size_t i = 0; i < before.count; i++)
            ck_assert_msg(is_same_quote(&before.at[i], &after.at[i]), "%s", text);
        arena_close(arena);
    }
    arena_close(shelf);
}

END_TEST

/* A megabyte of each is read in time that grows with its length alone. */
static const char *const floods[] = {
    "\"",
    "\u201C",
    "said ",
    "he said ",
    "\"a\" ",
    "he said \"a.\" ",
    "\"a\" said and ",
    "said that he ",
    "the spokesman of ",
    "Ana Ruiz and ",
    "Ana Ruiz, ",
    "[",
    "\"[a] ",
    "according to ",
    ". ",
    "a",
    "The man's ",
    "\"a,\" she said. \"b.\"\n\n",
    "\u201Che said.\n\n",
    "' a' ",
};

START_TEST(stays_linear)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct models *models = open_models(arena);
    size_t length = strlen(floods[_i]), size = 1 << 20;
    char *text = arena_alloc(arena, size + 1, 1);
    struct article article;
    struct quotes quotes;

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i + length <= size; i += length)
        memcpy(text + i, floods[_i], length);
    read_article(arena, text, "p|Ana Ruiz|f|the spokesman", &article);
    ck_assert_int_eq(
        quote_find(arena, models, &article.document, &article.mentions, &article.entities, &quotes),
        ERROR_OK);
    arena_close(arena);
}

END_TEST

static const char story[] =
    "Ana Ruiz met Ben Okafor in Porto Novo.\n\n\"We will [soon] build it,\" she told Reuters. \"It "
    "is time.\n\n\"It is.\"\n\nThe bridge is late, Ruiz and Okafor said. The mayor called it \"a "
    "dream\" and \"a hope\".\n\n\"Yes,\" Ana Ruiz and Ben Okafor said.";

START_TEST(survives_lack_of_memory)
{
    struct arena *shelf = arena_open(ARENA_NO_BUDGET);
    const struct models *models = open_models(shelf);
    enum error error = ERROR_NO_MEMORY;
    struct quotes quotes = {0};

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct article article;
        read_article(arena, story, names, &article);
        arena_fail_at(arena, n);
        error = quote_find(arena, models, &article.document, &article.mentions, &article.entities,
                           &quotes);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        ck_assert(error || quotes.count >= 6);
        arena_close(arena);
    }
    arena_close(shelf);
}

END_TEST

START_TEST(fills_every_member)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct models *models = open_models(arena);
    struct article article;
    struct quotes quotes;

    read_article(arena, story, names, &article);
    ck_assert_int_eq(
        quote_find(arena, models, &article.document, &article.mentions, &article.entities, &quotes),
        ERROR_OK);
    ck_assert_uint_ge(quotes.count, 2);
    ck_assert_uint_eq(quotes.at[0].brackets.count, 1);
    ck_assert(slice_is(slice_at(article.document.text, quotes.at[0].brackets.at[0]), "[soon]"));
    ck_assert(slice_is(quotes.at[0].speaker.role, "the mayor"));
    ck_assert(slice_is(slice_at(article.document.text, quotes.at[0].speaker.span), "she"));
    ck_assert(quotes.at[0].has_addressee && slice_is(quotes.at[0].addressee.name, "Reuters"));
    ck_assert_uint_eq(quotes.at[0].words, 5);
    ck_assert_uint_eq(quotes.at[0].paragraph, 1);
    ck_assert_uint_eq(quotes.at[1].segments.count, 2);
    ck_assert_uint_eq(quotes.at[1].words, 5);
    ck_assert_uint_eq(quotes.at[1].group, quotes.at[0].group);
    arena_close(arena);
}

END_TEST

SUITE("quote claims", TEST(claims_hold_for_any_text), TEST(a_paragraph_more_changes_nothing),
      LOOP(stays_linear, floods), TEST(survives_lack_of_memory), TEST(fills_every_member))
