/* Any valid text: what is cleaned holds the claims, and every place of it has one in the text as
 * sent, in the same order, whatever the unit. */
#include "tests/document_claims.h"
#include "tests/fuzz/fuzz.h"

static void claim_order(struct arena *arena, const struct cleaned *cleaned, enum offsets unit)
{
    struct origin origin;
    uint32_t before = 0;
    size_t at = 0;

    if (origin_read(arena, cleaned, unit, &origin))
        return;
    while (at < cleaned->text.len) {
        struct span span = {(uint32_t)at, 0}, there;
        (void)utf8_next(cleaned->text, &at);
        span.end = (uint32_t)at;
        there = origin_of(&origin, span);
        assert(there.begin < there.end && before <= there.end);
        assert(origin_text(&origin, span).len > 0);
        before = there.begin;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice all = {(const char *)bytes, len};
    struct slice sent = slice_part(all, 0, utf8_valid_prefix(all));
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;

    if (document_read(arena, sent, &document) == ERROR_OK) {
        claim_document(&document);
        claim_order(arena, &document.cleaned, OFFSETS_UTF32);
        claim_order(arena, &document.cleaned, OFFSETS_UTF16);
        claim_order(arena, &document.cleaned, OFFSETS_UTF8);
    }
    arena_close(arena);
    return 0;
}
