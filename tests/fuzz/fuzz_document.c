/* Any bytes: refused when they are not UTF-8, else a document of which all claims hold. */
#include "tests/document_claims.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice text = {(const char *)bytes, len};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    enum error error = document_read(arena, text, &document);

    assert((error == ERROR_BAD_TEXT) == (utf8_valid_prefix(text) != len));
    if (!error)
        claim_document(&document);
    arena_close(arena);
    return 0;
}
