/* The models, opened once for a Check program's suite: its tests share them. */
#ifndef COPYDESK_TESTS_UNIT_MODELS_H
#define COPYDESK_TESTS_UNIT_MODELS_H

#include "news/models.h"
#include "tests/unit/suite.h"

static struct arena *models_arena;
static const struct models *models;

static void open_models(void)
{
    struct problem problem = {0};

    models_arena = arena_open(ARENA_NO_BUDGET);
    problem.arena = models_arena;
    ck_assert_msg(models_open(models_arena, MODELS_FOLDER, &models, &problem) == ERROR_OK, "%.*s",
                  SLICE_ARGS(problem.detail));
}

static void close_models(void)
{
    arena_close(models_arena);
}

#define WITH_MODELS tcase_add_unchecked_fixture(suite_case, open_models, close_models)

#endif
