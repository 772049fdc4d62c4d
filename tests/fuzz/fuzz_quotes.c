/* Any UTF-8 text: names, entities and quotes of which all claims hold. */
#include "tests/quote_claims.h"

#include "tests/fuzz/fuzz.h"

static struct arena *shelf; /* lives as long as the program */
static const struct models *models;

static void close_models(void)
{
    arena_close(shelf);
}

static void open_models(void)
{
    struct problem problem = {0};
    enum error error;

    shelf = arena_open(ARENA_NO_BUDGET);
    problem.arena = shelf;
    error = models_open(shelf, MODELS_FOLDER, &models, &problem);
    assert(error == ERROR_OK);
    (void)atexit(close_models);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice none = {NULL, 0};
    struct document document;
    struct mentions mentions;
    struct entities entities;
    struct quotes quotes;
    enum error error = document_read(arena, (struct slice){(const char *)bytes, len}, &document);

    if (!models)
        open_models();
    if (!error) {
        error = mention_find(arena, models, &document, &mentions);
        assert(error == ERROR_OK);
        error = entity_gather(arena, models, &document, &mentions, none, &entities);
        assert(error == ERROR_OK);
        error = quote_find(arena, models, &document, &mentions, &entities, &quotes);
        assert(error == ERROR_OK);
        claim_quotes(&document, &entities, &quotes);
    }
    arena_close(arena);
    return 0;
}
