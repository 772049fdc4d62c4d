/* Two texts apart by a NUL, cut to their valid beginnings: the operations rebuild the right one,
 * every part stands in one unit, edits ascend inside their units; the forms show no raw markup and
 * no control character; as versions, the passages tile the last text. */
#include "forms/page.h"
#include "forms/patch.h"
#include "forms/text.h"
#include "news/versions.h"
#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"

static void claim_operations(const struct diff *diff, struct slice left, struct slice right)
{
    size_t at = 0;

    for (size_t i = 0; i < diff->operations.count; i++) {
        const struct operation *operation = &diff->operations.at[i];
        struct slice piece = slice_at(operation->is_copy ? left : right, operation->span);

        assert(piece.len > 0 && piece.len == span_length(operation->span));
        assert(slice_equal(piece, slice_part(right, at, at + piece.len)));
        at += piece.len;
    }
    assert(at == right.len);
}

static void claim_edits(const struct edits *edits)
{
    uint32_t left = 0, right = 0;

    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->at[i];

        assert(left <= edit->left.begin && edit->left.begin <= edit->left.end);
        assert(right <= edit->right.begin && edit->right.begin <= edit->right.end);
        left = edit->left.end;
        right = edit->right.end;
    }
}

static void claim_units(const struct diff *diff, const struct document *left,
                        const struct document *right)
{
    size_t lefts = 0, rights = 0;

    for (size_t i = 0; i < diff->units.count; i++) {
        const struct unit *unit = &diff->units.at[i];

        rights += unit->right_last - unit->right_first - span_length(unit->right_gap);
        lefts += unit->left_last - unit->left_first - span_length(unit->left_gap);
        claim_edits(&unit->edits);
    }
    assert(diff->has_facts ||
           (lefts == left->paragraphs.count && rights == right->paragraphs.count));
}

static void claim_forms(struct arena *arena, const struct diff *diff, const struct document *left,
                        const struct document *right)
{
    static const struct analysis nothing;
    struct view view = {
        {left, &nothing, SLICE("l")}, {right, &nothing, {NULL, 0}}, diff, LEVEL_PARAGRAPH, 1};
    struct sheet text = {.arena = arena}, page = text, patch = text;
    struct screen screen = {.sheet = &text};

    text_write(&view, &screen);
    for (size_t i = 0; i < text.count; i++)
        assert((unsigned char)text.at[i] >= ' ' || text.at[i] == '\n' || text.at[i] == '\t');
    page_write(&view, LAYOUT_INLINE, &page);
    page_write(&view, LAYOUT_SIDE_BY_SIDE, &page);
    assert(!page.failed && memmem(page.at, page.count, "<script", 7) == NULL);
    assert(!patch_write(&view, &patch));
    assert((patch.count == 0) == slice_equal(left->cleaned.sent, right->cleaned.sent));
}

static void claim_versions(struct arena *arena, const struct diff_side *left,
                           const struct diff_side *right)
{
    const struct diff_side sides[] = {*left, *right, *left};
    struct diff_options options = {.mode = MODE_EDIT};
    struct versions versions;
    uint32_t at = 0;

    assert(!versions_compare(arena, NULL, sides, 3, &options, &versions));
    for (size_t i = 0; i < versions.passages.count; i++) {
        assert(versions.passages.at[i].span.begin == at);
        at = versions.passages.at[i].span.end;
    }
    assert(at == left->document->text.len || versions.passages.count == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice all = {(const char *)bytes, len};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    size_t cut = slice_find(all, 0, 0);
    struct slice left = slice_part(all, 0, cut), right = slice_part(all, cut + 1, len);
    struct diff_options options = {.mode = MODE_AUTO};
    struct document left_document, right_document;
    struct diff_side left_side = {&left_document, NULL}, right_side = {&right_document, NULL};
    struct diff diff;

    left.len = utf8_valid_prefix(left);
    right.len = utf8_valid_prefix(right);
    assert(!document_read(arena, left, &left_document));
    assert(!document_read(arena, right, &right_document));
    assert(!diff_compute(arena, NULL, &left_side, &right_side, &options, &diff));
    claim_operations(&diff, left, right);
    claim_units(&diff, &left_document, &right_document);
    claim_forms(arena, &diff, &left_document, &right_document);
    claim_versions(arena, &left_side, &right_side);
    arena_close(arena);
    return 0;
}
