/* Any UTF-8 text: names, entities and quotes of which all claims hold. */
#include "tests/quote_claims.h"

#include "tests/fuzz/fuzz.h"

static const struct models *models;

static void open_models(void)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET); /* lives as long as the program */
    struct problem problem = {.arena = arena};
    enum error error = models_open(arena, MODELS_FOLDER, &models, &problem);

    assert(error == ERROR_OK);
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
