/* A desk for tests: the default options, the models, and four articles of its own. */
#ifndef COPYDESK_TESTS_DESK_H
#define COPYDESK_TESTS_DESK_H

#include <stdio.h>
#include <stdlib.h>

#include "handlers/route.h"

struct test_desk {
    struct arena *arena;
    struct config config;
    struct counters counters;
    atomic_bool draining;
    struct desk desk;
};

/* Two editions of one story, a report that takes a sentence of it and has a slash in its id, and
 * another story. */
static const struct slice test_articles = SLICE_INIT(
    "{\"id\": \"bridge-1\", \"title\": \"Bridge closed in Bergen\", \"source\": \"Northern Wire\", "
    "\"published\": \"2024-05-06T10:00:00Z\", \"text\": \"BERGEN, Norway (NW) - The main bridge of "
    "Bergen was closed on Monday after a barge hit one of its pillars, police "
    "said.\\n\\n\\\"Nobody "
    "was hurt, but the [north] pillar is cracked,\\\" police chief Ingrid Solheim told "
    "reporters.\\n\\nShe said the barge had lost its engine in strong wind. About 4,000 people "
    "cross the bridge every day.\\n\\n\\\"We will open it again,\\\" Solheim said, \\\"when the "
    "engineers tell us that it is safe.\\\"\"}\n"
    "{\"id\": \"bridge-2\", \"title\": \"Barge hits bridge in Bergen\", \"source\": \"Northern "
    "Wire\", \"published\": \"2024-05-06T16:00:00Z\", \"text\": \"BERGEN, Norway (NW) - The main "
    "bridge of Bergen was closed on Monday after a barge hit one of its pillars, police "
    "said.\\n\\n\\\"Nobody was hurt, but the (north) pillar is cracked,\\\" police chief Ingrid "
    "Solheim told reporters.\\n\\nShe said the barge had lost its engine in strong wind. About "
    "5,000 people cross the bridge every day.\\n\\nThe mayor, Erik Dahl, called the accident a "
    "warning.\\n\\n\\\"We will open it again,\\\" Solheim said, \\\"when the engineers tell us "
    "that "
    "it is safe.\\\"\"}\n"
    "{\"id\": \"local/bridge\", \"source\": \"Fjord Tidende\", \"published\": \"2024-05-07\", "
    "\"text\": \"Commuters in Bergen woke up to a long detour. Erik Dahl, the mayor, said ferries "
    "would run until Ingrid Solheim and her police let cars pass.\\n\\nThe main bridge of Bergen "
    "was "
    "closed on Monday after a barge hit one of its pillars, police said.\"}\n"
    "{\"id\": \"caf\\u00e9\", \"title\": \"A caf\\u00e9 for cats\", \"text\": \"The owner, Anna "
    "Lund, has eleven cats. \\u201cThey choose the guests,\\u201d she said.\"}\n");

static void test_desk_must(enum error error, const struct problem *problem)
{
    if (!error)
        return;
    fprintf(stderr, "the desk of the tests does not open: %.*s %.*s\n",
            SLICE_ARGS(error_slug(error)), SLICE_ARGS(problem->detail));
    abort();
}

/* A desk whose corpus is there, and analysed, or (is_loaded false) still to be loaded. */
static struct test_desk *test_desk_open(bool is_loaded)
{
    struct corpus_settings settings = {.samples = test_articles, .threads = 1};
    struct test_desk *test = calloc(1, sizeof *test);
    struct problem problem = {.arena = NULL};
    struct config_rest rest = {.at = NULL};

    if (!test || !(test->arena = arena_open(ARENA_NO_BUDGET)))
        abort();
    problem.arena = test->arena;
    test_desk_must(config_load(test->arena, &(struct config_input){.argument_count = 0},
                               &test->config, &rest, &problem),
                   &problem);
    test_desk_must(models_open(test->arena, MODELS_FOLDER, &test->desk.models, &problem), &problem);
    test->desk.config = &test->config;
    test->desk.counters = &test->counters;
    test->desk.draining = &test->draining;
    test->desk.corpus = corpus_open(test->desk.models, &settings);
    if (!test->desk.corpus)
        abort();
    if (!is_loaded)
        return test;
    test_desk_must(corpus_load(test->desk.corpus, &problem), &problem);
    corpus_wait_for_analysis(test->desk.corpus);
    return test;
}

static void test_desk_close(struct test_desk *test)
{
    corpus_close(test->desk.corpus);
    arena_close(test->arena);
    free(test);
}

#endif
